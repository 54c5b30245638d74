import { describe, expect, it } from 'vitest';
import { useDatabase } from '../harness/database.ts';
import { createRoomWorld } from '../room/room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { room } = world;

describe('the room of an interview that is being erased', () => {
  it('is gone from the moment the erasure was asked for, whatever is left of it', async () => {
    const { token, tenantId, runId } = await world.approve();
    const { cookie } = await room.openLink(token);
    const principal = await world.rooms.authenticate(cookie.value);
    const visit = { tenantId, runId, cookieHash: principal?.cookieHash ?? '', arrivedAt: world.time.now() };
    const notice = (await room.readSession(visit)).notice;
    await db('erasures').insert({
      run_id: runId,
      tenant_id: tenantId,
      scope: 'personal',
      cause: 'request',
      requested_by_kind: 'operator',
    });
    const erased = { code: 'personal_data.erased', status: 410 };

    await expect(room.openLink(token)).rejects.toMatchObject(erased);
    await expect(room.readSession(visit)).rejects.toMatchObject(erased);
    await expect(room.giveConsent(visit, { noticeHash: notice.hash, accepted: true })).rejects.toMatchObject(erased);
    await expect(room.start(visit, { mode: 'text' })).rejects.toMatchObject(erased);
    await expect(room.answer(visit, { clientTurnId: 'c', turn: 1, text: 'late' })).rejects.toMatchObject(erased);
  });
});
