// Wires what a voice provider outside tells; without one there is no address for it.
import { createCallIntake } from '../../infra/db/voice/call-intake.ts';
import { createEventDoor } from '../../usecases/voice/accept-event.ts';
import { retellRoute } from '../faces/voice/routes.ts';
import type { Route } from '../guard/route.ts';
import type { FeatureDeps } from './deps.ts';

export const voiceFeature = (deps: FeatureDeps): Route[] => {
  const { calls: provider } = deps.voice;
  if (provider === null) return [];
  return [retellRoute({ ...deps, door: createEventDoor({ ...deps, provider, intake: createCallIntake(deps) }) })];
};
