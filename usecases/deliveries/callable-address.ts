// An address that Parley shall call later is refused at once when its text alone rules that out.
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
