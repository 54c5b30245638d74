// The webhook face over a test's database, with a real outbound client that may reach this machine.
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { webhooksFeature } from '../../api/wiring/webhooks.ts';
import type { ChangeListener } from '../../domain/ports/interviews.ts';
import { createEventReader } from '../../infra/db/events/event-reader.ts';
import type { RunSealer } from '../../infra/seal/sealer.ts';
import { administer, operator, startApi } from '../api/start-api.ts';
import { eventually } from '../harness/eventually.ts';
import { createWorld, featureWorld } from '../harness/world.ts';

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

type WorldOptions = { changes?: ChangeListener; allowedNetworks?: readonly string[]; sealer?: RunSealer };

export const createWebhookWorld = async (db: Knex, options: WorldOptions = {}) => {
  const { allowedNetworks = ['127.0.0.0/8'], changes, ...own } = options;
  const env = allowedNetworks.length === 0 ? {} : { PARLEY_OUTBOUND_ALLOW: allowedNetworks.join(',') };
  const deps = featureWorld(createWorld(db, { env, ...own }), changes && { changes });
  const { outbound, signingKeys } = deps;
  afterAll(() => outbound.close());
  const events = createEventReader(deps);
  const api = await startApi(db, webhooksFeature(deps));
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
    const look = { after: null, types: [], limit: 1, audience: null };
    await eventually(
      () => events.page(tenantId, look),
      ({ heldBack }) => !heldBack,
    );
  };
  return { api, admin, events, settled, signingKeys, platformWithKey, tenantWithCall };
};
