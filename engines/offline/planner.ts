// The planner that needs no network and no model: it quotes the job and carries out exact changes, the same every time.
import type { Planner } from '../../domain/ports/models.ts';
import { draftPlan } from './draft.ts';
import { revisePlan } from './revise.ts';
import { resultOf } from './stamp.ts';

export const createOfflinePlanner = (): Planner => ({
  draft: (input, options) => resultOf(() => draftPlan(input), options),
  revise: (input, current, request, options) => resultOf(() => revisePlan(input, current, request), options),
});
