// Which evaluation stands behind the scores of a tenant, and whether it is still about what scores today.

/** Whatever of it changes, scores may come out differently. */
export type ScoringIdentity = {
  engine: string;
  /** As configured; null where rules alone score. */
  model: string | null;
  /** SHA-256 of the judges' instructions. */
  promptHash: string;
  /** Of what the rules make of readings. */
  rulesHash: string;
  /** How many, how many at first, and how they are drawn; null where rules alone score. */
  readings: string | null;
};

/** What a tenant names; all null where none is named. */
export type EvaluationEvidence = { report: string | null } & { [Part in keyof ScoringIdentity]: string | null };

export const identityParts = [
  'engine',
  'model',
  'promptHash',
  'rulesHash',
  'readings',
] as const satisfies (keyof ScoringIdentity)[];
export type IdentityPart = (typeof identityParts)[number];

/** What has changed since the report that is named; nothing where none is. */
export const outdatedParts = (evidence: EvaluationEvidence, now: ScoringIdentity): IdentityPart[] =>
  evidence.report === null ? [] : identityParts.filter((part) => evidence[part] !== now[part]);
