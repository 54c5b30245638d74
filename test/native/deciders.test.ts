// Naming who decided: wanted or not, counted either way, and nothing happens to what names nobody where names are wanted.
import { afterEach, describe, expect, it } from 'vitest';
import { operator } from '../api/start-api.ts';
import { assessedRun } from './assessed-run.ts';
import { pendingRun, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi();
const { call, db, machine, owner, admin, deps } = bench;

const wantNames = (requireDeciderNames: boolean) =>
  admin.tenants.updateTenantSettings({
    tenantId: owner.tenantId,
    patch: { requireDeciderNames },
    expectedTags: null,
    asker: operator,
  });
afterEach(() => wantNames(false));

const decisions = [
  ['an approval of a plan', pendingRun, 'POST', '/plan/approve', {}, 'approvedBy'],
  ['a rejection of a plan', pendingRun, 'POST', '/plan/reject', { feedback: 'No' }, 'rejectedBy'],
  ['a revision of a plan', pendingRun, 'PATCH', '/plan/revise', { instructions: 'Shorter' }, 'requestedBy'],
  ['a verdict', assessedRun, 'POST', '/assessment/approve', {}, 'approvedBy'],
  ['a rejection of an assessment', assessedRun, 'POST', '/assessment/reject', { reason: 'Noise' }, 'rejectedBy'],
] as const;

const storedOf = async (runId: string): Promise<string> =>
  JSON.stringify([
    await db('interviews').where({ run_id: runId }).first('seq', 'machine', 'version'),
    await db('command_notes').where({ run_id: runId }),
    await db('transitions').where({ run_id: runId }).count(),
  ]);

describe('where the tenant wants decisions to name who made them', () => {
  it.each(decisions)(
    '%s without a name is refused, and nothing changes',
    async (_, begin, method, path, body, member) => {
      const runId = await begin(bench);
      await wantNames(true);
      const [before, sent] = [await storedOf(runId), machine.sent.length];

      const refused = await call(method, `/interviews/${runId}${path}`, body, { 'Idempotency-Key': `names-${runId}` });

      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'decision.decider_required', errors: [{ pointer: `/${member}`, code: 'required' }] },
      });
      expect([await storedOf(runId), machine.sent.length]).toEqual([before, sent]);
      const named = await call(method, `/interviews/${runId}${path}`, { ...body, [member]: 'Rita Recruiter' });
      expect(named.status).toBe(200);
      expect(machine.sent.at(-1)).toMatchObject({ actor: { kind: 'recruiter' } });
    },
  );

  it('a blank name is none', async () => {
    const runId = await pendingRun(bench);
    await wantNames(true);

    const answer = await call('POST', `/interviews/${runId}/plan/approve`, { approvedBy: ' ' });

    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ code: 'decision.decider_required' })]);
  });

  it('what is no decision on a plan or a verdict needs no name', async () => {
    const runId = await pendingRun(bench);
    await wantNames(true);

    expect((await call('DELETE', `/interviews/${runId}`)).status).toBe(200);
  });
});

it.each(decisions)('%s needs no name otherwise, and is counted', async (_, begin, method, path, body, member) => {
  const counted = async (): Promise<number> =>
    (await deps.metrics.render()).body
      .split('\n')
      .filter((line) => line.startsWith('parley_decisions_unnamed_total{'))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  const [runId, other, before] = [await begin(bench), await begin(bench), await counted()];

  expect((await call(method, `/interviews/${runId}${path}`, body)).status).toBe(200);
  expect((await call(method, `/interviews/${other}${path}`, { ...body, [member]: 'Rita' })).status).toBe(200);

  expect(await counted()).toBe(before + 1);
});
