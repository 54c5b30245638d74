import { describe, expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { seen } from '../../domain/room/clock.ts';
import { pieceBytesMax, piecesMax, takesMax } from '../../domain/room/pieces.ts';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { useDatabase } from '../harness/database.ts';
import { cut, createSpokenWorld, sendTake, spokenMp4, spokenWebm } from './spoken-world.ts';

const { db } = await useDatabase();
const world = createSpokenWorld(db);
const { room, answers, work } = world;

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof AppError ? error.code : 'another error'),
  );
const piece = (change: Partial<Parameters<typeof room.storePiece>[1]> = {}) => ({
  turn: 1,
  take: 1,
  n: 0,
  bytes: cut(spokenWebm, 4)[0] ?? spokenWebm,
  mediaType: 'audio/webm',
  ...change,
});
const rowsOf = (table: string, runId: string) => db(table).where({ run_id: runId });

describe('pieces', () => {
  test('in any order and as often as they come are kept once, and what is there is told', async () => {
    const { visit, runId } = await world.begin();
    const [a, b, c, d] = cut(spokenWebm, 4) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const told = [];
    for (const [n, bytes] of [
      [2, c],
      [0, a],
      [0, a],
      [3, d],
    ] as const)
      told.push((await room.storePiece(visit(), piece({ n, bytes }))).received);
    const missing = await room.readReceived(visit(), { turn: 1, take: 1 });
    await room.storePiece(visit(), piece({ n: 1, bytes: b }));

    expect(told).toEqual([
      [[2, 3]],
      [
        [0, 1],
        [2, 3],
      ],
      [
        [0, 1],
        [2, 3],
      ],
      [
        [0, 1],
        [2, 4],
      ],
    ]);
    expect(missing).toEqual({
      received: [
        [0, 1],
        [2, 4],
      ],
      bytesLeft: 64 * 1_024 * 1_024 - a.length - c.length - d.length,
    });
    expect((await room.readReceived(visit(), { turn: 1, take: 1 })).received).toEqual([[0, 4]]);
    expect(await room.readReceived(visit(), { turn: 1, take: 7 })).toMatchObject({ received: [] });
    expect(await rowsOf('recording_pieces', runId)).toHaveLength(4);
  });

  test('twenty at once, each twice, are all there once', async () => {
    const { visit } = await world.begin();
    const pieces = cut(spokenWebm, 20);
    await Promise.all(
      [...pieces.entries(), ...pieces.entries()].map(([n, bytes]) => room.storePiece(visit(), piece({ n, bytes }))),
    );

    expect((await room.readReceived(visit(), { turn: 1, take: 1 })).received).toEqual([[0, 20]]);
  });

  test('are sealed where they lie', async () => {
    const { visit, runId } = await world.begin();
    await sendTake(world, { visit });
    const rows = (await rowsOf('recording_pieces', runId)) as { piece_sealed: Buffer }[];

    const [whole] = cut(spokenWebm, 4);
    expect(rows.some(({ piece_sealed }) => piece_sealed.includes(Buffer.from(whole ?? []).subarray(0, 32)))).toBe(
      false,
    );
  });

  test('are a sign of life that is counted like any other', async () => {
    const { visit, runId } = await world.begin();
    const steps = [3_000, 3_000, 40_000, 500];
    const { clock: first } = (await world.deps.store.readClock(visit())) ?? {};
    let expected = first ?? null;
    for (const [n, step] of steps.entries()) {
      world.time.advance(step);
      await room.storePiece(visit(), piece({ n }));
      const now = world.time.now();
      expected = expected && {
        ...expected,
        ...seen(expected, { arrivedAt: now, now, faultSince: null }),
        revision: expected.revision + 1,
      };
    }
    await room.pause(visit());
    const paused = (await world.deps.store.readClock(visit()))?.clock;
    world.time.advance(9_000);
    await room.storePiece(visit(), piece({ n: 9 }));
    const { clock } = (await world.deps.store.readClock(visit())) ?? {};

    expect(paused?.usedMs).toBe(expected?.usedMs);
    expect([clock?.usedMs, clock?.lastSeenAt]).toEqual([paused?.usedMs, world.time.now()]);
    expect(await rowsOf('recording_pieces', runId)).toHaveLength(5);
  });

  test.each([
    ['another content under its number', piece({ bytes: spokenWebm }), 'recording.piece_differs'],
    ['a turn that is over or to come', piece({ turn: 2 }), 'room.turn_mismatch'],
    ['a number beyond an hour', piece({ n: piecesMax }), 'recording.too_long'],
    ['a take too many', piece({ take: takesMax + 1 }), 'recording.too_many_takes'],
    ['bytes that are no sound', piece({ take: 2, bytes: new Uint8Array(100) }), 'recording.not_audio'],
    ['bytes of another format', piece({ take: 2, bytes: spokenMp4 }), 'recording.not_audio'],
  ])('%s is refused', async (_, sent, code) => {
    const { visit, runId } = await world.begin();
    await room.storePiece(visit(), piece());

    expect(await codeOf(room.storePiece(visit(), sent))).toBe(code);
    expect(await rowsOf('recording_pieces', runId)).toHaveLength(1);
  });

  test('of two takes in turn, repeated and in any order, are each told what of their take is there', async () => {
    const { visit } = await world.begin();
    const told = [];
    for (const [take, n] of [
      [1, 0],
      [2, 0],
      [1, 2],
      [2, 1],
      [1, 2],
      [1, 1],
      [2, 3],
    ] as const)
      told.push((await room.storePiece(visit(), piece({ take, n }))).received);

    expect(told).toEqual([
      [[0, 1]],
      [[0, 1]],
      [
        [0, 1],
        [2, 3],
      ],
      [[0, 2]],
      [
        [0, 1],
        [2, 3],
      ],
      [[0, 3]],
      [
        [0, 2],
        [3, 4],
      ],
    ]);
  });

  test('are not taken beyond 64 MiB of a take, nor 256 MiB of a question', async () => {
    const { visit, runId, tenantId } = await world.begin();
    await room.storePiece(visit(), piece());
    const fill = async (take: number, rows: number): Promise<void> => {
      await db('recordings')
        .insert({ id: `r${runId}${take}`, run_id: runId, tenant_id: tenantId, turn: 1, take, media_type: 'audio/webm' })
        .onConflict()
        .ignore();
      const own = {
        run_id: runId,
        tenant_id: tenantId,
        turn: 1,
        take,
        sha256: 'x',
        bytes: pieceBytesMax,
        piece_sealed: Buffer.alloc(1),
      };
      await db('recording_pieces').insert(Array.from({ length: rows }, (_, n) => ({ ...own, n: n + 1 })));
      // Nothing that was put there by hand was counted.
      await db('room_clocks').where({ run_id: runId }).update({ take_id: null });
    };
    await fill(1, 255);
    const rest = await room.readReceived(visit(), { turn: 1, take: 1 });

    expect(rest.bytesLeft).toBeLessThan(pieceBytesMax);
    expect(await codeOf(room.storePiece(visit(), piece({ n: 400, bytes: new Uint8Array(pieceBytesMax) })))).toBe(
      'recording.too_long',
    );
    for (const take of [2, 3, 4]) await fill(take, 256);
    await fill(6, 1);
    expect(await codeOf(room.storePiece(visit(), piece({ take: 5, bytes: spokenWebm })))).toBe('recording.too_long');
  });

  test('are for those who may speak: nobody without a recogniser', async () => {
    const { visit } = await world.begin();
    const typed = createRoom({ ...world.deps, speech: { ...world.deps.speech, hearing: null } });

    expect(await codeOf(typed.storePiece(visit(), piece()))).toBe('room.voice_unavailable');
    expect(await codeOf(typed.answer(visit(), { clientTurnId: 'x', turn: 1, spoken: { take: 1, pieces: 1 } }))).toBe(
      'room.voice_unavailable',
    );
  });

  test('before the start, after the freeze and after a withdrawal are refused, and nothing is kept', async () => {
    const early = await world.approve();
    const device = await world.begin();
    const withdrawn = await world.begin();
    const frozen = await world.begin();
    const { visit } = device;
    await db('interviews').where({ run_id: frozen.runId }).update({ frozen_at: new Date() });
    await room.giveConsent(withdrawn.visit(), { noticeHash: withdrawn.view.notice.hash, accepted: false });

    expect(await codeOf(room.storePiece({ ...visit(), runId: early.runId, tenantId: early.tenantId }, piece()))).toBe(
      'room.not_started',
    );
    expect(await codeOf(room.storePiece(frozen.visit(), piece()))).toBe('room.frozen');
    expect(await codeOf(room.storePiece(withdrawn.visit(), piece()))).toBe('consent.withdrawn');
    expect(await codeOf(room.storePiece({ ...visit(), tenantId: early.tenantId }, piece()))).toMatch(
      /personal_data.erased|link_invalid/,
    );
    for (const { runId } of [early, withdrawn, frozen]) expect(await rowsOf('recording_pieces', runId)).toEqual([]);
  });
});

describe('a spoken answer', () => {
  test('is one turn without words, and the next question comes', async () => {
    const { visit, runId, tenantId } = await world.begin();
    await room.storePiece(visit(), piece({ take: 1 }));
    const answer = await sendTake(world, { visit }, { take: 2 });
    const stored = await room.answer(visit(), answer);
    const again = await room.answer(visit(), answer);

    expect(stored).toMatchObject({ turn: 1, next: { turn: 2, kind: 'question' }, done: false });
    expect(again).toEqual(stored);
    const [turn] = await readTranscript(db, world.sealer)({ tenantId, runId });
    expect(turn).toMatchObject({ answer: null, hearing: 'waiting', intent: null });
    expect(world.received.filter((one) => one.runId === runId).map(({ recordingId }) => recordingId)).toEqual([
      turn?.recordingId,
      turn?.recordingId,
    ]);
    expect(await rowsOf('recordings', runId)).toMatchObject([{ take: 2, state: 'received', pieces: 4 }]);
    expect(await rowsOf('recording_pieces', runId)).toHaveLength(4);
    expect(await answers.countWaiting({ tenantId, runId })).toBe(1);
    expect(await room.readQuestion(visit())).toMatchObject({ question: { turn: 2 } });
  });

  test('is taken once all its pieces are there; what is missing is told', async () => {
    const { visit, runId } = await world.begin();
    const pieces = cut(spokenWebm, 6);
    for (const n of [0, 3]) await room.storePiece(visit(), piece({ n, bytes: pieces[n] ?? spokenWebm }));
    const answer = { clientTurnId: 'a', turn: 1, spoken: { take: 1, pieces: 6 } };
    const refused = await room.answer(visit(), answer).catch((error: unknown) => error);

    expect(refused).toMatchObject({
      code: 'room.recording_incomplete',
      extra: {
        missing: [
          [1, 3],
          [4, 6],
        ],
      },
    });
    expect(await rowsOf('turns', runId)).toMatchObject([{ answered_at: null }]);
    for (const n of [1, 2, 4, 5]) await room.storePiece(visit(), piece({ n, bytes: pieces[n] ?? spokenWebm }));
    expect(await room.answer(visit(), answer)).toMatchObject({ next: { turn: 2 } });
  });

  test('is not taken for another one under the same clientTurnId', async () => {
    const { visit } = await world.begin();
    const answer = await sendTake(world, { visit });
    await room.answer(visit(), answer);

    expect(await codeOf(room.answer(visit(), { ...answer, spoken: { take: 2, pieces: 4 } }))).toBe(
      'room.client_turn_reused',
    );
    expect(await codeOf(room.answer(visit(), { clientTurnId: answer.clientTurnId, turn: 1, text: 'x' }))).toBe(
      'room.client_turn_reused',
    );
    expect(await codeOf(room.storePiece(visit(), piece({ n: 5 })))).toBe('room.turn_mismatch');
  });

  test('and a typed one at once: one is taken, and what was said for the other is gone', async () => {
    const { visit, runId } = await world.begin();
    const answer = await sendTake(world, { visit });
    const outcomes = await Promise.all([
      codeOf(room.answer(visit(), answer)),
      codeOf(room.answer(visit(), { clientTurnId: 't', turn: 1, text: 'Typed.' })),
    ]);
    const [turn] = (await rowsOf('turns', runId).orderBy('turn')) as { hearing: string | null }[];

    expect(outcomes.toSorted()).toEqual(['accepted', 'room.turn_mismatch']);
    expect(await rowsOf('recording_pieces', runId)).toHaveLength(turn?.hearing === 'waiting' ? 4 : 0);
  });

  test('waits for its words where somebody does, and no follow-up comes without them', async () => {
    const { visit, runId, tenantId } = await world.begin();
    const asked: unknown[] = [];
    const patient = createRoom({
      ...world.deps,
      interviewer: {
        followUp: ({ turns }) => {
          asked.push(turns.at(-1)?.answer);
          return world.deps.interviewer.followUp({ turns } as never, {} as never);
        },
      },
      changes: {
        watch: () => ({
          next: async () => {
            const { recording_id: id } = await db('turns').where({ run_id: runId, turn: 1 }).first();
            const words = { hearing: 'heard', text: 'I rebuilt it.', words: [], language: 'en' } as const;
            await answers.storeHeard({ tenantId, runId }, id as string, { ...words, words: [] });
            return 'look';
          },
          close: () => undefined,
        }),
      },
    });
    await patient.answer(visit(), await sendTake(world, { visit }));
    await room.answer(visit(), await sendTake(world, { visit }, { turn: 2 }));

    expect(asked).toEqual(['I rebuilt it.']);
  });

  test('counts as an answer in the receipt, whose hash waits for the words', async () => {
    const { visit, runId, tenantId } = await world.begin();
    await room.answer(visit(), await sendTake(world, { visit }));
    const { receipt } = await room.finish(visit());
    await work.giveUp({ tenantId, runId, recordingId: world.received.at(-1)?.recordingId ?? '' });
    const after = (await room.readSession(visit())).receipt;

    expect(receipt).toMatchObject({ answered: 1, transcriptHash: null });
    expect(after).toMatchObject({ answered: 1, transcriptHash: expect.any(String) as string });
  });
});
