// Turns a run into what the native API shows: times as text, gaps as questions, the machine's hints beside its state.
import type { AppealStanding } from '../../../domain/appeals/appeal.ts';
import { allowedCommands } from '../../../domain/lifecycle/check.ts';
import { needsHumanFollowUp, type MissingField } from '../../../domain/lifecycle/state.ts';
import type { InterviewSummary, TimelineRecord } from '../../../domain/ports/interview-reader.ts';
import { missingQuestion } from '../../../domain/request/missing-question.ts';
import type { InterviewView } from '../../../usecases/interviews/read-interview.ts';
import { toIso, toIsoOrNull } from '../../schemas/fields.ts';

export const presentMissing = (missing: MissingField[]) =>
  missing.map((gap) => ({ field: gap.field, severity: gap.severity, question: missingQuestion(gap) }));

export const presentAppeal = ({
  requestedAt,
  state,
  dueAt,
  decidedAt,
  verdict,
  reasonCodes,
  reviewedBy,
}: AppealStanding) => ({
  requestedAt: toIso(requestedAt),
  dueAt: toIsoOrNull(dueAt),
  state: state === 'open' ? ('open' as const) : ('decided' as const),
  decidedAt: toIsoOrNull(decidedAt),
  outcome: state === 'open' ? null : state,
  verdict,
  reasonCodes: [...reasonCodes],
  reviewedBy,
});

export const presentSummary = ({ machine, ...row }: InterviewSummary) => ({
  runId: row.runId,
  interviewId: row.interviewId,
  candidateRef: row.candidateRef,
  externalId: row.externalId,
  source: row.source,
  order: row.order,
  templateId: row.templateId,
  templateVersion: row.templateVersion,
  completesWhen: row.completesWhen,
  position: row.position,
  level: row.level,
  companyName: row.companyName,
  state: machine.state,
  outcome: machine.outcome,
  humanFollowUp: needsHumanFollowUp(machine.outcome),
  attention: machine.attention && { ...machine.attention, since: toIso(machine.attention.since) },
  dataQuality: machine.dataQuality,
  missingFields: presentMissing(machine.missing),
  allowedCommands: allowedCommands(machine),
  planRevision: machine.planRevision,
  linkExpiresAt: toIsoOrNull(machine.linkExpiresAt),
  scheduledAt: toIsoOrNull(machine.scheduledAt),
  assessmentRevision: machine.assessmentRevision,
  seq: machine.seq,
  createdAt: toIso(row.createdAt),
  updatedAt: toIso(row.updatedAt),
  completedAt: toIsoOrNull(row.completedAt),
  decidedAt: toIsoOrNull(row.decidedAt),
  consentWithdrawnAt: toIsoOrNull(row.consentWithdrawnAt),
  erasureRequestedAt: toIsoOrNull(row.erasureRequestedAt),
  appeal: row.appeal && presentAppeal(row.appeal),
  erasing: row.erasing,
  erasedAt: toIsoOrNull(row.erasedAt),
});

/** Details hold codes and numbers; those that are times read as times. */
const presentDetail = (detail: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      key.endsWith('At') && typeof value === 'number' ? toIso(value) : value,
    ]),
  );

const presentEntry = ({ seq, at, type, from, to, actorKind, actorId, detail }: TimelineRecord) => ({
  seq,
  at: toIso(at),
  type,
  from: seq === 1 ? null : from,
  to,
  actor: actorId === null ? { kind: actorKind } : { kind: actorKind, id: actorId },
  detail: presentDetail(detail),
});

export const presentInterview = ({
  plan,
  interviewLink,
  invitation,
  assessment,
  sessions,
  timeline,
  ...summary
}: InterviewView) => ({
  ...presentSummary(summary),
  plan,
  interviewLink,
  invitation,
  sessions: sessions.map((session) => ({
    ...session,
    startedAt: toIsoOrNull(session.startedAt),
    endedAt: toIsoOrNull(session.endedAt),
  })),
  assessment,
  timeline: timeline.map(presentEntry),
});
