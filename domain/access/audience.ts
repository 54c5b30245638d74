// What somebody may be told of events: by the scopes of the key that reads them, or that named the address they go to.
import { AppError } from '../errors.ts';
import type { EventType } from '../events/event-types.ts';
import type { Scope } from './principal.ts';

/** Null: the house itself, and endpoints from before there were keys that may do less. */
export type Audience = readonly Scope[] | null;

/** The candidate's link opens the interview. */
export const mayKnowLink = (audience: Audience): boolean => audience === null || audience.includes('interviews:read');

/** Of keys hears who looks after them. `events:read` is asked for before anybody hears of anything. */
export const mayHear = (audience: Audience, type: EventType): boolean =>
  type !== 'key.expiring' ||
  audience === null ||
  audience.includes('keys:manage') ||
  audience.includes('tenant:manage');

/** Throws `key.scope_missing`; `pointer` is the member that needs the scope, where not the whole call does. */
export const needScope = (held: readonly Scope[], scope: Scope, pointer?: string): void => {
  if (held.includes(scope)) return;
  const message = `Needs a key with the scope ${scope}.`;
  const errors = pointer === undefined ? [] : [{ pointer, code: 'scope_missing', message }];
  throw new AppError('key.scope_missing', { extra: { requiredScope: scope }, errors });
};
