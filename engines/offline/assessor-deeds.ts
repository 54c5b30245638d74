// Who did what in a sentence: own deeds, deeds of the team, and what somebody would do.
import { isKnownBase, isKnownPast, verbForm } from './assessor-verbs.ts';

/** `own`: I did; `team`: we did; `would`: a step, wish or habit without an occasion; null: no deed. */
export type Deed = { kind: 'own' | 'team' | 'would'; vague: boolean; tense: 'base' | 'past' | 'gerund' };

const skipped = new Set(
  `have had has also then first second third finally quickly personally just even now today later soon afterwards am was were be been being able managed to
  started began decided asked responsible charge in for of and so next again still only already mostly together simply immediately directly
  helped the always myself ourselves all both each`.split(/\s+/u),
);
const modal = new Set(
  `would should could will can might may must shall wanna gonna want wish hope plan try like i'd we'd i'll we'll you'll you'd think believe guess`.split(
    /\s+/u,
  ),
);
const habitual = new Set(
  'usually always often typically normally generally sometimes regularly never rarely'.split(' '),
);
const negation = new Set("not never didn't don't haven't hadn't wasn't weren't couldn't can't cannot no".split(' '));
const ownSubjects = new Set("i i've i'm me myself".split(' '));
const teamSubjects = new Set("we we've we're".split(' '));
const being = new Set("am is are was were be been i'm we're".split(' '));
const lookAhead = 7;

/** "I had the labels reprinted": somebody else's hands, the speaker's deed. */
const hadDone = (words: readonly string[], from: number): boolean =>
  /^(?:had|have|got)$/u.test(words[from] ?? '') &&
  words.slice(from + 2, from + lookAhead).some((word) => verbForm(word)?.tense === 'past');

const afterSubject = (words: readonly string[], from: number, kind: 'own' | 'team'): Deed | null => {
  const firstDeed = firstDeedAfter(words, from, kind);
  return firstDeed === null && hadDone(words, from) ? { kind, vague: false, tense: 'past' } : firstDeed;
};

type Manner = { would: boolean; habit: boolean };

/** What a word before the verb does to it: ends the search, colours the deed, or nothing. */
const coloured = (word: string, manner: Manner): Manner | 'end' | null => {
  if (negation.has(word)) return 'end';
  if (modal.has(word)) return { ...manner, would: true };
  if (habitual.has(word)) return { ...manner, habit: true };
  return skipped.has(word) || word.endsWith('ly') ? manner : null;
};

const isAuxiliary = (words: readonly string[], at: number): boolean => {
  const word = words[at] ?? '';
  if (word === 'tried' || word === 'try') return words[at + 1] === 'to';
  // "I was paged", "I am convinced": something done to the speaker.
  return verbForm(word)?.tense === 'past' && being.has(words[at - 1] ?? '');
};

const firstDeedAfter = (words: readonly string[], from: number, kind: 'own' | 'team'): Deed | null => {
  let manner: Manner = { would: false, habit: false };
  for (let at = from; at < Math.min(from + lookAhead, words.length); at += 1) {
    const word = words[at] ?? '';
    if (isAuxiliary(words, at)) continue;
    const next = coloured(word, manner);
    if (next === 'end') return null;
    if (next === null) {
      const form = verbForm(word);
      return form && { kind: manner.would || manner.habit ? 'would' : kind, ...form };
    }
    manner = next;
  }
  return null;
};

const leading = new Set(
  'then so and also first second third next after that finally afterwards later but or there mostly well ok okay yes'.split(
    ' ',
  ),
);
const notSubjects = new Set([
  'based',
  'experienced',
  'motivated',
  'used',
  'given',
  'being',
  'having',
  'related',
  'compared',
  'let',
  'set',
  'put',
  'read',
  'cost',
]);

const opensAsDeed = (word: string): boolean =>
  isKnownPast(word) && (!notSubjects.has(word) || word === 'set' || word === 'put');

/** A sentence or list item without a subject: "Cut the job to four minutes" (told) or "Check the logs" (a step). */
const withoutSubject = (words: readonly string[]): Deed | null => {
  const at = words.findIndex((word) => !leading.has(word) && !word.endsWith('ly'));
  const word = words[at];
  if (word === undefined || at > 3) return null;
  const next = words[at + 1] ?? '';
  if (word === 'was' && (next === 'responsible' || next === 'in')) return { kind: 'own', vague: true, tense: 'past' };
  const vague = verbForm(word)?.vague ?? true;
  if (opensAsDeed(word)) return { kind: 'own', vague, tense: 'past' };
  return isKnownBase(word) && next !== '' ? { kind: 'would', vague, tense: 'base' } : null;
};

const rank = (deed: Deed | null): number => {
  if (deed === null) return 0;
  const kinds = { own: 4, team: 3, would: 1 };
  return kinds[deed.kind] + (deed.vague ? 0 : 0.5) - (deed.vague && deed.kind !== 'would' ? 1.5 : 0);
};

/** The most telling deed of a sentence, given as lower-case words. */
export const deedOf = (parts: readonly (readonly string[])[]): Deed | null => {
  const found: (Deed | null)[] = parts.map((words) => withoutSubject(words));
  const words = parts.flat();
  for (const [index, word] of words.entries()) {
    const kind = ownSubjects.has(word) ? 'own' : 'team';
    if (ownSubjects.has(word) || teamSubjects.has(word)) found.push(afterSubject(words, index + 1, kind));
    if (/^(?:you|i'd|we'd|i'll|we'll|you'd|one)$/u.test(word)) {
      const deed = afterSubject(words, index + 1, 'own');
      if (deed) found.push({ ...deed, kind: 'would' });
    }
    if (/^(?:my|our)$/u.test(word) && words[index + 1] === 'team') found.push(afterSubject(words, index + 2, 'team'));
  }
  return found.reduce((best, deed) => (rank(deed) > rank(best) ? deed : best), null);
};
