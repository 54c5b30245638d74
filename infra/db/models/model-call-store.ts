// The record of every model call: what it was for, how it ended, what it cost. No text, no names.
import { AppError } from '../../../domain/errors.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import type { CallPurpose, ModelResult, ModelStamp, ModelUsage, UsageRecorder } from '../../../domain/ports/models.ts';
import { ModelError } from '../../models/model-error.ts';
import type { Db } from '../knex.ts';

const table = 'model_calls';

export type ModelCall = CallPurpose & {
  stamp: Pick<ModelStamp, 'model'>;
  /** `ok`, or the code of the error that ended the call. */
  result: string;
  usage: ModelUsage;
};

/** One row per attempt: a repeated activity calls the model again, and pays again. */
export const recordModelCall =
  (db: Db) =>
  async (tenantId: string, { runId, step, revision, engine, stamp, result, usage }: ModelCall): Promise<void> => {
    await db(table).insert({
      tenant_id: tenantId,
      run_id: runId,
      step,
      revision,
      engine,
      model: stamp.model ?? null,
      result,
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cached_tokens: usage.cachedTokens ?? null,
      reasoning_tokens: usage.reasoningTokens ?? null,
      cost_micros: usage.costMicros,
      duration_ms: usage.durationMs,
      audio_ms: usage.audioMs ?? null,
    });
  };

type Spent = Pick<ModelCall, 'stamp' | 'usage' | 'result'>;

const spentBy = (error: unknown, durationMs: number): Spent => {
  if (error instanceof ModelError) return { stamp: error.stamp, usage: error.usage, result: error.code };
  const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: Math.round(durationMs) };
  // Anything else ended before an answer came: nearly always the caller's cancellation.
  return { stamp: {}, usage, result: error instanceof AppError ? error.code : 'cancelled' };
};

const report = (metrics: Metrics, { engine, step }: CallPurpose, { usage, result }: Spent): void => {
  metrics.observe('modelCall', { engine, step, result }, usage.durationMs);
  metrics.increment('modelTokens', { engine, step, direction: 'in' }, usage.inputTokens);
  metrics.increment('modelTokens', { engine, step, direction: 'out' }, usage.outputTokens);
  if (usage.cachedTokens !== undefined)
    metrics.increment('modelTokens', { engine, step, direction: 'cached' }, usage.cachedTokens);
  if (usage.reasoningTokens !== undefined)
    metrics.increment('modelTokens', { engine, step, direction: 'reasoning' }, usage.reasoningTokens);
  metrics.increment('modelCost', { engine, step }, usage.costMicros);
  if (usage.audioMs !== undefined) metrics.increment('speechHeard', {}, usage.audioMs / 1_000);
};

export type UsageRecorderDeps = { db: Db; log: Logger; metrics: Metrics };

export const createUsageRecorder = ({ db, log, metrics }: UsageRecorderDeps): UsageRecorder => {
  const keep = async (tenantId: string, purpose: CallPurpose, spent: Spent): Promise<void> => {
    report(metrics, purpose, spent);
    try {
      await recordModelCall(db)(tenantId, { ...purpose, ...spent });
    } catch (error) {
      // A paid result is worth more than its bill.
      log.error('model_call.not_recorded', { runId: purpose.runId, step: purpose.step, result: spent.result, error });
    }
  };

  return {
    record: async <T>(tenantId: string, purpose: CallPurpose, call: () => Promise<ModelResult<T>>) => {
      const startedAt = performance.now();
      let result: ModelResult<T>;
      try {
        result = await call();
      } catch (error) {
        await keep(tenantId, purpose, spentBy(error, performance.now() - startedAt));
        throw error;
      }
      await keep(tenantId, purpose, { stamp: result.stamp, usage: result.usage, result: 'ok' });
      return result;
    },
  };
};
