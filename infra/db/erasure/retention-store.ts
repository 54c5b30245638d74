// Finds ended runs whose time is up, by each tenant's own windows and by what their candidates were told.
import type {
  DueQuery,
  RetainedRun,
  RetentionFigures,
  RetentionStore,
  TenantWindows,
} from '../../../domain/ports/retention.ts';
import { windowsOf } from '../../../domain/retention/windows.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { acceptedSql } from './erasing-sql.ts';
import type { Db } from '../knex.ts';

type TenantRow = { id: string; settings: TenantOverrides };

const rowToTenant = ({ id, settings }: TenantRow): TenantWindows => ({
  tenantId: id,
  windows: windowsOf(resolveSettings(settings)),
});

/** The end of a window, or of the shorter one that the candidate was told when accepting the notice. */
const dueAt = (windowSeconds: string, told: string): string =>
  `i.ended_at + least(:${windowSeconds}::float8, (told.retention_days ->> '${told}')::float8 * 86400) * interval '1 second'`;

const retainedSql = `
  select i.run_id, i.ended_at, i.erased_at, i.assessments_erased_at,
    case when i.erased_at is null then ${dueAt('personalSeconds', 'personal')} end as personal_due_at,
    case when i.assessments_erased_at is null then ${dueAt('assessmentsSeconds', 'assessments')} end as assessments_due_at,
    case when exists (select 1 from recordings r where r.tenant_id = i.tenant_id and r.run_id = i.run_id and r.removed_at is null)
      then ${dueAt('recordingsSeconds', 'recordings')} end as recordings_due_at,
    hold.id as hold_id, hold.reason_code as hold_reason, hold.ends_at as hold_ends_at
  from interviews i
  left join lateral (
    select retention_days from consents c where c.tenant_id = i.tenant_id and c.run_id = i.run_id
    order by c.number desc limit 1) told on true
  left join lateral (
    select h.id, h.reason_code, h.ends_at from legal_holds h
    where h.tenant_id = i.tenant_id and h.run_id = i.run_id and h.released_at is null and h.ends_at > now()
    order by h.ends_at desc limit 1) hold on true
  where i.tenant_id = :tenantId and i.ended_at is not null
    and (i.erased_at is null or i.assessments_erased_at is null)`;

type Row = {
  run_id: string;
  ended_at: Date;
  personal_due_at: Date | null;
  assessments_due_at: Date | null;
  hold_id: string | null;
  hold_reason: string | null;
  hold_ends_at: Date | null;
};

const holdOf = ({ hold_id: id, hold_reason: reasonCode, hold_ends_at: endsAt }: Row): RetainedRun['hold'] =>
  id === null || reasonCode === null || endsAt === null ? null : { id, reasonCode, endsAt: endsAt.getTime() };

const rowToRun = (row: Row): RetainedRun => ({
  runId: row.run_id,
  endedAt: row.ended_at.getTime(),
  personalDueAt: row.personal_due_at?.getTime() ?? null,
  assessmentsDueAt: row.assessments_due_at?.getTime() ?? null,
  hold: holdOf(row),
});

const bindings = ({ tenantId, windows }: TenantWindows) => ({
  tenantId,
  personalSeconds: windows.personalDataMs / 1_000,
  assessmentsSeconds: windows.assessmentsMs / 1_000,
  recordingsSeconds: windows.recordingsMs / 1_000,
});

const listDueSql = `
  select * from (${retainedSql} and (i.ended_at, i.run_id) > (:afterEnd, :afterRun)) retained
  where least(personal_due_at, assessments_due_at) <= :dueBy
  order by ended_at, run_id limit :limit`;

const listDue = async (db: Db, tenant: TenantWindows, { dueBy, after, limit }: DueQuery): Promise<RetainedRun[]> => {
  const { rows } = await db.raw<{ rows: Row[] }>(listDueSql, {
    ...bindings(tenant),
    afterEnd: new Date(after?.endedAt ?? 0),
    afterRun: after?.runId ?? '',
    dueBy: new Date(dueBy),
    limit,
  });
  return rows.map(rowToRun);
};

const listRecordingsSql = `
  select run_id from (${retainedSql} and not ${acceptedSql('i')}) retained
  where recordings_due_at <= :dueBy and hold_id is null
  order by ended_at, run_id limit :limit`;

const listDueRecordings = async (
  db: Db,
  tenant: TenantWindows,
  { dueBy, limit }: { dueBy: number; limit: number },
): Promise<string[]> => {
  const { rows } = await db.raw<{ rows: Pick<Row, 'run_id'>[] }>(listRecordingsSql, {
    ...bindings(tenant),
    dueBy: new Date(dueBy),
    limit,
  });
  return rows.map((row) => row.run_id);
};

const countSql = `
  select
    count(*) filter (where personal_due_at <= :now)::int as "personalNow",
    count(*) filter (where personal_due_at > :now and personal_due_at <= :soon)::int as "personalSoon",
    count(*) filter (where assessments_due_at <= :now)::int as "assessmentsNow",
    count(*) filter (where assessments_due_at > :now and assessments_due_at <= :soon)::int as "assessmentsSoon",
    count(*) filter (where recordings_due_at <= :now)::int as "recordingsNow",
    count(*) filter (where recordings_due_at > :now and recordings_due_at <= :soon)::int as "recordingsSoon",
    count(*) filter (where hold_id is not null and least(personal_due_at, assessments_due_at, recordings_due_at) <= :now)::int as held,
    (select count(*)::int from interviews where tenant_id = :tenantId and ended_at is null) as "stillOpen"
  from (${retainedSql}) retained`;

type Counts = Record<
  | 'personalNow'
  | 'personalSoon'
  | 'assessmentsNow'
  | 'assessmentsSoon'
  | 'recordingsNow'
  | 'recordingsSoon'
  | 'held'
  | 'stillOpen',
  number
>;

const noneDue: Counts = {
  personalNow: 0,
  personalSoon: 0,
  assessmentsNow: 0,
  assessmentsSoon: 0,
  recordingsNow: 0,
  recordingsSoon: 0,
  held: 0,
  stillOpen: 0,
};

const countDue = async (
  db: Db,
  tenant: TenantWindows,
  { now, soon }: { now: number; soon: number },
): Promise<RetentionFigures> => {
  const times = { now: new Date(now), soon: new Date(soon) };
  const { rows } = await db.raw<{ rows: Counts[] }>(countSql, { ...bindings(tenant), ...times });
  // An aggregate always has one row.
  const [counts = noneDue] = rows;
  return {
    personalData: { dueNow: counts.personalNow, dueSoon: counts.personalSoon },
    assessments: { dueNow: counts.assessmentsNow, dueSoon: counts.assessmentsSoon },
    recordings: { dueNow: counts.recordingsNow, dueSoon: counts.recordingsSoon },
    held: counts.held,
    stillOpen: counts.stillOpen,
  };
};

export const createRetentionStore = (db: Db): RetentionStore => ({
  listTenants: async (after, limit) => {
    const rows: TenantRow[] = await db('tenants')
      .select('id', 'settings')
      .where('id', '>', after ?? '')
      .orderBy('id')
      .limit(limit);
    return rows.map(rowToTenant);
  },
  findTenant: async (tenantId) => {
    const row: TenantRow | undefined = await db('tenants').select('id', 'settings').where({ id: tenantId }).first();
    return row === undefined ? null : rowToTenant(row);
  },
  listDue: (tenant, query) => listDue(db, tenant, query),
  listDueRecordings: (tenant, query) => listDueRecordings(db, tenant, query),
  countDue: (tenant, times) => countDue(db, tenant, times),
});
