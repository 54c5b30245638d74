// The offline assessor: marks what was heard, mentioned or denied, by fixed rules. Deterministic, always advisory.
import type { Judgement } from '../../domain/assessment/assessment.ts';
import type { Assessor, AssessorInput } from '../../domain/ports/models.ts';
import type { Span, Turn } from '../../domain/room/transcript.ts';
import { anchorOf } from '../../domain/scoring/aggregate.ts';
import { questionsOf, readableTurns } from '../../domain/scoring/gate.ts';
import { sentencesOf, type Clause, type Denial, type Sentence } from './sentences.ts';
import { resultOf } from './stamp.ts';
import { isCondition } from './statements.ts';
import { topicOf, type Topic } from './topic.ts';

const evidenceMax = 3;

const marks = {
  heard: { score: 3, rationale: 'Heard: an answer about this tells of something that the candidate did or has.' },
  mentioned: { score: 2, rationale: 'Mentioned: this was spoken of, but no deed was told.' },
  denied: { score: 1, rationale: 'Said not to have it: the candidate says that this is missing.' },
  nothing: { score: null, rationale: 'Not heard: no sentence of the answers bears on this.' },
} as const;
type Mark = keyof typeof marks;

type Heard = { turn: Turn; sentence: Sentence; found: Set<string>; denial: Denial | null; isAbout: boolean };
type Answer = { heard: Heard[]; isOnTopic: boolean };

/** "I have no car" says nothing about a licence; "I have never milked a cow" does about milking. */
const denialOf = ({ words, denial, undone }: Clause, topic: Topic): Denial | null => {
  if (denial === 'lack' && topic.find(words).size === 0) return 'inexperience';
  return denial ?? (topic.find(undone).size > 0 ? 'inexperience' : null);
};

const hear = (turn: Turn, sentence: Sentence, topic: Topic): Heard => {
  const denials = sentence.clauses.map((clause) => denialOf(clause, topic));
  const told = sentence.clauses.filter((_, index) => denials[index] === null).map(({ words }) => words);
  return {
    turn,
    sentence,
    found: topic.find(told.join(' ')),
    denial: denials.find((one) => one === 'lack') ?? denials.find((one) => one !== null) ?? null,
    // "I have never used Kafka" says nothing about Kubernetes where Kubernetes is spoken of beside it.
    isAbout: sentence.clauses.some(({ words }, index) => denials[index] !== null && topic.find(words).size > 0),
  };
};

const readAnswer = (turn: Turn & { answer: string }, topic: Topic): Answer => {
  const heard = sentencesOf(turn.answer).map((sentence) => hear(turn, sentence, topic));
  const foundIn = (some: readonly Heard[]): Set<string> => new Set(some.flatMap(({ found }) => [...found]));
  const isOnTopic = topic.isEnough(foundIn(heard), foundIn(heard.filter(({ sentence }) => sentence.deed)));
  return { heard, isOnTopic };
};

type Finding = { mark: Mark; evidence: Heard[] };

const bears = ({ found }: Heard): boolean => found.size > 0;

const findingOf = (answers: readonly Answer[], condition: boolean): Finding => {
  const all = answers.flatMap(({ heard }) => heard);
  // Who tells of the work in spite of some lack was heard; who lacks a licence lacks it, whatever else is told.
  const lacks = condition ? all.filter(({ denial }) => denial === 'lack') : [];
  if (lacks.length > 0) return { mark: 'denied', evidence: lacks };
  const onTopic = answers.filter(({ isOnTopic }) => isOnTopic).flatMap(({ heard }) => heard);
  const isYes = (one: Heard): boolean => condition && (one.sentence.agrees || (one.sentence.claims && bears(one)));
  const deeds = [...onTopic.filter(({ sentence }) => sentence.deed), ...all.filter(isYes)];
  const bearing = onTopic.filter(bears);
  if (deeds.length > 0) return { mark: 'heard', evidence: [...deeds.filter(bears), ...deeds, ...bearing] };
  const denials = all.filter(({ denial, isAbout }) => denial !== null && (bearing.length === 0 || isAbout));
  if (denials.length > 0) return { mark: 'denied', evidence: denials };
  return bearing.length > 0 ? { mark: 'mentioned', evidence: bearing } : { mark: 'nothing', evidence: [] };
};

const spanOf = ({ turn, sentence }: Heard): Span => ({
  turn: turn.turn,
  version: turn.version,
  start: sentence.start,
  end: sentence.end,
});

const judgeOnce = ({ competency, questions, turns, judge }: AssessorInput): Judgement => {
  const own = questionsOf(competency, questions);
  const ids = new Set(own.map(({ id }) => id));
  const topic = topicOf(competency, own);
  const answers = readableTurns(turns)
    .filter(({ questionId }) => ids.has(questionId))
    .map((turn) => readAnswer(turn, topic));
  const { mark, evidence } = findingOf(answers, isCondition(competency.name));
  const { score, rationale } = marks[mark];
  return {
    judge: `rules-${judge + 1}`,
    competencyId: competency.id,
    score,
    anchor: score === null ? null : anchorOf(score),
    rationale,
    // Who says a sentence twice is quoted once.
    evidence: [...Map.groupBy(evidence, ({ sentence }) => sentence.text).values()]
      .flatMap(([one]) => one ?? [])
      .slice(0, evidenceMax)
      .map(spanOf),
  };
};

export const createOfflineAssessor = (): Assessor => ({
  advisory: true,
  judge: (input, options) => resultOf(() => judgeOnce(input), options),
});
