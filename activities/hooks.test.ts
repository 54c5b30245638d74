// When a hook is given up: what the vendor's absence costs is no attempt of what nobody foresaw.
import { expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { createHookActivities } from './hooks.ts';

const input = { tenantId: 'tenant_test', id: 'hook_1' };

const activitiesOf = (turns: (() => unknown)[]) => {
  let unforeseen = 0;
  const failed: string[] = [];
  const processTurn = async () => {
    await Promise.resolve();
    throw turns.shift()?.();
  };
  const { processHook, processHookAtOnce } = createHookActivities({
    processHook: processTurn,
    processAtOnce: processTurn,
    work: {
      fail: (_, code) => Promise.resolve(void failed.push(code)),
      countUnforeseen: () => Promise.resolve((unforeseen += 1)),
    },
    metrics: { increment: () => undefined },
    log: { warn: () => undefined },
    heartbeat: () => undefined,
  });
  return { processHook, processHookAtOnce, failed };
};

const times = (count: number, make: () => unknown) => Array.from({ length: count }, () => make);

it('five failures that nobody foresaw end a hook, and no number of times that its ATS was away', async () => {
  const away = () => new AppError('hook.vendor_unavailable');
  const ours = () => new TypeError('a mistake of ours');
  const { processHook, failed } = activitiesOf([...times(40, away), ...times(5, ours)]);

  for (let turn = 0; turn < 44; turn += 1) await expect(processHook(input)).rejects.toThrow();

  expect(failed).toEqual([]);
  expect(await processHook(input)).toEqual({ result: 'failed' });
  expect(failed).toEqual(['internal.error']);
});

it('what goes wrong at once is left to the attempt that counts, and ends nothing', async () => {
  const { processHookAtOnce, failed } = activitiesOf(times(6, () => new Error('a mistake')));

  for (let count = 0; count < 6; count += 1) expect(await processHookAtOnce(input)).toEqual({ result: 'later' });
  expect(failed).toEqual([]);
});
