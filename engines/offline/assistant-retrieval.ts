// Finds the sentences of a conversation that a question is about: shared words weighed by rarity, skills, same matter.
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import { stopWords } from '../../domain/text/stop-words.ts';
import { stem } from '../../domain/text/stem.ts';
import { tokenise } from '../../domain/text/tokens.ts';
import { scoreableTurns } from '../../domain/scoring/spans.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { relatedStems } from './assessor-concepts.ts';
import { concepts, type Concept } from './assistant-concepts.ts';
import { readAnswer, type Reading } from './assessor-sentences.ts';

/** Words of questions about candidates rather than about what they said. */
const askingWords = new Set(
  `candidate candidates applicant person interviewee interview transcript answer answers answered say says said tell tells told mention mentions mentioned
  talk talks talked speak spoke describe described explain explained give gave given example examples experience experienced know knows knowledge skill
  skills ability good well much many long ever anything something able use uses used using work works worked working about regarding show showed shown
  evidence there does did has have had was were he she they their his her what when where which who why how can could would please summarise summarize
  find found point points detail details part handle handled deal dealt do done make made kind sort thing things actually really`
    .split(/\s+/u)
    .map(stem),
);

export type Query = {
  /** The question's own words, without those that ask for a concept. */
  stems: Set<string>;
  /** What is asked for in words that answers rarely repeat. */
  concepts: readonly Concept[];
  skills: Set<string>;
  related: Set<string>;
};

export const queryOf = (question: string): Query => {
  const all = tokenise(question).map(({ word }) => word);
  const asked = concepts.filter(({ asks }) => all.some((word) => asks.has(stem(word))));
  const words = all.filter((word) => word.length > 1 && !stopWords.has(word) && !askingWords.has(stem(word)));
  return {
    stems: new Set(words.map(stem).filter((one) => !asked.some(({ asks }) => asks.has(one)))),
    concepts: asked,
    skills: new Set(recogniseSkills(question).map(({ skill }) => skill)),
    related: relatedStems(words),
  };
};

export type Hit = { reading: Reading; weight: number; shared: Set<string>; concepts: Set<Concept> };

const relatedWeight = 0.35;
const contextWeight = 0.5;
const skillWeight = 3;
const conceptWeight = 1.3;
/** In a short conversation no word is common: it is weighed as one of this many sentences. */
const sentencesMin = 6;

const rarityOf = (readings: readonly Reading[]): ((one: string) => number) => {
  const counts = new Map<string, number>();
  for (const { stems } of readings) for (const one of stems) counts.set(one, (counts.get(one) ?? 0) + 1);
  return (one) => Math.log(1 + Math.max(readings.length, sentencesMin) / (1 + (counts.get(one) ?? 0)));
};

const sharedWith = ({ stems, skills }: Query, reading: Reading): Set<string> =>
  new Set([
    ...[...stems].filter((one) => reading.stems.has(one)),
    ...[...skills].filter((skill) => reading.skills.has(skill)),
  ]);

/** "What was the result of the migration?" asks for results told beside the migration, not for any result. */
const turnsFor = (query: Query, readings: readonly Reading[]): (({ turn }: Reading) => boolean) => {
  if (query.stems.size === 0) return () => true;
  const turns = new Set(readings.filter((one) => sharedWith(query, one).size > 0).map(({ turn }) => turn));
  return ({ turn }) => turns.has(turn);
};

/** Sentences by how much they have to do with the question, best first; sentences that talk to graders are left out. */
export const findHits = (query: Query, turns: readonly Turn[]): Hit[] => {
  const answered = scoreableTurns(turns);
  const readings = answered.flatMap((turn) => readAnswer(turn));
  const asked = new Map(
    answered.map((turn) => [turn.turn, new Set(tokenise(turn.question).map(({ word }) => stem(word)))]),
  );
  const rarity = rarityOf(readings);
  const isBeside = turnsFor(query, readings);
  const hits = readings.map((reading): Hit => {
    const shared = sharedWith(query, reading);
    const told = new Set(isBeside(reading) ? query.concepts.filter(({ tells }) => tells(reading)) : []);
    const direct = [...shared].reduce((sum, one) => sum + (query.skills.has(one) ? skillWeight : rarity(one)), 0);
    const near = [...reading.stems].filter((one) => query.related.has(one) && !shared.has(one)).length * relatedWeight;
    const context = [...query.stems].filter((one) => asked.get(reading.turn)?.has(one)).length * contextWeight;
    const own = direct + told.size * conceptWeight;
    const weight = own + Math.min(near, 1) + (own + near > 0 ? context : 0);
    return { reading, shared, concepts: told, weight };
  });
  return hits.filter(({ weight }) => weight > 0).toSorted((left, right) => right.weight - left.weight);
};
