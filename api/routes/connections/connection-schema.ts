// What callers send and see of connections; what each kind takes comes from the table of kinds.
import { z } from 'zod';
import { connectionNameMax, connectionStatuses, type Connection } from '../../../domain/connections/connection.ts';
import type { AtsKind, AtsKinds } from '../../../domain/ports/ats.ts';
import type { ConnectionWithSecrets } from '../../../usecases/connections/connections.ts';
import { testVerdicts } from '../../../usecases/connections/test-connection.ts';
import { overlapOf, said } from '../../schemas/fields.ts';

const name = said('line', connectionNameMax).meta({ description: 'For you, and the label of its key.' });

/** A kind that needs nothing need not be told so. */
const orNothing = (schema: z.ZodObject): z.ZodType => (schema.safeParse({}).success ? schema.default({}) : schema);

const newConnectionOf = ([kind, { configSchema, credentialsSchema }]: [string, AtsKind]) =>
  z
    .strictObject({
      kind: z.literal(kind),
      name,
      config: orNothing(configSchema),
      credentials: orNothing(credentialsSchema),
    })
    .meta({ id: `New${kind.charAt(0).toUpperCase()}${kind.slice(1)}Connection` });

/** One schema per kind, told apart by `kind`. */
export const newConnectionSchema = (kinds: AtsKinds) => {
  const [first, ...others] = Object.entries(kinds).map(newConnectionOf);
  if (first === undefined) throw new RangeError('there is no kind of connection');
  return z.discriminatedUnion('kind', [first, ...others]).meta({ id: 'NewConnection' });
};

const settings = (description: string) => z.record(z.string().max(200), z.unknown()).optional().meta({ description });

export const connectionPatchSchema = z
  .strictObject({
    name: name.optional(),
    config: settings('The whole of it, as the kind takes it: `GET /api/v1/connections/kinds`.'),
    credentials: settings('New ones, as the kind takes them.'),
    overlap: overlapOf(
      'With new `credentials`: how long those so far are tried where the vendor refuses the new ones; `PT0S` destroys them at once.',
    ),
    status: z.enum(['active', 'paused']).optional(),
  })
  .meta({ id: 'ConnectionChange', example: { name: 'Greenhouse, production' } });

export const rotationSchema = z
  .strictObject({ overlap: overlapOf('How long the one so far goes on working; `PT0S` leaves the new one alone.') })
  .meta({ id: 'ConnectionRotation', example: { overlap: 'PT24H' } });

const time = z.iso.datetime();

const connectionShape = (kinds: AtsKinds) =>
  z.object({
    id: z.string(),
    kind: z.string().meta({ description: `One of: ${Object.keys(kinds).join(', ')}.` }),
    name: z.string(),
    status: z.enum(connectionStatuses).meta({
      description: 'While it is `paused` nothing is ordered or told over it. Of a `deleted` one no setting is left.',
    }),
    config: z.record(z.string(), z.unknown()),
    credentialHints: z
      .record(z.string(), z.string())
      .meta({ description: 'By member, the end of each that is long; nothing else of them is ever shown.' }),
    previousCredentialsUntil: time.nullable().meta({ description: 'Until then those before are tried as well.' }),
    hasHook: z.boolean().meta({ description: 'The ATS calls an address of its own.' }),
    previousHookUntil: time.nullable().meta({ description: 'Until then the address before works as well.' }),
    createdAt: time,
    updatedAt: time,
    deletedAt: time.nullable(),
  });

const onceOnly = 'Shown in this answer only: a repetition of the request shows null.';
const secretMembers = {
  keys: z
    .object({ partner: z.string() })
    .nullable()
    .meta({ description: `What the ATS presents. ${onceOnly} Null for kinds without one.` }),
  hookUrl: z
    .string()
    .nullable()
    .meta({ description: `What the ATS calls, with its secret. ${onceOnly} Null for kinds without one.` }),
};

export const connectionSchemas = (kinds: AtsKinds) => {
  const shape = connectionShape(kinds);
  const one = shape.meta({ id: 'Connection' });
  return {
    one,
    withSecrets: shape.extend(secretMembers).meta({ id: 'ConnectionWithSecrets' }),
    list: z.object({ items: z.array(one) }).meta({ id: 'ConnectionList' }),
  };
};

export const presentConnection = ({ tenantId: _, ...connection }: Connection) => connection;

export const presentWithSecrets = ({ connection, key, hookUrl }: ConnectionWithSecrets) => ({
  ...presentConnection(connection),
  keys: key === null ? null : { partner: key },
  hookUrl,
});

export const testSchema = z
  .object({
    verdict: z.enum(testVerdicts),
    message: z.string().meta({ description: 'The verdict in words.' }),
    method: z.string().nullable(),
    address: z.string().nullable().meta({ description: 'Host and path of what was called.' }),
    status: z.int().nullable().meta({ description: 'What the vendor answered.' }),
    failure: z.string().nullable().meta({ description: 'Why there was no answer; a code.' }),
    durationMs: z.number().nullable(),
    excerpt: z.string().nullable().meta({
      description: 'The beginning of the answer, without what looks like a secret or personal data.',
    }),
  })
  .meta({ id: 'ConnectionTest' });

const jsonSchema = z.record(z.string(), z.unknown());

export const kindsSchema = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        hasKey: z.boolean().meta({ description: 'It presents a key of ours, made with the connection.' }),
        hasHook: z.boolean().meta({ description: 'It calls an address of ours, made with the connection.' }),
        configSchema: jsonSchema.meta({ description: 'JSON Schema of `config`.' }),
        credentialsSchema: jsonSchema.meta({ description: 'JSON Schema of `credentials`.' }),
      }),
    ),
  })
  .meta({ id: 'ConnectionKinds' });

const published = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

export const presentKinds = (kinds: AtsKinds) => ({
  items: Object.entries(kinds).map(([kind, { title, hasKey, hasHook, configSchema, credentialsSchema }]) => ({
    kind,
    title,
    hasKey,
    hasHook,
    configSchema: published(configSchema),
    credentialsSchema: published(credentialsSchema),
  })),
});
