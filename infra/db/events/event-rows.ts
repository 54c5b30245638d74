// An event's row with what its body needs from elsewhere, as it was when it happened: one statement reads it all.
import { tellsLink, type StoredEvent } from '../../../domain/events/event-body.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { InterviewState, Outcome, Verdict } from '../../../domain/lifecycle/state.ts';
import { keptSql } from '../erasure/erasing-sql.ts';

export type EventRecord = {
  transaction_id: string;
  position: number;
  id: string;
  type: EventType;
  at: Date;
  tenant_id: string;
  run_id: string | null;
  interview_id: string | null;
  candidate_ref: string | null;
  external_id: string | null;
  seq: number | null;
  state: InterviewState | null;
  outcome: Outcome | null;
  data: Record<string, unknown>;
  link_sealed: Buffer | null;
  link_expires_at: number | null;
  assessment: { overallScore: number | null; proposedVerdict: Verdict | null } | null;
};

/** For events called `e`: what stands beside them. A later schedule or rescore does not change what was told. */
export const eventColumns = `
  e.transaction_id, e.position, e.id, e.type, e.at, e.tenant_id, e.run_id, e.seq, e.state, e.outcome, e.data,
  i.interview_id, i.candidate_ref, i.external_id,
  case when e.type in ('interview.approved', 'interview.scheduled', 'interview.reminder') then ${keptSql('i', 'i.link_sealed')} end as link_sealed,
  case when e.type in ('interview.approved', 'interview.scheduled', 'interview.reminder') then (
    select (t.detail ->> 'linkExpiresAt')::bigint from transitions t
    where t.run_id = e.run_id and t.tenant_id = e.tenant_id and t.seq <= e.seq and t.detail ->> 'linkExpiresAt' is not null
    order by t.seq desc limit 1) end as link_expires_at,
  (select json_build_object('overallScore', a.overall_score, 'proposedVerdict', a.verdict) from assessments a
    where a.run_id = e.run_id and a.tenant_id = e.tenant_id
      and a.revision = (e.data ->> 'assessmentRevision')::int) as assessment`;

export const rowToEvent = (row: EventRecord): StoredEvent => ({
  id: row.id,
  type: row.type,
  at: row.at,
  tenantId: row.tenant_id,
  runId: row.run_id,
  interviewId: row.interview_id,
  candidateRef: row.candidate_ref,
  externalId: row.external_id,
  seq: row.seq,
  state: row.state,
  outcome: row.outcome,
  data: row.data,
  assessment: row.assessment,
  linkExpiresAt: row.link_expires_at,
});

export type LinkedRecord = EventRecord & { run_id: string; link_sealed: Buffer };

export const needsLink = (row: EventRecord): row is LinkedRecord =>
  row.run_id !== null && row.link_sealed !== null && tellsLink(row);
