// Figures that are read from the database when somebody scrapes, not counted as things happen.
import { outdatedParts, type IdentityPart, type ScoringIdentity } from '../../../domain/evaluation/evidence.ts';
import { defaultSettings } from '../../../domain/tenant/policy.ts';
import { dailyCapReached, ledgerChannels, type LedgerChannel } from '../../../domain/delivery/channels.ts';
import { decisionFacts, namelessActors } from '../../../domain/lifecycle/deciders.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import { youngestHeartbeatAgeMs } from './heartbeat-store.ts';
import type { Db } from '../knex.ts';
import { refreshHiringFigures } from '../measures/hiring-figures.ts';
import { countClearWording } from '../plans/clear-wording.ts';

type Attention = { code: string; count: number };
type Undelivered = { count: number; oldest_seconds: number | null };

const readAttention = async (db: Db): Promise<Attention[]> =>
  await db('interviews')
    .select({ code: 'attention_code' })
    .count({ count: '*' })
    .whereNotNull('attention_code')
    .whereNotIn('state', ['ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED'])
    .groupBy('attention_code');

const readUndelivered = async (db: Db): Promise<Undelivered | undefined> => {
  const { rows } = await db.raw<{ rows: Undelivered[] }>(
    `select count(*) as count, extract(epoch from now() - min(at))::float8 as oldest_seconds
     from events where relayed_at is null`,
  );
  return rows[0];
};

const readPending = async (db: Db): Promise<{ channel: LedgerChannel; count: string }[]> =>
  await db('deliveries').select('channel').count({ count: '*' }).where({ status: 'pending' }).groupBy('channel');

/** By tenant, through the index of what has not begun. */
export const readCappedMails = async (db: Db): Promise<{ tenantId: string; count: number }[]> =>
  await db('mails')
    .select({ tenantId: 'tenant_id' })
    .count({ count: '*' })
    .whereNull('started_at')
    .where({ status: 'pending', reason: dailyCapReached })
    .groupBy('tenant_id');

/** Decisions of the last thirty days that name nobody, by tenant. */
export const readNamelessDecisions = async (db: Db): Promise<{ tenantId: string; count: number }[]> =>
  await db('transitions')
    .select({ tenantId: 'tenant_id' })
    .count({ count: '*' })
    .whereIn('type', decisionFacts)
    .whereIn('actor_kind', [...namelessActors])
    .whereRaw(`at > now() - interval '30 days'`)
    .groupBy('tenant_id');

/** Follow-ups of the last seven days that were asked or skipped, through the index of those. */
export const readFollowUps = async (db: Db): Promise<{ due: number; skipped: number }> => {
  const { rows } = await db.raw<{ rows: { due: number; skipped: number }[] }>(
    `select count(*)::int as due, count(*) filter (where follow_up_skipped)::int as skipped
     from turns where (kind = 'follow_up' or follow_up_skipped) and version = 1 and asked_at > now() - interval '7 days'`,
  );
  return rows[0] ?? { due: 0, skipped: 0 };
};

type Named = { id: string; evidence: Partial<typeof defaultSettings.evaluation> };

/** Tenants that name an evaluation, with what has changed since. */
export const readEvaluations = async (
  db: Db,
  now: ScoringIdentity,
): Promise<{ tenantId: string; outdated: IdentityPart[] }[]> => {
  const { rows } = await db.raw<{ rows: Named[] }>(
    `select id, settings->'evaluation' as evidence from tenants
      where settings->'evaluation'->>'report' is not null order by id`,
  );
  return rows.map(({ id, evidence }) => ({
    tenantId: id,
    outdated: outdatedParts({ ...defaultSettings.evaluation, ...evidence }, now),
  }));
};

const readAuditWaiting = async (db: Db): Promise<number> => {
  const row = await db('audit_intake').count('* as count').first();
  return Number(row?.['count'] ?? 0);
};

/** States the present figures: runs that need attention, events, deliveries and acts that wait, words to seal, the age of the youngest worker heartbeat. */
export const refreshFigures = async (db: Db, metrics: Metrics, scoring: ScoringIdentity): Promise<void> => {
  const [attention, undelivered, pending, capped, evaluations, auditWaiting, unsealed, ageMs] = await Promise.all([
    readAttention(db),
    readUndelivered(db),
    readPending(db),
    readCappedMails(db),
    readEvaluations(db, scoring),
    readAuditWaiting(db),
    countClearWording(db),
    youngestHeartbeatAgeMs(db),
  ]);
  metrics.reset('runsNeedingAttention');
  for (const { code, count } of attention) metrics.set('runsNeedingAttention', { code }, Number(count));
  metrics.set('eventsUndelivered', {}, Number(undelivered?.count ?? 0));
  metrics.set('oldestUndelivered', {}, undelivered?.oldest_seconds ?? 0);
  for (const channel of ledgerChannels) {
    const count = pending.find((each) => each.channel === channel)?.count ?? 0;
    metrics.set('deliveriesPending', { channel }, Number(count));
  }
  metrics.set(
    'mailsCapped',
    {},
    capped.reduce((sum, { count }) => sum + Number(count), 0),
  );
  metrics.set('evaluationOutdated', {}, evaluations.filter(({ outdated }) => outdated.length > 0).length);
  metrics.set('auditWaiting', {}, auditWaiting);
  metrics.set('wordingUnsealed', {}, unsealed);
  if (ageMs !== null) metrics.set('heartbeatAge', {}, ageMs / 1_000);
  await refreshHiringFigures(db, metrics);
};
