// Turns what the Temporal client throws into our own errors; foreign messages stop here.
import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { AppError, errorTable, isErrorCode } from '../../domain/errors.ts';

const retrySeconds = 2;

/** gRPC status codes that we tell apart. */
const grpc = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The words of grpc-js for "there was no connection to send this over". */
const notConnected = /^No connection established/;

type Status = { code: number; details: string };

/** The gRPC status behind an error, however deeply the client wrapped it. */
export const grpcStatusOf = (error: unknown): Status | null => {
  if (isGrpcServiceError(error)) return { code: error.code, details: error.details };
  if (error instanceof Error && error.cause !== undefined) return grpcStatusOf(error.cause);
  return null;
};

export const isUnavailable = (error: unknown): boolean => grpcStatusOf(error)?.code === grpc.unavailable;

/** True only when the request surely never left this process. */
export const wasNotSent = (error: unknown): boolean => {
  const status = grpcStatusOf(error);
  return status?.code === grpc.unavailable && notConnected.test(status.details);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A refusal that the workflow made: its type is the code, its first detail the public members. */
const refusalOf = ({ cause }: WorkflowUpdateFailedError): AppError => {
  if (!(cause instanceof ApplicationFailure)) return unknownOutcome(cause);
  // The server's own words for an update that the run's end overtook.
  if (cause.type === 'AcceptedUpdateCompletedWorkflow') return unknownOutcome(cause);
  if (!isErrorCode(cause.type ?? '')) return new AppError('internal.error', { cause });
  const code = cause.type as keyof typeof errorTable;
  const [extra] = cause.details ?? [];
  return new AppError(code, {
    ...(isRecord(extra) ? { extra } : {}),
    ...(errorTable[code].retryable ? { retryAfterSeconds: 1 } : {}),
    cause,
  });
};

const unknownOutcome = (cause: unknown): AppError =>
  new AppError('interview.unknown_outcome', { retryAfterSeconds: retrySeconds, cause });
const unavailable = (cause: unknown): AppError =>
  new AppError('engine.unavailable', { retryAfterSeconds: retrySeconds, cause });

const ofStatus = (status: Status | null, error: unknown): AppError => {
  switch (status?.code) {
    case grpc.resourceExhausted:
      return new AppError('interview.too_many_commands', { retryAfterSeconds: 1, cause: error });
    case grpc.notFound:
    case grpc.permissionDenied:
    case grpc.unauthenticated:
      // The namespace or our credentials are wrong: nothing was accepted.
      return unavailable(error);
    default:
      return unknownOutcome(error);
  }
};

/** What a failed command means to its caller; `maySent` says whether any attempt may have reached the server. */
export const commandFailure = (error: unknown, { maySent }: { maySent: boolean }): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof WorkflowUpdateFailedError) return refusalOf(error);
  if (error instanceof WorkflowNotFoundError) return new AppError('interview.not_found', { cause: error });
  if (!maySent) return unavailable(error);
  const timedOut =
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    isGrpcDeadlineError(error) ||
    isGrpcCancelledError(error);
  return timedOut ? unknownOutcome(error) : ofStatus(grpcStatusOf(error), error);
};

/** The server's words for a search attribute that the namespace lacks. */
export const lacksAttribute = (error: unknown): boolean => {
  const status = grpcStatusOf(error);
  return status?.code === grpc.invalidArgument && /search attribute/i.test(status.details);
};

/** A start may always be tried again, so one code says it all. */
export const startFailure = (error: unknown): AppError => unavailable(error);
