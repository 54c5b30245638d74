import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createDeliveryStore } from '../../infra/db/deliveries/delivery-store.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { compileCache } from '../harness/program.ts';
import { useDatabase } from '../harness/database.ts';
import { createDeliveryWorld } from './delivery-world.ts';

const { db, url } = await useDatabase();
const world = createDeliveryWorld(db);

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
    const child = execFile(process.execPath, [main, 'deliveries', ...args], { env }, (_error, out, err) =>
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

    const listed = await parley('list', '--tenant', tenantId, '--status', 'dead', '--since', 'P1D');
    const shown = await parley('show', id);
    const again = JSON.parse((await parley('redeliver', id, '--json')).out) as { number: number; eventId: string }[];
    const recovered = await parley('recover', endpointId, '--since', 'P1D');
    const wrong = await parley('redeliver', 'dlv_none');

    expect(listed.out).toContain(id);
    expect(shown.out).toMatch(/410\s+–\s+gone away/);
    expect(again).toMatchObject([{ number: 2, eventId }]);
    expect(recovered.out).toContain('0 events are sent again.');
    expect([wrong.exitCode, wrong.err.includes('There is no delivery dlv_none.')]).toEqual([1, true]);
    expect(await db('audit_intake').where({ actor_kind: 'operator' }).orderBy('number').pluck('act')).toEqual([
      'delivery.redelivered',
      'endpoint.recovered',
    ]);
  },
);
