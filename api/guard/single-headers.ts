// Headers that say one thing may be said once: a proxy that read the first and we the last would disagree about the request.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/errors.ts';

/** Those that decide who asks, for whom, from where and what; lists such as `If-None-Match` may go on in a second line. */
const single: ReadonlySet<string> = new Set([
  'authorization',
  'content-digest',
  'content-length',
  'content-type',
  'host',
  'idempotency-key',
  'origin',
  'x-api-key',
  'x-tenant-id',
]);

/** Throws 400. Node keeps the first of some, joins others, and tells all only in the raw list: name, value, name, value. */
export const refuseRepeatedHeaders = ({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): void => {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (single.has(name) && seen.has(name))
      throw new AppError('request.header_invalid', { detail: `${name} may stand once in a request.` });
    seen.add(name);
  }
};
