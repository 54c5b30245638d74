// Ended runs of several tenants on a real database, and retention over them with the real stores.
import type { Knex } from 'knex';
import { createRetentionActivities, type RetentionDeps } from '../../activities/retention.ts';
import type { ErasureInput } from '../../domain/ports/erasure.ts';
import type { TenantOverrides } from '../../domain/tenant/settings.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createHoldStore } from '../../infra/db/erasure/hold-store.ts';
import { createErasures } from '../../usecases/privacy/erasures.ts';
import { createHolds } from '../../usecases/privacy/holds.ts';
import type { RetentionCounts, RetentionCursor } from '../../workflows/contracts.ts';
import { retentionParts } from '../../worker/wiring/retention.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { storeRun, tenantId as firstTenant } from '../harness/interview-run.ts';
import { inActivity } from '../harness/in-activity.ts';
import { activityWorld, createWorld } from '../harness/world.ts';

export const dayMs = 86_400_000;

const add = (one: RetentionCounts, other: RetentionCounts): RetentionCounts => ({
  personal: one.personal + other.personal,
  all: one.all + other.all,
  recordings: one.recordings + other.recordings,
  held: one.held + other.held,
  failed: one.failed + other.failed,
  stillOpen: one.stillOpen + other.stillOpen,
});

export const createRetentionWorld = (db: Knex) => {
  const logs: LogLine[] = [];
  const started: ErasureInput[] = [];
  /** Stands for the server that runs erasures: it only remembers which were started. */
  const startErasure = (input: ErasureInput) => Promise.resolve(void started.push(input));
  const plain = createWorld(db, { log: recordingLog(logs) });
  const world = { ...plain, engine: { ...plain.engine, startErasure } };
  const { sealer, metrics } = world;
  const keyCacheMs = 60_000;
  const erasures = createErasures({ ...world, erasures: createErasureStore(db), keyCacheMs, logger: world.log });
  const holds = createHolds({ ...world, holds: createHoldStore(db) });

  const addTenant = async (tenantId: string, settings: TenantOverrides = {}): Promise<void> => {
    await db('tenants').insert({ id: tenantId, name: 'T', settings: JSON.stringify(settings) });
  };

  /** A run that ended so many days ago; `toldDays` are the periods of the notice that its candidate accepted. */
  const addEnded = async (
    days: number,
    { tenantId = firstTenant, toldDays }: { tenantId?: string; toldDays?: number } = {},
  ): Promise<string> => {
    const { runId } = await storeRun(db, sealer);
    const owner = { tenant_id: tenantId, run_id: runId };
    await db('interviews')
      .where({ run_id: runId })
      .update({ tenant_id: tenantId, state: 'CANCELLED', ended_at: new Date(Date.now() - days * dayMs) });
    await db('run_keys').where({ run_id: runId }).update({ tenant_id: tenantId });
    if (toldDays === undefined) return runId;
    await db('consents').insert({
      ...owner,
      notice_hash: 'h',
      notice_text: 'n',
      locale: 'en',
      accepted: true,
      plan_revision: 1,
      retention_days: JSON.stringify({ personal: toldDays, recordings: toldDays, assessments: toldDays }),
      at: new Date(),
    });
    return runId;
  };

  const activities = (overrides: Partial<RetentionDeps> = {}) =>
    inActivity(createRetentionActivities({ ...retentionParts(activityWorld(world)), ...overrides }));

  /** Step after step, as the workflow does. */
  const retainAll = async (
    overrides: Partial<RetentionDeps> = {},
  ): Promise<{ counts: RetentionCounts; steps: number }> => {
    const { retain } = activities(overrides);
    let counts: RetentionCounts = { personal: 0, all: 0, recordings: 0, held: 0, failed: 0, stillOpen: 0 };
    let cursor: RetentionCursor | null = null;
    for (let steps = 1; ; steps += 1) {
      const done: Awaited<ReturnType<typeof retain>> = await retain({ cursor });
      counts = add(counts, done.counts);
      if (done.next === null) return { counts, steps };
      cursor = done.next;
    }
  };

  const scopeOf = async (runId: string): Promise<string | null> => {
    const row: { scope: string } | undefined = await db('erasures').where({ run_id: runId }).first('scope');
    return row?.scope ?? null;
  };

  return {
    parts: world,
    sealer,
    logs,
    metrics,
    started,
    erasures,
    holds,
    addTenant,
    addEnded,
    activities,
    retainAll,
    scopeOf,
  };
};
