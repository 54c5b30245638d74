// The offline assistant: points at the passages that a question is about, or says that there are none. It invents nothing.
import type { SkillResult } from '../../domain/assessment/assessment.ts';
import type { Assistant, AssistantAnswer, ModelResult } from '../../domain/ports/models.ts';
import { stem } from '../../domain/text/stem.ts';
import { tokenise } from '../../domain/text/tokens.ts';
import { freeOfCharge, offlineStamp } from './assessor.ts';
import { findHits, queryOf, type Hit, type Query } from './assistant-retrieval.ts';

type Input = Parameters<Assistant['answer']>[0];
type Result = Input['assessment']['competencies'][number];

const citationsMax = 4;
const weightMin = 1.2;
const relativeMin = 0.45;
/** Share of the question's own words that the passages must hold together. */
const coverageMin = 0.5;

const unanswered = (reason: string): AssistantAnswer => ({ answer: reason, citations: [], answered: false });
const noAnswer = unanswered('The transcript holds no answer to this question.');

const citationsOf = (hits: readonly Hit[]): AssistantAnswer['citations'] =>
  hits
    .map(({ reading }) => ({ turn: reading.turn, start: reading.passage.start, end: reading.passage.end }))
    .toSorted((left, right) => left.turn - right.turn || left.start - right.start);

const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

const aboutTotal = ({ assessment }: Input): AssistantAnswer => {
  const { overallScore, verdict, competencies } = assessment;
  const scored = competencies.filter(({ score }) => score !== null);
  const total =
    overallScore === null
      ? 'There is no total and no proposed verdict: too much evidence is missing.'
      : `The total is ${overallScore} of 100 and the proposed verdict is ${verdict ?? 'open'}.`;
  const parts = scored.map(({ name, score }) => `${name} ${score ?? '–'}`);
  const citations = scored.flatMap(({ evidence }) => evidence.slice(0, 1)).slice(0, citationsMax);
  const sentence = parts.length > 0 ? ` Scores of 1 to 5: ${listed(parts)}.` : '';
  return {
    answer: `${total}${sentence} A person decides.`,
    citations: citations.map(({ turn, start, end }) => ({ turn, start, end })),
    answered: true,
  };
};

const aboutCompetency = ({ name, score, rationale, evidence }: Result): AssistantAnswer => ({
  answer:
    score === null
      ? `${name} was not scored. ${rationale === '' ? 'There was not enough evidence.' : rationale}`
      : `${name} was scored ${score} of 5. ${rationale}`.trim(),
  citations: evidence.slice(0, citationsMax).map(({ turn, start, end }) => ({ turn, start, end })),
  answered: true,
});

const asksForScore =
  /\b(?:scores?|scored|rated?|rating|verdict|total|points|result|recommendation|proposed?|assessment|strengths?|weakness(?:es)?|concerns?)\b/iu;

/** "What was the result of the migration?" asks for what was told, not for the interview's result. */
const asksForTold =
  /\bresults?\b(?! of (?:the|this|that) (?:interview|assessment|conversation)\b)(?: (?:of|from|did|were|with|in)\b|.*\b(?:achieved?|reach(?:ed)?|measured?|figures|numbers|get|got|gave|mention(?:s|ed)?|describe[sd]?)\b)|\b(?:his|her|their|own) results?\b/iu;
const namesAssessment = /\b(?:scores?|scored|rated?|rating|verdict|total|overall|recommendation|assessment)\b/iu;

/** A question about the assessment itself is answered from its figures. */
const fromAssessment = (input: Input): AssistantAnswer | null => {
  if (!asksForScore.test(input.question)) return null;
  if (asksForTold.test(input.question) && !namesAssessment.test(input.question)) return null;
  const stems = new Set(tokenise(input.question).map(({ word }) => stem(word)));
  const named = input.assessment.competencies.find(({ name }) => {
    const words = tokenise(name)
      .map(({ word }) => stem(word))
      .filter((word) => word.length > 3);
    return words.length > 0 && words.every((word) => stems.has(word));
  });
  if (named) return aboutCompetency(named);
  return /\b(?:overall|total|verdict|final|recommendation|result)\b/iu.test(input.question) ? aboutTotal(input) : null;
};

/** "French language" is how a table of skills lists it, not how anybody says it. */
const spoken = (skill: string): string => skill.replace(/ languages?$/u, '');

const missingSkills = (query: Query, hits: readonly Hit[], skills: readonly SkillResult[]): AssistantAnswer | null => {
  const found = new Set(hits.flatMap(({ reading }) => [...reading.skills]));
  const missing = [...query.skills].filter((skill) => !found.has(skill));
  if (query.skills.size === 0 || missing.length < query.skills.size) return null;
  const claimed = missing.filter((skill) => skills.some((one) => one.skill === skill && one.claimed));
  const profile = claimed.length > 0 ? ` The profile claims ${listed(claimed.map(spoken))}.` : '';
  return unanswered(`The answers say nothing about ${listed(missing.map(spoken))}.${profile}`);
};

const pointAt = (chosen: readonly Hit[]): AssistantAnswer => {
  const turns = [...new Set(chosen.map(({ reading }) => reading.turn))].toSorted((left, right) => left - right);
  const where = `${turns.length > 1 ? 'turns' : 'turn'} ${listed(turns.map(String))}`;
  const passages =
    chosen.length === 1 ? `One passage in ${where} speaks` : `${chosen.length} passages in ${where} speak`;
  return {
    answer: `${passages} about this; the candidate's own words are cited.`,
    citations: citationsOf(chosen),
    answered: true,
  };
};

/** Share of what was asked that the turns of the chosen passages hold, 0–1: the own words, else the concepts. */
const coveredBy = (chosen: readonly Hit[], query: Query, hits: readonly Hit[]): number => {
  const turns = new Set(chosen.map(({ reading }) => reading.turn));
  const beside = hits.filter(({ reading }) => turns.has(reading.turn));
  if (query.stems.size === 0) {
    const told = new Set(chosen.flatMap((hit) => [...hit.concepts]));
    return told.size / Math.max(1, query.concepts.length);
  }
  const shared = new Set(beside.flatMap((hit) => [...hit.shared]));
  return [...query.stems].filter((one) => shared.has(one)).length / query.stems.size;
};

const fromTranscript = (input: Input): AssistantAnswer => {
  const query = queryOf(input.question);
  if (query.stems.size + query.concepts.length === 0) return noAnswer;
  const hits = findHits(query, input.turns);
  const top = hits[0]?.weight ?? 0;
  const chosen = hits.filter(({ weight }) => weight >= Math.max(weightMin, top * relativeMin)).slice(0, citationsMax);
  if (chosen.length === 0) return missingSkills(query, hits, input.skills) ?? noAnswer;
  const namesSkill = chosen.some(({ shared }) => [...query.skills].some((skill) => shared.has(skill)));
  if (namesSkill || coveredBy(chosen, query, hits) >= coverageMin) return pointAt(chosen);
  return missingSkills(query, hits, input.skills) ?? noAnswer;
};

export const createOfflineAssistant = (): Assistant => ({
  answer: (input, { signal }): Promise<ModelResult<AssistantAnswer>> => {
    signal.throwIfAborted();
    return Promise.resolve({
      value: fromAssessment(input) ?? fromTranscript(input),
      stamp: offlineStamp,
      usage: freeOfCharge,
    });
  },
});
