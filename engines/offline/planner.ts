// The planner that needs no network and no model: rules over the request, the same answer every time.
import { createHash } from 'node:crypto';
import type { PlanDraft } from '../../domain/plan/plan.ts';
import type { ModelResult, Planner } from '../../domain/ports/models.ts';
import { draftPlan } from './plan/draft.ts';
import { revisePlan } from './plan/revise.ts';

/** Grows with every change of the rules that changes plans; stands where other engines have the hash of their prompts. */
const rulesVersion = 'offline-planner/3';
const promptHash = createHash('sha256').update(rulesVersion).digest('hex');

const resultOf = (value: PlanDraft): ModelResult<PlanDraft> => ({
  value,
  stamp: { engine: 'offline', promptHash },
  usage: { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 },
});

export const createOfflinePlanner = (): Planner => ({
  draft: async (input, { signal }) => {
    signal.throwIfAborted();
    return resultOf(draftPlan(input));
  },
  revise: async (input, current, request, { signal }) => {
    signal.throwIfAborted();
    return resultOf(revisePlan(input, current, request));
  },
});
