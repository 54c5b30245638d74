// Bounds of a plan that candidates, recruiters and judges can still work with.

export const planLimits = {
  competenciesMin: 1,
  competenciesMax: 8,
  questionsMin: 2,
  questionsMax: 12,
  probesMax: 3,
  timeBudgetSecondsMin: 60,
  timeBudgetSecondsMax: 600,
  nameLengthMax: 120,
  questionLengthMin: 10,
  questionLengthMax: 1_000,
  textLengthMax: 2_000,
  weightSumMax: 1_000,
  minimumEvidenceMax: 5,
} as const;
