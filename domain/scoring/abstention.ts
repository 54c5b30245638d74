// Why a competency was not scored or not scored higher, in a recruiter's words: what code says beside what was written in readings.
import type { AbstainReason, InsufficientReason } from '../assessment/assessment.ts';

const explanations: Readonly<Record<InsufficientReason, string>> = {
  not_asked: 'No question of the interview asked about this, so there is nothing to judge.',
  not_answered: 'The questions about this were not answered, or too few of them were.',
  not_heard:
    'Something was said about this that could not be turned into words in time, so it is not judged by the rest. Listen to the recording.',
  too_few_words: 'There was too little said about this to judge it.',
  unintelligible: 'The answers about this could not be understood as they were written down.',
  other_language:
    'The answers about this were given in another language than the interview’s, so they were not judged.',
  no_evidence: 'The answers about this held nothing that could be judged.',
  no_agreement: 'The readings of this do not agree, so it has no score: a person decides.',
};

/** Stands in older assessments. */
const earlierExplanation = 'The judges did not agree that enough was said about this to judge it.';

const readingTexts: Readonly<Record<AbstainReason | 'quotes_lost', string>> = {
  nothing_said: 'Nothing was said about this.',
  garbled: 'What was said about this could not be understood as it was written down.',
  too_general: 'What was said about this stays too general to judge it.',
  other_language: 'What was said about this is in another language than the question.',
  withdrawn: 'What was said about this was taken back, or limited so far that nothing is left to judge.',
  quotes_lost: 'The quotes that were given for this stand in no answer.',
};

/** Why a reading gave no score, in words; nothing where it did not say. */
export const explainReading = (reason: AbstainReason | 'quotes_lost' | null): string =>
  reason === null ? '' : readingTexts[reason];

export const explainAbstention = (reason: InsufficientReason): string => explanations[reason];

/** Said beside a score that is one step lower than it was given. */
export const explainCap = (minimumEvidence: number, score: number): string =>
  `Held at ${score}: a higher score needs ${minimumEvidence} pieces of evidence.`;

const capAtEnd = /(?:^| )Held at [34]: a higher score needs \d{1,3} pieces of evidence\.$/u;

/** What was written in readings, without the sentences above: for readers to whom the page says those in their own language. */
export const withoutFixedSentences = (
  rationale: string,
  reason: InsufficientReason | null,
): { own: string; isHeld: boolean } => {
  if (reason === null) return { own: rationale.replace(capAtEnd, ''), isHeld: capAtEnd.test(rationale) };
  const fixed = [explanations[reason], earlierExplanation, ...Object.values(readingTexts)];
  const said = fixed.find((sentence) => rationale.startsWith(sentence)) ?? '';
  return { own: rationale.slice(said.length).trim(), isHeld: false };
};
