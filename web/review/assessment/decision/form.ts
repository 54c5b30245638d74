// What its reader has filled in and not sent, as plain data: what is missing of it, and what it becomes when it is sent.
import type { Verdict } from '../../../../domain/lifecycle/state.ts';
import type { Decide, ReviewDraft, ReviewView } from '../../../../usecases/review/view.ts';

export const noteMax = 5_000;

export type AppealOutcome = 'upheld' | 'changed';

export type DecisionForm = {
  verdict: Verdict | null;
  reasonCodes: string[];
  note: string;
  /** Of a review of a decision. */
  outcome: AppealOutcome | null;
};

export const formOf = (draft: ReviewDraft | null): DecisionForm => ({
  verdict: draft?.verdict ?? null,
  reasonCodes: draft?.reasonCodes ?? [],
  note: draft?.note ?? '',
  outcome: draft?.outcome ?? null,
});

/** The verdict that a review is about; null where the assessment was rejected. */
export const standingVerdict = ({ decisions }: Pick<ReviewView, 'decisions'>): Verdict | null =>
  decisions.findLast(({ kind }) => kind === 'assessmentApproved' || kind === 'assessmentRejected')?.verdict ?? null;

/** A verdict beside the proposed one; nothing is known of that while it is hidden. */
export const departsFrom = (
  verdict: Verdict | null,
  { assessment }: Pick<ReviewView, 'assessment'>,
): Verdict | null => {
  const proposed = assessment?.total?.verdict ?? null;
  return proposed === null || verdict === null || verdict === proposed ? null : proposed;
};

export type Missing = 'hidden' | 'verdict' | 'reason' | 'outcome' | 'note';

type Decidable = Pick<ReviewView, 'assessment' | 'waitsFor' | 'decisions'>;

const missingInAppeal = ({ outcome, verdict, reasonCodes, note }: DecisionForm, view: Decidable): Missing | null => {
  if (outcome === null) return 'outcome';
  if (outcome === 'changed') {
    if (verdict === null || verdict === standingVerdict(view)) return 'verdict';
    if (reasonCodes.length === 0) return 'reason';
  }
  return note.trim() === '' ? 'note' : null;
};

/** What has to be done first, in the order in which it stands on the page; null when it can be sent. */
export const missingIn = (form: DecisionForm, view: Decidable): Missing | null => {
  if (view.waitsFor === 'appeal') return missingInAppeal(form, view);
  if (view.assessment?.total === null) return 'hidden';
  if (form.verdict === null) return 'verdict';
  return departsFrom(form.verdict, view) !== null && form.reasonCodes.length === 0 ? 'reason' : null;
};

/** Only whole forms become one: ask `missingIn` first. */
export const decisionOf = ({ verdict, reasonCodes, note, outcome }: DecisionForm, view: Decidable): Decide | null => {
  const text = note.trim();
  if (view.waitsFor === 'appeal') {
    if (outcome === null) return null;
    const changed = outcome === 'changed';
    // What is upheld needs neither, whatever was chosen before.
    const instead = changed ? { verdict, reasonCodes } : { verdict: null, reasonCodes: [] };
    return { kind: 'decideAppeal', outcome, ...instead, note: text };
  }
  if (verdict === null || view.assessment === null) return null;
  return {
    kind: 'approveAssessment',
    revision: view.assessment.revision,
    verdict,
    // Reasons are for a departure: a verdict that was changed back needs none.
    reasonCodes: departsFrom(verdict, view) === null ? [] : reasonCodes,
    note: text === '' ? null : text,
  };
};
