// The parts of the description that operations share: ways to authenticate, common headers, one example per error code.
import { nothingSchema } from './absent-members.ts';
import { printable } from '../guard/idempotency.ts';
import { roomClientHeader, roomClientName } from '../routes/room/visit.ts';
import type { ZodOpenApiObject } from 'zod-openapi';
import { documentedProblems } from '../guard/answer.ts';
import { faceOf, wayInto, type Route } from '../guard/route.ts';
import { problemExamples, refusalComponents } from './problems.ts';

type Components = NonNullable<ZodOpenApiObject['components']>;

const parameters: NonNullable<Components['parameters']> = {
  TenantId: {
    name: 'X-Tenant-ID',
    in: 'header',
    description: 'Chooses the tenant of a platform key. Other keys may name their own tenant. Opaque: a `tenantId`.',
    schema: { type: 'string', maxLength: 300 },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Yours to make, such as a UUID: up to 255 printable ASCII characters, new for each thing you want done. Kept for 72 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: printable.source },
  },
  RoomClient: {
    name: roomClientHeader,
    in: 'header',
    description:
      'Names the window of the candidate, until it is closed: up to 100 printable ASCII characters of yours. Where another one holds the conversation, calls that change it are refused with `room.taken_over`. Kept as a hash.',
    schema: { type: 'string', minLength: 1, maxLength: 100, pattern: roomClientName.source },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'Opaque: the `ETag` of the version you have, as it came; what proxies append is overlooked.',
    schema: { type: 'string', example: '"5.4"' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description:
      'Opaque: the `ETag` of the version that you want to change, as it came. Without it any version is changed.',
    schema: { type: 'string', example: '"5.4"' },
  },
  ContentDigest: {
    name: 'Content-Digest',
    in: 'header',
    description: 'The SHA-256 of the body as RFC 9530 writes it: bytes that do not match it are refused.',
    schema: { type: 'string', example: 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:' },
  },
};

const headers: NonNullable<Components['headers']> = {
  RequestId: { description: 'Your own `X-Request-Id`, or one of ours.', schema: { type: 'string' } },
  RateLimitPolicy: {
    description: 'The limit that this caller stands under: its name, `q` requests in `w` seconds.',
    schema: { type: 'string' },
    example: '"key";q=1000;w=3600',
  },
  RateLimit: {
    description:
      'What is left of it: `r` requests for the next `t` seconds. `X-RateLimit-*` say the same the older way.',
    schema: { type: 'string' },
    example: '"key";r=993;t=3210',
  },
  RetryAfter: { description: 'Seconds.', schema: { type: 'integer', minimum: 1 } },
};

/** Only what these routes use. */
export const componentsFor = (routes: readonly Route[], publicUrl: string): Components => {
  const byFace = Map.groupBy(routes, faceOf);
  const examples = [...byFace].map(([face, same]) =>
    problemExamples([...new Set(same.flatMap(documentedProblems))].toSorted(), face, publicUrl),
  );
  const schemes = routes.map((route) => wayInto(route)?.credential.schemes(publicUrl));
  return {
    securitySchemes: Object.assign({}, ...schemes),
    schemas: { Nothing: nothingSchema },
    parameters,
    headers,
    examples: Object.assign({}, ...examples),
    responses: refusalComponents(routes),
  };
};
