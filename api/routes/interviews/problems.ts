// The refusals that every command may meet.
import type { ErrorCode } from '../../../domain/errors.ts';

export const commandProblems = [
  'interview.not_found',
  'interview.invalid_transition',
  'interview.closed',
  'interview.unknown_outcome',
  'interview.too_many_commands',
  'worker.unavailable',
  'engine.unavailable',
] as const satisfies readonly ErrorCode[];

/** Those of a command that carries free text, which cannot be sealed once the run's keys are gone. */
export const notedCommandProblems = [
  ...commandProblems,
  'personal_data.erased',
] as const satisfies readonly ErrorCode[];
