// What `test_status` answers, which is also the beginning of MarioHR's callback: one mapping for the face and the adapter.
import type { Result } from '../../../domain/orders/result.ts';

export type TestStatus = {
  /** `complete`, or plain words for a recruiter, which Greenhouse takes for "not finished". */
  partner_status: string;
  partner_profile_url: string | null;
  partner_score: number | null;
  /** Flat, shown to people as it is. */
  metadata: Record<string, string>;
};

/** Why a result that counts is still no more than advice. */
const adviceOf = ({ advisory, decidedAt }: Result): string | undefined => {
  if (!advisory) return undefined;
  return decidedAt === null ? 'not yet confirmed by a person' : 'scored by rules that are for trying out';
};

const toIso = (at: number | null): string | undefined => (at === null ? undefined : new Date(at).toISOString());

const metadataOf = (result: Result): Record<string, string> => {
  const { status, startedAt, completedAt, score } = result;
  const said = {
    'Started At': toIso(startedAt),
    'Completed At': toIso(completedAt),
    'Final Total': score === null ? undefined : `${score}/100`,
    Advisory: status === 'complete' ? adviceOf(result) : undefined,
  };
  return Object.fromEntries(Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined));
};

/** `resultUrl` leads to the page of the result; it is said only of one that is complete, as the score is. */
export const testStatusOf = (result: Result, resultUrl: string | null): TestStatus => {
  const complete = result.status === 'complete';
  return {
    partner_status: complete ? 'complete' : result.words,
    partner_profile_url: complete ? resultUrl : null,
    partner_score: complete ? result.score : null,
    metadata: metadataOf(result),
  };
};
