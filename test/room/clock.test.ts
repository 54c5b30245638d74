import { describe, expect, test } from 'vitest';
import { visiting } from '../../api/routes/room/visit.ts';
import { AppError } from '../../domain/errors.ts';
import type { Interviewer } from '../../domain/ports/models.ts';
import { useDatabase } from '../harness/database.ts';
import { createRoomWorld, openDevice, silentInterviewer, startDevice } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { room, time } = world;

describe('the clock of a conversation', () => {
  test('goes on with the same time left after a reload and on another device', async () => {
    const { token } = await world.approve();
    const first = await startDevice(world, token);
    time.advance(10_000);
    expect(await room.ping(first.visit())).toEqual({ timeLeftMs: 290_000, paused: false });
    const second = await openDevice(world, token);
    expect(second.view).toMatchObject({ timeLeftMs: 290_000, turn: 1 });
    time.advance(4_000);
    expect((await room.readQuestion(second.visit())).timeLeftMs).toBe(286_000);
    expect((await room.ping(first.visit())).timeLeftMs).toBe(286_000);
  });

  test('a candidate who is away for a day loses 15 seconds', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    time.advance(20 * 3_600_000);
    expect((await room.readQuestion(visit())).timeLeftMs).toBe(285_000);
  });

  test('stands still while paused; answers wait for the resumption', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    time.advance(5_000);
    expect(await room.pause(visit())).toEqual({ timeLeftMs: 295_000, paused: true });
    time.advance(60_000);
    expect(await room.ping(visit())).toEqual({ timeLeftMs: 295_000, paused: true });
    await expect(room.answer(visit(), { clientTurnId: 'c', turn: 1, text: 'x' })).rejects.toMatchObject({
      code: 'room.paused',
    });
    expect(await room.resume(visit())).toEqual({ timeLeftMs: 295_000, paused: false });
    time.advance(1_000);
    expect(await room.answer(visit(), { clientTurnId: 'c', turn: 1, text: 'x' })).toMatchObject({
      timeLeftMs: 294_000,
    });
  });

  test('starting again ends a pause', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    await room.pause(visit());
    expect((await room.start(visit(), { mode: 'text' })).timeLeftMs).toBe(300_000);
    expect((await room.readSession(visit())).options.paused).toBe(false);
  });

  test('the wait for the next question costs nothing', async () => {
    const slow: { interviewer: Interviewer; wait: () => void } = {
      interviewer: silentInterviewer,
      wait: () => undefined,
    };
    const own = createRoomWorld({
      db,
      interviewer: { followUp: (input, options) => (slow.wait(), slow.interviewer.followUp(input, options)) },
    });
    slow.wait = () => own.time.advance(5_000);
    const { token } = await own.approve();
    const { visit } = await startDevice(own, token);
    own.time.advance(2_000);
    expect(await own.room.answer(visit(), { clientTurnId: 'c', turn: 1, text: 'x' })).toMatchObject({
      timeLeftMs: 298_000,
    });
    own.time.advance(1_000);
    expect((await own.room.ping(visit())).timeLeftMs).toBe(297_000);
  });

  test('the time in which our requests failed costs nothing', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    time.advance(2_000);
    world.deps.faults.note(runId, time.now());
    time.advance(9_000);
    expect((await room.ping(visit())).timeLeftMs).toBe(298_000);
    world.deps.faults.clear(runId);
    time.advance(1_000);
    expect((await room.ping(visit())).timeLeftMs).toBe(297_000);
  });

  test('a call that fails through our fault is remembered, one that is refused is not', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const face = { room, clock: time, faults: world.deps.faults, cookieName: 'parley_room' };
    const calling = { principal: visit(), request: { requestId: 'req_1', header: () => undefined }, body: undefined };
    const fail = (error: unknown) => visiting(face, () => Promise.reject(error))(calling).catch(() => undefined);

    await fail(new AppError('room.turn_mismatch'));
    expect(world.deps.faults.since(runId)).toBeNull();
    await fail(new Error('connection lost'));
    const failedAt = time.now();
    time.advance(4_000);
    await fail(new AppError('worker.unavailable'));
    expect(world.deps.faults.since(runId)).toBe(failedAt);

    const { body } = await visiting(face, room.ping)(calling);
    expect(body).toMatchObject({ timeLeftMs: 300_000 });
    expect(world.deps.faults.since(runId)).toBeNull();
  });

  const useUp = async (visit: () => Parameters<typeof room.ping>[0], durationMs: number): Promise<void> => {
    for (let spent = 0; spent < durationMs; spent += 10_000) {
      time.advance(10_000);
      await room.ping(visit());
    }
  };

  test('at zero the open answer still counts for a minute, then the closing follows', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    await useUp(visit, 350_000);
    expect(await room.readQuestion(visit())).toMatchObject({ question: { turn: 1 }, timeLeftMs: 0, done: false });
    const answered = await room.answer(visit(), { clientTurnId: 'c', turn: 1, text: 'Just in time.' });
    expect(answered).toMatchObject({ next: { turn: 2, kind: 'closing' }, done: true, timeLeftMs: 0 });
    await expect(room.answer(visit(), { clientTurnId: 'd', turn: 2, text: 'More.' })).rejects.toMatchObject({
      code: 'room.time_over',
    });
    await room.finish(visit());
    expect((await db('transitions').where({ run_id: runId, type: 'completed' }).first()).detail).toEqual({
      reason: 'time_over',
    });
  });

  test('after the minute the answer is refused with the closing, and the question stays unanswered', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    await useUp(visit, 360_000);
    time.advance(5_000);
    await expect(room.answer(visit(), { clientTurnId: 'c', turn: 1, text: 'Too late.' })).rejects.toMatchObject({
      code: 'room.time_over',
      extra: { question: { turn: 2, kind: 'closing' }, done: true, timeLeftMs: 0 },
    });
    const { receipt } = await room.finish(visit());
    expect(receipt).toMatchObject({ answered: 0, questions: 1 });
  });

  test('before the start there is no clock to stop, and after the end none to run', async () => {
    const { token } = await world.approve({ personal: { accommodations: { timeFactor: 2, pauseTolerance: 'long' } } });
    const { visit, view } = await openDevice(world, token);
    expect(view).toMatchObject({ timeLeftMs: 600_000, turn: 0, options: { pauseTolerance: 'long', paused: false } });
    for (const call of [room.ping, room.pause, room.resume, room.readQuestion, room.finish]) {
      await expect(call(visit())).rejects.toMatchObject({ code: 'room.not_started' });
    }
    await startDevice(world, token);
    await room.finish(visit());
    await expect(room.ping(visit())).rejects.toBeInstanceOf(AppError);
    await expect(room.pause(visit())).rejects.toMatchObject({ code: 'room.frozen' });
  });
});
