// The three judges of the offline engine: the same rules, read a little more or less strictly.

export type Profile = {
  name: string;
  /** Content words that make a deed concrete where no figure, tool or name does. */
  contentsMin: number;
  /** Sentences around a touching one that still count as being about the topic. */
  reach: number;
  /** Whether a result without a figure lifts an answer above 3. */
  plainOutcomeLifts: boolean;
  /** Whether a 4 or 5 needs a deed of the candidate's own, not only of the team. */
  ownDeedForHigh: boolean;
  /** Whether a 5 needs a weighed alternative, so that a lesson learned is not enough. */
  alternativeForTop: boolean;
};

const strict: Profile = {
  name: 'offline-strict',
  contentsMin: 4,
  reach: 2,
  plainOutcomeLifts: false,
  ownDeedForHigh: true,
  alternativeForTop: true,
};
const balanced: Profile = {
  ...strict,
  name: 'offline-balanced',
  contentsMin: 3,
  plainOutcomeLifts: false,
  ownDeedForHigh: false,
  alternativeForTop: false,
};
const lenient: Profile = { ...balanced, name: 'offline-lenient', contentsMin: 3, reach: 3, plainOutcomeLifts: true };

const profiles = [strict, balanced, lenient] as const;

/** Judges beyond the third repeat the profiles in order. */
export const profileOf = (judge: number): Profile =>
  profiles[Math.abs(Math.trunc(judge)) % profiles.length] ?? balanced;
