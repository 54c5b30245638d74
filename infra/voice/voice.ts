// The voice providers of a deployment, made of its settings. A new one is a folder beside these and a line here.
import type { Clock } from '../../domain/ports/system.ts';
import type { VoiceProviders } from '../../domain/ports/voice.ts';
import type { VoiceConfig } from '../config/voice.ts';
import { createEmbeddedRoom } from './embedded-room.ts';
import type { RetellDeps } from './retell/client.ts';
import { createRetell } from './retell/provider.ts';

type Deps = RetellDeps & { clock: Clock; publicUrl: string };

export const createVoice = ({ retell }: Pick<VoiceConfig, 'retell'>, deps: Deps): VoiceProviders => ({
  room: createEmbeddedRoom(deps),
  calls: retell && createRetell(retell, deps),
});
