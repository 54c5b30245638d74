// Finds the sentences of a conversation that a question is about: shared words weighed by rarity, skills, same matter.
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { stopWords } from '../../../domain/text/stop-words.ts';
import { stem } from '../../../domain/text/stem.ts';
import { tokenise } from '../../../domain/text/tokens.ts';
import { scoreableTurns } from '../../../domain/scoring/spans.ts';
import type { Turn } from '../../../domain/transcript.ts';
import { relatedStems } from './assessor-concepts.ts';
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

export type Query = { stems: Set<string>; skills: Set<string>; related: Set<string> };

export const queryOf = (question: string): Query => {
  const words = tokenise(question)
    .map(({ word }) => word)
    .filter((word) => word.length > 1 && !stopWords.has(word) && !askingWords.has(stem(word)));
  return {
    stems: new Set(words.map(stem)),
    skills: new Set(recogniseSkills(question).map(({ skill }) => skill)),
    related: relatedStems(words),
  };
};

export type Hit = { reading: Reading; weight: number; shared: Set<string> };

const relatedWeight = 0.35;
const contextWeight = 0.5;
const skillWeight = 3;

const rarityOf = (readings: readonly Reading[]): ((one: string) => number) => {
  const counts = new Map<string, number>();
  for (const { stems } of readings) for (const one of stems) counts.set(one, (counts.get(one) ?? 0) + 1);
  return (one) => Math.log(1 + readings.length / (1 + (counts.get(one) ?? 0)));
};

/** Sentences by how much they have to do with the question, best first; sentences that talk to graders are left out. */
export const findHits = (query: Query, turns: readonly Turn[]): Hit[] => {
  const answered = scoreableTurns(turns);
  const readings = answered.flatMap((turn) => readAnswer(turn));
  const asked = new Map(
    answered.map((turn) => [turn.turn, new Set(tokenise(turn.question).map(({ word }) => stem(word)))]),
  );
  const rarity = rarityOf(readings);
  const hits = readings.map((reading): Hit => {
    const shared = new Set([...query.stems].filter((one) => reading.stems.has(one)));
    const skills = [...query.skills].filter((skill) => reading.skills.has(skill));
    for (const skill of skills) shared.add(skill);
    const direct = [...shared].reduce((sum, one) => sum + (query.skills.has(one) ? skillWeight : rarity(one)), 0);
    const near = [...reading.stems].filter((one) => query.related.has(one) && !shared.has(one)).length * relatedWeight;
    const context = [...query.stems].filter((one) => asked.get(reading.turn)?.has(one)).length * contextWeight;
    return { reading, shared, weight: direct + Math.min(near, 1) + (direct + near > 0 ? context : 0) };
  });
  return hits.filter(({ weight }) => weight > 0).toSorted((left, right) => right.weight - left.weight);
};
