// The webhook face over a test's database, with a real outbound client that may reach this machine.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { webhookRoutes } from '../../api/routes/webhooks/routes.ts';
import type { ChangeListener } from '../../domain/ports/interviews.ts';
import type { Sealer } from '../../domain/ports/system.ts';
import { createEventReader } from '../../infra/db/events/event-reader.ts';
import { createWebhookEndpointStore } from '../../infra/db/events/webhook-endpoint-store.ts';
import { createWebhookSender } from '../../infra/delivery/webhook-sender.ts';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { createSigningKeys } from '../../infra/signing/signing-keys.ts';
import { newId, sha256, systemClock } from '../../infra/system.ts';
import { newWebhookSecret } from '../../infra/webhook-secret.ts';
import { createEventsFeed } from '../../usecases/deliveries/events-feed.ts';
import { createWebhookEndpointUseCases } from '../../usecases/deliveries/webhook-endpoints.ts';
import { eventually } from '../harness/eventually.ts';
import { administer, createTestSealer, operator, startApi, testSecretBox } from '../api/start-api.ts';

export const publicUrl = 'http://parley.test';
export const signingKeys = createSigningKeys(Buffer.alloc(32, 9));

const noChanges: ChangeListener = { watch: () => null };

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export const callerOf =
  (apiUrl: string, key: string): Call =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(`${apiUrl}/api/v1${path}`, {
      method,
      headers: {
        'X-API-Key': key,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: parsed };
  };

type WorldOptions = { changes?: ChangeListener; allowedNetworks?: readonly string[]; sealer?: Sealer };

export const createWebhookWorld = async (db: Knex, options: WorldOptions = {}) => {
  const { changes = noChanges, allowedNetworks = ['127.0.0.0/8'], sealer = createTestSealer(db) } = options;
  const outbound = createOutboundClient({ allowedNetworks });
  afterAll(() => outbound.close());
  const clock = systemClock;
  const events = createEventReader({ db, sealer, publicUrl });
  const webhooks = createWebhookEndpointUseCases({
    endpoints: createWebhookEndpointStore({ db, secretBox: testSecretBox }),
    outbound,
    sender: createWebhookSender({ outbound, signingKeys, clock }),
    clock,
    newId,
    newSecret: newWebhookSecret,
    newEventId: randomUUID,
  });
  const readEvents = createEventsFeed({ events, changes, clock, digest: sha256 });
  const api = await startApi(db, webhookRoutes({ webhooks, readEvents }));
  const admin = administer(db);

  const platformWithKey = async () => {
    const platform = await admin.tenants.createPlatform({ name: 'Suite', asker: operator });
    const tenant = await admin.tenants.createTenant({ name: 'Mine', platformId: platform.id, asker: operator });
    const owner = { kind: 'platform', id: platform.id } as const;
    const key = { owner, kind: 'platform', label: '', expiresAt: null, asker: operator } as const;
    const { text } = await admin.keys.createKey(key);
    return { platformId: platform.id, tenantId: tenant.id, call: callerOf(api.url, text) };
  };
  const tenantWithCall = async () => {
    const tenant = await admin.tenantWithKey();
    return { ...tenant, call: callerOf(api.url, tenant.key) };
  };
  /** Resolves once no older transaction, of any test on this server, holds back what the tenant's feed should show. */
  const settled = async (tenantId: string): Promise<void> => {
    const look = { after: null, types: [], limit: 1 };
    await eventually(
      () => events.page(tenantId, look),
      ({ heldBack }) => !heldBack,
    );
  };
  return { api, admin, events, settled, outbound, webhooks, platformWithKey, tenantWithCall };
};
