// Counts what the gate makes of sentences that people labelled; a fifth of them is never looked at while rules are written.
import type { MatterClass } from './find-protected-matter.ts';
import labelledSentences from './labelled-sentences.json' with { type: 'json' };

const labels = ['lawful', 'unlawful', 'doubtful'] as const;
export type Label = (typeof labels)[number];

export type Labelled = {
  occupation: string;
  language: string;
  label: Label;
  /** Null where the sentence is lawful. */
  matter: string | null;
  sentence: string;
  /** Kept aside for the final figure. */
  isHeldOut: boolean;
};

/** FNV-1a of the sentence: a sentence that is added later moves no other one. */
const hashOf = (text: string): number =>
  Array.from(text).reduce((hash, one) => Math.imul(hash ^ (one.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5);

/** Batches of another author: looked at whole once their first figures were written down, so that none of them is kept aside. */
const isBatch = (occupation: string): boolean => occupation.startsWith('batch ');

type Groups = Record<string, Record<string, { lawful?: string[]; unlawful?: string[][]; doubtful?: string[][] }>>;

const groups: Groups = labelledSentences;

export const labelled: readonly Labelled[] = Object.entries(groups).flatMap(([occupation, languages]) =>
  Object.entries(languages).flatMap(([language, lists]) =>
    labels.flatMap((label) =>
      (lists[label] ?? []).map((one) => {
        const [matter, sentence] = typeof one === 'string' ? [null, one] : [one[0] ?? null, one[1] ?? ''];
        return {
          occupation,
          language,
          label,
          matter,
          sentence,
          isHeldOut: !isBatch(occupation) && hashOf(sentence) % 5 === 0,
        };
      }),
    ),
  ),
);

/** Sentences of one group by what people say of them and what the gate does. */
export type Figures = Record<Label, Record<MatterClass | 'passed', number>>;

const none = (): Figures['lawful'] => ({ certain: 0, doubtful: 0, passed: 0 });

export const measure = (
  sentences: readonly Labelled[],
  find: (sentence: string) => { certainty: MatterClass } | null,
): Figures => {
  const figures: Figures = { lawful: none(), unlawful: none(), doubtful: none() };
  for (const { label, sentence } of sentences) figures[label][find(sentence)?.certainty ?? 'passed'] += 1;
  return figures;
};
