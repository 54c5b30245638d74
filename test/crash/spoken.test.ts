// Spoken answers while the worker or the api dies, or loses its connections, between any two lines from the pieces to the words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingWorkflowId } from '../../workflows/contracts.ts';
import type { ObjectStore } from '../../domain/ports/objects.ts';
import { createBucketStore } from '../../infra/objects/bucket-store.ts';
import { createFolderStore } from '../../infra/objects/folder-store.ts';
import { heardBody, startHearingServer } from '../fakes/speech-server.ts';
import { startWebhookReceiver } from '../fakes/webhook-receiver.ts';
import { createDevice, enterRoom, openRoom, say, sound, type CandidateDevice } from '../harness/candidate.ts';
import { erasurePathOf, untilErased } from '../harness/erasure.ts';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest, type Journey } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type NativeClient } from '../harness/native-client.ts';
import { startReplyHolder, type HoldPoint } from '../harness/reply-holder.ts';
import { startS3, withoutS3 } from '../harness/s3-server.ts';
import { useSystem } from '../harness/system.ts';
import { createCrashBench } from './crash-bench.ts';
import { isSettled, readDeliveryEnd, receiverView, type DeliveryEnd } from './delivery-ledger.ts';
import type { EndState } from './end-state.ts';

/** Long enough that no further question depends on when its words come. */
const said =
  'I rebuilt the invoicing service in TypeScript myself, cut its errors by half and wrote every contract test.';
const recogniser = await startHearingServer(heardBody(said));
const receiver = await startWebhookReceiver();
/** In a bucket, since what is on its way there can be held up; without one the points of it are left out, aloud. */
if (withoutS3) console.warn('PUTTING AND REMOVING OBJECTS IS NOT DISTURBED: PARLEY_TEST_WITHOUT_S3 is set.');
const s3 = withoutS3 ? null : await startS3();
const bucketWire = s3 && (await startReplyHolder(s3.settings.endpoint ?? ''));
const system = await useSystem({
  start: [],
  env: () =>
    Promise.resolve({
      PARLEY_STT_URL: recogniser.url,
      ...(s3 && bucketWire
        ? {
            PARLEY_OBJECTS: `s3://${s3.settings.bucket}/${s3.settings.prefix}`,
            PARLEY_S3_ENDPOINT: bucketWire.url.replace(/\/$/, ''),
            PARLEY_S3_KEY_ID: s3.settings.keyId.reveal(),
            PARLEY_S3_SECRET: s3.settings.secret.reveal(),
            PARLEY_S3_PATH_STYLE: 'on',
          }
        : {}),
      // As many as stand at a point at once.
      PARLEY_WORKER_SPEECH_ACTIVITIES: '8',
      PARLEY_KEY_CACHE_SECONDS: '1',
      PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
    }),
});
const wires = {
  api: await startReplyHolder(system.databaseUrl),
  worker: await startReplyHolder(system.databaseUrl),
};
type Part = keyof typeof wires;
const store: ObjectStore = s3 ? createBucketStore(s3.settings) : createFolderStore(system.objectsFolder);
afterAll(async () => {
  for (const one of [wires.api, wires.worker, recogniser, receiver, bucketWire]) await one?.close();
  await s3?.stop();
});
const keysOf = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
};
const start = (part: Part): Promise<void> => system.start(part, { DATABASE_URL: wires[part].url });
await Promise.all([start('api'), start('worker')]);
const bench = createCrashBench(system, { spoken: [1], callbackUrl: receiver.url });

const timesHeard = async (runId: string): Promise<number> =>
  ((await system.db('model_calls').where({ run_id: runId, step: 'hear', result: 'ok' })) as unknown[]).length;

/** Every event, once, whose id came with one body only; in the order of the history, since deliveries may overtake each other. */
const toldOf = async (runId: string): Promise<DeliveryEnd & { allTaken: boolean; contradictions: string[] }> => {
  const end = await eventually(() => readDeliveryEnd(system.db, runId), isSettled, { timeoutMs: 60_000 });
  const ids = ((await system.db('events').where({ run_id: runId }).select('id')) as { id: string }[]).map(
    ({ id }) => id,
  );
  const { taken, contradictions } = receiverView(receiver.received, runId);
  return { ...end, allTaken: String(ids.toSorted()) === String(taken), contradictions };
};

type End = EndState & { timesHeard: number; told: Awaited<ReturnType<typeof toldOf>>; reasons: unknown[] };

const endOf = async (journey: Journey): Promise<End> => ({
  ...(await bench.endOf(journey)),
  timesHeard: await timesHeard(journey.runId),
  told: await toldOf(journey.runId),
  reasons: journey.final.assessment?.competencies.map(({ reason }) => reason) ?? [],
});
/** `objects` where the way to the store is held up, not the one to the database; `said` instead of the usual sound. */
type Point = HoldPoint & { objects?: true; said?: Uint8Array };
type Points = Record<string, Point>;

/** Keys are written in small letters. */
const holdAt = (part: Part, { objects, after, at }: Point, runId: string): Promise<void> => {
  const wire = objects ? bucketWire : wires[part];
  return wire?.hold({ after, at, of: objects ? runId.toLowerCase() : runId }) ?? Promise.reject(new Error('no bucket'));
};

/** Of one interview; another process may do a point's work first, now and then, so that the part never comes there. */
const attemptsMax = 3;

/** An interview for each point; once all stand there, the part is killed or its connections are cut, for all at once. */
const disturbAt = async (part: Part, points: Points, how: 'kill' | 'cut'): Promise<Record<string, End>> => {
  let reached = 0;
  const count = () => void (reached += 1);
  const endAt = async (point: Point, attempt = 1): Promise<End> => {
    let isReached = false;
    const reach = () => {
      isReached = true;
      count();
    };
    const journey = await bench.travel((step, runId) => {
      if (step === 'created') void holdAt(part, point, runId).then(reach, reach);
    }, point.said);
    return isReached || attempt === attemptsMax ? endOf(journey) : endAt(point, attempt + 1);
  };
  const ends = Object.entries(points).map(async ([name, point]): Promise<[string, End]> => [name, await endAt(point)]);
  const all = Promise.all(ends);
  await Promise.race([
    all,
    eventually(
      () => Promise.resolve(reached),
      (count) => count === ends.length,
      { timeoutMs: 180_000 }, // An engine that is short of time gives a lost task again ten seconds later.
    ),
  ]);
  expect(reached).toBe(ends.length);
  if (how === 'kill') await system.kill(part, 'SIGKILL');
  wires[part].cut();
  bucketWire?.cut();
  if (how === 'kill') await start(part);
  return Object.fromEntries(await all);
};

const all = (points: Points, end: (name: string) => End): Record<string, End> =>
  Object.fromEntries(Object.keys(points).map((name) => [name, end(name)]));

const named = '"object_key" = ';
const words = 'words_sealed = ';
const putting: Points = withoutS3
  ? {}
  : { 'the object is put, and the store has not said so': { after: 'PUT /', at: 'PUT /', objects: true } };
const workerPoints: Points = {
  ...putting,
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
    undisturbed = await endOf(await bench.travel());
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
});

/** The beginning of a recording, and no sound in it: no file can be made of it. */
const begun = sound.subarray(0, 146);

describe('an interview whose spoken answer is given up', () => {
  /** What no further attempt would mend. */
  const refuse = (times: number): void =>
    recogniser.script(...Array.from({ length: times }, () => ({ kind: 'body', status: 400, body: '{}' }) as const));
  const stateGone = '"recordings" set "state" = $1 where';
  const turnGone = '"turns" set "hearing" = $1 where';
  const lines: Points = {
    'nothing of the loss is written': { after: stateGone, at: stateGone },
    'the loss is written and not committed': { after: turnGone, at: turnGone },
    'the loss is committed and nobody was told': { after: turnGone, at: 'COMMIT' },
  };
  const kinds = { 'not heard': sound, 'not stored': begun };
  const points: Points = Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, said]) =>
      Object.entries(lines).map(([line, point]) => [`${kind}: ${line}`, { ...point, said }]),
    ),
  );
  const undisturbed: Record<string, End> = {};
  beforeAll(async () => {
    refuse(1);
    for (const [kind, said] of Object.entries(kinds))
      undisturbed[kind] = await endOf(await bench.travel(undefined, said));
  });

  it.each([
    ['not heard', 'stored'],
    ['not stored', 'lost'],
  ])('is scored by the others, and abstains where it hangs on that answer: %s', (kind, state) => {
    const end = undisturbed[kind];
    expect(end).toMatchObject({ row: { outcome: 'ASSESSMENT_APPROVED' }, pieces: [], timesHeard: 0 });
    expect(end?.turns[0]).toMatchObject({ hearing: 'lost', intent: null });
    expect(end?.recordings).toMatchObject([{ state }]);
    expect(end?.reasons).toContain('not_heard');
    expect(end?.reasons).toContain(null);
  });

  it.each(['kill', 'cut'] as const)('ends the same when the worker is disturbed while it gives up: %s', async (how) => {
    refuse(Object.keys(lines).length);
    const ends = await disturbAt('worker', points, how);

    for (const [name, end] of Object.entries(ends))
      expect([name, end]).toEqual([name, undisturbed[name.split(':')[0] ?? '']]);
  });
});

type Run = { runId: string; link: string; client: NativeClient; device: CandidateDevice };
const withdraw = async ({ device, link }: Run): Promise<void> => {
  const { notice } = await openRoom(device, link);
  await device.succeed('POST', '/room/api/consent', { noticeHash: notice.hash, accepted: false });
};
const acts: Record<string, { act: (run: Run) => Promise<unknown>; outcome: string }> = {
  withdrawn: { act: withdraw, outcome: 'OPTED_OUT' },
  cancelled: { act: ({ client, runId }) => client.call('DELETE', pathOf(runId)), outcome: 'CANCELLED' },
  erased: { act: ({ client, runId }) => client.call('DELETE', erasurePathOf(runId, 'all')), outcome: 'CANCELLED' },
};

/** `at` is null where the recogniser has it; what stays until it is erased, and how often somebody was paid to listen. */
const stations: Record<string, { at: Point | null; objects: number; words: boolean; timesHeard: number }> = {
  'the recogniser listens': { at: null, objects: 1, words: false, timesHeard: 1 },
  'nothing of it is stored': {
    at: { after: 'array_agg(p.bytes', at: 'array_agg(p.bytes' },
    objects: 0,
    words: false,
    timesHeard: 0,
  },
  'its pieces are read': { at: workerPoints['a piece was read'] ?? null, objects: 0, words: false, timesHeard: 0 },
  ...Object.fromEntries(
    Object.entries(putting).map(([name, at]) => [name, { at, objects: 0, words: false, timesHeard: 0 }]),
  ),
  'its row names the object': { at: { after: named, at: named }, objects: 1, words: false, timesHeard: 0 },
  'its words are written': { at: { after: words, at: words }, objects: 1, words: true, timesHeard: 1 },
};

describe('an interview that ends while its answer is on its way', () => {
  const standAt = async (at: Point | null) => {
    const { apiKeys } = await system.addTenant();
    const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: apiKeys.integration });
    const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
    await client.until(runId, 'PENDING');
    const approved = await client.insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'), {});
    const device = createDevice(system.apiUrl);
    await enterRoom(device, approved.interviewLink, 'voice');
    const reached =
      at === null
        ? eventually(
            () => Promise.resolve(recogniser.open()),
            (open) => open > 0,
          )
        : holdAt('worker', at, runId);
    // Whether it gets an answer is told elsewhere.
    say(device, 1, sound).catch(() => undefined);
    await reached;
    return { runId, link: approved.interviewLink, client, device };
  };

  /** The words lock what the end waits for. */
  const untilEnded = async (runId: string, mayBeBlocked: boolean): Promise<unknown> =>
    eventually(
      async () => {
        const row = (await system.db('interviews').where({ run_id: runId }).first('outcome')) as { outcome: unknown };
        const blocked = await system
          .db('pg_stat_activity')
          .whereRaw('datname = current_database()')
          .where({ wait_event_type: 'Lock' })
          .first('pid');
        return row.outcome !== null || (mayBeBlocked && blocked !== undefined);
      },
      (over) => over,
    );

  const endOf = async (runId: string) => {
    const of = (table: string) => system.db(table).where({ run_id: runId });
    const [recording] = (await of('recordings')) as { id: string }[];
    const workflow = system.temporal.workflow.getHandle(recordingWorkflowId(recording?.id ?? ''));
    await eventually(
      async () => (await workflow.describe()).status.name,
      (status) => status !== 'RUNNING',
      { timeoutMs: 60_000 },
    );
    const [turn] = (await of('turns').orderBy('turn')) as Record<string, unknown>[];
    return {
      ended: (await workflow.describe()).status.name,
      outcome: ((await of('interviews').first('outcome')) as { outcome: string }).outcome,
      hearing: turn?.['hearing'],
      words: turn?.['words_sealed'] !== null || turn['answer_sealed'] !== null,
      pieces: (await of('recording_pieces')).length,
      objects: (await keysOf()).filter((key) => key.includes(runId.toLowerCase())).length,
      timesHeard: await timesHeard(runId),
    };
  };

  it.each(Object.keys(acts))('has no more of it than had come before: %s', async (name) => {
    const { act, outcome } = acts[name] ?? { act: withdraw, outcome: '' };
    let answer = (): void => undefined;
    recogniser.script({ kind: 'content', after: new Promise<void>((resolve) => (answer = resolve)) });
    // The first to come to the recogniser is the one that waits there.
    const first = await standAt(null);
    const runs = await Promise.all(
      Object.entries(stations).map(async ([station, { at }]): Promise<[string, Run]> => [
        station,
        at === null ? first : await standAt(at),
      ]),
    );

    const ended = runs.map(([, run]) => act(run));
    await Promise.all(runs.map(([station, { runId }]) => untilEnded(runId, stations[station]?.words === true)));
    answer();
    wires.worker.letGo();
    bucketWire?.letGo();
    await Promise.all(ended);
    if (name === 'erased') await Promise.all(runs.map(([, { client, runId }]) => untilErased(client, runId)));

    const ends = await Promise.all(runs.map(async ([station, { runId }]) => [station, await endOf(runId)]));
    expect(Object.fromEntries(ends)).toEqual(
      Object.fromEntries(
        Object.entries(stations).map(([station, { objects, words: written, timesHeard: heard }]) => [
          station,
          {
            ended: 'COMPLETED',
            outcome,
            hearing: written ? 'heard' : 'lost',
            words: written && name !== 'erased',
            pieces: 0,
            objects: name === 'erased' ? 0 : objects,
            timesHeard: heard,
          },
        ]),
      ),
    );
  });
});

describe.skipIf(withoutS3)('a recording whose time is up', () => {
  it('is gone, object and row, when the worker is killed between the two, and no other is', async () => {
    const { runId } = await bench.travel();
    await system
      .db('interviews')
      .where({ run_id: runId })
      .update({ ended_at: new Date(Date.now() - 31 * 86_400_000) });
    const before = await keysOf();
    const held = holdAt('worker', { after: 'DELETE /', at: 'DELETE /', objects: true }, runId);
    const { taskQueue, temporal } = system;
    const options = { taskQueue, workflowId: `retention-${runId}`, args: [] };
    const retention = await temporal.workflow.start('retention', options);
    await held;
    expect(await system.db('recordings').where({ run_id: runId }).first()).toMatchObject({ removed_at: null });
    await system.kill('worker', 'SIGKILL');
    bucketWire?.cut();
    await start('worker');

    expect(await retention.result()).toMatchObject({ recordings: 1, failed: 0 });
    expect(await system.db('recordings').where({ run_id: runId }).first()).toMatchObject({ object_key: null });
    expect(await keysOf()).toEqual(before.filter((key) => !key.includes(runId.toLowerCase())));
  });
});

describe('after all of it, the store', () => {
  it('holds no object that no row names, and no row lacks its object', async () => {
    const keys = await keysOf();
    const rows = (await system.db('recordings').whereNotNull('object_key').select('object_key')) as {
      object_key: string;
    }[];

    expect(keys.toSorted()).toEqual(rows.map(({ object_key: key }) => key).toSorted());
    expect(keys.length).toBeGreaterThan(10);
  });
});
