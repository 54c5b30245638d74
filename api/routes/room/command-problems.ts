// What any call that sends a command to the workflow may be refused with.
import type { ErrorCode } from '../../../domain/errors.ts';

export const commandProblems = [
  'interview.not_found',
  'interview.invalid_transition',
  'interview.closed',
  'interview.too_many_commands',
  'interview.unknown_outcome',
  'worker.unavailable',
  'engine.unavailable',
  'personal_data.erased',
] as const satisfies readonly ErrorCode[];
