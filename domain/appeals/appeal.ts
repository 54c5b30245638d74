// The review of a decision that a candidate asked for: who may make it, what it may say, and when it is reminded of.
import { AppError } from '../errors.ts';
import type { Verdict } from '../lifecycle/state.ts';

export const appealOutcomes = ['upheld', 'changed'] as const;
export type AppealOutcome = (typeof appealOutcomes)[number];
export type AppealState = 'open' | AppealOutcome;

/** Whether who decided on it is somebody else than who made the first decision, as far as both were named. */
export const appealDeciders = ['another', 'the_same', 'unknown'] as const;
export type AppealDecider = (typeof appealDeciders)[number];

/** `verdict` is the one that stands from now on where it is changed; null where it is upheld. */
export type AppealDecision = {
  outcome: AppealOutcome;
  verdict: Verdict | null;
  reasonCodes: readonly string[];
  note: string | null;
};

/** What is known of a review without opening anything. Times are epoch milliseconds. */
export type AppealStanding = {
  requestedAt: number;
  state: AppealState;
  /** Null for one that an earlier version took and nobody has opened yet. */
  dueAt: number | null;
  decidedAt: number | null;
  verdict: Verdict | null;
  reasonCodes: readonly string[];
  reviewedBy: AppealDecider | null;
};

/**
 * What a decision on an appeal needs beside the one that stands (null where the assessment was turned down): a change says
 * another verdict and why, and what is upheld stays as it is.
 */
export const checkAppealDecision = (
  standing: Verdict | null,
  { outcome, verdict, reasonCodes }: AppealDecision,
): void => {
  const isChange = verdict !== null && verdict !== standing;
  if (outcome === 'changed' ? !isChange : isChange) throw new AppError('appeal.verdict_mismatch');
  if (outcome === 'changed' && reasonCodes.length === 0) throw new AppError('appeal.reason_required');
};

type Deciders = {
  /** Ids of people; null where the first decision named nobody. */
  first: string | null;
  decider: string;
  /** Everybody who could decide. */
  reviewers: readonly string[];
};

/** The reviewers who did not make the first decision; all where nobody else is there. */
export const appealReviewers = ({ first, reviewers }: Pick<Deciders, 'first' | 'reviewers'>): readonly string[] => {
  const others = reviewers.filter((one) => one !== first);
  return others.length === 0 ? reviewers : others;
};

/** Who made the first decision may decide again only where nobody else could: throws `appeal.first_decider`. */
export const checkAppealDecider = ({ first, decider, reviewers }: Deciders): AppealDecider => {
  if (first === null) return 'unknown';
  if (decider !== first) return 'another';
  if (reviewers.some((one) => one !== first)) throw new AppError('appeal.first_decider');
  return 'the_same';
};

/** Whether this reader should leave it to somebody else. */
export const isLeftToOthers = ({ first, decider, reviewers }: Omit<Deciders, 'decider'> & { decider: string | null }) =>
  decider !== null && decider === first && reviewers.some((one) => one !== first);

const weekMs = 7 * 86_400_000;
/** Of the time until it is due, in quarters; at the last one it is overdue. */
const quarters = 4;

/** When it is reminded of for the `number`-th time (from 1): with each quarter of its time, and weekly once it is overdue. */
export const appealReminderAt = (number: number, { openedAt, dueAt }: { openedAt: number; dueAt: number }): number =>
  number <= quarters
    ? openedAt + Math.round(((dueAt - openedAt) * number) / quarters)
    : dueAt + (number - quarters) * weekMs;

/** The one at which it becomes overdue. */
export const overdueReminder = quarters;

/** As what needs attention then. */
export const appealOverdue = 'appeal_overdue';
