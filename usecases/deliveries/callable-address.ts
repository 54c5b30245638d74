// An address that Parley shall call later is refused at once when its text alone rules that out.
import { needScope } from '../../domain/access/audience.ts';
import type { Scope } from '../../domain/access/principal.ts';
import { AppError } from '../../domain/errors.ts';
import type { OutboundClient } from '../../domain/ports/outbound.ts';

export type AddressCheck = Pick<OutboundClient, 'problemOf'>;

/** Throws the 400 with the code of what is wrong; `pointer` names the field. */
export const checkCallable = (outbound: AddressCheck, url: string | undefined, pointer: string): void => {
  const code = url === undefined ? null : outbound.problemOf(url);
  if (code === null) return;
  const message = 'Events cannot be sent to this address.';
  throw new AppError('request.invalid', { errors: [{ pointer, code, message }] });
};

/** Of an interview: whoever names a `callbackUrl` hears of its events there, so it must be allowed to read them. */
export const checkCallback = (outbound: AddressCheck, url: string | undefined, scopes: readonly Scope[]): void => {
  if (url !== undefined) needScope(scopes, 'events:read', '/callbackUrl');
  checkCallable(outbound, url, '/callbackUrl');
};
