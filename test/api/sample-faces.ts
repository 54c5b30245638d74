// Two foreign dialects over a few routes, as a vendor's folder under api/faces/ would declare them.
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { WayIn } from '../../api/guard/access.ts';
import { apiKeyHeader, basic, bearer, either, pathSecret } from '../../api/guard/credentials.ts';
import type { Face } from '../../api/guard/face.ts';
import { defineRoute, inFace, type Route } from '../../api/guard/route.ts';
import { AppError } from '../../domain/errors.ts';

const errorSchema = z.object({ errors: z.array(z.string()) }).meta({ id: 'VendorError' });
const order = z.object({ id: z.string(), for: z.string() });

/** Keys as the user name of Basic, errors as bare lists, 422 for what we call 400, successes in an envelope. */
export const vendorFace: Face = {
  name: 'vendor',
  prefix: '/api/vendor',
  credential: basic('user'),
  presentError: ({ status, code }) => ({
    status: status === 400 ? 422 : status,
    contentType: 'application/json; charset=utf-8',
    body: { errors: [code] },
  }),
  errorSchema,
  envelope: {
    wrap: (data) => ({ success: true, data }),
    schema: (data) => z.object({ success: z.literal(true), data }),
  },
};

/** The same errors for callers who present their keys as the caller of the test says. */
const plainFace = (name: string, credential: Face['credential']): Face => {
  const { envelope: _, ...face } = vendorFace;
  return { ...face, name, prefix: `/api/${name}`, credential };
};

const params = z.strictObject({ id: z.string().min(1).max(20) });

const shared = { tag: 'Service', problems: ['interview.not_found'], limitClass: 'write' } as const;

const readOrder = (prefix: string, operationId: string): Route =>
  defineRoute({
    ...shared,
    method: 'GET',
    path: `${prefix}/orders/:id`,
    operationId,
    summary: 'Read an order',
    access: { kind: 'key', scope: 'interviews:read' },
    params,
    responses: { 200: { description: 'The order.', schema: order } },
    example: { params: { id: 'a1' } },
    handler: ({ params: { id }, principal }) => {
      if (id === 'missing') throw new AppError('interview.not_found');
      return Promise.resolve({ status: 200, body: { id, for: principal.tenantId, hidden: 'never' } });
    },
  });

const placeOrder = (calls: { made: number }): Route =>
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/api/vendor/orders',
    operationId: 'placeOrder',
    summary: 'Place an order',
    access: { kind: 'key', scope: 'interviews:create' },
    body: z.strictObject({ id: z.string().max(20) }).meta({ example: { id: 'a1' } }),
    responses: { 201: { description: 'Placed.', schema: order }, 204: { description: 'Nothing to do.' } },
    idempotent: true,
    handler: ({ body: { id }, principal }) => {
      calls.made += 1;
      if (id === 'missing') throw new AppError('interview.not_found');
      return Promise.resolve(id === 'none' ? { status: 204 } : { status: 201, body: { id, for: principal.tenantId } });
    },
  });

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A row of the table of access kinds that only this face has: an address with a secret in it. */
const hookWay = (secrets: ReadonlyMap<string, string>): WayIn<{ tenantId: string; hookId: string }> => ({
  credential: pathSecret('secret'),
  missing: 'key.missing',
  wrong: 'key.invalid',
  problems: [],
  find: (presented, { params: { hookId = '' } }) => {
    const known = timingSafeEqual(digest(presented), digest(secrets.get(hookId) ?? ''));
    return Promise.resolve(
      known && secrets.has(hookId)
        ? {
            counted: ({ key }) => [key, hookId],
            admit: () => ({ principal: { tenantId: 'tnt_hook', hookId }, uploadBytesMax: null }),
          }
        : null,
    );
  },
});

const receiveHook = (secrets: ReadonlyMap<string, string>): Route =>
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/hooks/:hookId/:secret',
    operationId: 'receiveHook',
    summary: 'Receive a call',
    access: { kind: 'own', way: hookWay(secrets) },
    params: z.strictObject({ hookId: z.string().max(20), secret: z.string().max(50) }),
    responses: { 202: { description: 'Taken.', schema: z.object({ hookId: z.string() }) } },
    example: { params: { hookId: 'h1', secret: 'in-the-address' } },
    handler: ({ principal }) => Promise.resolve({ status: 202, body: { hookId: principal.hookId } }),
  });

export const faceRoutes = (calls: { made: number }, secrets: ReadonlyMap<string, string>): Route[] => [
  ...inFace(vendorFace, [readOrder('/api/vendor', 'readVendorOrder'), placeOrder(calls)]),
  ...inFace(plainFace('password', basic('password')), [readOrder('/api/password', 'readPasswordOrder')]),
  ...inFace(plainFace('bearer', bearer), [readOrder('/api/bearer', 'readBearerOrder')]),
  ...inFace(plainFace('either', either(apiKeyHeader, bearer)), [readOrder('/api/either', 'readEitherOrder')]),
  ...inFace({ ...plainFace('hooks', apiKeyHeader), prefix: '/hooks' }, [receiveHook(secrets)]),
];
