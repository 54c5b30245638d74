// Reads runs for people: one statement on indexes per request, whatever the answer needs.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type {
  InterviewPage,
  InterviewReader,
  InterviewRecord,
  InterviewSummary,
  InterviewVersion,
  SealedAnswer,
  SealedAssessment,
  SessionRecord,
  TimelineRecord,
} from '../../../domain/ports/interview-reader.ts';
import type { ListFilter, ListPlace } from '../../../domain/ports/interviews.ts';
import type { ErasureScope } from '../../../domain/lifecycle/facts.ts';
import type { InvitationRecord } from '../../../domain/mail/invitation.ts';
import type { RunState } from '../../../domain/lifecycle/state.ts';
import type { ErasureState } from '../../../domain/ports/erasure.ts';
import { appealJson, type AppealJson } from '../appeals/standing-sql.ts';
import { splitNames, type StoredResult } from '../assessments/assessment-rows.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import { exactTime, type Db } from '../knex.ts';
import { timelineRows } from './timeline-rows.ts';
import { presentPlanSql, toStoredPlan, type PlanJson } from '../plans/plan-store.ts';
import { prepared } from '../prepared.ts';

const summaryColumns = `i.run_id, i.interview_id, i.candidate_ref, i.external_id, i.source, i.position, i.level, i.company_name,
  i.machine, i.version, i.created_at, i.updated_at, i.completed_at, i.decided_at,
  i.consent_withdrawn_at, i.erasure_wished_at, i.erased_at,
  ${appealJson('i')} as appeal, e.scope as erasure_scope, e.state as erasure_state,
  i.template_id, i.template_version, i.completes_when,
  case when o.id is not null then json_build_object(
    'id', o.id, 'face', o.face, 'connectionId', o.connection_id, 'vendorKeys', o.vendor_keys) end as ordered`;

/** One look at an index of each for each row, however many erasures and orders there have been. */
const summaryJoins = `left join lateral (
    select scope, state from erasures where erasures.tenant_id = i.tenant_id and erasures.run_id = i.run_id limit 1) e on true
  left join lateral (
    select id, face, connection_id, vendor_keys from orders
    where orders.tenant_id = i.tenant_id and orders.run_id = i.run_id limit 1) o on true`;

type SummaryRow = {
  run_id: string;
  interview_id: string;
  candidate_ref: string | null;
  external_id: string | null;
  source: string;
  position: string | null;
  level: string | null;
  company_name: string | null;
  machine: RunState;
  version: number;
  created_at: Date;
  updated_at: Date;
  completed_at: Date | null;
  decided_at: Date | null;
  consent_withdrawn_at: Date | null;
  erasure_wished_at: Date | null;
  appeal: AppealJson;
  erased_at: Date | null;
  erasure_scope: ErasureScope | null;
  erasure_state: ErasureState | null;
  template_id: string | null;
  template_version: number | null;
  completes_when: InterviewSummary['completesWhen'];
  ordered: InterviewSummary['order'];
};

/** What may no longer be shown, from the moment its erasure was accepted; null while everything may. */
const goneOf = ({ erased_at: erasedAt, erasure_scope: scope }: SummaryRow): ErasureScope | null =>
  scope ?? (erasedAt === null ? null : 'personal');

const timeOf = (at: Date | null): number | null => at?.getTime() ?? null;

const rowToSummary = (row: SummaryRow): InterviewSummary => ({
  runId: row.run_id,
  interviewId: row.interview_id,
  candidateRef: row.candidate_ref,
  externalId: row.external_id,
  source: row.source,
  order: row.ordered,
  templateId: row.template_id,
  templateVersion: row.template_version,
  completesWhen: row.completes_when,
  position: row.position,
  level: row.level,
  companyName: row.company_name,
  machine: row.machine,
  version: row.version,
  createdAt: row.created_at.getTime(),
  updatedAt: row.updated_at.getTime(),
  completedAt: timeOf(row.completed_at),
  decidedAt: timeOf(row.decided_at),
  consentWithdrawnAt: timeOf(row.consent_withdrawn_at),
  erasureRequestedAt: timeOf(row.erasure_wished_at),
  appealedAt: row.appeal?.requestedAt ?? null,
  appeal: row.appeal,
  erasing: row.erasure_state === 'running',
  erasedAt: timeOf(row.erased_at),
});

const epochMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::bigint`;

/**
 * The newest assessment with the answers its evidence points into; null before the first one, and once consent was
 * withdrawn before anybody decided on it.
 */
const assessmentJson = `(
  select json_build_object(
    'revision', a.revision, 'dictated', a.dictated, 'result', a.result, 'texts', encode(a.texts_sealed, 'base64'),
    'wording', encode(a.wording_sealed, 'base64'), 'createdAt', ${epochMs('a.created_at')},
    'answers', (
      select coalesce(json_agg(json_build_object('turn', t.turn, 'version', t.version, 'sealed', encode(t.answer_sealed, 'base64'))), '[]')
      from turns t where t.run_id = i.run_id and t.tenant_id = i.tenant_id and t.answer_sealed is not null))
  from assessments a where a.run_id = i.run_id and a.tenant_id = i.tenant_id and a.revision = i.assessment_revision
    and (i.consent_withdrawn_at is null or i.decided_at is not null))`;

/** The newest approval or agreed start, and the mail that came of it: an approval with a start is told by the latter alone. */
const invitationJson = `(
  select json_build_object(
    'mail', case when m.id is null then null else json_build_object('status', m.status, 'reason', m.reason) end,
    'isRelayed', e.relayed_at is not null, 'hasPerson', i.personal_sealed is not null,
    'isSwitchedOn', coalesce((t.settings -> 'mail' ->> 'candidates')::boolean, true))
  from events e join tenants t on t.id = e.tenant_id
  left join mails m on m.run_id = e.run_id and m.tenant_id = e.tenant_id and m.event_id = e.id and m.audience = 'candidate'
  where e.run_id = i.run_id and e.tenant_id = i.tenant_id and e.type in ('interview.approved', 'interview.scheduled')
  order by e.seq desc, e.type desc limit 1)`;

export const readStatement = `
  select ${summaryColumns}, i.locale, i.link_sealed,
    coalesce(i.job -> 'qualifications', '[]') as qualifications,
    ${presentPlanSql} as plan,
    ${assessmentJson} as assessment,
    ${invitationJson} as invitation,
    (select coalesce(json_agg(json_build_object(
        'id', s.id, 'provider', s.provider, 'mode', s.mode, 'startedAt', ${epochMs('s.started_at')},
        'endedAt', ${epochMs('s.ended_at')}, 'endReason', s.end_reason) order by s.attempt), '[]')
      from sessions s where s.run_id = i.run_id and s.tenant_id = i.tenant_id) as sessions,
    (select coalesce(json_agg(json_build_object(
        'seq', t.seq, 'at', ${epochMs('t.at')}, 'type', t.type, 'from', t.from_state, 'to', t.to_state,
        'actorKind', t.actor_kind, 'actorId', t.actor_id, 'detail', t.detail) order by t.seq, t.at), '[]')
      from (${timelineRows('i')}) t) as timeline
  from interviews i
  ${summaryJoins}
  where i.tenant_id = $1 and i.run_id = $2`;

type AssessmentJson = {
  revision: number;
  dictated: boolean;
  result: StoredResult;
  texts: string | null;
  wording: string | null;
  createdAt: number;
  answers: { turn: number; version: number; sealed: string }[];
};

export type RecordRow = SummaryRow & {
  locale: string;
  link_sealed: Buffer | null;
  plan: PlanJson | null;
  assessment: AssessmentJson | null;
  invitation: InvitationRecord | null;
  sessions: SessionRecord[];
  timeline: TimelineRecord[];
  qualifications: string[];
};

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

const toAnswer = ({ turn, version, sealed }: AssessmentJson['answers'][number]): SealedAnswer => ({
  turn,
  version,
  sealed: bytesOf(sealed),
});

/** Words that an accepted erasure takes are not even opened; those that somebody dictated go with the person's. */
const toAssessment = (json: AssessmentJson, gone: ErasureScope | null): SealedAssessment => {
  const { revision, dictated, result, texts, wording, createdAt, answers } = json;
  const isGone = dictated && gone !== null;
  return {
    revision,
    result: isGone ? splitNames(result).result : result,
    textsSealed: texts === null || isGone || gone === 'all' ? null : bytesOf(texts),
    wordingSealed: wording === null || gone !== null ? null : bytesOf(wording),
    createdAt,
    answers: gone === null ? answers.map(toAnswer) : [],
  };
};

const readRow = prepared<RecordRow>('read_interview', readStatement);

export const toRecord = (row: RecordRow): InterviewRecord => {
  const gone = goneOf(row);
  return {
    ...rowToSummary(row),
    locale: row.locale,
    gone: gone !== null,
    linkSealed: gone === null ? row.link_sealed : null,
    plan: row.plan && toStoredPlan(row.plan),
    assessment: row.assessment === null ? null : toAssessment(row.assessment, gone),
    invitation: row.invitation,
    sessions: row.sessions,
    timeline: row.timeline,
    qualifications: row.qualifications,
  };
};

export const readInterview = async (db: Db, { tenantId, runId }: RunRef): Promise<InterviewRecord | null> => {
  const [row] = await readRow(db, [tenantId, runId]);
  return row === undefined ? null : toRecord(row);
};

/** Touches one row and no text: what conditional and repeated reads cost. */
const readVersionRow = prepared<InterviewVersion>(
  'read_version',
  `select i.seq, i.version, ${erasingSql('i')} as gone from interviews i where i.tenant_id = $1 and i.run_id = $2`,
);

export const readVersion = async (db: Db, { tenantId, runId }: RunRef): Promise<InterviewVersion | null> =>
  (await readVersionRow(db, [tenantId, runId]))[0] ?? null;

type Condition = { sql: string; bindings: (string | number)[] };
type ListPart = { limit: number; after: ListPlace | null };

const equals = (column: string, value: string | undefined): Condition[] =>
  value === undefined ? [] : [{ sql: `i.${column} = ?`, bindings: [value] }];

const conditionsOf = (filter: ListFilter, after: ListPlace | null): Condition[] => {
  const { state, position, externalId, candidateRef, updatedSince } = filter;
  const next = updatedSince === undefined ? '(i.created_at, i.run_id) <' : '(c.updated_at, c.run_id) >';
  return [
    ...equals('state', state),
    ...equals('position', position),
    ...equals('external_id', externalId),
    ...equals('candidate_ref', candidateRef),
    ...(updatedSince === undefined ? [] : [{ sql: 'c.updated_at >= ?::timestamptz', bindings: [updatedSince] }]),
    ...(after === null ? [] : [{ sql: `${next} (?::timestamptz, ?)`, bindings: [after.at, after.runId] }]),
  ];
};

/** Newest first, or with `updatedSince` in the order of changes; one row more than asked for tells whether there are more. */
export const listQuery = (
  db: Db,
  tenantId: string,
  filter: ListFilter,
  { limit, after }: ListPart,
): Knex.QueryBuilder => {
  const isOfChanges = filter.updatedSince !== undefined;
  const [column, runId, order] = isOfChanges
    ? (['c.updated_at', 'c.run_id', 'asc'] as const)
    : (['i.created_at', 'i.run_id', 'desc'] as const);
  const page: Knex.QueryBuilder = db('interviews as i')
    .joinRaw(isOfChanges ? 'join interview_changes c on c.run_id = i.run_id and c.tenant_id = :tenantId' : '', {
      tenantId,
    })
    .joinRaw(summaryJoins)
    .select(db.raw(`${summaryColumns}, ${exactTime(column)} as place`))
    .where('i.tenant_id', tenantId)
    .orderBy([
      { column, order },
      { column: runId, order },
    ])
    .limit(limit + 1);
  return conditionsOf(filter, after).reduce((query, { sql, bindings }) => query.whereRaw(sql, bindings), page);
};

export const listInterviews = async (
  db: Db,
  tenantId: string,
  filter: ListFilter,
  page: ListPart,
): Promise<InterviewPage> => {
  const rows = (await listQuery(db, tenantId, filter, page)) as (SummaryRow & { place: string })[];
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return { items: shown.map(rowToSummary), next: last ? { at: last.place, runId: last.run_id } : null };
};

export const createInterviewReader = (db: Db): InterviewReader => ({
  read: (run) => readInterview(db, run),
  version: (run) => readVersion(db, run),
  list: (tenantId, filter, page) => listInterviews(db, tenantId, filter, page),
});
