// How long recordings are kept, how many, and what becomes of what nobody names.
import { beforeEach, describe, expect, test } from 'vitest';
import type { RunRef } from '../../domain/access/ids.ts';
import type { ObjectStore } from '../../domain/ports/objects.ts';
import { createKeptRecordings, createRecordingQuota, sweepCursor } from '../../infra/db/recordings/kept-recordings.ts';
import { attemptIdOf } from '../../domain/room/pieces.ts';
import { createRetentionStore } from '../../infra/db/erasure/retention-store.ts';
import { createObjectSweep } from '../../infra/objects/sweep-objects.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { keysOf, pieces } from '../contract/objects.contract.ts';
import { tenantId } from '../harness/interview-run.ts';
import { useDatabase } from '../harness/database.ts';
import { keepRecording } from '../harness/recordings.ts';
import { createRetentionWorld, dayMs } from '../retention/retention-world.ts';

const { db, owner } = await useDatabase();
const world = createRetentionWorld(db);
const { parts } = world;
const kept = createKeptRecordings(parts);
const { objectStore } = parts;
const hold = { reasonCode: 'litigation', endsAt: Date.now() + 30 * dayMs };
const by = { actor: { kind: 'integrator', id: 'key_1' }, requestId: 'req_1' } as const;

const ended = async (days: number, told: { toldDays?: number } = {}): Promise<RunRef> => {
  const run = { tenantId, runId: await world.addEnded(days, told) };
  await keepRecording(parts, run);
  await keepRecording(parts, run, { turn: 4 });
  return run;
};

const removedOf = async ({ runId }: RunRef): Promise<number> => {
  const rows: unknown[] = await db('recordings').where({ run_id: runId }).whereNotNull('removed_at');
  return rows.length;
};
const storedOf = async (run: RunRef): Promise<number> => (await keysOf(objectStore, prefixOf(run))).length;
const prefixOf = ({ runId }: RunRef): string => `recordings/${tenantId}/${runId}/`.toLowerCase();

beforeEach(async () => {
  for (const key of await keysOf(objectStore, '')) await objectStore.remove(key);
  await owner.raw('truncate interviews, tenants, object_sweeps cascade');
});

describe('retention', () => {
  test('removes recordings after 30 days, objects and all, and leaves the words', async () => {
    const [fresh, due] = [await ended(29), await ended(31)];

    const { counts } = await world.retainAll();

    expect(counts).toMatchObject({ recordings: 1, personal: 0, all: 0, failed: 0 });
    expect([await removedOf(fresh), await storedOf(fresh)]).toEqual([0, 2]);
    expect([await removedOf(due), await storedOf(due)]).toEqual([2, 0]);
    expect(await kept.list(due)).toEqual([]);
    expect((await world.retainAll()).counts.recordings).toBe(0);
  });

  test('keeps to what the candidate was told, and to holds until they end', async () => {
    const told = await ended(8, { toldDays: 7 });
    const held = await ended(100);
    const { id } = await world.holds.place(held, hold, by);
    await db('interviews')
      .where({ run_id: told.runId })
      .update({ ended_at: new Date(Date.now() - 8 * dayMs) });

    await world.retainAll();

    expect([await storedOf(told), await storedOf(held)]).toEqual([0, 2]);
    await world.holds.release(held, id, by);
    expect((await world.retainAll()).counts.recordings).toBe(1);
  });

  test('a hold counts until it is over', async () => {
    const due = await ended(31);
    await world.holds.place(due, hold, by);
    expect(await kept.isHeld(due)).toBe(true);

    await db('legal_holds')
      .where({ run_id: due.runId })
      .update({ ends_at: new Date(Date.now() - 1_000) });
    expect(await kept.isHeld(due)).toBe(false);
    expect((await world.retainAll()).counts.recordings).toBe(1);
  });

  test('a hold that comes after the list was read counts, and one run’s trouble is no other’s', async () => {
    const [broken, late, due] = [await ended(33), await ended(32), await ended(31)];
    const recordings = {
      isHeld: async (run: RunRef) => {
        if (run.runId === late.runId) await world.holds.place(late, hold, by);
        return kept.isHeld(run);
      },
      remove: (run: RunRef) => (run.runId === broken.runId ? Promise.reject(new Error('away')) : kept.remove(run)),
    };

    const { counts } = await world.retainAll({ recordings });

    expect(counts).toMatchObject({ recordings: 1, failed: 1 });
    expect([await storedOf(broken), await storedOf(late), await storedOf(due)]).toEqual([2, 2, 0]);
  });

  test('cut off between object and row, the next round finishes', async () => {
    const due = await ended(31);
    await parts.objects.removeAll(due);

    await world.retainAll();

    expect(await removedOf(due)).toBe(2);
  });

  test('says how many are due now and within seven days', async () => {
    await ended(31);
    await ended(25);
    await ended(1);
    const store = createRetentionStore(db);
    const tenant = await store.findTenant(tenantId);
    const now = Date.now();

    const figures = tenant && (await store.countDue(tenant, { now, soon: now + 7 * dayMs }));

    expect(figures?.recordings).toEqual({ dueNow: 1, dueSoon: 1 });
  });
});

describe('the sweep', () => {
  const later = { now: () => Date.now() + 2 * dayMs };
  const metrics = createMetrics();
  const sweep = (change: { clock?: { now(): number }; store?: ObjectStore } = {}, keysMax?: number) =>
    createObjectSweep(
      {
        objectStore: change.store ?? objectStore,
        recordings: kept,
        cursor: sweepCursor(db),
        clock: change.clock ?? later,
        metrics,
        heartbeat: () => undefined,
      },
      keysMax,
    )();

  test('removes what no row names once it is a day old, and nothing else', async () => {
    const run = await ended(1);
    const named = await keysOf(objectStore, prefixOf(run));
    const left = `${prefixOf(run)}rec_left`;
    await objectStore.put(left, pieces('a put that was never written down'));

    await sweep({ clock: { now: () => Date.now() } });
    expect(await keysOf(objectStore, prefixOf(run))).toContain(left);

    await sweep();
    expect(await keysOf(objectStore, prefixOf(run))).toEqual(named);
    expect((await metrics.render()).body).toContain('parley_objects_swept_total{result="orphan"} 1');
  });

  test('a put that outlived the erasure of its run goes too, and one that is about to be named stays', async () => {
    const [erased, recording] = [await ended(1), await ended(1)];
    await db('recordings').where({ run_id: erased.runId }).update({ removed_at: new Date() });
    await db('recordings').where({ run_id: recording.runId }).update({ state: 'received', object_key: null });

    await sweep();

    expect([await storedOf(erased), await storedOf(recording)]).toEqual([0, 2]);
  });

  test('of several attempts at storing takes those that a crash left, and none of a recording that is not stored yet', async () => {
    const [stored, storing, lost] = [await ended(1), await ended(1), await ended(1)];
    const put = async (run: RunRef, state: string, isNamed: boolean): Promise<string[]> => {
      const [{ id } = { id: '' }]: { id: string }[] = await db('recordings').where({ run_id: run.runId, turn: 2 });
      const keys = ['a', 'b'].map((attempt) => `${prefixOf(run)}${attemptIdOf(id, attempt)}`.toLowerCase());
      for (const key of keys) await objectStore.put(key, pieces('an attempt'));
      const change = { state, object_key: isNamed ? (keys[1] ?? null) : null };
      await db('recordings').where({ run_id: run.runId, id }).update(change);
      return keys;
    };
    const [, named] = await put(stored, 'stored', true);
    const underWay = await put(storing, 'received', false);
    const given = await put(lost, 'lost', false);

    await sweep();

    const left = await keysOf(objectStore, 'recordings/');
    const attempts = left.filter((key) => /[.][ab]$/.test(key));
    expect(attempts.toSorted()).toEqual([named, ...underWay].map(String).toSorted());
    expect(left.filter((key) => given.includes(key))).toEqual([]);
  });

  test('leaves an upload that is under way, which then ends as it should, and takes what one left that never ended', async () => {
    const key = 'speech/t/slow';
    const { promise: rest, resolve: goOn } = Promise.withResolvers<Uint8Array>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<null>();
    const slowly = async function* () {
      yield Buffer.from('begun ');
      begin(null);
      yield await rest;
    };
    const upload = objectStore.put(key, slowly());
    await begun;

    await sweep({ clock: { now: () => Date.now() } });
    goOn(Buffer.from('and ended'));

    expect(await upload).toEqual({ bytes: 15 });
    expect(await objectStore.size(key)).toBe(15);
    let abandon: (error: Error) => void = () => undefined;
    const never = new Promise<Uint8Array>((_resolve, reject) => {
      abandon = reject;
    });
    const { promise: left, resolve: leave } = Promise.withResolvers<null>();
    const crashed = objectStore.put(
      'speech/t/crashed',
      (async function* () {
        yield Buffer.from('begun ');
        leave(null);
        yield await never;
      })(),
    );
    await left;
    await sweep();
    expect((await metrics.render()).body).toContain('parley_objects_swept_total{result="unfinished"} 1');
    abandon(new Error('gone'));
    await expect(crashed).rejects.toThrow('gone');
    expect(await objectStore.size('speech/t/crashed')).toBeNull();
  });

  test('goes through everything in bounded rounds, and then begins anew', async () => {
    for (let index = 0; index < 10; index += 1) await objectStore.put(`recordings/t/r/rec_${index}`, pieces('x'));

    await sweep({}, 4);
    expect(await keysOf(objectStore, 'recordings/')).toHaveLength(6);
    await sweep({}, 4);
    await sweep({}, 4);
    expect(await keysOf(objectStore, 'recordings/')).toEqual([]);
    await objectStore.put('recordings/a/r/rec_1', pieces('x'));
    await sweep({}, 4);
    expect(await keysOf(objectStore, 'recordings/')).toEqual([]);
  });

  test('forgets spoken questions that nobody was asked for a month, and what is not ours stays', async () => {
    await objectStore.put('speech/t/a', pieces('x'));
    await objectStore.put('other/a', pieces('x'));

    await sweep();
    expect(await keysOf(objectStore, 'speech/')).toHaveLength(1);
    await sweep({ clock: { now: () => Date.now() + 31 * dayMs } });

    expect(await keysOf(objectStore, '')).toEqual(['other/a']);
  });

  test('a store that is away costs retention nothing but the sweep', async () => {
    const due = await ended(31);

    const { counts } = await world.retainAll({ sweepObjects: () => Promise.reject(new Error('away')) });

    expect(counts).toMatchObject({ recordings: 1, failed: 0 });
    expect(await storedOf(due)).toBe(0);
    expect(world.logs).toContainEqual(expect.objectContaining({ event: 'retention.sweep_failed' }));
  });
});

describe('the quota of a tenant', () => {
  test('is spent by what is kept, and free again once something was removed; it is asked for now and then', async () => {
    const run = await ended(1);
    await db('tenants')
      .where({ id: tenantId })
      .update({ caps: { recordingBytes: 26 } });
    let now = 0;
    const quota = createRecordingQuota({ db, now: () => now });

    await expect(quota.require(tenantId)).rejects.toMatchObject({ code: 'recording.quota_spent' });
    await kept.remove(run);
    await expect(quota.require(tenantId)).rejects.toMatchObject({ code: 'recording.quota_spent' });
    now += 10_000;
    await quota.require(tenantId);
  });

  test('is spent by what has arrived as well', async () => {
    const { runId } = await ended(1);
    const capped = (recordingBytes: number) =>
      db('tenants').where({ id: tenantId }).update({ caps: { recordingBytes } });
    const require = () => createRecordingQuota({ db, now: Date.now }).require(tenantId);
    await capped(30);
    await require();
    const { turn, take } = await db('recordings').where({ run_id: runId }).first();
    const piece = { run_id: runId, tenant_id: tenantId, turn, take, n: 0, sha256: '', bytes: 4 };
    await db('recording_pieces').insert({ ...piece, piece_sealed: Buffer.alloc(4) });

    await expect(require()).rejects.toMatchObject({ code: 'recording.quota_spent' });
  });

  test('is a hundred gigabytes unless the operator says otherwise', async () => {
    await ended(1);
    await createRecordingQuota({ db, now: Date.now }).require(tenantId);
  });
});
