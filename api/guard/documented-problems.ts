// Every refusal that a route can answer with: its own, and those that the guard adds because of its declaration.
import type { ErrorCode } from '../../domain/errors.ts';
import type { Route } from './route.ts';

const everywhere: ErrorCode[] = ['request.invalid', 'request.not_acceptable', 'internal.error', 'store.unavailable'];
const withBody: ErrorCode[] = ['request.malformed', 'request.too_large', 'request.unsupported_media_type'];
const withKey: ErrorCode[] = [
  'key.missing',
  'key.invalid',
  'key.scope_missing',
  'key.address_not_allowed',
  'tenant.mismatch',
  'tenant.not_found',
];
const withCookie: ErrorCode[] = ['room.session_required', 'request.foreign_origin'];
const onceOnly: ErrorCode[] = [
  'request.header_invalid',
  'idempotency.running',
  'idempotency.mismatch',
  'personal_data.erased',
];

/** Without repetition, in a stable order. */
export const documentedProblems = (route: Route): ErrorCode[] => {
  const { access, method } = route;
  const codes = [
    ...everywhere,
    ...(method === 'GET' ? [] : withBody),
    ...(route.limitClass === 'none' ? [] : (['request.too_many'] as const)),
    ...(access.kind === 'key' ? withKey : []),
    ...(access.kind === 'key' && access.platformToo !== true ? (['tenant.required'] as const) : []),
    ...(access.kind === 'room' ? withCookie : []),
    ...(access.kind === 'public' && method !== 'GET' ? (['request.foreign_origin'] as const) : []),
    ...(route.idempotent === true ? onceOnly : []),
    ...route.problems,
  ];
  return [...new Set(codes)];
};
