// What a skill is here: one canonical name, the spellings under which people write it, and the kind of work it belongs to.

/** Kinds of work that skills and competencies belong to. */
export const skillAreas = [
  'build',
  'design',
  'operate',
  'quality',
  'secure',
  'data',
  'deliver',
  'sell',
  'market',
  'serve',
  'stock',
  'care',
  'finance',
  'trade',
  'safety',
  'lead',
  'communicate',
  'general',
] as const;
export type SkillArea = (typeof skillAreas)[number];

/** Where a skill is named in a text: half-open range in Unicode code points. */
export type SkillMention = { skill: string; start: number; end: number };
