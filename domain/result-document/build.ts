// Makes the result document of what is true and may be told: with withdrawn consent the fact alone, scores with a complete result alone.
import { asDecided, changedVerdict } from '../appeals/standing.ts';
import type { OpenedAssessment } from '../assessment/assessment.ts';
import type { ActorKind } from '../lifecycle/facts.ts';
import { verdicts, type RunState, type Verdict } from '../lifecycle/state.ts';
import type { Order } from '../orders/order.ts';
import { resultOf } from '../orders/result-of.ts';
import type { Result } from '../orders/result.ts';
import type { InterviewSummary, TimelineRecord } from '../ports/interview-reader.ts';
import type { Plan } from '../plan/plan.ts';
import { isAside, isAnswered, isOpen, type Turn } from '../room/transcript.ts';
import type { LevelTexts } from '../scoring/report.ts';
import { defaultMinimumScore } from '../scoring/verdict.ts';
import { countWords } from '../text/tokens.ts';
import { resultDocumentVersion, type DocumentCompetency, type ResultDocument } from './schema.ts';

export type DocumentDecision = Pick<TimelineRecord, 'type' | 'at' | 'detail'> & { actor: ActorKind; by: string | null };

export type DocumentParts = {
  interview: InterviewSummary & { locale: string; timeline: readonly TimelineRecord[] };
  order: Pick<Order, 'connectionId' | 'vendorKeys'> | null;
  plan: Plan | null;
  assessment:
    | (Omit<OpenedAssessment, 'competencies'> & {
        competencies: (OpenedAssessment['competencies'][number] & LevelTexts)[];
      })
    | null;
  turns: readonly Turn[];
  /** In their order. */
  decisions: readonly DocumentDecision[];
  /** Who decided on the candidate's appeal; null where nobody did. */
  appealDecidedBy: string | null;
  links: ResultDocument['links'];
};

const isoOrNull = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

export const documentResult = ({ interview, assessment }: Pick<DocumentParts, 'interview' | 'assessment'>): Result => {
  const machine = asDecided(interview.machine, interview.appeal);
  return resultOf({
    state: machine.state,
    outcome: machine.outcome,
    completesWhen: interview.completesWhen,
    hasAttention: machine.attention !== null,
    startedAt: machine.startedAt,
    completedAt: interview.completedAt,
    decidedAt: interview.decidedAt,
    overallScore: assessment?.overallScore ?? null,
    verdict: machine.verdict ?? machine.proposedVerdict,
    engine: assessment?.engine ?? null,
    advisory: assessment?.advisory ?? false,
    consentWithdrawn: interview.consentWithdrawnAt !== null,
  });
};

/** Of the competencies' scale: a mean of `n` is 25 (n - 1) points. */
const score5Of = (score100: number | null): number | null =>
  score100 === null ? null : Math.round((1 + score100 / 25) * 100) / 100;

const assessmentOf = (
  assessment: NonNullable<DocumentParts['assessment']>,
  { verdict, score, advisory }: Result,
  machine: RunState,
): ResultDocument['assessment'] => ({
  revision: assessment.revision,
  engine: assessment.engine,
  model: assessment.model ?? null,
  advisory,
  score100: score,
  score5: score5Of(score),
  uncertainty: assessment.uncertainty,
  band: assessment.band ?? null,
  verdict,
  proposedVerdict: machine.proposedVerdict,
  summary: assessment.summary,
  strengths: assessment.strengths,
  concerns: assessment.concerns,
});

type Judged = NonNullable<DocumentParts['assessment']>['competencies'][number];

const notJudged = {
  status: null,
  reason: null,
  score: null,
  band: null,
  rationale: null,
  meetsLevel: null,
  forNextLevel: null,
  evidence: [],
} as const satisfies Partial<DocumentCompetency>;

const judgedOf = (judged: Judged | undefined) => {
  if (judged === undefined) return { ...notJudged, evidence: [] };
  const { status, reason, score, band = null, rationale, meetsLevel, forNextLevel, evidence } = judged;
  const quotes = evidence.flatMap(({ turn, quote }) => (quote === null ? [] : [{ turn, quote }]));
  return { status, reason, score, band, rationale, meetsLevel, forNextLevel, evidence: quotes };
};

const competenciesOf = (plan: Plan | null, assessment: DocumentParts['assessment']): DocumentCompetency[] =>
  (plan?.competencies ?? []).map(({ id, name, definition, weight, required, minimumScore, anchors }) => ({
    id,
    name,
    definition,
    weight,
    required,
    minimumScore: minimumScore ?? defaultMinimumScore,
    anchors,
    ...judgedOf(assessment?.competencies.find((one) => one.id === id)),
  }));

const coverageOf = (
  plan: Plan | null,
  assessment: DocumentParts['assessment'],
  turns: readonly Turn[],
): ResultDocument['coverage'] => {
  if (plan === null || turns.length === 0) return null;
  const answered = new Set(turns.filter(isAnswered).map(({ questionId }) => questionId));
  const questionsAnswered = plan.questions.filter(({ id }) => answered.has(id)).length;
  const share = plan.questions.length === 0 ? 0 : questionsAnswered / plan.questions.length;
  const skills = assessment?.skills ?? [];
  return {
    questionsPlanned: plan.questions.length,
    questionsAnswered,
    share: assessment?.coverage ?? Math.round(share * 1_000) / 1_000,
    competencies: plan.competencies.length,
    competenciesScored: (assessment?.competencies ?? []).filter(({ status }) => status === 'SCORED').length,
    skills,
    skillsAsked: skills.filter(({ asked }) => asked).length,
    skillsDemonstrated: skills.filter(({ demonstrated }) => demonstrated).length,
    followUpsSkipped: assessment?.followUpsSkipped ?? null,
  };
};

/** Words as the assessment counts them. */
const talkOf = (said: readonly Turn[]): ResultDocument['talk'] => {
  if (said.length === 0) return null;
  const turns = said.filter((turn) => !isAside(turn) && (turn.kind !== 'choice' || !isOpen(turn)));
  const words = (texts: (string | null)[]): number => texts.reduce((sum, text) => sum + countWords(text ?? ''), 0);
  const candidateWords = words(turns.map(({ answer }) => answer));
  const interviewerWords = words(turns.map(({ question }) => question));
  const all = candidateWords + interviewerWords;
  const candidateShare = all === 0 ? 0 : Math.round((candidateWords / all) * 1_000) / 1_000;
  return { candidateWords, interviewerWords, candidateShare };
};

const isVerdict = (value: unknown): value is Verdict => (verdicts as readonly unknown[]).includes(value);

const codesOf = ({ reasonCodes, reasonCode }: Record<string, unknown>): string[] =>
  (Array.isArray(reasonCodes) ? (reasonCodes as unknown[]) : [reasonCode]).filter((code) => typeof code === 'string');

/** The newest one about the assessment. */
const firstDecision = (decisions: readonly DocumentDecision[]): ResultDocument['decision'] => {
  const made = decisions.findLast(({ type }) => type === 'assessmentApproved' || type === 'assessmentRejected');
  if (made === undefined) return null;
  const { verdict, overridden } = made.detail;
  return {
    accepted: made.type === 'assessmentApproved',
    verdict: isVerdict(verdict) ? verdict : null,
    overridden: overridden === true,
    reasonCodes: codesOf(made.detail),
    decidedBy: made.by,
    actor: made.actor,
    at: new Date(made.at).toISOString(),
    appeal: null,
  };
};

/** The one that stands: a review of it that the candidate asked for may have put another in its place. */
const decisionOf = ({ decisions, interview, appealDecidedBy }: DocumentParts): ResultDocument['decision'] => {
  const first = firstDecision(decisions);
  const { appeal, machine } = interview;
  if (first === null || appeal === null || appeal.state === 'open') return first;
  const verdict = changedVerdict(appeal);
  if (verdict === null) return { ...first, appeal: 'upheld' };
  return {
    accepted: true,
    verdict,
    overridden: machine.proposedVerdict !== null && verdict !== machine.proposedVerdict,
    reasonCodes: [...appeal.reasonCodes],
    decidedBy: appealDecidedBy,
    actor: 'recruiter',
    at: new Date(appeal.decidedAt ?? 0).toISOString(),
    appeal: 'changed',
  };
};

const turnOf = (turn: Turn): ResultDocument['transcript'][number] => ({
  turn: turn.turn,
  kind: turn.kind,
  question: turn.question,
  answer: turn.answer,
  intent: turn.intent ?? null,
  spoken: (turn.hearing ?? null) !== null,
  askedAt: new Date(turn.askedAt).toISOString(),
  answeredAt: isoOrNull(turn.answeredAt),
});

const keyOf = (order: DocumentParts['order'], name: string): string | null => {
  const value = order?.vendorKeys[name] ?? null;
  return value === null ? null : String(value);
};

const frameOf = ({ interview, order, links }: DocumentParts, result: Result) => {
  const invited = interview.timeline.find(({ type }) => type === 'planApproved' || type === 'scheduled')?.at;
  const { runId, interviewId, candidateRef, externalId, position, level, companyName, machine } = interview;
  return {
    version: resultDocumentVersion as 1,
    interview: {
      runId,
      interviewId,
      candidateRef,
      externalId,
      position,
      level,
      companyName,
      language: interview.locale,
      templateId: interview.templateId,
      templateVersion: interview.templateVersion,
      state: machine.state,
      outcome: machine.outcome,
      status: result.status,
      words: result.words,
      humanFollowUp: result.humanFollowUp,
      consentWithdrawn: interview.consentWithdrawnAt !== null,
    },
    ats: {
      connectionId: order?.connectionId ?? null,
      applicationId: keyOf(order, 'applicationId'),
      candidateId: keyOf(order, 'candidateId'),
      jobId: keyOf(order, 'jobId'),
      stageId: keyOf(order, 'stageId'),
    },
    links,
    times: {
      received: isoOrNull(interview.createdAt),
      invited: isoOrNull(invited),
      started: isoOrNull(machine.startedAt),
      completed: isoOrNull(interview.completedAt),
      decided: isoOrNull(interview.decidedAt),
    },
  };
};

/** From the moment on when consent is withdrawn no word of the interview is in it. */
export const buildResultDocument = (parts: DocumentParts): ResultDocument => {
  const { interview, plan, turns } = parts;
  const result = documentResult(parts);
  if (interview.consentWithdrawnAt !== null)
    return {
      ...frameOf({ ...parts, links: { result: null, recording: null } }, result),
      assessment: null,
      competencies: [],
      coverage: null,
      talk: null,
      decision: null,
      questions: [],
      transcript: [],
      notes: [],
    };
  const assessment = result.status === 'complete' ? parts.assessment : null;
  const names = new Map(plan?.competencies.map(({ id, name }) => [id, name]));
  return {
    ...frameOf(parts, result),
    assessment: assessment && assessmentOf(assessment, result, interview.machine),
    competencies: competenciesOf(plan, assessment),
    coverage: coverageOf(plan, assessment, turns),
    talk: talkOf(turns),
    decision: decisionOf(parts),
    questions: (plan?.questions ?? []).map(({ id, text, competencyIds }) => ({
      id,
      text,
      competencies: competencyIds.flatMap((one) => names.get(one) ?? []),
    })),
    transcript: turns.map(turnOf),
    notes: assessment?.integrity ?? [],
  };
};
