// Makes what the recruiter's page shows of what is stored: evidence before numbers where its reader rates blind first.
import type { ReviewPrincipal } from '../../domain/access/principal.ts';
import type { OpenedAssessment } from '../../domain/assessment/assessment.ts';
import { AppError } from '../../domain/errors.ts';
import { decisionFacts } from '../../domain/lifecycle/deciders.ts';
import { isTerminal, verdicts, type Verdict } from '../../domain/lifecycle/state.ts';
import { deadlineOf, nextTimer } from '../../domain/lifecycle/timers.ts';
import { foreseen, invitationOf } from '../../domain/mail/invitation.ts';
import type { SealedAssessment, TimelineRecord } from '../../domain/ports/interview-reader.ts';
import type { ReviewMaterial, ReviewViewStore } from '../../domain/ports/review-views.ts';
import type { NoteTarget } from '../../domain/ports/run-texts.ts';
import type { Digest, Sealer } from '../../domain/ports/system.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { shownPlan, type ShownPlan } from '../../domain/plan/shown-plan.ts';
import { isDraftWanted } from '../../domain/review/evidence.ts';
import { wishes } from '../../domain/room/transcript.ts';
import { showPlan } from '../../domain/seal/open.ts';
import { linkOf, type LinkDeps } from '../interviews/interview-link.ts';
import { readAppeal, type ReadAppeal } from './appeals.ts';
import { assessmentPart } from './assessment-part.ts';
import { labelOf } from './session.ts';
import type { PlanPart, PlanRevision, ReviewedDecision, ReviewedRun, ReviewView } from './view.ts';

export type ShowDeps = LinkDeps & {
  views: ReviewViewStore;
  sealer: Sealer;
  keyedDigest: Digest;
  /** Opens an assessment and slices its quotes. */
  openAssessment(run: RunRef, sealed: SealedAssessment): Promise<OpenedAssessment | null>;
  /** Mails leave this deployment. */
  hasMailServer: boolean;
};

/** A reader of one run: what a call about a run is made by. */
export type RunReader = ReviewPrincipal & { runId: string };

const runOf = ({ tenantId, runId }: RunReader): RunRef => ({ tenantId, runId });

const isAnsweredAt = (at: number | null): at is number => at !== null;

const durationOf = ({ turns }: ReviewMaterial): number | null => {
  const from = turns[0]?.askedAt;
  const answered = turns.map(({ answeredAt }) => answeredAt).filter(isAnsweredAt);
  return from === undefined || answered.length === 0 ? null : Math.max(...answered) - from;
};

const runPart = (material: ReviewMaterial): ReviewedRun => {
  const { interview, policy } = material;
  const { machine } = interview;
  return {
    runId: interview.runId,
    interviewId: interview.interviewId,
    candidateRef: interview.candidateRef ?? interview.externalId,
    position: interview.position,
    level: interview.level,
    companyName: interview.companyName,
    locale: interview.locale,
    state: machine.state,
    outcome: machine.outcome,
    seq: machine.seq,
    createdAt: interview.createdAt,
    completedAt: interview.completedAt,
    decidedAt: interview.decidedAt,
    durationMs: durationOf(material),
    attention: machine.attention,
    deadlineAt: deadlineOf(machine, policy),
  };
};

const noteOf = ({ notes }: ReviewMaterial, { detail }: Pick<TimelineRecord, 'detail'>) =>
  typeof detail['noteId'] === 'string' ? notes.get(detail['noteId']) : undefined;

const verdictIn = (value: unknown): Verdict | null => verdicts.find((one) => one === value) ?? null;

/** What the assessment that was decided on proposed; null where it was followed, or before there were any. */
const proposedFor = ({ timeline }: ReviewMaterial['interview'], { detail, seq }: TimelineRecord): Verdict | null => {
  if (detail['overridden'] !== true) return null;
  const ready = timeline.findLast(
    (one) => one.type === 'assessmentReady' && one.seq < seq && one.detail['revision'] === detail['revision'],
  );
  return verdictIn(ready?.detail['verdict']);
};

const codesIn = ({ reasonCodes, reasonCode }: Record<string, unknown>): string[] =>
  [reasonCodes, reasonCode].flat().filter((code): code is string => typeof code === 'string');

const decisionsOf = (material: ReviewMaterial): ReviewedDecision[] =>
  material.interview.timeline
    .filter(({ type }) => decisionFacts.includes(type))
    .map((fact) => {
      const note = noteOf(material, fact);
      return {
        kind: fact.type,
        at: fact.at,
        by: note?.by ?? null,
        actor: fact.actorKind,
        verdict: verdictIn(fact.detail['verdict']),
        proposed: proposedFor(material.interview, fact),
        reasonCodes: codesIn(fact.detail),
        note: note?.texts?.text ?? null,
      };
    });

/** The wish that a revision came of is the newest one before it. */
const wishFor = (material: ReviewMaterial, revision: number) => {
  const asked = material.interview.timeline.findLast(
    ({ type, detail }) => type === 'planRevisionRequested' && detail['revision'] === revision - 1,
  );
  return asked === undefined ? undefined : noteOf(material, asked);
};

/** A part is named by one of the two. */
const targetsIn = (noted: readonly NoteTarget[] = []): Pick<PlanRevision, 'targets'> => {
  const targets = noted.map(({ questionId, competency = '', change }) =>
    questionId === undefined ? { competency, change } : { questionId, change },
  );
  return targets.length === 0 ? {} : { targets };
};

const planPart = async (
  { sealer }: ShowDeps,
  run: RunRef,
  material: ReviewMaterial,
  plan: ShownPlan,
): Promise<PlanPart> => {
  const { previousPlan, plans, interview } = material;
  const previous = previousPlan && (await showPlan(sealer, run, previousPlan, false));
  return {
    plan,
    previous: previous && shownPlan(previous, interview.qualifications),
    revisions: plans.map(({ revision, at, engine, tokens, costMicros }) => {
      const wish = wishFor(material, revision);
      return {
        revision,
        at,
        engine,
        instructions: wish?.texts?.text ?? null,
        ...targetsIn(wish?.texts?.targets),
        by: wish?.by ?? null,
        tokens: tokens === 0 ? null : tokens,
        cost: costMicros === 0 ? null : costMicros / 1_000_000,
      };
    }),
  };
};

/**
 * Blind first is about the verdict: once a person has given one there is nothing left to be swayed in. Until then it holds
 * in every state, also while the assessment is made anew and the one before it can still be read.
 */
export const isBlind = ({ blindFirst }: Pick<ReviewPrincipal, 'blindFirst'>, { interview }: ReviewMaterial): boolean =>
  blindFirst && !isTerminal(interview.machine.state);

const waitsFor = ({ interview }: ReviewMaterial, appeal: ReadAppeal | null): ReviewView['waitsFor'] => {
  const { state } = interview.machine;
  if (state === 'PENDING' && interview.plan !== null) return 'plan';
  if (state === 'ASSESSMENT_PENDING' && interview.assessment !== null) return 'verdict';
  return appeal?.state === 'open' ? 'appeal' : null;
};

/** Somebody may have to pass the link on, and is told why before the mail's turn has come. */
const invitationPart = async (deps: ShowDeps, run: RunRef, { interview, readAddress }: ReviewMaterial) => {
  const { machine, invitation: record, linkSealed } = interview;
  if (record === null || (machine.state !== 'APPROVED' && machine.state !== 'SCHEDULED')) return null;
  const told = invitationOf(record);
  const address = told.status === 'pending' ? await readAddress() : undefined;
  const invitation = foreseen(told, { address, hasServer: deps.hasMailServer });
  return { ...invitation, link: invitation.status === 'not_sent' ? await linkOf(deps, run, linkSealed) : null };
};

const wishesIn = ({ interview: { timeline } }: ReviewMaterial) =>
  timeline.flatMap(({ type, detail }) =>
    type === 'wishExpressed' ? wishes.filter((wish) => wish === detail['wish']) : [],
  );

const remindAt = ({ interview, policy }: ReviewMaterial): number | null => {
  const timer = nextTimer(interview.machine, policy);
  return timer?.kind === 'reminder' && timer.audience === 'recruiter' ? timer.at : null;
};

/** What was decided on the candidate's appeal stands after the facts of the interview, which it is none of. */
const secondDecision = (appeal: ReadAppeal | null): ReviewedDecision[] => {
  if (appeal === null || appeal.decidedAt === null) return [];
  const { decidedAt: at, decidedBy: by, verdict, reasonCodes, note } = appeal;
  const kind = 'appealDecided';
  return [{ kind, at, by, actor: 'recruiter', verdict, proposed: null, reasonCodes: [...reasonCodes], note }];
};

const appealPart = (appeal: ReadAppeal): ReviewView['appeal'] => {
  const { text, requestedAt, state, decidedAt, firstDecider } = appeal;
  return { text, requestedAt, state, decidedAt, firstDecider };
};

const draftPart = ({ draft, interview: { machine } }: ReviewMaterial, appeal: ReadAppeal | null) =>
  draft !== null && isDraftWanted(draft.about, { state: machine.state, appeal: appeal?.state ?? null }) ? draft : null;

/** What was read, opened once, for the view and for whatever has to know the same. */
export type Opened = { material: ReviewMaterial; plan: Plan | null; assessment: OpenedAssessment | null };

/** Throws `interview.not_found`, `personal_data.erased`. */
export const openMaterial = async (deps: ShowDeps, reader: RunReader): Promise<Opened> => {
  const run = runOf(reader);
  const material = await deps.views.read(run, reader.reviewer);
  if (material === null) throw new AppError('interview.not_found');
  const { plan, assessment } = material.interview;
  return {
    material,
    plan: plan && (await showPlan(deps.sealer, run, plan, false)),
    assessment: assessment && (await deps.openAssessment(run, assessment)),
  };
};

export const showMaterial = async (deps: ShowDeps, reader: RunReader, opened: Opened): Promise<ReviewView> => {
  const run = runOf(reader);
  const { material, assessment } = opened;
  const { interview } = material;
  const plan = opened.plan && shownPlan(opened.plan, interview.qualifications);
  const blind = isBlind(reader, material);
  const label = await labelOf(deps, reader);
  const appeal = readAppeal(deps, run, { material, decidedBy: label });
  return {
    run: runPart(material),
    waitsFor: waitsFor(material, appeal),
    reader: { label, hasInbox: reader.inbox },
    blindFirst: reader.blindFirst,
    remindAt: remindAt(material),
    plan: plan && (await planPart(deps, run, material, plan)),
    assessment: assessment && assessmentPart({ assessment, plan, material, blind }),
    turns: assessment === null ? [] : material.turns,
    others: assessment === null ? [] : material.others,
    decisions: [...decisionsOf(material), ...secondDecision(appeal)],
    appeal: appeal && appealPart(appeal),
    draft: draftPart(material, appeal),
    evidenceOpened: material.evidenceOpened,
    invitation: await invitationPart(deps, run, material),
    missing: interview.machine.state === 'INFO_NEEDED' ? interview.machine.missing : [],
    wishes: wishesIn(material),
  };
};

export const createShowReview =
  (deps: ShowDeps) =>
  async (reader: RunReader): Promise<ReviewView> =>
    showMaterial(deps, reader, await openMaterial(deps, reader));
