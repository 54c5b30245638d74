// The offline assessor: rule-based judges for machines without a language model. Deterministic, always advisory.
import { createHash } from 'node:crypto';
import type { Judgement } from '../../domain/assessment/assessment.ts';
import type { Question } from '../../domain/plan/plan.ts';
import type { Assessor, AssessorInput, ModelResult, ModelStamp } from '../../domain/ports/models.ts';
import { anchorOf } from '../../domain/scoring/aggregate.ts';
import { questionsOf, readableTurns } from '../../domain/scoring/gate.ts';
import { evidenceFor } from './assessor-evidence.ts';
import { profileOf, type Profile } from './assessor-profiles.ts';
import { formOf, rateEpisode, type Shown } from './assessor-rating.ts';
import { abstention, rationaleOf } from './assessor-rationale.ts';
import { namesSkillOf, onTopic, topicOf, type Topic } from './assessor-relevance.ts';
import { withoutRepeats } from './assessor-repeats.ts';
import { distinctionOf, speaksElsewhere, type Distinction } from './assessor-rivals.ts';
import { readAnswer, type Reading } from './assessor-sentences.ts';

/** Names the rules: to be raised with every change that can move a score. */
const offlineRulesVersion = 'offline-rules/2';

const relevantWordsMin = 8;

type Episode = { shown: Shown; readings: Reading[] };

type Readings = { bound: Map<string, (readonly Reading[])[]>; other: Reading[] };

/** Answers under the competency's own questions, by question and turn, and what was said elsewhere. */
const readAll = (input: AssessorInput): Readings => {
  const ids = new Set(questionsOf(input.competency, input.questions).map((question) => question.id));
  const bound: Readings['bound'] = new Map();
  const other: Reading[] = [];
  const turns = readableTurns(input.turns);
  const texts = new Map(input.questions.map((question) => [question.id, question.text]));
  const heard = withoutRepeats(
    turns.map((turn) => ({
      question: `${texts.get(turn.questionId) ?? ''} ${turn.question}`,
      readings: readAnswer(turn),
    })),
  );
  for (const [index, turn] of turns.entries()) {
    const readings = heard[index]?.readings ?? [];
    if (ids.has(turn.questionId)) bound.set(turn.questionId, [...(bound.get(turn.questionId) ?? []), readings]);
    else other.push(...readings);
  }
  return { bound, other };
};

type Matter = { topic: Topic; distinction: Distinction };

const episodesOf = (
  readings: Readings,
  questions: readonly Question[],
  matter: Matter,
  profile: Profile,
): Episode[] => {
  const { topic, distinction } = matter;
  const texts = new Map(questions.map((question) => [question.id, question.text]));
  const own = [...readings.bound].map(([questionId, turns]) => ({
    form: formOf(texts.get(questionId) ?? ''),
    found: onTopic(turns.filter((heard) => !speaksElsewhere(heard, topic, distinction)).flat(), topic, profile.reach),
  }));
  // Elsewhere only sentences that name one of the competency's skills count: nobody is to be rated on a chance word.
  const named = readings.other.filter((reading) => namesSkillOf(reading, topic));
  const elsewhere = { form: 'experience' as const, found: { readings: named, substance: 0 } };
  return [...own, elsewhere]
    .filter(({ found }) => found.readings.length > 0)
    .map(({ form, found }) => ({ readings: found.readings, shown: rateEpisode(found, form, profile) }));
};

const wordsOf = (episodes: readonly Episode[]): number =>
  episodes.flatMap((episode) => episode.readings).reduce((sum, reading) => sum + reading.words.length, 0);

const levelOf = (episode: Episode | undefined): number => episode?.shown.level ?? 0;

const best = (episodes: readonly Episode[]): Episode | undefined =>
  episodes.reduce<Episode | undefined>(
    (top, episode) => (top && levelOf(top) >= levelOf(episode) ? top : episode),
    undefined,
  );

const judgeOnce = (input: AssessorInput): Judgement => {
  const profile = profileOf(input.judge);
  const topic = topicOf(input.competency, input.questions);
  const matter = { topic, distinction: distinctionOf(input.competency, input.questions) };
  const episodes = episodesOf(readAll(input), input.questions, matter, profile);
  const none = { judge: profile.name, competencyId: input.competency.id, score: null, anchor: null, evidence: [] };
  const top = best(episodes);
  if (!top) return { ...none, rationale: abstention.offTopic };
  const { level } = top.shown;
  if (level === null) return { ...none, rationale: abstention.phrases };
  if (wordsOf(episodes) < relevantWordsMin) return { ...none, rationale: abstention.tooLittle };
  const supporting = episodes.filter((episode) => episode !== top && levelOf(episode) >= level - 1);
  return {
    judge: profile.name,
    competencyId: input.competency.id,
    score: level,
    anchor: anchorOf(level),
    rationale: rationaleOf(top.shown),
    evidence: [top, ...supporting].flatMap((episode) => evidenceFor(episode.readings, level)),
  };
};

/** `promptHash` is that of the rules' version, as there is no prompt. */
export const offlineStamp: ModelStamp = {
  engine: 'offline',
  promptHash: createHash('sha256').update(offlineRulesVersion).digest('hex'),
};

export const freeOfCharge = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 };

export const createOfflineAssessor = (): Assessor => ({
  advisory: true,
  judge: (input, { signal }): Promise<ModelResult<Judgement>> => {
    signal.throwIfAborted();
    return Promise.resolve({ value: judgeOnce(input), stamp: offlineStamp, usage: freeOfCharge });
  },
});
