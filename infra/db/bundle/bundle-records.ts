// The records of a run that are bundled as they stand: plans, consents, calls, deliveries, holds and the timeline.
import type { RunRef } from '../../../domain/access/ids.ts';
import { isWithheld, type BundleContents, type BundledPlan } from '../../../domain/bundle/contents.ts';
import { outdatedParts, type ScoringIdentity } from '../../../domain/evaluation/evidence.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { AppError } from '../../../domain/errors.ts';
import type { LedgerChannel } from '../../../domain/delivery/channels.ts';
import type { TimelineEntry } from '../../../domain/audit/fact-acts.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Deviation } from '../../../domain/voice/call-turns.ts';
import { joinPlan, splitPlan, type PlanStructure } from '../../../domain/plan/plan-texts.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { listReads } from '../access/read-log.ts';
import { keptSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import type { BundleOpener, BundleReading } from './bundle-opener.ts';

/** Far more than an interview has; a bundle is whole or is not made. */
const rowsMax = 10_000;

type Rows = { table: string; columns: readonly string[]; orderBy: readonly string[]; where?: Record<string, string> };

/** All rows of a run in a table, or those that `where` picks, in the order given. */
export const rowsOf = async <Row>(
  db: Db,
  { tenantId, runId }: RunRef,
  { table, columns, orderBy, where = {} }: Rows,
): Promise<Row[]> => {
  const rows: Row[] = await db(table)
    .select(...columns)
    .where({ tenant_id: tenantId, run_id: runId, ...where })
    .orderBy(orderBy.map((column) => ({ column })))
    .limit(rowsMax + 1);
  if (rows.length > rowsMax) throw new AppError('bundle.too_large');
  return rows;
};

export const isoOf = (at: Date): string => at.toISOString();
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

const camel = (column: string): string => column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A row under the names that JSON readers expect, times as ISO 8601. */
export const plain = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [camel(column), value instanceof Date ? isoOf(value) : value]),
  );

export const plainRowsOf = async (...args: Parameters<typeof rowsOf>): Promise<Record<string, unknown>[]> =>
  (await rowsOf<Record<string, unknown>>(...args)).map(plain);

type PlanRow = {
  revision: number;
  rubric_hash: string;
  form_id: string;
  planner_input_hash: string | null;
  reused_from: string | null;
  approved_at: Date | null;
  created_at: Date;
  dictated: boolean;
  plan: Plan;
  structure: PlanStructure | null;
  texts_sealed: Buffer | null;
};

/** What was dictated goes with the person, whether an earlier version had sealed it or not. */
const bundledPlan = async (run: RunRef, opener: BundleOpener, row: PlanRow): Promise<BundledPlan['plan']> => {
  const { dictated, plan, structure, texts_sealed: sealed } = row;
  if (dictated && opener.isGone('personal'))
    return { ...(structure ?? splitPlan(plan).structure), texts: opener.withheld('personal') };
  if (structure === null) return plan;
  const texts = await opener.open(sealPlaces.planTexts(run, row.revision), sealed);
  return isWithheld(texts) ? { ...structure, texts } : joinPlan(structure, texts);
};

export const readPlans = async ({ db, run, opener }: BundleReading): Promise<BundledPlan[]> => {
  const columns = [
    'revision',
    'rubric_hash',
    'form_id',
    'planner_input_hash',
    'reused_from',
    'approved_at',
    'created_at',
    'dictated',
    'plan',
    'structure',
    'texts_sealed',
  ];
  const rows = await rowsOf<PlanRow>(db, run, { table: 'plans', columns, orderBy: ['revision'] });
  return Promise.all(
    rows.map(async (row) => ({
      revision: row.revision,
      rubricHash: row.rubric_hash,
      formId: row.form_id,
      plannerInputHash: row.planner_input_hash,
      reusedFrom: row.reused_from,
      dictated: row.dictated,
      approvedAt: isoOrNull(row.approved_at),
      createdAt: isoOf(row.created_at),
      plan: await bundledPlan(run, opener, row),
    })),
  );
};

export const readConsents = (db: Db, run: RunRef): Promise<Record<string, unknown>[]> =>
  plainRowsOf(db, run, {
    table: 'consents',
    columns: ['notice_hash', 'notice_text', 'locale', 'accepted', 'plan_revision', 'retention_days', 'at'],
    orderBy: ['number'],
  });

export const readAccessLog = async (db: Db, run: RunRef): Promise<Record<string, unknown>[]> => {
  const reads = await listReads(db, run, { limit: rowsMax, after: null });
  if (reads.next !== null) throw new AppError('bundle.too_large');
  return reads.items.map(({ day, reader, part, firstAt, lastAt, count }) => ({
    day,
    readerKind: reader.kind,
    readerId: reader.id,
    part,
    firstAt: isoOf(new Date(firstAt)),
    lastAt: isoOf(new Date(lastAt)),
    count,
  }));
};

export const readModelCalls = (db: Db, run: RunRef): Promise<Record<string, unknown>[]> =>
  plainRowsOf(db, run, {
    table: 'model_calls',
    columns: [
      'at',
      'step',
      'revision',
      'engine',
      'model',
      'result',
      'input_tokens',
      'output_tokens',
      'cached_tokens',
      'reasoning_tokens',
      'duration_ms',
    ],
    orderBy: ['at', 'id'],
  });

export const readEvaluation = async (
  db: Db,
  { tenantId }: RunRef,
  now: ScoringIdentity,
): Promise<BundleContents['evaluation.json']> => {
  const row: { settings: TenantOverrides } | undefined = await db('tenants').where({ id: tenantId }).first('settings');
  const { evaluation } = resolveSettings(row?.settings ?? {});
  const evidence = evaluation.report === null ? null : evaluation;
  return { evidence, now, evaluationOutdated: outdatedParts(evaluation, now) };
};

type CallRow = { session_id: string; ending: string | null; deviations: Deviation[]; late_sealed: Buffer | null };

/** Of one that was a call elsewhere also how that ended, how what was asked differs from the plan, and what came of it too late. */
export const readSessions = async ({ db, run, opener }: BundleReading): Promise<Record<string, unknown>[]> => {
  const sessions = await plainRowsOf(db, run, {
    table: 'sessions',
    columns: ['id', 'attempt', 'provider', 'mode', 'started_at', 'ended_at', 'end_reason'],
    orderBy: ['attempt'],
  });
  const columns = ['session_id', 'ending', 'deviations', 'late_sealed'];
  const calls = (
    await rowsOf<CallRow & { orphan: boolean }>(db, run, {
      table: 'voice_calls',
      columns: [...columns, 'orphan'],
      orderBy: ['opened_at'],
    })
  ).filter(({ orphan }) => !orphan);
  return Promise.all(
    sessions.map(async (session) => {
      const call = calls.find(({ session_id: id }) => id === session['id']);
      if (call === undefined) return session;
      const { session_id: id, ending, deviations, late_sealed: late } = call;
      const isLate = ending === 'too_late';
      return {
        ...session,
        callEnding: ending,
        deviations,
        ...(isLate && { lateWords: await opener.open(sealPlaces.lateWords(run, id), late) }),
      };
    }),
  );
};

export const readHolds = (db: Db, run: RunRef): Promise<Record<string, unknown>[]> =>
  plainRowsOf(db, run, {
    table: 'legal_holds',
    columns: ['id', 'reason_code', 'placed_by_kind', 'placed_by_id', 'placed_at', 'ends_at', 'released_at'],
    orderBy: ['placed_at', 'id'],
  });

const readAttempts = async (db: Db, { tenantId, runId }: RunRef): Promise<Record<string, unknown>[]> => {
  const rows: Record<string, unknown>[] = await db('delivery_attempts as a')
    .join('deliveries as d', (on) => on.on('d.id', 'a.delivery_id').andOn('d.tenant_id', 'a.tenant_id'))
    .select('a.delivery_id', 'a.attempt', 'a.at', 'a.duration_ms', 'a.status', 'a.failure')
    .where({ 'a.tenant_id': tenantId, 'd.run_id': runId })
    .orderBy(['a.delivery_id', 'a.attempt'])
    .limit(rowsMax + 1);
  if (rows.length > rowsMax) throw new AppError('bundle.too_large');
  return rows.map(plain);
};

const deliveryColumns = ['id', 'event_id', 'event_type', 'number', 'status', 'reason', 'created_at', 'finished_at'];
const toAts = ['order_id', 'connection_id'] as const;
const receiverColumns = { webhook: ['endpoint_id'], result: toAts, writeback: toAts } as const;
const mailColumns = ['id', 'event_id', 'event_type', 'template', 'audience', 'status', 'reason', 'attempts'];

export const readDeliveries = async (db: Db, run: RunRef): Promise<BundleContents['deliveries.json']> => {
  const orderBy = ['created_at', 'id'];
  const attempts = await readAttempts(db, run);
  const attemptsOf = (id: unknown) =>
    attempts.filter(({ deliveryId }) => deliveryId === id).map(({ deliveryId: _, ...attempt }) => attempt);
  const sent = async (channel: LedgerChannel) => {
    const columns = [...deliveryColumns, ...receiverColumns[channel]];
    const rows = await plainRowsOf(db, run, { table: 'deliveries', columns, orderBy, where: { channel } });
    return rows.map((delivery) => ({ ...delivery, attempts: attemptsOf(delivery['id']) }));
  };
  return {
    webhooks: await sent('webhook'),
    results: await sent('result'),
    writebacks: await sent('writeback'),
    mails: await plainRowsOf(db, run, {
      table: 'mails',
      columns: [...mailColumns, 'created_at', 'finished_at'],
      orderBy,
    }),
  };
};

const writebackFileColumns =
  'id order_id connection_id kind target revision status reason parts mark vendor_id attempts created_at attempted_at confirmed_at'.split(
    ' ',
  );

export const readWritebacks = (db: Db, run: RunRef): Promise<Record<string, unknown>[]> =>
  plainRowsOf(db, run, {
    table: 'writebacks',
    columns: writebackFileColumns,
    orderBy: ['created_at', 'id'],
  });

type TransitionRow = {
  seq: number;
  at: Date;
  type: string;
  from_state: string | null;
  to_state: string;
  actor_kind: TimelineEntry['actor']['kind'];
  actor_id: string | null;
  detail: Record<string, unknown>;
};

export const readTimeline = async (db: Db, run: RunRef): Promise<TimelineEntry[]> => {
  const columns = ['seq', 'at', 'type', 'from_state', 'to_state', 'actor_kind', 'actor_id', 'detail'];
  const rows = await rowsOf<TransitionRow>(db, run, { table: 'transitions', columns, orderBy: ['seq'] });
  return rows.map((row) => ({
    runId: run.runId,
    seq: row.seq,
    at: isoOf(row.at),
    type: row.type,
    from: row.from_state,
    to: row.to_state,
    actor: { kind: row.actor_kind, id: row.actor_id },
    detail: row.detail,
  }));
};

/** From the moment an erasure was accepted the hash is not shown either: a guess could be checked against it. */
export const readRecordings = async (db: Db, { tenantId, runId }: RunRef): Promise<Record<string, unknown>[]> => {
  const { rows } = (await db.raw(
    `select id, turn, take, state, media_type, duration_ms::float8, bytes::float8, ${keptSql('r', 'sha256')} as sha256,
       received_at, stored_at, removed_at
     from recordings r where tenant_id = ? and run_id = ? and state <> 'receiving' order by turn, take`,
    [tenantId, runId],
  )) as { rows: Record<string, unknown>[] };
  return rows.map(plain);
};
