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

/**
 * Canonical name and its other spellings. The name itself is matched too. A spelling that starts with `=` counts
 * only with exactly this case ("Go", not "go"); a name that starts with `=` is matched that way and shown without it.
 */
export type SkillRow = readonly [name: string, aliases?: readonly string[]];

export type SkillGroup = { area: SkillArea; skills: readonly SkillRow[] };

/** Where a skill is named in a text: half-open range in Unicode code points. */
export type SkillMention = { skill: string; start: number; end: number };
