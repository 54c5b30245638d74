// What a refused call means for whoever reads the page.
import { NoAnswer, Problem } from '../ui/call.ts';

/** Why there is nothing to show: each has words of its own. */
export type DeadReason = 'unknown' | 'expired' | 'revoked' | 'ended' | 'erased' | 'closed';

const deadly: Readonly<Record<string, DeadReason>> = {
  'review.session_required': 'closed',
  'review.session_ended': 'closed',
  'review.link_invalid': 'unknown',
  'review.link_expired': 'expired',
  'review.link_revoked': 'revoked',
  'review.ended': 'ended',
  'personal_data.erased': 'erased',
};

export const deadReasonOf = (error: unknown): DeadReason | null => {
  if (!(error instanceof Problem)) return null;
  return deadly[error.code] ?? (error.status === 404 ? 'unknown' : null);
};

/** For a person to read: the code has words where there are some, and the number helps whoever is asked. */
export type Trouble = { code: string; requestId: string | null };

export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof NoAnswer) return { code: 'no-answer', requestId: null };
  if (!(error instanceof Problem)) return { code: 'page', requestId: null };
  const { requestId } = error.body;
  return { code: error.code, requestId: typeof requestId === 'string' ? requestId : null };
};
