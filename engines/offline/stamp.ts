// Signs what the offline engine made: by the version of its rules, and free of charge.
import { createHash } from 'node:crypto';
import type { CallOptions, ModelResult, ModelStamp } from '../../domain/ports/models.ts';

/** To be raised with every change of the rules that can move a plan or a mark. */
const rulesVersion = 'offline-rules/5';

/** `promptHash` is that of the rules' version, as there is no prompt. */
export const offlineStamp = {
  engine: 'offline',
  promptHash: createHash('sha256').update(rulesVersion).digest('hex'),
} as const satisfies ModelStamp;

export const resultOf = async <T>(work: () => T, { signal }: CallOptions): Promise<ModelResult<T>> => {
  signal.throwIfAborted();
  const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };
  return { value: work(), stamp: offlineStamp, usage };
};
