// Why a competency was not scored or not scored higher, in a recruiter's words: what code says beside what judges wrote.
import type { InsufficientReason } from '../assessment/assessment.ts';

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
  no_agreement: 'The judges did not agree that enough was said about this to judge it.',
};

export const explainAbstention = (reason: InsufficientReason): string => explanations[reason];

/** A score that needs the rubric's minimum evidence falls to this one without. */
export const cappedScore = 3;

export const explainCap = (minimumEvidence: number): string =>
  `Held at ${cappedScore}: a higher score needs ${minimumEvidence} pieces of evidence.`;

/** What judges wrote, without the sentences above: for readers to whom the page says those in their own language. */
export const withoutFixedSentences = (
  rationale: string,
  { reason, minimumEvidence }: { reason: InsufficientReason | null; minimumEvidence: number },
): { own: string; isHeld: boolean } => {
  if (reason !== null) return { own: rationale === explainAbstention(reason) ? '' : rationale, isHeld: false };
  const cap = explainCap(minimumEvidence);
  const isHeld = rationale.endsWith(cap);
  return { own: isHeld ? rationale.slice(0, -cap.length).trim() : rationale, isHeld };
};
