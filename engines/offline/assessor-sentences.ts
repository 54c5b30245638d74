// Reads an answer sentence by sentence into what each one shows; the rest of the engine works on these readings.
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import { areaOfSkill } from '../../domain/skills/skill-table.ts';
import { fillers, stopWords, withoutFillers } from '../../domain/text/stop-words.ts';
import { splitClauses, splitSentences, type Passage } from '../../domain/text/sentences.ts';
import { stem } from '../../domain/text/stem.ts';
import { tokenise, type Token } from '../../domain/text/tokens.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { deedOf, type Deed } from './assessor-deeds.ts';
import { livePart } from './assessor-inert.ts';
import { signsOf, type Signs } from './assessor-signs.ts';
import { numberWords, vagueSet } from './assessor-vague.ts';
import { isDoingWord } from './assessor-verbs.ts';

export type Reading = Signs & {
  passage: Passage;
  turn: number;
  version: number;
  questionId: string;
  words: string[];
  stems: Set<string>;
  deed: Deed | null;
  /** Figures, tools and names: each one is concrete by itself. */
  anchors: Set<string>;
  /** Other content words that are neither vague nor the question's own. */
  contents: Set<string>;
  skills: Set<string>;
  /** Words of the topic at hand, filled in once a competency is looked at. */
  topical: Set<string>;
};

/** Areas whose skills are things one can point at; "teamwork" is not. */
export const toolAreas: ReadonlySet<string> = new Set<string>([
  'build',
  'operate',
  'secure',
  'data',
  'quality',
  'trade',
  'finance',
]);

const isTechnical = ({ raw, start }: Token, opens: boolean): boolean =>
  (/\p{L}/u.test(raw) && /\d/u.test(raw)) ||
  /^[\p{Lu}][\p{Lu}\d/-]+$/u.test(raw) ||
  /[\p{Ll}][\p{Lu}]/u.test(raw) ||
  /[_#]|\+\+/u.test(raw) ||
  (!opens && start > 0 && /^\p{Lu}\p{Ll}{2,}/u.test(raw));

/** "For two years": how long somebody did something says nothing about what was done. */
const tenure =
  /\b(?:for |over |about |more than )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|many|several)\+? (?:years?|yrs?)\b(?: of experience)?/giu;

const isFigure = (word: string): boolean =>
  (/^\d/u.test(word) && !/^(?:19|20)\d\d$/u.test(word)) ||
  (numberWords.has(word) && !/^(?:double|half|third|quarter|twice)$/u.test(word));

const anchorsOf = (tokens: readonly Token[], skills: ReadonlySet<string>, asked: ReadonlySet<string>): Set<string> => {
  const found = new Set<string>(skills);
  for (const [index, token] of tokens.entries()) {
    if (asked.has(stem(token.word)) || stopWords.has(token.word)) continue;
    if (isFigure(token.word) || (isTechnical(token, index === 0) && !vagueSet.has(token.word))) found.add(token.word);
  }
  return found;
};

const contentsOf = (tokens: readonly Token[], asked: ReadonlySet<string>): Set<string> =>
  new Set(
    tokens
      .filter(
        ({ word }) =>
          word.length > 2 && /\p{L}/u.test(word) && !stopWords.has(word) && !vagueSet.has(word) && !isDoingWord(word),
      )
      .map(({ word }) => stem(word))
      .filter((one) => !asked.has(one) && !vagueSet.has(one)),
  );

const partsOf = (text: string): string[][] =>
  splitClauses({ text, start: 0, end: 0 })
    .flatMap((clause) => clause.text.split(/,\s+|\s+(?=and\b)/u))
    .map((part) =>
      tokenise(part)
        .map(({ word }) => word)
        .filter((word) => !fillers.has(word)),
    );

const read = (
  turn: Turn,
  passage: Passage,
  asked: { stems: ReadonlySet<string>; skills: ReadonlySet<string> },
): Reading => {
  const text = withoutFillers(passage.text);
  const tokens = tokenise(text.replace(tenure, ' '));
  const words = tokens.map(({ word }) => word);
  const skills = new Set(recogniseSkills(text).map(({ skill }) => skill));
  const newSkills = new Set(
    [...skills].filter((skill) => !asked.skills.has(skill) && toolAreas.has(areaOfSkill(skill))),
  );
  return {
    ...signsOf(text),
    passage,
    turn: turn.turn,
    version: turn.version,
    questionId: turn.questionId,
    words,
    stems: new Set(words.map(stem)),
    deed: deedOf(partsOf(text)),
    anchors: anchorsOf(tokens, newSkills, asked.stems),
    contents: contentsOf(tokens, asked.stems),
    skills,
    topical: new Set(),
  };
};

const occasion =
  /\b(?:once|one (?:day|time|night|morning|evening|of|patient|customer)|last (?:work|job|year|week|month|company|project|winter|summer)|in (?:my|our) (?:last|old|previous|first|former|project|team|company)|it (?:was|is) (?:a )?(?:\w+day|christmas|night|evening)|that (?:day|night|time)|then (?:i|we)|next day|after (?:this|that)|i had (?:a |an |one )?\w+|we had|there was|a (?:new|colleague|customer|patient|man|woman)|the (?:daughter|son|boss|chief) (?:of|say|said)|at the end)\b/iu;
const figuresMin = 2;

/** "I make an index" is a deed when an occasion is told, and a habit or a phrase when none is. */
const settle = (readings: Reading[], text: string): Reading[] => {
  const figures = new Set(readings.flatMap(({ anchors }) => [...anchors])).size;
  if (occasion.test(text) && (figures > 0 || readings.length > 2)) return readings;
  if (figures >= figuresMin) return readings;
  return readings.map((reading) =>
    reading.deed?.tense === 'base' ? { ...reading, deed: { ...reading.deed, kind: 'would' } } : reading,
  );
};

const speaksOfSelf = (text: string): boolean => /\b(?:i|we|my|our|me)\b/iu.test(text);

/**
 * The readings of an answer without fillers, praise, instructions and repetitions. After a sentence that talks to the
 * grader, only sentences in which the candidate speaks of own matters are heard again.
 */
export const readAnswer = (turn: Turn & { answer: string }): readonly Reading[] => {
  const known = readBefore.get(turn);
  if (known) return known;
  const readings = readOnce(turn);
  readBefore.set(turn, readings);
  return readings;
};

/** Every judge of every competency reads the same answers: once is enough. */
const readBefore = new WeakMap<Turn, readonly Reading[]>();

const readOnce = (turn: Turn & { answer: string }): Reading[] => {
  const asked = {
    stems: new Set(tokenise(turn.question).map(({ word }) => stem(word))),
    skills: new Set(recogniseSkills(turn.question).map(({ skill }) => skill)),
  };
  const seen = new Set<string>();
  const readings: Reading[] = [];
  let instructed = false;
  for (const sentence of splitSentences(turn.answer)) {
    const live = livePart(sentence);
    const silenced = instructed && !speaksOfSelf(sentence.text);
    instructed ||= live.instructed;
    if (live.part === null || silenced) continue;
    const key = tokenise(withoutFillers(live.part.text))
      .map(({ word }) => word)
      .join(' ');
    if (key === '' || seen.has(key)) continue;
    seen.add(key);
    readings.push(read(turn, live.part, asked));
  }
  return settle(readings, readings.map(({ passage }) => passage.text).join(' '));
};
