import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createDeliveryStore } from '../../infra/db/deliveries/delivery-store.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { compileCache } from '../harness/program.ts';
import { useDatabase } from '../harness/database.ts';
import { createDeliveryWorld } from './delivery-world.ts';
import { fakeKinds } from './fake-ats.ts';

const { db, url } = await useDatabase();
const world = createDeliveryWorld(db, { atsKinds: fakeKinds });

type Run = { exitCode: number; out: string; err: string };

const parley = (...args: string[]): Promise<Run> =>
  new Promise((settle) => {
    const env = {
      DATABASE_URL: url,
      TEMPORAL_ADDRESS: '127.0.0.1:41199',
      PARLEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      PARLEY_KEY_PEPPER: Buffer.alloc(32, 7).toString('base64'),
      PARLEY_SIGNING_KEY: Buffer.alloc(32, 2).toString('base64'),
      ...compileCache,
      PATH: process.env['PATH'] ?? '',
    };
    const main = resolve(import.meta.dirname, '../../cli/main.ts');
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, err) =>
      settle({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });

test(
  'the operator sees why a delivery died, sends it again, and recovers its endpoint',
  { timeout: 120_000 },
  async () => {
    const tenantId = await world.tenant();
    const { id: endpointId } = await world.endpoint({ kind: 'tenant', id: tenantId });
    const eventId = await world.event({ tenantId, runId: await world.run({ tenantId }) });
    await createRelayStore(world).relayEvents(10);
    const store = createDeliveryStore(world);
    const [row] = await world.deliveries({ event_id: eventId });
    const id = String(row?.['id']);
    const connectionId = await world.connection(tenantId, 'fake');
    const order = await world.order(tenantId, { face: 'fake', connectionId });
    await world.event(order, 'interview.cancelled');
    await createRelayStore(world).relayEvents(10);
    await db('deliveries').where({ order_id: order.id }).update({ status: 'dead', reason: 'gone' });
    const delivery = await store.find(tenantId, id);
    if (!delivery) throw new Error('no delivery');
    const result = {
      kind: 'answer',
      status: 410,
      retryAfterSeconds: null,
      excerpt: 'gone away',
      durationMs: 5,
    } as const;
    const end = { status: 'dead', reason: 'gone', disableEndpoint: false } as const;
    await store.record(delivery, { attempt: 1, at: new Date(), result, retryAfterMs: null }, end);

    const listed = await parley('deliveries', 'list', '--tenant', tenantId, '--status', 'dead', '--since', 'P1D');
    const shown = await parley('deliveries', 'show', id);
    const again = JSON.parse((await parley('deliveries', 'redeliver', id, '--json')).out) as {
      number: number;
      eventId: string;
    }[];
    const recovered = await parley('deliveries', 'recover', endpointId, '--since', 'P1D');
    const results = await parley('deliveries', 'list', '--tenant', tenantId, '--channel', 'result');
    const told = await parley('deliveries', 'recover', connectionId, '--since', 'P1D');
    const wrong = await parley('deliveries', 'redeliver', 'dlv_none');

    expect(listed.out).toContain(id);
    expect(shown.out).toMatch(/410\s+–\s+gone away/);
    expect(again).toMatchObject([{ number: 2, eventId }]);
    expect(recovered.out).toContain('0 events are sent again.');
    expect(results.out).toContain(order.id);
    expect(results.out).not.toContain(endpointId);
    expect(told.out).toContain('1 events are sent again.');
    expect([wrong.exitCode, wrong.err.includes('There is no delivery dlv_none.')]).toEqual([1, true]);
    expect(await db('audit_intake').where({ actor_kind: 'operator' }).orderBy('number').pluck('act')).toEqual([
      'delivery.redelivered',
      'endpoint.recovered',
      'connection.recovered',
    ]);
  },
);

test('the operator sees the review links of an interview and revokes one, once', { timeout: 120_000 }, async () => {
  const tenantId = await world.tenant();
  await db('tenants')
    .where({ id: tenantId })
    .update({ settings: JSON.stringify({ mail: { recruiters: ['rita@acme.example'] } }) });
  const runId = await world.run({ tenantId });
  await world.event({ tenantId, runId }, 'interview.info_needed');
  await createRelayStore(world).relayEvents(10);

  const [link] = JSON.parse((await parley('review-links', 'list', runId, '--json')).out) as Record<string, unknown>[];
  const revoked = await parley('review-links', 'revoke', runId, String(link?.['linkId']));
  await parley('review-links', 'revoke', runId, String(link?.['linkId']));
  const wrong = await parley('review-links', 'revoke', runId, 'mail_none');

  expect(link).toMatchObject({ template: 'info_needed', address: 'rita@acme.example', live: true, usedAt: null });
  expect(revoked.out).toMatch(/rita@acme\.example\s+no\b|rita@acme\.example\s+false\b/);
  expect([wrong.exitCode, wrong.err]).toEqual([1, expect.stringContaining('no such review link')]);
  const acts = await db('audit_intake').where({ target_id: runId, act: 'review_link.revoked' });
  expect(acts).toMatchObject([{ actor_kind: 'operator', reason: link?.['linkId'] }]);
});

test(
  'an operator’s acts on an interview carry the name that was given, sealed, and named by its id in the log',
  { timeout: 240_000 },
  async () => {
    const tenantId = await world.tenant();
    await db('tenants')
      .where({ id: tenantId })
      .update({ settings: JSON.stringify({ mail: { recruiters: ['rita@acme.example'] } }) });
    await world.endpoint({ kind: 'tenant', id: tenantId });
    const runId = await world.run({ tenantId });
    const eventId = await world.event({ tenantId, runId }, 'interview.info_needed');
    await createRelayStore(world).relayEvents(10);
    const [delivery] = await world.deliveries({ event_id: eventId });
    await db('deliveries').where({ id: delivery?.['id'] }).update({ status: 'dead' });
    const [mail] = (await db('mails').where({ run_id: runId })) as { id: string }[];
    const as = ['--as', 'Olga Operator'];

    const placed = await parley('hold', 'place', runId, '--reason', 'litigation', '--until', 'P1D', '--json', ...as);
    const [{ id: holdId }] = JSON.parse(placed.out) as [{ id: string }];
    await parley('hold', 'release', runId, holdId, ...as);
    await parley('review-links', 'revoke', runId, mail?.id ?? '', ...as);
    await parley('deliveries', 'redeliver', String(delivery?.['id']), ...as);
    await parley('erase', runId, ...as);
    await parley('hold', 'place', runId, '--reason', 'litigation', '--until', 'P1D', ...as);
    const wrong = await parley('hold', 'release', runId, 'hold_none', '--as', ' ');

    const acts = ['hold.placed', 'hold.released', 'review_link.revoked', 'delivery.redelivered', 'erasure.requested'];
    const noted = (await db('audit_intake')
      .where({ tenant_id: tenantId, actor_kind: 'operator' })
      .orderBy('number')) as {
      act: string;
      on_behalf_of: string;
    }[];
    expect(noted.map(({ act }) => act)).toEqual(acts);
    const notes = (await db('command_notes').where({ run_id: runId }).orderBy('created_at')) as {
      id: string;
      command: string;
      decided_by_sealed: Buffer;
    }[];
    // The hold that an erasure under way refuses leaves no name behind.
    expect(notes.map(({ id }) => id)).toEqual(noted.map(({ on_behalf_of: id }) => id));
    expect(notes.map(({ command }) => command)).toEqual(acts.map((act) => `operator:${act}`));
    for (const { id, decided_by_sealed: sealed } of notes) {
      expect(sealed.includes('Olga')).toBe(false);
      expect(await world.sealer.open(sealPlaces.decidedBy({ tenantId, runId }, id), sealed)).toBe('Olga Operator');
    }
    expect(wrong.err).toContain('A name has 1 to 200 characters');
  },
);
