// Tenants, runs, events and endpoints in a test's database, as the code that makes deliveries of them finds them.
import type { RunRef } from '../../domain/access/ids.ts';
import { randomUUID } from 'node:crypto';
import type { Audience } from '../../domain/access/audience.ts';
import { keyKinds, type Scope } from '../../domain/access/principal.ts';
import type { Knex } from 'knex';
import type { EventType } from '../../domain/events/event-types.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { initialState } from '../../domain/lifecycle/state.ts';
import { defaultPolicy } from '../../domain/lifecycle/policy.ts';
import type { EndpointOwner, WebhookEndpointStore } from '../../domain/ports/webhooks.ts';
import { createWebhookEndpointStore } from '../../infra/db/events/webhook-endpoint-store.ts';
import { eventId, newId } from '../../infra/system.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { newWebhookSecret } from '../../infra/webhook-secret.ts';
import { createWorld } from '../harness/world.ts';

export const by = { actor: { kind: 'integrator', id: 'key_1' }, requestId: 'req_1' } as const;

type RunOptions = { tenantId: string; callbackUrl?: string; callbackScopes?: readonly Scope[] };
type EndpointOptions = { url?: string; events?: EventType[]; ed25519?: boolean; audience?: Audience };

type OrderOptions = {
  face: string;
  connectionId?: string | null;
  callbackUrl?: string | null;
  secret?: Record<string, unknown>;
};

export const createDeliveryWorld = (db: Knex, own: Partial<ProcessDeps> = {}) => {
  const { sealer, secretBox, keyedDigest, atsKinds, connections } = createWorld(db, own);
  const endpoints: WebhookEndpointStore = createWebhookEndpointStore({ db, secretBox });
  let seq = 0;

  const tenant = async (platformId: string | null = null): Promise<string> => {
    const id = newId('tnt');
    await db('tenants').insert({ id, name: 'Test', platform_id: platformId });
    return id;
  };

  const platform = async (): Promise<string> => {
    const id = newId('plt');
    await db('platforms').insert({ id, name: 'Test' });
    return id;
  };

  const run = async ({ tenantId, callbackUrl, callbackScopes = keyKinds.integration }: RunOptions): Promise<string> => {
    const runId = newId('run');
    await sealer.createKeys({ tenantId, runId });
    await db('interviews').insert({
      run_id: runId,
      tenant_id: tenantId,
      interview_id: randomUUID(),
      source: 'native',
      request_hash: 'x',
      locale: 'en',
      job: '{}',
      personal_sealed: Buffer.from('sealed'),
      policy: JSON.stringify(defaultPolicy),
      callback_url: callbackUrl ?? null,
      callback_scopes: callbackUrl === undefined ? null : [...callbackScopes],
      state: 'RECEIVED',
      machine: JSON.stringify(initialState),
      seq: 0,
    });
    return runId;
  };

  /** One event of a run, as the projection writes it. */
  const event = async ({ tenantId, runId }: RunRef, type: EventType = 'interview.approved'): Promise<string> => {
    seq += 1;
    const id = eventId(runId, seq, type);
    await db('events').insert({
      id,
      tenant_id: tenantId,
      run_id: runId,
      seq,
      type,
      at: new Date(),
      state: 'APPROVED',
      outcome: null,
      data: '{}',
    });
    await db.raw(`select pg_notify('event_added', ?)`, [tenantId]);
    return id;
  };

  const endpoint = async (owner: EndpointOwner, options: EndpointOptions = {}) => {
    const { url = 'https://receiver.example/hook', events = [], ed25519 = false } = options;
    const { audience = keyKinds.integration } = options;
    const id = newId('wep');
    const secret = newWebhookSecret();
    await endpoints.create(owner, { id, url, description: '', events, ed25519, secret, request: null, audience }, by);
    return { id, secret };
  };

  const connection = async (tenantId: string, kind: string, credentials: object = { apiKey: 'one' }) => {
    const id = newId('con');
    const wish = { id, kind, name: kind, config: {}, credentials: { ...credentials } };
    await connections.transaction(tenantId, (unit) =>
      unit.insertConnection(tenantId, { ...wish, hookSecret: null, madeByRequest: null }),
    );
    return id;
  };

  /** Of a run of its own. */
  const order = async (
    tenantId: string,
    { face, connectionId = null, callbackUrl = null, secret = {} }: OrderOptions,
  ) => {
    const run = { tenantId, runId: await world.run({ tenantId }) };
    const id = newId('ord');
    await db('orders').insert({
      id,
      tenant_id: tenantId,
      run_id: run.runId,
      face,
      connection_id: connectionId,
      natural_key: id,
      callback_url: callbackUrl,
      private_sealed: Buffer.from(await sealer.seal(sealPlaces.orderSecret(run, id), secret)),
    });
    return { ...run, id };
  };

  const world = {
    db,
    secretBox,
    keyedDigest,
    atsKinds,
    sealer,
    connections,
    connection,
    order,
    endpoints,
    tenant,
    platform,
    run,
    event,
    endpoint,
    deliveries: (where: Record<string, unknown>) =>
      db('deliveries').where(where).orderBy(['created_at', 'number']) as unknown as Promise<Record<string, unknown>[]>,
  };
  return world;
};

export type DeliveryWorld = ReturnType<typeof createDeliveryWorld>;
