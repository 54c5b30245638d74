// The one gate against unlawful questions: plans of every engine, and recruiters' wishes, pass through it.
import { allowedPhrases } from './allowed-phrases.ts';
import type { MatterPatterns, ProtectedMatter } from './matters.ts';
import { matterPatterns } from './matters.ts';
import { normalised } from '../text/typed-text.ts';

/** `phrase` is the matched part of the text: for people who review, never for logs or histories. */
export type ProtectedFinding = { matter: ProtectedMatter; phrase: string };

const bounded = (pattern: string): string => `(?<![\\p{L}\\p{N}_])(?:${pattern})(?![\\p{L}\\p{N}_])`;

const qualifiers = '(?:own |personal |private |current |present |previous |actual |exact |real |biological )*';
const persons =
  "(?:(?:the |this |every |each |an? )?(?:candidate|applicant|interviewee)(?:['’]s|s['’])?|candidates|applicants)";
const asking =
  '(?:ask(?:s|ing)?|questions?|questioning|enquir(?:e|ing|y)|inquir(?:e|ing|y)|find(?:ing)? out|tell (?:me|us)|talk(?:ing)?|probe|discuss(?:ing)?)';

/** The ways in which a text can make a private matter its subject. */
const framesOf = ({ nouns, phrases }: MatterPatterns): string[] => {
  const noun = `(?:${nouns.join('|')})`;
  return [
    `your ${qualifiers}${noun}`,
    `${persons} ${qualifiers}${noun}`,
    `${asking} (?:(?:them|him|her|${persons}) )?(?:about |on |regarding |for )?(?:(?:the|their|his|her|a|any) )?${qualifiers}${noun}`,
    `about (?:(?:the|their|his|her) )?${noun}(?=\\s*(?:[.,;!?]|$|and\\b|or\\b))`,
    ...phrases,
  ].map(bounded);
};

const matters = matterPatterns.map((patterns) => ({
  matter: patterns.matter,
  pattern: new RegExp(framesOf(patterns).join('|'), 'iu'),
}));

const allowed = new RegExp(bounded(allowedPhrases.join('|')), 'giu');

/** Look-alike spacing and zero-width characters must not hide a word. */
const normalise = (text: string): string =>
  normalised(text, 'NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\s_*]+/g, ' ');

/** The first protected matter that `text` makes its subject, or null. Ordinary work vocabulary is fine. */
export const findProtectedMatter = (text: string): ProtectedFinding | null => {
  const rest = normalise(text).replaceAll(allowed, ' … ');
  for (const { matter, pattern } of matters) {
    const found = pattern.exec(rest);
    if (found !== null) return { matter, phrase: found[0] };
  }
  return null;
};
