// Tells in which form a verb stands ("tune", "tunes", "tuned", "tuning") and gives its other forms.
import { doubledVerbs, irregularVerbs, nounVerbs, plainVerbs } from './verb-lists.ts';

export type VerbForm = 'base' | 'third' | 'past' | 'gerund';
/** `plain` verbs are hardly ever nouns; the others need a look at what follows. */
export type Verb = { base: string; form: VerbForm; plain: boolean };

const doubledOf = (base: string): string => (doubledVerbs.has(base) ? `${base}${base.at(-1) ?? ''}` : base);

export const gerundOf = (base: string): string => {
  if (base === 'be') return 'being';
  if (base.endsWith('ie')) return `${base.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(base)) return `${base.slice(0, -1)}ing`;
  return `${doubledOf(base)}ing`;
};

const thirdOf = (base: string): string => {
  if (base === 'be') return 'is';
  if (base === 'have') return 'has';
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|o)$/.test(base) ? `${base}es` : `${base}s`;
};

const pastOf = (base: string): string => {
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return base.endsWith('e') ? `${base}d` : `${doubledOf(base)}ed`;
};

const irregular = new Map(irregularVerbs.map(([base = '', ...past]) => [base, past]));

const formsByWord = new Map<string, Verb[]>();
const add = (word: string, verb: Verb): void => {
  formsByWord.set(word, [...(formsByWord.get(word) ?? []), verb]);
};

for (const [bases, plain] of [
  [plainVerbs, true],
  [nounVerbs, false],
] as const) {
  for (const base of bases) {
    add(base, { base, form: 'base', plain });
    add(thirdOf(base), { base, form: 'third', plain });
    add(gerundOf(base), { base, form: 'gerund', plain });
    for (const past of irregular.get(base) ?? [pastOf(base)]) add(past, { base, form: 'past', plain });
  }
}

/** The readings of a word as a verb; none for words that are no verb this planner knows. Acronyms are no verbs. */
export const verbsOf = (word: string): readonly Verb[] =>
  word.length > 1 && word === word.toUpperCase() ? [] : (formsByWord.get(word.toLowerCase()) ?? []);

export const verbIn = (word: string, form: VerbForm): Verb | undefined =>
  verbsOf(word).find((verb) => verb.form === form);

/** All past forms and participles, for patterns. */
export const pastForms: readonly string[] = [...formsByWord]
  .filter(([, verbs]) => verbs.some(({ form }) => form === 'past'))
  .map(([word]) => word);
