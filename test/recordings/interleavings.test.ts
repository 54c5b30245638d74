import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import type { Visit } from '../../usecases/room/deps.ts';
import { useDatabase } from '../harness/database.ts';
import { cut, createSpokenWorld, spokenWebm, type Candidate } from './spoken-world.ts';

const { db } = await useDatabase();
const world = createSpokenWorld(db);
const { room } = world;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const pieceCount = 5;
/** MP4 says when it was written, so that only WebM comes out the same twice. */
const spoken = [1, 3].map((turn) => ({ turn, mediaType: 'audio/webm', pieces: cut(spokenWebm, pieceCount) }));
const windows = ['first window', 'second window'] as const;
type Window = (typeof windows)[number];

/** What may happen while a turn is answered: a lost piece or answer is one that the device has to send again. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('piece' as const), n: fc.nat(pieceCount - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('take over' as const), n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ping' as const), n: fc.constant(0) }) },
);
const step = fc.record({ what: happening, by: fc.constantFrom(...windows), withNext: fc.boolean() });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a device that is behind, disturbed or not in charge is told. */
const expected: readonly ErrorCode[] = [
  'room.recording_incomplete',
  'room.taken_over',
  'room.turn_mismatch',
  'recording.not_audio',
];
const unlessRefused = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AppError) || !expected.includes(error.code)) throw error;
  }
};

type Answering = { visit(by: Window): Visit; at: (typeof spoken)[number] };

const answerOf = ({ at: { turn } }: Answering) => ({
  clientTurnId: `said-${turn}`,
  turn,
  spoken: { take: 1, pieces: pieceCount },
});

const send = ({ visit, at }: Answering, n: number, by: Window): Promise<unknown> => {
  const { turn, mediaType, pieces } = at;
  return room.storePiece(visit(by), { turn, take: 1, n, bytes: pieces[n] ?? new Uint8Array(), mediaType });
};

const happen = (answering: Answering, { what, by }: Step): Promise<void> => {
  const visit = answering.visit(by);
  const calls = {
    piece: () => send(answering, what.n, by),
    answer: () => room.answer(visit, answerOf(answering)),
    'take over': () => room.takeOver(visit),
    ping: () => room.ping(visit),
  };
  return unlessRefused(calls[what.kind]());
};

/** Steps that stand together are under way at the same time. */
const happenAll = async (answering: Answering, steps: readonly Step[]): Promise<void> => {
  let together: Step[] = [];
  for (const one of steps) {
    together.push(one);
    if (one.withNext) continue;
    await Promise.all(together.map((each) => happen(answering, each)));
    together = [];
  }
  await Promise.all(together.map((each) => happen(answering, each)));
};

/** What every device does in the end: it sends what is missing, and then its answer, under its old name. */
const settle = async (answering: Answering, by: Window): Promise<void> => {
  const visit = answering.visit(by);
  await room.takeOver(visit);
  for (let n = 0; n < pieceCount; n += 1) await unlessRefused(send(answering, n, by));
  await room.answer(answering.visit(by), answerOf(answering));
};

type Disturbance = { steps: readonly (readonly Step[])[]; by: Window };

const storeAll = async (runId: string): Promise<void> => {
  const own = world.received.filter((one) => one.runId === runId);
  const distinct = [...new Map(own.map((one) => [one.recordingId, one])).values()];
  for (const recording of distinct)
    for (const stored of await Promise.all([0, 1].map(() => world.activities.storeRecording(recording))))
      expect(stored).toEqual({ stored: true });
};

const resultOf = async ({ tenantId, runId }: Candidate) => {
  const turns = await readTranscript(db, world.sealer)({ tenantId, runId });
  const rows: { turn: number; id: string }[] = await db('recordings').where({ run_id: runId }).orderBy('turn');
  const recordings = await Promise.all(
    rows.map(async ({ turn, id }) => {
      const audio = await world.answers.readAudio({ tenantId, runId }, id);
      return { turn, durationMs: audio?.durationMs, sound: sha256(audio?.bytes ?? new Uint8Array()) };
    }),
  );
  const said = turns.map(({ turn, kind, questionId, answer, hearing, version }) => ({
    turn,
    kind,
    questionId,
    answer,
    hearing,
    version,
  }));
  return {
    said,
    recordings,
    left: Number((await db('recording_pieces').where({ run_id: runId }).count())[0]?.['count']),
  };
};

const interview = async ({ steps, by }: Disturbance) => {
  const candidate = await world.begin();
  const visit = (window: Window): Visit => ({ ...candidate.visit(), client: window });
  for (const [index, at] of spoken.entries()) {
    const answering = { visit, at };
    await happenAll(answering, steps[index] ?? []);
    await settle(answering, by);
    if (index === 0) await room.answer(visit(by), { clientTurnId: 'typed', turn: 2, text: 'I wrote it down.' });
  }
  await storeAll(candidate.runId);
  return resultOf(candidate);
};

describe('an interview by voice', () => {
  test('is the same whatever is doubled, reordered, lost, repeated or taken over on the way', async () => {
    const undisturbed = await interview({ steps: [], by: 'first window' });
    expect(undisturbed.said.slice(0, 3).map(({ hearing }) => hearing ?? 'typed')).toEqual([
      'waiting',
      'typed',
      'waiting',
    ]);
    expect(undisturbed.recordings.map(({ durationMs }) => durationMs)).toEqual([4_500, 4_500]);

    const disturbance = fc.record({
      steps: fc.tuple(fc.array(step, { maxLength: 20 }), fc.array(step, { maxLength: 20 })),
      by: fc.constantFrom(...windows),
    });
    await fc.assert(
      fc.asyncProperty(disturbance, async (disturbed) => {
        expect(await interview(disturbed)).toEqual(undisturbed);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
