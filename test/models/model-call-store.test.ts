import type { RunRef } from '../../domain/access/ids.ts';
import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { ModelResult } from '../../domain/ports/models.ts';
import type { Db } from '../../infra/db/knex.ts';
import { createUsageRecorder, recordModelCall } from '../../infra/db/models/model-call-store.ts';
import { ModelError } from '../../infra/models/model-error.ts';
import { useDatabase } from '../harness/database.ts';
import { quietLog } from './builders.ts';

const { db } = await useDatabase();

const observed: unknown[] = [];
const metrics = {
  increment: (...args: unknown[]) => void observed.push(args),
  observe: (...args: unknown[]) => void observed.push(args),
  set: () => undefined,
  reset: () => undefined,
};
const recorder = createUsageRecorder({ db, log: quietLog, metrics });

const stamp = { engine: 'anthropic', model: 'm-1', promptHash: 'a'.repeat(64) };
const usage = {
  inputTokens: 10,
  outputTokens: 20,
  cachedTokens: 8,
  reasoningTokens: 12,
  costMicros: 30,
  durationMs: 40,
};
const purpose = (runId: string) => ({ runId, step: 'judge', revision: 2, engine: 'anthropic' as const });
const rowsOf = ({ tenantId, runId }: RunRef) =>
  db('model_calls').where({ tenant_id: tenantId, run_id: runId }).orderBy('id');
const given = (value: string): ModelResult<string> => ({ value, stamp, usage });

test('a call is kept with what it was for, how it ended and what it cost', async () => {
  await recordModelCall(db)('ten_1', {
    ...purpose('run_1'),
    revision: null,
    stamp,
    result: 'ok',
    usage,
  });

  expect(await rowsOf({ tenantId: 'ten_1', runId: 'run_1' })).toMatchObject([
    {
      step: 'judge',
      revision: null,
      engine: 'anthropic',
      model: 'm-1',
      result: 'ok',
      input_tokens: 10,
      output_tokens: 20,
      cached_tokens: 8,
      reasoning_tokens: 12,
      cost_micros: 30,
      duration_ms: 40,
    },
  ]);
});

test('a result passes through and is recorded once per attempt', async () => {
  for (const value of ['first', 'second']) {
    expect((await recorder.record('ten_1', purpose('run_2'), () => Promise.resolve(given(value)))).value).toBe(value);
  }

  expect((await rowsOf({ tenantId: 'ten_1', runId: 'run_2' })).map((row) => row.result)).toEqual(['ok', 'ok']);
  expect(observed).toContainEqual(['modelTokens', { engine: 'anthropic', step: 'judge', direction: 'cached' }, 8]);
  expect(observed).toContainEqual(['modelCall', { engine: 'anthropic', step: 'judge', result: 'ok' }, 40]);
});

test.each<[string, Error, object]>([
  [
    'a failed answer with its tokens',
    new ModelError('model.invalid_output', { stamp, usage }),
    { result: 'model.invalid_output', model: 'm-1', cost_micros: 30 },
  ],
  ['another refusal of ours', new AppError('model.refused'), { result: 'model.refused', model: null, cost_micros: 0 }],
  ['a cancelled call', new Error('foreign words'), { result: 'cancelled', model: null, input_tokens: 0 }],
])('%s is recorded too, and the error stays the same', async (name, error, row) => {
  const attempt = recorder.record('ten_1', purpose(`run_${name}`), () => Promise.reject(error));

  await expect(attempt).rejects.toBe(error);
  expect(await rowsOf({ tenantId: 'ten_1', runId: `run_${name}` })).toMatchObject([
    { engine: 'anthropic', revision: 2, ...row },
  ]);
});

test('a record that cannot be written costs neither the result nor the error', async () => {
  const broken = ((): never => {
    throw new Error('the database is gone');
  }) as unknown as Db;
  const blind = createUsageRecorder({ db: broken, log: quietLog, metrics });

  expect((await blind.record('ten_1', purpose('run_3'), () => Promise.resolve(given('kept')))).value).toBe('kept');
  await expect(
    blind.record('ten_1', purpose('run_3'), () => Promise.reject(new AppError('model.timeout'))),
  ).rejects.toThrow('model.timeout');
});
