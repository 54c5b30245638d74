// Why a verdict departs from the proposed one: the codes that the recruiter's page offers and takes; it has the words.

export const overrideReasonCodes = [
  'evidence_weighed_differently',
  'further_evidence',
  'assessment_mistaken',
  'other',
] as const;
