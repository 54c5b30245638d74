// Reads from the wording how much a requirement counts.

export const strengths = ['optional', 'neutral', 'emphasised', 'required'] as const;
export type Strength = (typeof strengths)[number];

const optional =
  /\b(?:nice[- ]to[- ]have|a plus|preferr?ed|preferably|bonus|desirable|desired|ideally|advantage|asset|optional|beneficial|welcome|familiar(?:ity)?|exposure|interest in)\b/iu;
const required =
  /\b(?:must|required?|requires|essential|mandatory|necessary|minimum|at least|needed|needs? to)\b|\b\d+\s*(?:\+|plus|or more)?\s*(?:-|–|to)?\s*\d*\s*\+?\s*(?:years?|yrs?)\b/iu;
const emphasised =
  /\b(?:strong|proven|demonstrat\w+|extensive|solid|expert\w*|deep|excellent|advanced|outstanding|in-depth|thorough)\b/iu;

/** Optional wording wins ("3+ years preferred"), since it takes back what the rest demands. */
export const strengthOf = (statement: string): Strength => {
  if (optional.test(statement)) return 'optional';
  if (required.test(statement)) return 'required';
  return emphasised.test(statement) ? 'emphasised' : 'neutral';
};

export const strengthPoints: Record<Strength, number> = { optional: 2, neutral: 4, emphasised: 5, required: 6 };
