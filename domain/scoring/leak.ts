// Keeps the candidate's words and name out of the texts that outlive the candidate's data.
import { stopWords } from '../text/stop-words.ts';
import { tokenise } from '../text/tokens.ts';

const consecutiveWordsMax = 4;
const nameLettersMin = 3;
/** First names that are everyday words: they count only where they are written as a name. */
export const everydayNames: ReadonlySet<string> = new Set(
  'will may mark grant rose grace hope faith joy june april august art bill rob pat sue chance drew dean chase miles max summer'.split(
    ' ',
  ),
);

const runsOf = (text: string): Set<string> => {
  const words = tokenise(text).map((token) => token.word);
  const runs = new Set<string>();
  for (let index = 0; index + consecutiveWordsMax < words.length; index += 1) {
    runs.add(words.slice(index, index + consecutiveWordsMax + 1).join(' '));
  }
  return runs;
};

const isPlain = (word: string): boolean => stopWords.has(word) || everydayNames.has(word);

const nameTokens = (names: readonly string[]): Set<string> =>
  new Set(
    names
      .flatMap((name) => [name.toLowerCase(), ...name.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u)])
      .filter((part) => part.length >= nameLettersMin),
  );

const namesSomebody = (text: string, names: readonly string[]): boolean => {
  const parts = nameTokens(names);
  const lowered = text.toLowerCase();
  if (names.some((name) => name.includes('@') && lowered.includes(name.toLowerCase()))) return true;
  return tokenise(text).some(({ word, raw, start }) => {
    const pieces = [word, ...word.split(/[^\p{L}\p{M}\p{N}]+/u)];
    const hit = pieces.some((piece) => parts.has(piece));
    return hit && (!isPlain(word) || (start > 0 && raw !== raw.toLowerCase()));
  });
};

export type Secrets = { answers: readonly string[]; names: readonly string[]; known?: readonly string[] };
export type Leak = 'quote' | 'name';

/**
 * Says what a text gives away: five consecutive words of an answer, or a part of a name or e-mail address. Words that
 * also stand in `known` texts (the rubric, the questions) are not the candidate's own.
 */
export const createLeakCheck = ({ answers, names, known = [] }: Secrets): ((text: string) => Leak | null) => {
  const ours = new Set(known.flatMap((one) => [...runsOf(one)]));
  const theirs = new Set(answers.flatMap((answer) => [...runsOf(answer)]).filter((run) => !ours.has(run)));
  return (text) => {
    if (namesSomebody(text, names)) return 'name';
    return runsOf(text)
      .values()
      .some((run) => theirs.has(run))
      ? 'quote'
      : null;
  };
};

const withheld: Readonly<Record<Leak, string>> = {
  quote: 'The explanation was withheld because it repeated the candidate’s words; see the quoted evidence.',
  name: 'The explanation was withheld because it named a person; see the quoted evidence.',
};

/** Whether a sentence of ours stands in the place of an explanation. */
export const isWithheld = (text: string): boolean => Object.values(withheld).includes(text);

/** Gives a text back, or a neutral sentence in its place when it gives something away. */
export const createLeakGuard = (secrets: Secrets): ((text: string) => string) => {
  const check = createLeakCheck(secrets);
  return (text) => {
    const leak = check(text);
    return leak === null ? text : withheld[leak];
  };
};
