// Attacks on pieces of spoken answers and on what plays them, over HTTP: each gets a documented refusal, and nothing is kept.
import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordingRoutes } from '../../api/routes/recordings/routes.ts';
import { roomRoutes } from '../../api/routes/room/routes.ts';
import { recordingUseCases } from '../../api/wiring/recordings.ts';
import { pieceBytesMax, takeBytesMax } from '../../domain/room/pieces.ts';
import { roomCookieName } from '../../domain/room/cookie.ts';
import { rawExchange, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { keepRecording } from '../harness/recordings.ts';
import { publicUrl } from '../room/room-world.ts';
import { createSpokenWorld, cut, sendTake, spokenMp4, spokenWebm, type Candidate } from './spoken-world.ts';

const { db } = await useDatabase();
const world = createSpokenWorld(db);
const { room, time } = world;
const cookieName = roomCookieName(publicUrl);
const parts = world.process;
const api = await startApi(
  db,
  [
    ...roomRoutes({ room, clock: time, faults: world.deps.faults, cookieName }),
    ...recordingRoutes(recordingUseCases(parts)),
  ],
  { publicUrl, rooms: world.rooms },
);

const [sound = spokenWebm] = cut(spokenWebm, 4);
const cookieOf = ({ cookie }: Candidate): string => `${cookieName}=${cookie.value}`;
const digestOf = (bytes: Uint8Array): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

type Sending = { path?: string; bytes?: Uint8Array; headers?: Record<string, string>; cookie?: string };
type Answer = { status: number; code: string | null };

const put = async (
  candidate: Candidate,
  { path = '1/1/0', bytes = sound, headers = {}, cookie = cookieOf(candidate) }: Sending = {},
): Promise<Answer> => {
  const response = await fetch(`${api.url}/room/api/recordings/${path}`, {
    method: 'PUT',
    headers: { cookie, 'content-type': 'audio/webm', ...headers },
    body: new Uint8Array(bytes),
  });
  const body = (await response.json().catch(() => null)) as { code?: string } | null;
  return { status: response.status, code: body?.code ?? null };
};

const keptOf = async (...candidates: Candidate[]): Promise<number> => {
  const rows: object[] = await db('recording_pieces').whereIn(
    'run_id',
    candidates.map(({ runId }) => runId),
  );
  return rows.length;
};

const change = ({ runId }: Candidate, values: object) => db('interviews').where({ run_id: runId }).update(values);

describe('a piece that is wrong', () => {
  const refusals: [string, Sending, number, string][] = [
    ['no cookie', { cookie: '' }, 401, 'room.session_required'],
    ['a cookie that is nobody’s', { cookie: `${cookieName}=${'a'.repeat(43)}` }, 401, 'room.session_required'],
    ['a turn to come', { path: '2/1/0' }, 409, 'room.turn_mismatch'],
    ['turn zero', { path: '0/1/0' }, 400, 'request.invalid'],
    ['a turn that is none', { path: 'x/1/0' }, 400, 'request.invalid'],
    ['a turn with a fraction', { path: '1.5/1/0' }, 400, 'request.invalid'],
    ['take zero', { path: '1/0/0' }, 400, 'request.invalid'],
    ['a take too many', { path: '1/51/0' }, 409, 'recording.too_many_takes'],
    ['a negative number', { path: '1/1/-1' }, 400, 'request.invalid'],
    ['a number beyond an hour', { path: '1/1/1200' }, 409, 'recording.too_long'],
    ['a number that no computer holds', { path: '1/1/99999999999999999999' }, 400, 'request.invalid'],
    ['infinity', { path: '1/1/Infinity' }, 400, 'request.invalid'],
    ['broken percent-encoding', { path: '1/1/%zz' }, 400, 'request.invalid'],
    ['a zero byte', { path: '1/1/%00' }, 400, 'request.invalid'],
    ['another media type', { headers: { 'content-type': 'text/html' } }, 415, 'request.unsupported_media_type'],
    [
      'an endless media type',
      { headers: { 'content-type': `audio/webm;${'a'.repeat(5_000)}` } },
      415,
      'request.unsupported_media_type',
    ],
    ['sound of another container', { bytes: spokenMp4 }, 422, 'recording.not_audio'],
    ['what is no sound', { bytes: Buffer.alloc(1_000, 65) }, 422, 'recording.not_audio'],
    ['nothing', { bytes: new Uint8Array() }, 400, 'request.invalid'],
    ['one byte too many', { bytes: Buffer.concat([sound, Buffer.alloc(pieceBytesMax)]) }, 413, 'request.too_large'],
    [
      'compressed bytes',
      { bytes: gzipSync(sound), headers: { 'content-encoding': 'gzip' } },
      415,
      'request.unsupported_media_type',
    ],
    ['another’s digest', { headers: { 'content-digest': digestOf(spokenMp4) } }, 422, 'request.digest_mismatch'],
    ['a digest that is none', { headers: { 'content-digest': 'sha-256=:abc:' } }, 400, 'request.header_invalid'],
    [
      'two digests',
      { headers: { 'content-digest': `${digestOf(sound)}, ${digestOf(spokenMp4)}` } },
      400,
      'request.header_invalid',
    ],
    ['a window’s name with a space', { headers: { 'parley-room-client': 'a b' } }, 400, 'request.header_invalid'],
  ];

  let ada: Candidate;
  beforeAll(async () => {
    ada = await world.begin();
  });

  test.each(refusals)('%s is refused, and nothing is kept', async (_case, sending, status, code) => {
    expect(await put(ada, sending)).toEqual({ status, code });
    expect(await keptOf(ada)).toBe(0);
    expect(world.deps.faults.since(ada.runId)).toBeNull();
  });

  test('a digest is optional, one of another kind is passed over, and codecs are no matter', async () => {
    const type = 'audio/webm;codecs=opus;filename="../../etc/passwd"';
    for (const headers of [{}, { 'content-digest': 'md5=:abc:' }, { 'content-type': type }])
      expect(await put(ada, { headers })).toEqual({ status: 200, code: null });

    expect(await keptOf(ada)).toBe(1);
    expect(JSON.stringify(await db('recordings').where({ run_id: ada.runId }))).not.toMatch(/passwd|opus/);
  });
});

describe('a body that lies about itself', () => {
  const text = Buffer.from(sound).toString('latin1');
  const raw = (sent: string): Buffer => Buffer.from(sent, 'latin1');
  const head = (one: Candidate, ...lines: string[]): string =>
    [
      'PUT /room/api/recordings/1/1/0 HTTP/1.1',
      'Host: parley.test',
      `Cookie: ${cookieOf(one)}`,
      'Content-Type: audio/webm',
      'Connection: close',
      ...lines,
      '',
      '',
    ].join('\r\n');

  let ada: Candidate;
  beforeAll(async () => {
    ada = await world.begin();
  });

  test.each<[string, string[], string, RegExp]>([
    ['a length that is no number', ['Content-Length: many'], text, /^HTTP\/1\.1 400/],
    ['a negative length', ['Content-Length: -5'], text, /^HTTP\/1\.1 400/],
    ['two lengths', ['Content-Length: 4', `Content-Length: ${sound.length}`], text, /^HTTP\/1\.1 400/],
    ['a gigabyte, by its word', ['Content-Length: 1073741824'], text, /^HTTP\/1\.1 413/],
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n', /^HTTP\/1\.1 400/],
    ['chunks of no size', ['Transfer-Encoding: chunked'], `zz\r\n${text}\r\n`, /^(HTTP\/1\.1 400|$)/],
  ])('%s: nothing is kept', async (_case, lines, body, answer) => {
    expect(await rawExchange(api.url, raw(head(ada, ...lines) + body))).toMatch(answer);
    expect(await keptOf(ada)).toBe(0);
  });

  test('shorter than it says, then silence: nothing is kept, and the line is let go', async () => {
    const lines = head(ada, `Content-Length: ${sound.length + 1}`) + text;
    await rawExchange(api.url, raw(lines), { end: true }).catch(() => '');

    expect(await keptOf(ada)).toBe(0);
    expect(api.requests.filter(({ status }) => status >= 500)).toEqual([]);
  });

  const piece = { n: 0, bytes: sound.length, sha256: createHash('sha256').update(sound).digest('hex') };
  const piecesOf = ({ runId }: Candidate) => db('recording_pieces').where({ run_id: runId }).orderBy('n');

  test('longer than it says: what it said is kept, byte for byte, and the rest is a request without a cookie', async () => {
    const bob = await world.begin();
    const open = head(bob, `Content-Length: ${sound.length}`).replace('Connection: close\r\n', '');
    const more = head(bob, 'Content-Length: 0')
      .replace(/Cookie: .+\r\n/, '')
      .replace('1/1/0', '1/1/1');
    const answer = await rawExchange(api.url, raw(open + text + more));

    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
    expect(await piecesOf(bob)).toMatchObject([piece]);
  });

  test('longer than it says, by what is no request: never more than what it said is kept', async () => {
    const bob = await world.begin();
    const answer = await rawExchange(api.url, raw(`${head(bob, `Content-Length: ${sound.length}`)}${text}and more`));

    expect(answer).toMatch(/^HTTP\/1\.1 (200|400)/);
    const kept = await piecesOf(bob);
    expect(kept).toMatchObject(kept.length === 0 ? [] : [piece]);
  });

  test('chunks without end are cut off, and the line with them', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const answer = await rawExchange(api.url, head(ada, 'Transfer-Encoding: chunked') + chunk.repeat(100)).catch(
      () => '',
    );

    expect(answer).toMatch(/^(HTTP\/1\.1 413|$)/);
    expect(await keptOf(ada)).toBe(0);
  });
});

describe('a piece at the wrong time or place', () => {
  test('goes to the interview of its cookie alone, the same tenant’s other one included', async () => {
    const ada = await world.begin();
    const bob = await world.begin({ tenantId: ada.tenantId });
    await put(ada, { cookie: cookieOf(bob) });

    expect([await keptOf(ada), await keptOf(bob)]).toEqual([0, 1]);
    const read = await fetch(`${api.url}/room/api/recordings/1/1`, { headers: { cookie: cookieOf(ada) } });
    expect(await read.json()).toMatchObject({ received: [] });
  });

  test('of a window that does not hold the conversation any more is refused', async () => {
    const ada = await world.begin();
    await room.takeOver({ ...ada.visit(), client: room.clientOf('second') });

    expect(await put(ada, { headers: { 'parley-room-client': 'first' } })).toMatchObject({ code: 'room.taken_over' });
    expect((await put(ada, { headers: { 'parley-room-client': 'second' } })).status).toBe(200);
    expect(await put(ada, { path: '1/1/1', headers: { 'parley-room-client': 'first' } })).toMatchObject({
      status: 409,
    });
    expect(await keptOf(ada)).toBe(1);
  });

  test('the same number with other bytes is refused, the first ones stay', async () => {
    const ada = await world.begin();
    const [one, two] = [sound, Buffer.concat([sound, sound])];
    const answers = await Promise.all([one, two, one, two].map((bytes) => put(ada, { bytes })));

    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 200, 409, 409]);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([null, 'recording.piece_differs']));
    expect(await keptOf(ada)).toBe(1);
  });

  test.each<[string, (ada: Candidate) => Promise<unknown>, number, string]>([
    ['the answer', async (ada) => room.answer(ada.visit(), await sendTake(world, ada)), 409, 'room.turn_mismatch'],
    ['the end', (ada) => room.finish(ada.visit()), 409, 'room.frozen'],
    ['a withdrawal', (ada) => change(ada, { consent_withdrawn_at: new Date() }), 409, 'consent.withdrawn'],
    ['an erasure', (ada) => change(ada, { erased_at: new Date() }), 410, 'personal_data.erased'],
    ['the key is gone', (ada) => world.sealer.destroyKey(ada, 'personal'), 410, 'personal_data.erased'],
  ])('after %s', async (_case, end, status, code) => {
    const ada = await world.begin();
    await end(ada);
    const before = await keptOf(ada);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => put(ada, { path: `1/2/${n}` })));

    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ status, code })]),
    );
    expect(await keptOf(ada)).toBe(before);
  });

  test('of a tenant whose room is full', async () => {
    const ada = await world.begin();
    await db('tenants')
      .where({ id: ada.tenantId })
      .update({ caps: { recordingBytes: 0 } });

    expect(await put(ada)).toEqual({ status: 429, code: 'recording.quota_spent' });
    expect(await keptOf(ada)).toBe(0);
  });

  test('a storm of everything at once ends in one take, whole, without a fault of ours', async () => {
    const [ada, bob] = [await world.begin(), await world.begin()];
    const pieces = cut(spokenWebm, 6);
    const right = pieces.flatMap((bytes, n) => [
      put(ada, { path: `1/1/${n}`, bytes }),
      put(ada, { path: `1/1/${n}`, bytes }),
    ]);
    const wrong = pieces.flatMap((bytes, n) => [
      put(ada, { path: `2/1/${n}`, bytes }),
      put(bob, { path: `1/1/${n + 1_200}`, bytes }),
      put(ada, { path: `1/1/${n}`, bytes, headers: { 'content-digest': digestOf(sound.subarray(1)) } }),
    ]);
    const statuses = (await Promise.all([...right, ...wrong])).map(({ status }) => status);

    expect(statuses.slice(0, right.length).every((status) => status === 200)).toBe(true);
    expect(statuses.slice(right.length).every((status) => status >= 400 && status < 500)).toBe(true);
    expect([await keptOf(ada), await keptOf(bob)]).toEqual([6, 0]);
    expect(api.requests.filter(({ status }) => status >= 500)).toEqual([]);
  });
});

describe('ranges of what is played', () => {
  const content = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251));

  let url = '';
  beforeAll(async () => {
    const ada = await world.begin();
    await keepRecording(parts, ada, { content });
    const [first] = await recordingUseCases(parts).list(ada);
    url = `${api.url}${new URL(first?.url ?? '').pathname}`;
  });

  // By RFC 9110, 14.2: what is no range, another unit, or several ranges may be answered with the whole.
  test.each([
    ['bytes=0-0,5-6', 200, 10_000, null],
    [`bytes=${'0-1,'.repeat(2_000)}0-1`, 200, 10_000, null],
    ['bytes=9-5', 200, 10_000, null],
    ['bytes=--5', 200, 10_000, null],
    ['bytes=-', 200, 10_000, null],
    ['lines=1-2', 200, 10_000, null],
    ['bytes=9999-', 206, 1, 'bytes 9999-9999/10000'],
    ['Bytes=0-0', 206, 1, 'bytes 0-0/10000'],
    ['bytes=0-99999999999999999999', 206, 10_000, 'bytes 0-9999/10000'],
    ['bytes=-99999999999999999999', 206, 10_000, 'bytes 0-9999/10000'],
    ['bytes=10000-', 416, 0, 'bytes */10000'],
    ['bytes=99999999999999999999-', 416, 0, 'bytes */10000'],
    [`bytes=${'9'.repeat(4_000)}-${'9'.repeat(4_000)}`, 416, 0, 'bytes */10000'],
    ['bytes=-0', 416, 0, 'bytes */10000'],
  ])('%s', async (range, status, bytes, part) => {
    const response = await fetch(url, { headers: { range } });

    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([status, bytes]);
    expect(response.headers.get('content-range')).toBe(part);
  });
});

describe('64 MiB that begin as sound and are none', () => {
  const mebibyte = 2 ** 20;
  const late = 2_000;

  test('hold up nobody while they are stored, and take no more memory than four times themselves', async () => {
    const [ada, grace] = [await world.begin(), await world.begin()];
    const begins = spokenWebm.subarray(0, 5_000);
    // Empty elements, one after the other: the library reads on, and never waits.
    const broken = Buffer.concat([begins, Buffer.alloc(takeBytesMax - begins.length, Buffer.from([0xec, 0x80]))]);
    const pieces = cut(broken, takeBytesMax / pieceBytesMax);
    for (let n = 0; n < pieces.length; n += 8)
      await Promise.all(
        pieces
          .slice(n, n + 8)
          .map((bytes, index) =>
            room.storePiece(ada.visit(), { turn: 1, take: 1, n: n + index, bytes, mediaType: 'audio/webm' }),
          ),
      );
    await room.answer(ada.visit(), { clientTurnId: 'long', turn: 1, spoken: { take: 1, pieces: pieces.length } });
    const recording = world.received.findLast(({ runId }) => runId === ada.runId);
    const memory = (): number => process.memoryUsage().rss / mebibyte;
    const before = memory();
    const waits: number[] = [];
    let [highest, isStored] = [0, false];
    const storing = world.activities
      .storeRecording(recording ?? { ...ada, recordingId: '' })
      .finally(() => (isStored = true));
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    while (!isStored) {
      const from = performance.now();
      expect((await fetch(`${api.url}/room/api/session`, { headers: { cookie: cookieOf(grace) } })).status).toBe(200);
      waits.push(performance.now() - from);
      highest = Math.max(highest, memory() - before);
      await pause(50);
    }
    delay.disable();

    expect(await storing).toEqual({ stored: true });
    const [row] = (await db('recordings').where({ run_id: ada.runId })) as { bytes: string; duration_ms: null }[];
    expect([Number(row?.bytes), row?.duration_ms]).toEqual([takeBytesMax, null]);
    expect(delay.max / 1e6).toBeLessThan(late);
    expect(Math.max(...waits)).toBeLessThan(late);
    expect(highest).toBeLessThan(4 * (takeBytesMax / mebibyte));
  }, 120_000);
});
