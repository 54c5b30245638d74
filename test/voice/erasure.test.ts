// What a voice provider holds of a run goes with its erasure, and the certificate says so, or what was left.
import { describe, expect, test } from 'vitest';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createCallEraser } from '../../infra/erasure/call-eraser.ts';
import { useDatabase } from '../harness/database.ts';
import { createVoiceWorld, q1 } from './voice-world.ts';

const { db } = await useDatabase();
const { retell, world, begin, newestCall, speak, follow } = await createVoiceWorld(db);
const { voice } = world.process;
const day = 86_400_000;

const talk = async () => {
  const run = await begin();
  await world.room.start(run.visit(), { mode: 'voice' });
  const call = newestCall();
  retell.join(call.id);
  speak(call.id, [[q1, 'A billing service.']]);
  return { run, call };
};

const ask = async ({ runId, tenantId }: { runId: string; tenantId: string }) => {
  const wish = { scope: 'personal', cause: 'request', actor: { kind: 'operator', id: null }, requestId: null } as const;
  await createErasureStore(db).request({ tenantId, runId }, wish, world.time.now());
};

const eraser = createCallEraser('retell', { db, voice, clock: world.time });

describe('the provider’s copy', () => {
  test('is deleted, also of a call that goes on, and counted once however often it is done', async () => {
    const { run, call } = await talk();
    await ask(run);
    const erased = { deleted: 1, leftToProvider: false, isTotal: true };
    expect(await eraser.erase(run)).toEqual(erased);
    expect(retell.deleted).toContain(call.id);
    expect(await eraser.erase(run)).toEqual(erased);
    expect(retell.deleted.filter((id) => id === call.id)).toHaveLength(1);
    // What was said is nobody’s any more, whatever still comes.
    await follow(run);
    expect(await db('turns').where({ run_id: run.runId })).toEqual([]);
  });

  test('that cannot be deleted is tried again, and after a day certified as left to the provider', async () => {
    const { run, call } = await talk();
    await ask(run);
    retell.weather.away();
    await expect(eraser.erase(run)).rejects.toMatchObject({ code: 'session.provider_unavailable' });
    world.time.advance(day + 1);
    expect(await eraser.erase(run)).toEqual({
      deleted: 0,
      leftToProvider: true,
      isTotal: true,
      left: { provider_unavailable: 1 },
    });
    world.time.advance(-day - 1);
    retell.weather.back();
    expect(await eraser.erase(run)).toMatchObject({ deleted: 1, leftToProvider: false });
    expect(retell.deleted).toContain(call.id);
  });

  test('of a provider that the deployment has given up waits likewise, and is then left to it', async () => {
    const { run } = await talk();
    await ask(run);
    const without = createCallEraser('retell', { db, voice: { ...voice, calls: null }, clock: world.time });
    await expect(without.erase(run)).rejects.toMatchObject({ code: 'session.provider_unavailable' });
    world.time.advance(day + 1);
    expect(await without.erase(run)).toMatchObject({ deleted: 0, leftToProvider: true });
    world.time.advance(-day - 1);
  });
});
