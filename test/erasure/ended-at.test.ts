import { describe, expect, it } from 'vitest';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun } from '../native/native-bench.ts';
import { useErasureWorld } from './erasure-world.ts';

const world = await useErasureWorld();
const { call, db, erase } = world;

const endedAtOf = async (runId: string): Promise<Date | null> => {
  const row: { ended_at: Date | null } = await db('interviews').where({ run_id: runId }).first('ended_at');
  return row.ended_at;
};

const timeOf = async (runId: string, type: string): Promise<Date> => {
  const row: { at: Date } = await db('transitions').where({ run_id: runId, type }).first('at');
  return row.at;
};

describe('the end of an interview', () => {
  it('is not noted before it has ended', async () => {
    expect(await endedAtOf(await pendingRun(world))).toBeNull();
    expect(await endedAtOf(await assessedRun(world))).toBeNull();
  });

  it.each([
    ['cancelled', pendingRun, ['DELETE', '', undefined]],
    ['planRejected', pendingRun, ['POST', '/plan/reject', { feedback: 'no' }]],
    ['assessmentApproved', assessedRun, ['POST', '/assessment/approve', { verdict: 'HIRE' }]],
    ['assessmentRejected', assessedRun, ['POST', '/assessment/reject', { reason: 'no' }]],
  ] as const)('is the time of the fact that ended it: %s, whatever is erased later', async (type, newRun, command) => {
    const runId = await newRun(world);
    const [method, path, body] = command;
    await call(method, `/interviews/${runId}${path}`, body);
    const endedAt = await endedAtOf(runId);
    await erase(runId, 'all');

    expect(endedAt).toEqual(await timeOf(runId, type));
    expect(await endedAtOf(runId)).toEqual(endedAt);
  });

  it('by an erasure is its cancellation', async () => {
    const runId = await pendingRun(world);
    await erase(runId);

    expect(await endedAtOf(runId)).toEqual(await timeOf(runId, 'cancelled'));
  });
});
