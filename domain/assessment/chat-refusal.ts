// Why a recruiter's question about a conversation has no answer: nothing was said about it, or nobody may ask it here.
import { findBannedWord } from '../protected-matters/find-banned-word.ts';
import { findProtectedMatter, type ProtectedFinding } from '../protected-matters/find-protected-matter.ts';

export const chatRefusals = ['not_in_transcript', 'not_allowed'] as const;
export type ChatRefusal = (typeof chatRefusals)[number];

export const refusalWords: Readonly<Record<ChatRefusal, string>> = {
  not_in_transcript: 'The transcript holds no answer to this question. That says nothing about the candidate.',
  not_allowed:
    'This question is not answered here, whatever was said: it is about a private matter, about how the candidate sounded or seemed, or about whom to hire.',
};

type Rewording = readonly [pattern: RegExp, by: string];

const person = String.raw`(?:the |this )?(?:candidate|applicant|interviewee|person)`;
const kandidat = '(?:(?:der|den|dem|des) (?:kandidat(?:en)?|bewerbers?)|(?:die|der) (?:kandidatin|bewerberin))';
const candidat = '(?:(?:le|la|du) (?:candidate?|postulante?))';
const word = (pattern: string, by: string): Rewording => [
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, 'giu'),
  by,
];

/** From what is asked about somebody to what is asked of them, in each language; Spanish says most of it in the same words. */
const rewordings: readonly (readonly Rewording[])[] = [
  [
    word(`${person}['’]s|his|her|their`, 'your'),
    word(`${person}|he|she|they|him|them`, 'you'),
    word('does you', 'do you'),
    word('is you', 'are you'),
    word('was you', 'were you'),
    word('has you', 'have you'),
    word('you (?:is|was)', 'you are'),
  ],
  [
    word(`${kandidat}|er|sie`, 'Sie'),
    word('seine?|ihre?', 'Ihre'),
    word('(?:hat|hatte) Sie', 'haben Sie'),
    word('(?:ist|war) Sie', 'sind Sie'),
    word('geht Sie', 'gehen Sie'),
  ],
  [
    word('a-t-(?:il|elle)', 'avez-vous'),
    word('est-(?:il|elle)', 'êtes-vous'),
    word(`${candidat}|il|elle`, 'vous'),
    word('vous a', 'vous avez'),
    word('vous est', 'vous êtes'),
    word('son|sa', 'votre'),
  ],
  [word('(?:el|la) (?:candidat[oa]|postulante)|él|ella', 'usted')],
];

/** There is one gate for what is asked of candidates and about them. */
const asAskedOf = (question: string): string[] =>
  rewordings.map((all) => all.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), question));

/** "What did they say about the tone of the brand?" asks for words, not for how somebody sounded. */
const asksForWords = /\b(?:about|mention\w*|describ\w*|explain\w*|sa(?:y|id)|tell|told)\b/iu;

const asksForDecision =
  /\b(?:should|would|shall|do|must) (?:i|we|you) (?:hire|reject|invite|take|employ|turn (?:away|down))\b/iu;

/** Doubtful cases are left to the engine. */
const isCertain = (found: ProtectedFinding | null): boolean => found !== null && found.certainty !== 'doubtful';

/** Whether a question is refused before anybody looks at the transcript. */
export const isNotAllowed = (question: string): boolean =>
  [question, ...asAskedOf(question)].some((text) => isCertain(findProtectedMatter(text))) ||
  asksForDecision.test(question) ||
  (findBannedWord(question) !== null && !asksForWords.test(question));
