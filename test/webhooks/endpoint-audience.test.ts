import { describe, expect, test } from 'vitest';
import { keyKinds, type Scope } from '../../domain/access/principal.ts';
import type { EndpointOwner } from '../../domain/ports/webhooks.ts';
import { operator } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { callerOf, createWebhookWorld, type Answer, type Call } from './webhook-world.ts';

const { db } = await useDatabase();
const world = await createWebhookWorld(db);
const { tenantWithCall } = world;

const base = '/webhook-endpoints';
const url = 'https://ats.example.com/hooks/parley';
const create = async (call: Call): Promise<Answer> => await call('POST', base, { url });

describe('what an endpoint is told', () => {
  const callWith = async (owner: EndpointOwner, ...scopes: Scope[]): Promise<Call> => {
    const wish = { owner, kind: 'custom', scopes, label: scopes.join(), asker: operator } as const;
    return callerOf(world.api.url, (await world.admin.keys.createKey(wish)).text);
  };
  const scopesOf = async (id: string): Promise<unknown> =>
    ((await db('webhook_endpoints').where({ id }).first('scopes')) as { scopes: unknown }).scopes;

  test('needs a key that may read events, for the endpoint and for a new address of it', async () => {
    const { tenantId, call } = await tenantWithCall();
    const deaf = await callWith({ kind: 'tenant', id: tenantId }, 'webhooks:manage', 'interviews:read');
    const { id } = (await create(call)).body as { id: string };
    const scopeMissing = { status: 403, body: { code: 'key.scope_missing', requiredScope: 'events:read' } };

    expect(await create(deaf)).toMatchObject(scopeMissing);
    expect(await deaf('PATCH', `${base}/${id}`, { url: `${url}/mine` })).toMatchObject(scopeMissing);
    expect((await deaf('PATCH', `${base}/${id}`, { status: 'paused' })).status).toBe(200);
    expect((await call('GET', base)).body['items']).toMatchObject([{ id, url }, { kind: 'callback' }]);
  });

  test('follows the key that named its address last, not the one that changes something else', async () => {
    const { tenantId, call } = await tenantWithCall();
    const blind = await callWith({ kind: 'tenant', id: tenantId }, 'webhooks:manage', 'events:read');
    const { id } = (await create(call)).body as { id: string };
    const first = await scopesOf(id);
    await blind('PATCH', `${base}/${id}`, { description: 'Mine' });
    const untouched = await scopesOf(id);
    await blind('PATCH', `${base}/${id}`, { url: `${url}/mine` });
    const diverted = await scopesOf(id);
    await call('PATCH', `${base}/${id}`, { status: 'active' });
    const activated = await scopesOf(id);
    await call('PATCH', `${base}/${id}`, { url });

    expect(first).toEqual(keyKinds.integration);
    expect(untouched).toEqual(first);
    expect([diverted, activated]).toEqual([
      ['events:read', 'webhooks:manage'],
      ['events:read', 'webhooks:manage'],
    ]);
    expect(await scopesOf(id)).toEqual(first);
  });
});
