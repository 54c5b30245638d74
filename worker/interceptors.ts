// Every failure leaves an activity as a bare code: foreign messages and stacks would stay in histories for ever.
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { CompleteAsyncError, type Info as ActivityInfo } from '@temporalio/activity';
import { AppError } from '../domain/errors.ts';
import { isForAnotherDay } from '../domain/lifecycle/work.ts';
import { withLogFields } from '../infra/log.ts';

const idOf = (value: unknown, name: string): string | undefined => {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof id === 'string' ? id : undefined;
};

/** Every line of an activity says which, and for whom; its first argument is a record of ids. */
export const createLogInterceptor = ({
  activityType,
  attempt,
}: Pick<ActivityInfo, 'activityType' | 'attempt'>): ActivityInboundCallsInterceptor => ({
  execute: (input, next) => {
    const [first] = input.args;
    const [tenantId, runId, deliveryId] = ['tenantId', 'runId', 'id'].map((name) => idOf(first, name));
    return withLogFields({ activityType, attempt, tenantId, runId, deliveryId }, () => next(input));
  },
});

type FailureLog = (failure: { activity: string; code: string; error: unknown }) => void;

/** The failure that may cross into a history: type and message are the code, no cause, no details. */
export const toFailure = (error: unknown): Error => {
  if (error instanceof CancelledFailure || error instanceof CompleteAsyncError) return error;
  if (error instanceof Error && error.name === 'AbortError') return new CancelledFailure('cancelled');
  if (!(error instanceof AppError))
    return ApplicationFailure.create({ type: 'internal.error', message: 'internal.error' });
  if (isForAnotherDay(error.code))
    return ApplicationFailure.create({ type: error.code, message: error.code, nonRetryable: true });
  const hint = error.retryAfterSeconds === undefined ? {} : { nextRetryDelay: error.retryAfterSeconds * 1000 };
  return ApplicationFailure.create({
    type: error.code,
    message: error.code,
    nonRetryable: !error.retryable,
    ...hint,
  });
};

export const createFailureInterceptor = (activity: string, log: FailureLog): ActivityInboundCallsInterceptor => ({
  execute: async (input, next) => {
    try {
      return await next(input);
    } catch (error) {
      const failure = toFailure(error);
      if (failure instanceof ApplicationFailure) log({ activity, code: failure.type ?? 'internal.error', error });
      failure.stack = '';
      throw failure;
    }
  },
});
