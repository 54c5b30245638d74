// Hears a text that is given under several questions once: where it fits best, and nowhere else.
import { stem } from '../../domain/text/stem.ts';
import { stopWords } from '../../domain/text/stop-words.ts';
import { tokenise } from '../../domain/text/tokens.ts';
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import type { Reading } from './assessor-sentences.ts';
import { templateStems } from './assessor-templates.ts';

/** One turn's question and what was heard in its answer. */
export type Heard = { question: string; readings: readonly Reading[] };

const sameShare = 0.8;
const wordsMin = 4;

const isSame = (left: Reading, right: Reading): boolean => {
  const [small, big] = left.stems.size < right.stems.size ? [left.stems, right.stems] : [right.stems, left.stems];
  if (small.size < sameShare * big.size) return false;
  const common = [...small].filter((one) => big.has(one)).length;
  return common / (small.size + big.size - common) >= sameShare;
};

/** "I don't know" may be said as often as it is true; so may a short "Yes, twice". */
const mayRecur = (reading: Reading): boolean => reading.denial || reading.words.length < wordsMin;

const skillWeight = 3;

/** How well an answer fits its question. */
const fitOf = ({ question, readings }: Heard): number => {
  const asked = new Set(
    tokenise(question)
      .filter(({ word }) => !stopWords.has(word))
      .map(({ word }) => stem(word))
      .filter((one) => !templateStems.has(one)),
  );
  const skills = new Set(recogniseSkills(question).map(({ skill }) => skill));
  const said = new Set(readings.flatMap((reading) => [...reading.stems]));
  const named = new Set(readings.flatMap((reading) => [...reading.skills]));
  return (
    skillWeight * [...named].filter((skill) => skills.has(skill)).length +
    [...said].filter((one) => asked.has(one)).length
  );
};

/** The same turns, each repeated sentence left only in the turn whose question it fits best, the first one winning a tie. */
export const withoutRepeats = (turns: readonly Heard[]): Heard[] => {
  const fits = turns.map(fitOf);
  const isBetter = (other: number, index: number): boolean => {
    const [theirs, mine] = [fits[other] ?? 0, fits[index] ?? 0];
    return theirs > mine || (theirs === mine && other < index);
  };
  const isHeardElsewhere = (reading: Reading, index: number): boolean =>
    turns.some(
      ({ readings }, other) =>
        other !== index && isBetter(other, index) && readings.some((candidate) => isSame(candidate, reading)),
    );
  return turns.map(({ question, readings }, index) => ({
    question,
    readings: readings.filter((reading) => mayRecur(reading) || !isHeardElsewhere(reading, index)),
  }));
};
