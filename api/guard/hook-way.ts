// The way in for an ATS that calls the address of its connection, `/hooks/<kind>/:connectionId/:secret`.
import type { HookPrincipal } from '../../domain/access/principal.ts';
import { connectionFor } from '../../domain/connections/connection.ts';
import type { HookFinder } from '../../domain/ports/connections.ts';
import type { WayIn } from './access.ts';
import { pathSecret } from './credentials.ts';

const connectionId = /^con_[0-9A-Z]{26}$/;

/**
 * For `access: { kind: 'own', way }`. An unknown connection, one of another kind, a deleted one and a wrong secret are the
 * same 401, counted against the address as wrong keys are; a paused one is said to be so to whoever knows its secret.
 */
export const hookWay = (kind: string, finder: HookFinder): WayIn<HookPrincipal> => ({
  credential: pathSecret('secret'),
  // Cannot be: without the secret there is no such address.
  missing: 'request.not_found',
  wrong: 'hook.invalid',
  problems: ['connection.paused'],
  find: async (presented, { params: { connectionId: id = '' } }) => {
    const found = connectionId.test(id) ? await finder.findByHook(kind, id, presented) : null;
    if (found === null) return null;
    return {
      counted: ({ key }) => [key, id],
      admit: () => {
        connectionFor(found.principal, kind);
        return found;
      },
    };
  },
});
