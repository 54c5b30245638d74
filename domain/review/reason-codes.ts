// Why a verdict departs from the proposed one: the codes that the recruiter's page offers, in its words.

export const overrideReasons = {
  evidence_weighed_differently: 'I weigh the evidence differently',
  further_evidence: 'I know more than the interview shows',
  assessment_mistaken: 'The assessment is mistaken',
  other: 'Another reason',
} as const;

export type OverrideReason = keyof typeof overrideReasons;
export const overrideReasonCodes = Object.keys(overrideReasons) as OverrideReason[];
