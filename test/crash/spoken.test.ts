// Spoken answers while the worker or the api dies, or loses its connections, between any two lines from the pieces to the words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../infra/objects/folder-store.ts';
import { heardBody, startHearingServer } from '../fakes/speech-server.ts';
import { eventually } from '../harness/eventually.ts';
import { startReplyHolder, type HoldPoint } from '../harness/reply-holder.ts';
import { useSystem } from '../harness/system.ts';
import { createCrashBench } from './crash-bench.ts';
import type { EndState } from './end-state.ts';

/** Long enough that no further question depends on when its words come. */
const said =
  'I rebuilt the invoicing service in TypeScript myself, cut its errors by half and wrote every contract test.';
const recogniser = await startHearingServer(heardBody(said));
const folder = mkdtempSync(join(tmpdir(), 'parley-spoken-'));
const system = await useSystem({
  start: [],
  env: () =>
    Promise.resolve({
      PARLEY_STT_URL: recogniser.url,
      PARLEY_OBJECTS: `fs:${folder}`,
      // As many as stand at a point at once.
      PARLEY_WORKER_SPEECH_ACTIVITIES: '8',
    }),
});
const wires = {
  api: await startReplyHolder(system.databaseUrl),
  worker: await startReplyHolder(system.databaseUrl),
};
type Part = keyof typeof wires;
afterAll(async () => {
  await Promise.all([wires.api.close(), wires.worker.close(), recogniser.close()]);
  rmSync(folder, { recursive: true, force: true });
});
const start = (part: Part): Promise<void> => system.start(part, { DATABASE_URL: wires[part].url });
await Promise.all([start('api'), start('worker')]);
const bench = createCrashBench(system, [1]);

const timesHeard = async (runId: string): Promise<number> =>
  ((await system.db('model_calls').where({ run_id: runId, step: 'hear', result: 'ok' })) as unknown[]).length;

type End = EndState & { timesHeard: number };
type Points = Record<string, HoldPoint>;

/** An interview for each point; once all stand there, the part is killed or its connections are cut, for all at once. */
const disturbAt = async (part: Part, points: Points, how: 'kill' | 'cut'): Promise<Record<string, End>> => {
  const wire = wires[part];
  let reached = 0;
  const count = () => void (reached += 1);
  const ends = Object.entries(points).map(async ([name, point]): Promise<[string, End]> => {
    const journey = await bench.travel((step, runId) => {
      if (step === 'created') void wire.hold({ ...point, of: runId }).then(count, count);
    });
    return [name, { ...(await bench.endOf(journey)), timesHeard: await timesHeard(journey.runId) }];
  });
  const all = Promise.all(ends);
  await Promise.race([
    all,
    eventually(
      () => Promise.resolve(reached),
      (count) => count === ends.length,
    ),
  ]);
  expect(reached).toBe(ends.length);
  if (how === 'kill') await system.kill(part, 'SIGKILL');
  wire.cut();
  if (how === 'kill') await start(part);
  return Object.fromEntries(await all);
};

const all = (points: Points, end: (name: string) => End): Record<string, End> =>
  Object.fromEntries(Object.keys(points).map((name) => [name, end(name)]));

const named = '"object_key" = ';
const words = 'words_sealed = ';
const workerPoints: Points = {
  'a piece was read': { after: 'p.piece_sealed as sealed', at: 'p.piece_sealed as sealed' },
  'the object lies there and no row names it': { after: named, at: named },
  'the recording is stored': { after: named, at: 'COMMIT' },
  'the words were paid for and are not written': { after: words, at: words },
  'the words are written': { after: words, at: 'COMMIT' },
};
const apiPoints: Points = {
  'a piece came': { after: 'store_piece', at: 'store_piece' },
  'the answer is not committed': { after: 'store_answer', at: 'store_answer' },
  'the answer is committed, and nothing was started for it': { after: 'store_answer', at: 'COMMIT' },
  'its workflow was started': { after: 'set "started_at" = ', at: 'set "started_at" = ' },
};

describe('an interview with a spoken answer', () => {
  let undisturbed: End;
  beforeAll(async () => {
    const journey = await bench.travel();
    undisturbed = { ...(await bench.endOf(journey)), timesHeard: await timesHeard(journey.runId) };
  });
  /** Words that were paid for and lost on the way are paid for again, and both are on record. */
  const endAt = (name: string): End =>
    name === 'the words were paid for and are not written' ? { ...undisturbed, timesHeard: 2 } : undisturbed;

  it('is stored and heard once where nothing happens', () => {
    expect(undisturbed).toMatchObject({
      row: { outcome: 'ASSESSMENT_APPROVED' },
      recordings: [{ turn: 1, take: 1, state: 'stored', media_type: 'audio/webm', duration_ms: 4_500 }],
      pieces: [],
      timesHeard: 1,
    });
    expect(undisturbed.turns[0]).toMatchObject({ turn: 1, version: 1, hearing: 'heard', intent: null });
  });

  it.each(['kill', 'cut'] as const)(
    'ends the same when the worker is disturbed at any of its lines: %s',
    async (how) => {
      expect(await disturbAt('worker', workerPoints, how)).toEqual(all(workerPoints, endAt));
    },
  );

  it.each(['kill', 'cut'] as const)('ends the same when the api is disturbed at any of its lines: %s', async (how) => {
    expect(await disturbAt('api', apiPoints, how)).toEqual(all(apiPoints, endAt));
  });

  it('leaves no object that no row names, and no row whose object is missing', async () => {
    const keys: string[] = [];
    for await (const { key } of createFolderStore(folder).list('')) keys.push(key);
    const rows = (await system.db('recordings').select('object_key')) as { object_key: string }[];

    expect(keys.toSorted()).toEqual(rows.map(({ object_key: key }) => key).toSorted());
    expect(keys.length).toBeGreaterThan(10);
  });
});
