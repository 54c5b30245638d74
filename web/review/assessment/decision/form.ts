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
  outcome: null,
});

/** A verdict beside the proposed one; nothing is known of that while it is hidden. */
export const departsFrom = (
  verdict: Verdict | null,
  { assessment }: Pick<ReviewView, 'assessment'>,
): Verdict | null => {
  const proposed = assessment?.total?.verdict ?? null;
  return proposed === null || verdict === null || verdict === proposed ? null : proposed;
};

export type Missing = 'hidden' | 'verdict' | 'reason' | 'outcome' | 'note';

/** What has to be done first, in the order in which it stands on the page; null when it can be sent. */
export const missingIn = (form: DecisionForm, view: Pick<ReviewView, 'assessment' | 'waitsFor'>): Missing | null => {
  if (view.waitsFor === 'appeal') {
    if (form.outcome === null) return 'outcome';
    if (form.outcome === 'changed' && form.verdict === null) return 'verdict';
    return form.note.trim() === '' ? 'note' : null;
  }
  if (view.assessment?.total === null) return 'hidden';
  if (form.verdict === null) return 'verdict';
  return departsFrom(form.verdict, view) !== null && form.reasonCodes.length === 0 ? 'reason' : null;
};

/** Only whole forms become one: ask `missingIn` first. */
export const decisionOf = (
  { verdict, reasonCodes, note, outcome }: DecisionForm,
  view: Pick<ReviewView, 'assessment' | 'waitsFor'>,
): Decide | null => {
  const text = note.trim();
  if (view.waitsFor === 'appeal') {
    if (outcome === null) return null;
    const changed = outcome === 'changed';
    return { kind: 'decideAppeal', outcome, verdict: changed ? verdict : null, reasonCodes: [], note: text };
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
