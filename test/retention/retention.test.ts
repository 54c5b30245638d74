// Retention on a real database: the tenant's own windows, what candidates were told, holds, and trouble with single runs.
import type { RunRef } from '../../domain/access/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRetentionStore } from '../../infra/db/erasure/retention-store.ts';
import { tenantId } from '../harness/interview-run.ts';
import { useDatabase } from '../harness/database.ts';
import { createRetentionWorld, dayMs } from './retention-world.ts';

const { db, owner } = await useDatabase();
const world = createRetentionWorld(db);
const hold = { reasonCode: 'litigation', endsAt: Date.now() + 30 * dayMs };
const by = { actor: { kind: 'integrator', id: 'key_1' }, requestId: 'req_1' } as const;

beforeEach(async () => {
  await owner.raw('truncate interviews, tenants cascade');
  world.started.length = 0;
  world.logs.length = 0;
});

describe('retention', () => {
  it('erases the person after 90 days and everything after 365, and nothing before', async () => {
    const [fresh, person, everything] = [await world.addEnded(89), await world.addEnded(91), await world.addEnded(366)];

    const { counts } = await world.retainAll();

    expect(counts).toMatchObject({ personal: 1, all: 1, held: 0, failed: 0 });
    expect([await world.scopeOf(fresh), await world.scopeOf(person), await world.scopeOf(everything)]).toEqual([
      null,
      'personal',
      'all',
    ]);
    expect(world.started.map(({ runId }) => runId).sort()).toEqual([person, everything].sort());
    const [erasure] = await db('erasures').where({ run_id: person });
    expect(erasure).toMatchObject({ cause: 'retention', requested_by_kind: 'system' });
  });

  it("keeps to each tenant's own windows", async () => {
    await world.addTenant('tenant_short', { retention: { personalData: 'P1D' } });
    const short = await world.addEnded(2, { tenantId: 'tenant_short' });
    const usual = await world.addEnded(2);

    await world.retainAll();

    expect([await world.scopeOf(short), await world.scopeOf(usual)]).toEqual(['personal', null]);
  });

  it('never keeps longer than the candidate was told, whatever the tenant wants today', async () => {
    const told = await world.addEnded(20, { toldDays: 14 });

    await world.retainAll();

    expect(await world.scopeOf(told)).toBe('all');
  });

  it('passes over a held run, says so, and erases it once the hold is released', async () => {
    const held = await world.addEnded(100);
    const { id } = await world.holds.place({ tenantId, runId: held }, hold, by);

    const { counts } = await world.retainAll();

    expect(counts).toMatchObject({ personal: 0, held: 1 });
    expect(await world.scopeOf(held)).toBeNull();
    expect(world.logs).toContainEqual(
      expect.objectContaining({ event: 'retention.held', fields: expect.objectContaining({ runId: held }) as object }),
    );
    await world.holds.release({ tenantId, runId: held }, id, by);
    expect((await world.retainAll()).counts).toMatchObject({ personal: 1, held: 0 });
  });

  it('erases a run by itself once its hold has ended', async () => {
    const held = await world.addEnded(100);
    await world.holds.place({ tenantId, runId: held }, hold, by);
    await db('legal_holds').update({ ends_at: new Date(Date.now() - 1) });

    await world.retainAll();

    expect(await world.scopeOf(held)).toBe('personal');
  });

  it('goes on with the others when one run cannot be erased', async () => {
    const runs = [await world.addEnded(103), await world.addEnded(102), await world.addEnded(101)];
    const erase = ({ runId }: RunRef) => (runId === runs[1] ? Promise.reject(new Error('trouble')) : Promise.resolve());

    const { counts } = await world.retainAll({ erase });

    expect(counts).toMatchObject({ personal: 2, failed: 1 });
    expect((await world.metrics.render()).body).toContain('parley_retention_runs_total{result="failed"} 1');
  });

  it('goes on with the other tenants when one cannot be read', async () => {
    await world.addTenant('tenant_a');
    const run = await world.addEnded(100);
    const store = createRetentionStore(db);
    const retention = {
      ...store,
      listDue: (...args: Parameters<typeof store.listDue>) =>
        args[0].tenantId === 'tenant_a' ? Promise.reject(new Error('trouble')) : store.listDue(...args),
    };

    const { counts } = await world.retainAll({ retention });

    expect(counts).toMatchObject({ personal: 1, failed: 1 });
    expect(await world.scopeOf(run)).toBe('personal');
  });

  it('counts runs that never ended, and leaves them alone', async () => {
    const open = await world.addEnded(1_000);
    await db('interviews').where({ run_id: open }).update({ ended_at: null, state: 'PENDING' });

    const { counts } = await world.retainAll();

    expect(counts).toMatchObject({ stillOpen: 1, personal: 0, all: 0 });
    expect(world.started).toEqual([]);
  });

  it('takes bounded steps until everything is done, over many tenants', async () => {
    const pattern = await world.addEnded(100);
    await db.raw(
      `insert into interviews (run_id, tenant_id, interview_id, source, request_hash, locale, job, policy, state, machine, seq, ended_at)
       select 'run_many_' || n, tenant_id, gen_random_uuid(), source, request_hash, locale, job, policy, state, machine, seq, ended_at
       from interviews, generate_series(1, 450) n where run_id = ?`,
      [pattern],
    );
    for (let n = 0; n < 60; n += 1) await world.addTenant(`tenant_z${n}`);
    const last = await world.addEnded(100, { tenantId: 'tenant_z9' });

    const { counts, steps } = await world.retainAll();

    expect(counts).toMatchObject({ personal: 452, failed: 0 });
    expect(steps).toBeGreaterThan(2);
    expect(await world.scopeOf(last)).toBe('personal');
    expect(new Set(world.started.map(({ runId }) => runId)).size).toBe(452);
  });

  it('twice is the same as once', async () => {
    const run = await world.addEnded(100);

    await world.retainAll();
    await world.retainAll();

    expect(await db('erasures').where({ run_id: run })).toHaveLength(1);
  });

  it('tells how much is due now and within seven days', async () => {
    await world.addEnded(100);
    await world.addEnded(85);
    await world.addEnded(400);
    const held = await world.addEnded(95);
    await world.holds.place({ tenantId, runId: held }, hold, by);
    const store = createRetentionStore(db);
    const tenant = await store.findTenant(tenantId);
    const now = Date.now();

    const figures = tenant && (await store.countDue(tenant, { now, soon: now + 7 * dayMs }));

    expect(figures).toEqual({
      personalData: { dueNow: 3, dueSoon: 1 },
      assessments: { dueNow: 1, dueSoon: 0 },
      recordings: { dueNow: 0, dueSoon: 0 },
      held: 1,
      stillOpen: 0,
    });
  });
});
