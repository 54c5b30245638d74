// The decision that stands: the first one, or the one that a review of it put in its place. The interview's own state stays.
import type { RunState, Verdict } from '../lifecycle/state.ts';
import type { AppealStanding } from './appeal.ts';

type Changed = Pick<AppealStanding, 'state' | 'verdict'> | null;

/** The verdict that an appeal changed it to; null where none did. */
export const changedVerdict = (appeal: Changed): Verdict | null =>
  appeal?.state === 'changed' ? appeal.verdict : null;

/** As if the verdict that stands had been the first: also where the assessment had been turned down. */
export const asDecided = (machine: RunState, appeal: Changed): RunState => {
  const verdict = changedVerdict(appeal);
  return verdict === null
    ? machine
    : { ...machine, state: 'ASSESSMENT_APPROVED', outcome: 'ASSESSMENT_APPROVED', verdict };
};
