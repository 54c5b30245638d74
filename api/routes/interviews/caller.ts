// Who a native call comes from, as the timeline will name them: the key, never a person.
import type { KeyPrincipal } from '../../../domain/access/principal.ts';
import type { Caller } from '../../../usecases/send-command.ts';
import { requestMark } from '../../guard/request-mark.ts';
import type { RequestFacts } from '../../guard/route.ts';

/** A decision that names who decided is a recruiter's, handed on by the key; anything else is the integration's own. */
export const callerOf = (principal: KeyPrincipal, request: RequestFacts, decidedBy?: string): Caller => ({
  actor: { kind: decidedBy === undefined ? 'integrator' : 'recruiter', id: principal.keyId, ...requestMark(request) },
  updateKey: request.idempotencyHash,
});
