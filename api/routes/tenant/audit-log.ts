// The tenant's audit log: who did what, when and for whom, in a chain of hashes that shows every change.
import { z } from 'zod';
import type { HashedAuditEntry } from '../../../domain/audit/chain.ts';
import type { AuditLog } from '../../../usecases/privacy/audit-log.ts';
import { present } from '../../../domain/present.ts';
import { askerOf } from '../calls.ts';
import { defineRoute, type Route } from '../../guard/route.ts';

const path = '/api/v1/audit-log';
const common = {
  method: 'GET',
  tag: 'Tenant',
  access: { kind: 'key', scope: 'tenant:manage' },
  problems: [],
  limitClass: 'read',
} as const;

const after = z.int().min(0).default(0).meta({ description: 'Position behind which to read.' });
const limitOf = (most: number, otherwise: number) => z.int().min(1).max(most).default(otherwise);

const entrySchema = z
  .object({
    tenantId: z.string(),
    position: z.int().meta({ description: 'From 1, without gaps.' }),
    at: z.iso.datetime(),
    actorKind: z.string(),
    actorId: z.string().nullable().meta({ description: 'An API key, for example; never a name.' }),
    onBehalfOf: z
      .string()
      .nullable()
      .meta({ description: 'The note in which the deciding person is named; it is sealed.' }),
    act: z.string(),
    targetKind: z.string(),
    targetId: z.string().nullable(),
    requestId: z.string().nullable(),
    reason: z.string().nullable().meta({ description: 'Reason codes, separated by commas.' }),
    contentHash: z.string().nullable().meta({ description: 'SHA-256 of what the act stands for.' }),
    previousHash: z.string(),
    hash: z.string(),
  } satisfies Record<keyof HashedAuditEntry, z.ZodType>)
  .meta({ id: 'AuditEntry' });

const headSchema = z.object({ position: z.int(), hash: z.string() }).meta({ id: 'AuditHead' });

const query = z.strictObject({
  after,
  limit: limitOf(100, 50),
  act: z.string().min(1).max(100).optional(),
  target: z.string().min(1).max(200).optional().meta({ description: 'Id of what was acted on, a runId for example.' }),
});

const listRoute = (log: AuditLog): Route =>
  defineRoute({
    ...common,
    path,
    operationId: 'readAuditLog',
    summary: 'Read the audit log',
    description:
      'Every act of the tenant’s keys, of its candidates, of operators and of the system, oldest first. An act stands here about a second after it happened. `head` is the end of the chain: kept elsewhere, it proves later that nothing was cut off.',
    query,
    responses: {
      200: {
        description: 'A page.',
        schema: z
          .object({
            items: z.array(entrySchema),
            nextAfter: z.int().nullable().meta({ description: '`after` of the next page; null at the end.' }),
            head: headSchema.nullable(),
          })
          .meta({ id: 'AuditPage' }),
      },
    },
    handler: async ({ query: { target, act, ...part }, principal }) => {
      const filter = present({ act, targetId: target });
      const { entries, nextAfter, head } = await log.page(principal.tenantId, { ...part, ...filter });
      return { status: 200, body: { items: entries, nextAfter, head } };
    },
  });

const exportRoute = (log: AuditLog): Route =>
  defineRoute({
    ...common,
    path: `${path}/export`,
    operationId: 'exportAuditLog',
    summary: 'Export the audit log as JSON Lines',
    description:
      'One entry a line, as `parley verify-audit` checks them offline. Long logs come in parts: while `Audit-Next-After` is set, ask again with it and append. The export is an act itself.',
    query: z.strictObject({ after, limit: limitOf(5_000, 5_000) }),
    responses: {
      200: {
        description: 'A part of the log.',
        contentType: 'application/x-ndjson',
        headers: {
          'Audit-Next-After': '`after` of the next part; absent at the end.',
          'Audit-Head': 'Position and hash of the end of the chain, separated by a space.',
        },
      },
    },
    handler: async ({ query: part, ...call }) => {
      const { text, nextAfter, head } = await log.export(call.principal.tenantId, part, askerOf(call));
      return {
        status: 200,
        body: text,
        headers: {
          ...(nextAfter !== null && { 'Audit-Next-After': String(nextAfter) }),
          ...(head !== null && { 'Audit-Head': `${head.position} ${head.hash}` }),
        },
      };
    },
  });

export const auditLogRoutes = ({ auditLog }: { auditLog: AuditLog }): Route[] => [
  listRoute(auditLog),
  exportRoute(auditLog),
];
