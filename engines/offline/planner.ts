// The planner that needs no network and no model: it quotes the job and carries out exact changes, the same every time.
import { createHash } from 'node:crypto';
import type { PlanDraft } from '../../domain/plan/plan.ts';
import type { ModelResult, Planner } from '../../domain/ports/models.ts';
import { draftPlan } from './draft.ts';
import { revisePlan, revisionRefusal } from './revise.ts';

/** Grows with every change of the rules that changes plans; stands where other engines have the hash of their prompts. */
const rulesVersion = 'offline-planner/4';
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
  revisionRefusal,
});
