// The offline assistant: cites the sentences that a question is about, or says that there are none. It says nothing of its own.
import { refusalWords } from '../../domain/assessment/chat-refusal.ts';
import type { Assistant, AssistantAnswer } from '../../domain/ports/models.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { scoreableTurns } from '../../domain/scoring/spans.ts';
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import { stem } from '../../domain/text/stem.ts';
import { sentencesOf, type Sentence } from './sentences.ts';
import { resultOf } from './stamp.ts';
import { termsIn } from './topic.ts';

const citationsMax = 4;
/** Share of the question's own words that the cited turns must hold together. */
const coverageMin = 0.5;

/** Words about candidates and interviews rather than about what was said. */
const asking = new Set(
  `candidate applicant person interviewee interview transcript answered say said mention mentioned speak spoke talked explained evidence point detail
  ever anything something please summarise summarize show showed deal dealt faster better`
    .split(/\s+/u)
    .map(stem),
);

const queryOf = (question: string): Set<string> =>
  new Set([
    ...[...termsIn(question)].filter((term) => !asking.has(term)),
    ...recogniseSkills(question).map(({ skill }) => `skill ${skill}`),
  ]);

type Hit = { turn: Turn; sentence: Sentence; shared: Set<string>; weight: number };

const sharedWith = (query: ReadonlySet<string>, { text }: Sentence): Set<string> => {
  const terms = termsIn(text);
  const skills = new Set(recogniseSkills(text).map(({ skill }) => `skill ${skill}`));
  return new Set([...query].filter((one) => terms.has(one) || skills.has(one)));
};

/** Sentences that share words with the question, the rarest words first. */
const hitsFor = (query: ReadonlySet<string>, turns: readonly Turn[]): Hit[] => {
  const all = scoreableTurns(turns).flatMap((turn) =>
    sentencesOf(turn.answer).map((sentence) => ({ turn, sentence, shared: sharedWith(query, sentence) })),
  );
  const counts = new Map([...query].map((term) => [term, all.filter(({ shared }) => shared.has(term)).length]));
  const rarity = (term: string): number => 1 / (1 + (counts.get(term) ?? 0));
  return all
    .filter(({ shared }) => shared.size > 0)
    .map((hit) => ({ ...hit, weight: [...hit.shared].reduce((sum, term) => sum + rarity(term), 0) }))
    .toSorted((left, right) => right.weight - left.weight);
};

const answerTo = (question: string, turns: readonly Turn[]): AssistantAnswer => {
  const query = queryOf(question);
  const hits = hitsFor(query, turns).slice(0, citationsMax);
  const shared = new Set(hits.flatMap((hit) => [...hit.shared]));
  if (hits.length === 0 || shared.size < query.size * coverageMin)
    return { answer: refusalWords.not_in_transcript, citations: [], refused: 'not_in_transcript' };
  const places = hits
    .map(({ turn, sentence }) => ({ turn: turn.turn, start: sentence.start, end: sentence.end }))
    .toSorted((left, right) => left.turn - right.turn || left.start - right.start);
  const answer = `Of the answers, ${places.length === 1 ? 'one sentence shares' : `${places.length} sentences share`} words with your question.`;
  return { answer, citations: places, refused: null };
};

export const createOfflineAssistant = (): Assistant => ({
  answer: ({ question, turns }, options) => resultOf(() => answerTo(question, turns), options),
});
