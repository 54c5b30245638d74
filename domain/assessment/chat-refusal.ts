// Why a recruiter's question about a conversation has no answer: nothing was said about it, or nobody may ask it here.
import { findBannedWord } from '../protected-matters/find-banned-word.ts';
import { findProtectedMatter } from '../protected-matters/find-protected-matter.ts';

export const chatRefusals = ['not_in_transcript', 'not_allowed'] as const;
export type ChatRefusal = (typeof chatRefusals)[number];

export const refusalWords: Readonly<Record<ChatRefusal, string>> = {
  not_in_transcript: 'The transcript holds no answer to this question. That says nothing about the candidate.',
  not_allowed:
    'This question is not answered here, whatever was said: it is about a private matter, about how the candidate sounded or seemed, or about whom to hire.',
};

const person = String.raw`(?:the |this )?(?:candidate|applicant|interviewee|person)`;
const owning = new RegExp(String.raw`\b(?:${person}['’]s|his|her|their)\b`, 'giu');
const meaning = new RegExp(String.raw`\b(?:${person}|he|she|they|him|them)\b`, 'giu');

/** What is asked about a candidate, as it would be asked of one: there is one gate for both. */
const asAskedOf = (question: string): string =>
  question
    .replaceAll(owning, 'your')
    .replaceAll(meaning, 'you')
    .replaceAll(/\b(?:does|did) you\b/giu, 'do you')
    .replaceAll(/\b(?:is|was) you\b/giu, 'are you')
    .replaceAll(/\bhas you\b/giu, 'have you')
    .replaceAll(/\byou (?:is|was)\b/giu, 'you are');

/** "What did they say about the tone of the brand?" asks for words, not for how somebody sounded. */
const asksForWords = /\b(?:about|mention\w*|describ\w*|explain\w*|sa(?:y|id)|tell|told)\b/iu;

const asksForDecision =
  /\b(?:should|would|shall|do|must) (?:i|we|you) (?:hire|reject|invite|take|employ|turn (?:away|down))\b/iu;

/** Whether a question is refused before anybody looks at the transcript. */
export const isNotAllowed = (question: string): boolean =>
  [question, asAskedOf(question)].some((text) => findProtectedMatter(text) !== null) ||
  asksForDecision.test(question) ||
  (findBannedWord(question) !== null && !asksForWords.test(question));
