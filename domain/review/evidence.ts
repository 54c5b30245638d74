// What a reviewer did before deciding, as it is kept: own ratings, what was looked at, and a draft that only they see.
import type { AppealOutcome, AppealState } from '../appeals/appeal.ts';
import type { InterviewState, Verdict } from '../lifecycle/state.ts';

export const ratings = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof ratings)[number];

/** A question, or a competency by id or name, and what should change of it. */
export type PlanTarget = { questionId: string; change: string } | { competency: string; change: string };

/** What a draft is about, as the page says what it waits for. */
export const draftSubjects = ['plan', 'verdict', 'appeal'] as const;
export type DraftSubject = (typeof draftSubjects)[number];

const planStates: readonly InterviewState[] = ['VALIDATING_SKILLS', 'GENERATING_PLAN', 'PENDING'];

/** Nothing is kept of, and shown beside, what is not to be decided any more; wishes for a plan outlive its next revision. */
export const isDraftWanted = (
  about: DraftSubject,
  { state, appeal }: { state: InterviewState; appeal: AppealState | null },
): boolean => {
  if (about === 'plan') return planStates.includes(state);
  return about === 'verdict' ? state === 'ASSESSMENT_PENDING' : appeal === 'open';
};

export type ReviewDraftTexts = {
  /** Of an appeal. */
  outcome?: AppealOutcome | null | undefined;
  verdict: Verdict | null;
  reasonCodes: string[];
  note: string;
  instructions: string;
  /** Wishes for single parts of the plan; absent where there are none. */
  targets?: PlanTarget[] | undefined;
};

/** What of the page a reviewer looked at; `without_evidence` is noted by us, where a verdict came without any. */
export const traceKinds = ['opened', 'seen', 'scrolled_past', 'played', 'revealed'] as const;
export type TraceKind = (typeof traceKinds)[number];
export const withoutEvidence = 'without_evidence';

/** Of one assessment by one reviewer: more places than it has competencies and turns. */
export const tracePlacesMax = 500;
/** Of one place altogether: a day. */
export const traceSecondsMax = 86_400;

/** What counts as having opened evidence. */
export const openingKinds = ['opened', 'played'] as const satisfies readonly TraceKind[];

type Rated = { competencyId: string };

/** Whether the proposal of each competency may be shown: rated, passed, or nobody has to rate. */
export const revealOf = (
  ratedOnes: readonly Rated[],
  { blind, competencyIds }: { blind: boolean; competencyIds: readonly string[] },
): { isShown: (competencyId: string) => boolean; isTotalShown: boolean } => {
  const rated = new Set(ratedOnes.map(({ competencyId }) => competencyId));
  const isShown = (competencyId: string): boolean => !blind || rated.has(competencyId);
  return { isShown, isTotalShown: competencyIds.every(isShown) };
};

/** Everything that one reviewer did with one assessment, in codes and numbers. */
export type ReviewerEvidence = {
  reviewer: string;
  ratings: { competencyId: string; rating: Rating | null; blind: boolean }[];
  traces: { kind: string; target: string; seconds: number }[];
};
