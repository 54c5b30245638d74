import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../domain/erasure/certificate.ts';
import { verifySignature } from '../../infra/signing/signing-keys.ts';
import { findUnapplied, reopenErasure } from '../../infra/db/erasure/unapplied-erasures.ts';
import { createHoldStore } from '../../infra/db/erasure/hold-store.ts';
import { createHolds } from '../../usecases/privacy/holds.ts';
import { keepRecording } from '../harness/recordings.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { useErasureWorld } from './erasure-world.ts';

const world = await useErasureWorld();

describe('recordings', () => {
  it('are removed from the store, counted in the certificate, and named by nothing any more', async () => {
    const runId = await assessedRun(world);
    const run = { tenantId: world.owner.tenantId, runId };
    const other = await assessedRun(world);
    await keepRecording(world.deps, run, { turn: 1 });
    await keepRecording(world.deps, run, { turn: 2 });
    await keepRecording(world.deps, { ...run, runId: other });
    // Left by a put that was never written down.
    await world.deps.objects.put({ kind: 'recording', run, id: 'rec_left' }, ReadableStream.from([Buffer.from('x')]));

    const certificate = readCertificate((await world.erase(runId))['certificate'], verifySignature);

    expect(certificate?.copies).toContainEqual({ provider: 'object-store', deleted: 3, leftToProvider: false });
    expect(certificate?.emptied).toContainEqual({ table: 'recordings', column: 'sha256', rows: 2 });
    expect(await world.deps.objects.removeAll(run)).toBe(0);
    expect(await world.deps.objects.removeAll({ ...run, runId: other })).toBe(1);
    const rows: object[] = await world.db('recordings').where({ run_id: runId });
    for (const row of rows) expect(row).toMatchObject({ object_key: null, sha256: null, removed_at: expect.any(Date) });
  });
});

describe('a restored backup', () => {
  const tables = ['interviews', 'run_keys', 'recordings', 'recording_pieces'] as const;
  type Row = Record<string, unknown>;
  const rowsOf = async (runId: string): Promise<Map<string, Row[]>> =>
    new Map(
      await Promise.all(
        tables.map(async (table) => [table, (await world.db(table).where({ run_id: runId })) as Row[]] as const),
      ),
    );
  const objectsOf = async (runId: string): Promise<Map<string, Buffer>> => {
    const found = new Map<string, Buffer>();
    const { objectStore } = world.deps;
    for await (const { key } of objectStore.list(`recordings/${world.owner.tenantId}/${runId}/`.toLowerCase()))
      found.set(key, await buffer(Readable.from((await objectStore.read(key)) ?? [])));
    return found;
  };
  /** Puts back what a backup from before the erasure held, of rows and of the store. */
  const restore = async (rows: Map<string, Row[]>, objects: Map<string, Buffer>, only: readonly string[] = tables) => {
    for (const [table, all] of rows)
      if (only.includes(table))
        for (const row of all) {
          const { id, run_id: runId, n, purpose } = row;
          const key = Object.fromEntries(
            Object.entries({ run_id: runId, id, n, purpose }).filter(([, value]) => value !== undefined),
          );
          if ((await world.databaseOwner(table).where(key).update(row)) === 0)
            await world.databaseOwner(table).insert(row);
        }
    for (const row of only.includes('interviews') ? (rows.get('interviews') ?? []) : [])
      await world
        .databaseOwner('transitions')
        .where({ run_id: row['run_id'] })
        .where('seq', '>', String(row['seq']))
        .delete();
    for (const [key, bytes] of objects) await world.deps.objectStore.put(key, ReadableStream.from([bytes]));
  };
  const recorded = async () => {
    const runId = await assessedRun(world);
    const run = { tenantId: world.owner.tenantId, runId };
    await keepRecording(world.deps, run, { turn: 1 });
    await world.db('interviews').where({ run_id: runId }).update({ state: 'CANCELLED', ended_at: new Date() });
    return { runId, run };
  };
  const unapplied = async () => (await findUnapplied({ db: world.db, keyDb: world.db })).map(({ runId }) => runId);
  const leftOf = async (runId: string) => [(await objectsOf(runId)).size, (await unapplied()).includes(runId)];

  it.each([
    // Nobody remembers the first certificate then.
    { name: 'rows and objects, the keys gone', only: ['interviews', 'recordings', 'recording_pieces'], deleted: 1 },
    // That of the first erasure is counted too.
    { name: 'keys and objects, the rows gone', only: ['run_keys'], deleted: 2 },
  ])('with $name: the erasure runs again, its certificate is right, and other runs stay as they are', async (back) => {
    const [{ runId, run }, other] = [await recorded(), await recorded()];
    const [rows, objects] = [await rowsOf(runId), await objectsOf(runId)];
    await world.erase(runId);
    const others = [await rowsOf(other.runId), await objectsOf(other.runId)];
    await restore(rows, objects, back.only);
    if (back.only.includes('interviews')) await world.db('erasures').where({ run_id: runId }).delete();
    expect(await leftOf(runId)).toEqual([1, true]);

    await reopenErasure(world.db, run);
    const certificate = readCertificate((await world.erase(runId))['certificate'], verifySignature);

    expect(certificate?.copies).toContainEqual({
      provider: 'object-store',
      deleted: back.deleted,
      leftToProvider: false,
    });
    expect(certificate?.runId).toBe(runId);
    expect(await leftOf(runId)).toEqual([0, false]);
    for (const row of (await world.db('recordings').where({ run_id: runId })) as Row[])
      expect(row).toMatchObject({ object_key: null, sha256: null, removed_at: expect.any(Date) });
    expect([await rowsOf(other.runId), await objectsOf(other.runId)]).toEqual(others);
    expect(await unapplied()).not.toContain(other.runId);
  });

  it('with a hold in it: nothing is erased again before the hold ends, and everything after', async () => {
    const { runId, run } = await recorded();
    const [rows, objects] = [await rowsOf(runId), await objectsOf(runId)];
    await world.erase(runId);
    await restore(rows, objects);
    await world.db('erasures').where({ run_id: runId }).delete();
    const holds = createHolds({ ...world.deps, holds: createHoldStore(world.db) });
    const by = { actor: { kind: 'operator', id: null }, requestId: null } as const;
    const { id } = await holds.place(run, { reasonCode: 'litigation', endsAt: Date.now() + 86_400_000 }, by);

    await reopenErasure(world.db, run);
    expect(await world.call('DELETE', world.pathOf(runId))).toMatchObject({ status: 409 });
    expect((await objectsOf(runId)).size).toBe(1);
    await holds.release(run, id, by);
    await world.erase(runId);

    expect((await objectsOf(runId)).size).toBe(0);
    expect(await unapplied()).not.toContain(runId);
  });
});
