// What the result of one attempt means for its delivery.
import type { AnswerJudgement } from '../ports/ats.ts';
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

/** Why a 2xx does not count: by what it says, the receiver did not take it. */
export const answerRefused = 'answer_refused';

/** By its status, unless somebody knows better. */
const judgeAnswer = (answer: Extract<OutboundResult, { kind: 'answer' }>, said: AnswerJudgement): AttemptJudgement => {
  const { status, retryAfterSeconds } = answer;
  const isSuccess = status >= 200 && status < 300;
  const isGone = said === null && status === statusGone;
  const meaning = said ?? (isSuccess ? 'done' : 'retry');
  const reason = isSuccess ? answerRefused : `status_${status}`;
  if (meaning === 'done') return { result: 'done', reason: null, retryAfterMs: null, gone: false };
  if (isGone || meaning === 'stopped') return stopped(isGone ? 'gone' : reason, isGone);
  return retry(reason, retryAfterSeconds === null ? null : Math.min(retryAfterSeconds * 1_000, retryAfterMaxMs));
};

/**
 * 2xx is done. 410 ends it. Everything else is tried again: redirects too, which are never followed, and addresses that
 * were refused, since names may point elsewhere tomorrow. `meaning` is what an answer says beyond its status, where
 * somebody can tell.
 */
export const judgeAttempt = (result: OutboundResult, meaning: AnswerJudgement = null): AttemptJudgement => {
  if (result.kind === 'failure') {
    const { failure } = result;
    return final.includes(failure) ? stopped(failure, false) : retry(failure, null);
  }
  return judgeAnswer(result, meaning);
};
