import { describe, expect, test } from 'vitest';
import type { Interviewer } from '../../domain/ports/models.ts';
import type { RoomStore } from '../../domain/ports/room.ts';
import { createRoomStore } from '../../infra/db/room/room-store.ts';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { useDatabase } from '../harness/database.ts';
import { createRoomWorld, curiousInterviewer, openDevice, startDevice, type RoomWorld } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });

const turnsOf = (runId: string) => db('turns').where({ run_id: runId }).orderBy('turn');

const outcomesOf = async (work: Promise<unknown>[]): Promise<string[]> => {
  const settled = await Promise.allSettled(work);
  return settled.map((result) => (result.status === 'fulfilled' ? 'stored' : (result.reason as { code: string }).code));
};

/** A second API process: the same database and interviewer, nothing shared in memory. */
const anotherProcess = (own: RoomWorld, interviewer: Interviewer): RoomWorld => {
  const deps = { ...own.deps, interviewer };
  return { ...own, deps, room: createRoom(deps) };
};

describe('several devices', () => {
  test('of two answers to one question exactly one is stored, and there is one next question', async () => {
    const { token, runId } = await world.approve();
    const first = await startDevice(world, token);
    const second = await openDevice(world, token);
    const outcomes = await outcomesOf([
      world.room.answer(first.visit(), { clientTurnId: 'a', turn: 1, text: 'From the phone.' }),
      world.room.answer(second.visit(), { clientTurnId: 'b', turn: 1, text: 'From the laptop.' }),
    ]);
    expect(outcomes.toSorted()).toEqual(['room.turn_mismatch', 'stored']);
    expect((await turnsOf(runId)).map(({ turn, question_id: id }) => [turn, id])).toEqual([
      [1, 'q1'],
      [2, 'q2'],
    ]);
  });

  test('twenty answers, pings and reads at once neither lock up nor lose or double anything', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const answers = Array.from({ length: 10 }, (_, number) =>
      world.room.answer(visit(), { clientTurnId: `c-${number}`, turn: 1, text: `Answer ${number}.` }),
    );
    const others = Array.from({ length: 5 }, () => [world.room.ping(visit()), world.room.readQuestion(visit())]).flat();
    const outcomes = await outcomesOf(answers);
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'room.turn_mismatch')).toHaveLength(9);
    expect(await outcomesOf(others)).toEqual(others.map(() => 'stored'));
    expect(await turnsOf(runId)).toHaveLength(2);
  });

  test('two processes that look for the next question store one, and both give it', async () => {
    const asked = ['What was hard about it?', 'What was hard about the answer?'];
    const worlds = asked.map((text) => anotherProcess(world, curiousInterviewer(text)));
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const input = { clientTurnId: 'c-1', turn: 1, text: 'An answer.' };
    await crashAfterStoring(world)
      .answer(visit(), input)
      .catch(() => undefined);

    const [one, two] = await Promise.all(worlds.map((other) => other.room.readQuestion(visit())));

    expect(one?.question).toEqual(two?.question);
    expect(asked).toContain(one?.question?.text);
    expect(await turnsOf(runId)).toHaveLength(2);
    expect((await db('room_clocks').where({ run_id: runId }).first()).limit_ms).toBe(360_000);
  });

  test('starts at once from several devices open one session, one clock and one first question', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { token, runId } = await world.approve();
      const devices = await Promise.all([1, 2, 3].map(() => openDevice(world, token)));
      const [first] = devices;
      if (first) await world.room.giveConsent(first.visit(), { noticeHash: first.view.notice.hash, accepted: true });
      const starts = await Promise.all(devices.map((device) => world.room.start(device.visit(), { mode: 'text' })));
      expect(new Set(starts.map(({ sessionId }) => sessionId)).size).toBe(1);
      expect(await db('sessions').where({ run_id: runId })).toHaveLength(1);
      expect(await turnsOf(runId)).toHaveLength(1);
    }
  });
});

describe('answer against freeze', () => {
  test('every answer is either refused or part of the frozen transcript', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { token, tenantId, runId } = await world.approve();
      const { visit } = await startDevice(world, token);
      const [answered] = await Promise.all([
        outcomesOf([world.room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'In time?' })]),
        world.room.finish(visit()),
      ]);
      const turns = await readTranscript(db, world.sealer)({ tenantId, runId });
      const frozenAt = (await db('interviews').where({ run_id: runId }).first()).frozen_at;
      expect(frozenAt).not.toBeNull();
      expect(turns[0]?.answer).toBe(answered[0] === 'stored' ? 'In time?' : null);
      if (answered[0] !== 'stored') expect(answered[0]).toBe('room.frozen');
    }
  });

  test('an answer that waits for the lock of the freeze is refused', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const freezing = await db.transaction();
    await freezing('interviews').where({ run_id: runId }).forUpdate().first();
    const answering = outcomesOf([world.room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'Late.' })]);
    await freezing('interviews').where({ run_id: runId }).update({ frozen_at: new Date() });
    await freezing.commit();
    expect(await answering).toEqual(['room.frozen']);
    expect((await turnsOf(runId))[0].answered_at).toBeNull();
  });
});

/** A process that dies right after an answer was stored. */
const crashAfterStoring = (own: RoomWorld): RoomWorld['room'] => {
  const store = createRoomStore({ db, sealer: own.sealer });
  const dying: RoomStore = { ...store, ask: () => Promise.reject(new Error('killed')) };
  return createRoom({ ...own.deps, store: dying });
};

describe('round trips', () => {
  test('an answer is read for, stored and followed by the next question in a statement each, without a transaction', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }): void =>
      void statements.push(sql.trim().split(/\s+/).slice(0, 2).join(' '));
    db.on('query', listen);
    await world.room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'An answer.' });
    db.removeListener('query', listen);
    expect(statements).toEqual(['select i.version,', 'with room', 'with room']);
  });
});

describe('crashes', () => {
  test('between answer and next question: the answer is kept, and the next request asks the question', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const input = { clientTurnId: 'c-1', turn: 1, text: 'An answer.' };
    await expect(crashAfterStoring(world).answer(visit(), input)).rejects.toThrow('killed');
    expect(await turnsOf(runId)).toHaveLength(1);

    const repeated = await world.room.answer(visit(), input);

    expect(repeated.next).toMatchObject({ turn: 2, id: 'q2' });
    expect((await world.room.readQuestion(visit())).question).toEqual(repeated.next);
    expect(await turnsOf(runId)).toHaveLength(2);
  });

  test('between session and first question: starting again continues', async () => {
    const { token, runId } = await world.approve();
    const device = await openDevice(world, token);
    await world.room.giveConsent(device.visit(), { noticeHash: device.view.notice.hash, accepted: true });
    await expect(crashAfterStoring(world).start(device.visit(), { mode: 'text' })).rejects.toThrow('killed');

    const started = await world.room.start(device.visit(), { mode: 'text' });

    expect(started).toMatchObject({ question: { turn: 1 }, timeLeftMs: 300_000 });
    expect(await db('sessions').where({ run_id: runId })).toHaveLength(1);
    expect(await turnsOf(runId)).toHaveLength(1);
  });
});
