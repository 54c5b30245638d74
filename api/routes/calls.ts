// What calls share: about which run, who asks, and the refusals that may meet a command.
import type { RunRef } from '../../domain/access/ids.ts';
import type { KeyPrincipal } from '../../domain/access/principal.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Caller } from '../../usecases/decisions.ts';
import { requestMark, type RequestFacts } from '../guard/route.ts';

type Called = { principal: KeyPrincipal; params: { runId: string }; request: RequestFacts };

export const runOf = ({ principal, params }: Pick<Called, 'principal' | 'params'>): RunRef => ({
  tenantId: principal.tenantId,
  runId: params.runId,
});

/**
 * As the timeline will name them: the key, never a person. A decision that names who decided is a recruiter's, handed
 * on by the key; anything else is the integration's own.
 */
export const callerOf = ({ principal, request }: Omit<Called, 'params'>, decidedBy?: string): Caller => ({
  actor: { kind: decidedBy === undefined ? 'integrator' : 'recruiter', id: principal.keyId, ...requestMark(request) },
  updateKey: request.idempotencyHash,
});

/** For the audit log: the key, and the request that it came with. */
export const askerOf = ({ principal, request }: { principal: { keyId: string }; request: RequestFacts }) => ({
  actor: { kind: 'integrator' as const, id: principal.keyId },
  requestId: request.requestId,
});

export const commandProblems = [
  'interview.not_found',
  'interview.invalid_transition',
  'interview.closed',
  'interview.unknown_outcome',
  'interview.too_many_commands',
  // From the moment an erasure was accepted.
  'personal_data.erased',
  'worker.unavailable',
  'engine.unavailable',
] as const satisfies readonly ErrorCode[];

/** Those of a call whose text is read by rules before it is answered. */
export const longTextProblems = ['text.too_complex', 'text.busy'] as const satisfies readonly ErrorCode[];
