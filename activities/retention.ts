// Has runs erased whose time is up: bounded steps, each run on its own, held ones passed over and reported.
import type { RunRef } from '../domain/access/ids.ts';
import { AppError } from '../domain/errors.ts';
import type { ErasureScope } from '../domain/lifecycle/facts.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { KeptRecordings } from '../domain/ports/recordings.ts';
import type { RetainedRun, RetentionStore, TenantWindows } from '../domain/ports/retention.ts';
import type { Clock } from '../domain/ports/system.ts';
import { erasureDue } from '../domain/retention/windows.ts';
import type { RetentionActivities, RetentionCounts, RetentionCursor } from '../workflows/contracts.ts';

/** Runs looked at in one step; each costs a few statements and the start of a workflow. */
const runsMax = 200;
const tenantsMax = 50;

export type RetentionDeps = {
  retention: RetentionStore;
  /** Starts the erasure of a run, or lets the one that runs go on. Throws `erasure.on_hold`. */
  erase(run: RunRef, scope: ErasureScope): Promise<void>;
  recordings: Pick<KeptRecordings, 'remove' | 'isHeld'>;
  /** Removes, in bounded rounds, objects that no row names. Harmless when repeated. */
  sweepObjects(): Promise<void>;
  /** Counts whose record in an ATS lacks a part of the evidence. Harmless when repeated. */
  checkRecords(beat: () => void): Promise<{ progressed: number; incomplete: number }>;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
};

const noCounts = (): RetentionCounts => ({ personal: 0, all: 0, recordings: 0, held: 0, failed: 0, stillOpen: 0 });

type Fate = 'personal' | 'all' | 'held' | 'failed' | null;

const isHeld = (error: unknown): boolean => error instanceof AppError && error.code === 'erasure.on_hold';

/** A run that cannot be erased now must not hold up the others: the next day's run tries it again. */
const retainRun = async (deps: RetentionDeps, tenantId: string, run: RetainedRun): Promise<Fate> => {
  const { runId, hold } = run;
  const due = erasureDue(run, deps.clock.now());
  if (due === null) return null;
  if (hold !== null) {
    deps.log.info('retention.held', { tenantId, runId, code: hold.reasonCode });
    return 'held';
  }
  try {
    await deps.erase({ tenantId, runId }, due.scope);
    return due.scope;
  } catch (error) {
    if (isHeld(error)) return 'held';
    deps.log.warn('retention.failed', { tenantId, runId, error });
    return 'failed';
  }
};

/** Recordings have a window of their own, mostly the shortest. */
const retainRecordings = async (deps: RetentionDeps, tenant: TenantWindows, counts: RetentionCounts): Promise<void> => {
  const { tenantId } = tenant;
  const runIds = await deps.retention.listDueRecordings(tenant, { dueBy: deps.clock.now(), limit: runsMax });
  for (const runId of runIds) {
    deps.heartbeat();
    try {
      // A hold may have come since the list was read.
      if (await deps.recordings.isHeld({ tenantId, runId })) continue;
      await deps.recordings.remove({ tenantId, runId });
      counts.recordings += 1;
      deps.metrics.increment('retention', { result: 'recordings' });
    } catch (error) {
      counts.failed += 1;
      deps.metrics.increment('retention', { result: 'failed' });
      deps.log.warn('retention.failed', { tenantId, runId, error });
    }
  }
};

/** What no row names is nobody's any more. That the store is away is tomorrow's trouble. */
const sweep = async ({ sweepObjects, log }: RetentionDeps): Promise<void> => {
  try {
    await sweepObjects();
  } catch (error) {
    log.warn('retention.sweep_failed', { error });
  }
};

/** What lacks is found again tomorrow, and stands in the ledger with its reason meanwhile. */
const checkRecords = async ({ checkRecords: check, heartbeat, log }: RetentionDeps): Promise<void> => {
  try {
    const { incomplete } = await check(heartbeat);
    if (incomplete > 0) log.warn('records.incomplete', { count: incomplete });
  } catch (error) {
    log.warn('retention.sweep_failed', { error });
  }
};

type Step = { done: number; after: RetentionCursor['after'] };

/** One page of a tenant's due runs; `after` is null when there are no more. */
const retainPage = async (
  deps: RetentionDeps,
  tenant: TenantWindows,
  { after, limit }: { after: RetentionCursor['after']; limit: number },
  counts: RetentionCounts,
): Promise<Step> => {
  const runs = await deps.retention.listDue(tenant, { dueBy: deps.clock.now(), after, limit });
  for (const run of runs) {
    deps.heartbeat();
    const fate = await retainRun(deps, tenant.tenantId, run);
    if (fate === null) continue;
    counts[fate] += 1;
    deps.metrics.increment('retention', { result: fate });
  }
  const last = runs.at(-1);
  const isFull = runs.length === limit && last !== undefined;
  return { done: runs.length, after: isFull ? { endedAt: last.endedAt, runId: last.runId } : null };
};

/** What is told once per tenant, at its first page. */
const beginTenant = async (deps: RetentionDeps, tenant: TenantWindows, counts: RetentionCounts): Promise<void> => {
  const now = deps.clock.now();
  const { stillOpen } = await deps.retention.countDue(tenant, { now, soon: now });
  counts.stillOpen += stillOpen;
  await retainRecordings(deps, tenant, counts);
};

/** The tenant the cursor stands in, and those after it; `isLast` when there are no others. */
const tenantsFrom = async ({ retention }: RetentionDeps, cursor: RetentionCursor | null) => {
  const inside = cursor !== null && cursor.after !== null;
  const current = inside ? await retention.findTenant(cursor.tenantId) : null;
  const following = await retention.listTenants(cursor?.tenantId ?? null, tenantsMax);
  return { tenants: current === null ? following : [current, ...following], isLast: following.length < tenantsMax };
};

type Progress = { counts: RetentionCounts; left: number };

/** Where to go on in this tenant, or null when it is done. Trouble with one tenant is no other's. */
const retainTenant = async (
  deps: RetentionDeps,
  tenant: TenantWindows,
  from: RetentionCursor['after'],
  progress: Progress,
): Promise<RetentionCursor['after']> => {
  try {
    if (from === null) await beginTenant(deps, tenant, progress.counts);
    const { done, after } = await retainPage(deps, tenant, { after: from, limit: progress.left }, progress.counts);
    progress.left -= done;
    return after;
  } catch (error) {
    progress.counts.failed += 1;
    deps.metrics.increment('retention', { result: 'failed' });
    deps.log.error('retention.tenant_failed', { tenantId: tenant.tenantId, error });
    return null;
  }
};

const retainStep = async (deps: RetentionDeps, cursor: RetentionCursor | null) => {
  const progress: Progress = { counts: noCounts(), left: runsMax };
  const { tenants, isLast } = await tenantsFrom(deps, cursor);
  for (const [index, tenant] of tenants.entries()) {
    deps.heartbeat();
    const { tenantId } = tenant;
    const from = cursor?.tenantId === tenantId ? cursor.after : null;
    const after = await retainTenant(deps, tenant, from, progress);
    const isDone = isLast && index === tenants.length - 1 && after === null;
    if (isDone) break;
    if (after !== null || progress.left <= 0) return { counts: progress.counts, next: { tenantId, after } };
  }
  const last = tenants.at(-1);
  const next = isLast || last === undefined ? null : { tenantId: last.tenantId, after: null };
  return { counts: progress.counts, next };
};

export const createRetentionActivities = (deps: RetentionDeps): RetentionActivities => ({
  retain: async ({ cursor }) => {
    const { counts, next } = await retainStep(deps, cursor);
    if (next === null) {
      await sweep(deps);
      await checkRecords(deps);
    }
    const count = counts.personal + counts.all + counts.recordings;
    if (count + counts.failed > 0) deps.log.info('retention.step', { count });
    return { counts, next };
  },
});
