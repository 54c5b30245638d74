import {
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { commandFailure, wasNotSent } from './failures.ts';

/** A gRPC error as the client throws it: status inside, wrapped once. */
const grpcError = (code: number, details: string): Error =>
  new ServiceError('foreign words', {
    cause: Object.assign(new Error(`${code} ${details}`), { code, details, metadata: {} }),
  });

const refusal = (type: string, ...details: unknown[]): Error =>
  new WorkflowUpdateFailedError(
    'Workflow Update failed',
    ApplicationFailure.nonRetryable('foreign words', type, ...details),
  );

const sent = { maySent: true };

describe('what a failed command means', () => {
  it('a refusal keeps its code and public members', () => {
    const error = commandFailure(refusal('interview.stale_revision', { currentState: 'PENDING' }), sent);

    expect(error).toMatchObject({ code: 'interview.stale_revision', status: 409, extra: { currentState: 'PENDING' } });
    expect(commandFailure(refusal('interview.busy'), sent)).toMatchObject({
      code: 'interview.busy',
      retryAfterSeconds: 1,
      extra: {},
    });
  });

  it.each([
    ['an unknown code of a refusal', refusal('something.else', 'x'), 'internal.error'],
    ['an update overtaken by the end', refusal('AcceptedUpdateCompletedWorkflow'), 'interview.unknown_outcome'],
    ['a refusal without a cause', new WorkflowUpdateFailedError('x', undefined), 'interview.unknown_outcome'],
    ['a deadline', new WorkflowUpdateRPCTimeoutOrCancelledError('x'), 'interview.unknown_outcome'],
    ['an absent run', new WorkflowNotFoundError('x', 'w', undefined), 'interview.not_found'],
    ['a crowded run', grpcError(8, 'limit'), 'interview.too_many_commands'],
    ['an absent namespace', grpcError(5, 'namespace'), 'engine.unavailable'],
    ['refused credentials', grpcError(7, 'no'), 'engine.unavailable'],
    ['a connection that broke on the way', grpcError(14, 'Connection dropped'), 'interview.unknown_outcome'],
    ['anything else', new Error('boom'), 'interview.unknown_outcome'],
  ])('%s', (_, error, code) => {
    expect(commandFailure(error, sent).code).toBe(code);
  });

  it('what never left this process did not happen', () => {
    const error = grpcError(14, 'No connection established. Last error: ECONNREFUSED');

    expect(wasNotSent(error)).toBe(true);
    expect(commandFailure(error, { maySent: false })).toMatchObject({
      code: 'engine.unavailable',
      retryAfterSeconds: 2,
    });
  });

  it('no foreign words reach the caller', () => {
    const error = commandFailure(grpcError(13, 'secret'), sent);

    expect(JSON.stringify([error.message, error.detail, error.extra, error.title])).not.toContain('secret');
  });
});
