// What the result of one attempt means for its delivery.
import type { OutboundFailure, OutboundResult } from '../ports/outbound.ts';
import { retryAfterMaxMs } from './schedule.ts';

export type AttemptJudgement = {
  result: 'done' | 'retry' | 'stopped';
  /** Why it stopped or will be tried again; null when it arrived. */
  reason: string | null;
  retryAfterMs: number | null;
  /** The receiver says that nobody is there any more. */
  gone: boolean;
};

const statusGone = 410;

/** No later attempt can change these: they are about the text of the address. */
const final: readonly OutboundFailure[] = ['url_invalid', 'scheme_not_allowed', 'credentials_in_url'];

const retry = (reason: string, retryAfterMs: number | null): AttemptJudgement => ({
  result: 'retry',
  reason,
  retryAfterMs,
  gone: false,
});

const stopped = (reason: string, gone: boolean): AttemptJudgement => ({
  result: 'stopped',
  reason,
  retryAfterMs: null,
  gone,
});

/**
 * 2xx is done. 410 ends it. Everything else is tried again: redirects too, which are never followed, and addresses that
 * were refused, since names may point elsewhere tomorrow.
 */
export const judgeAttempt = (result: OutboundResult): AttemptJudgement => {
  if (result.kind === 'failure') {
    const { failure } = result;
    return final.includes(failure) ? stopped(failure, false) : retry(failure, null);
  }
  const { status, retryAfterSeconds } = result;
  if (status >= 200 && status < 300) return { result: 'done', reason: null, retryAfterMs: null, gone: false };
  if (status === statusGone) return stopped('gone', true);
  const retryAfterMs = retryAfterSeconds === null ? null : Math.min(retryAfterSeconds * 1_000, retryAfterMaxMs);
  return retry(`status_${status}`, retryAfterMs);
};
