// Hearing what was said: by the candidate's cookie and by signed addresses, in ranges, and never once it must not be heard.
import { Agent, get } from 'node:http';
import { rm } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { ownRecordingRoute, recordingRoutes } from '../../api/routes/recordings/routes.ts';
import { roomRoutes } from '../../api/routes/room/routes.ts';
import { recordingUseCases } from '../../api/wiring/recordings.ts';
import { roomCookieName } from '../../domain/room/cookie.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { createResultLinkStore, resultSettingsOf } from '../../infra/db/orders/result-link-store.ts';
import { createKeptRecordingPageUrl, createRecordingPageUrl } from '../../usecases/recordings/recordings.ts';
import { administer, operator, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { keepRecording } from '../harness/recordings.ts';
import { createRoomWorld, publicUrl } from '../room/room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { process: parts } = world;
const recordings = recordingUseCases(parts);
const cookieName = roomCookieName(publicUrl);
const api = await startApi(
  db,
  [
    ...roomRoutes({ room: world.room, clock: world.time, faults: world.deps.faults, cookieName }),
    ...recordingRoutes(recordings),
    ownRecordingRoute(recordings),
  ],
  { publicUrl, rooms: world.rooms },
);
const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 9)) % 256));

type Kept = { run: RunRef; id: string; cookie: string; key: string };

const kept = async (changes: Parameters<typeof keepRecording>[2] = {}): Promise<Kept> => {
  const { token, runId, tenantId } = await world.approve();
  const run = { tenantId, runId };
  const id = await keepRecording(parts, run, { content, ...changes });
  const opened = await fetch(`${api.url}/room/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const owner = { kind: 'tenant', id: tenantId } as const;
  const admin = administer(db);
  const made = await admin.keys.createKey({ owner, kind: 'integration', label: '', expiresAt: null, asker: operator });
  return { run, id, cookie, key: made.text };
};

const own = ({ cookie }: Kept, headers: Record<string, string> = {}, turn = 2) =>
  fetch(`${api.url}/room/api/recordings/${turn}`, { headers: { cookie, ...headers } });
const listOf = async ({ run, key }: Kept) => {
  const response = await fetch(`${api.url}/api/v1/integration/interviews/${run.runId}/recordings`, {
    headers: { 'x-api-key': key },
  });
  const body = (await response.json()) as { items: { id: string; url: string; expiresAt: string }[]; code?: string };
  return { status: response.status, ...body };
};
const addressOf = async (one: Kept): Promise<string> => {
  const [first] = (await listOf(one)).items;
  return `${api.url}${new URL(first?.url ?? '').pathname}`;
};
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

beforeEach(() => void (api.reads.length = 0));

describe('the candidate’s own', () => {
  test('is played whole and in ranges, as players ask', async () => {
    const one = await kept();
    const whole = await own(one);

    expect(whole.status).toBe(200);
    expect(await bytesOf(whole)).toEqual(content);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/webm',
      'content-length': '300000',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline; filename="answer-2.webm"',
    });
    const part = await own(one, { range: 'bytes=70000-200000' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 70000-200000/300000');
    expect(await bytesOf(part)).toEqual(content.subarray(70_000, 200_001));
    expect(await bytesOf(await own(one, { range: 'bytes=-5' }))).toEqual(content.subarray(-5));
  });

  test('a range beyond the end is 416 with the length, and one of an older file is the whole', async () => {
    const one = await kept();
    const beyond = await own(one, { range: 'bytes=300000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */300000']);

    const etag = (await own(one)).headers.get('etag') ?? '';
    expect((await own(one, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await own(one, { range: 'bytes=0-9', 'if-range': '"older"' })).status).toBe(200);
    expect((await own(one, { 'if-none-match': etag })).status).toBe(304);
  });

  test('HEAD says how long it is, and sends nothing', async () => {
    const one = await kept();
    const head = await fetch(`${api.url}/room/api/recordings/2`, { method: 'HEAD', headers: { cookie: one.cookie } });

    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '300000', '']);
  });

  test('is on record as heard by that device; without a cookie, for another turn, or another’s, there is nothing', async () => {
    const [one, other] = [await kept(), await kept({ turn: 7 })];
    api.reads.length = 0;
    await own(one);

    expect(api.reads.map(({ reader, part, runId }) => [reader.kind, part, runId])).toEqual([
      ['candidate', 'recording', one.run.runId],
    ]);
    expect((await own({ ...one, cookie: '' })).status).toBe(401);
    expect((await own(one, {}, 3)).status).toBe(404);
    expect((await own(other, {}, 2)).status).toBe(404);
  });
});

describe('a signed address', () => {
  test('stands in the list for who may read transcripts, and plays without a key, elsewhere too', async () => {
    const one = await kept();
    const { items } = await listOf(one);
    api.reads.length = 0;
    const response = await fetch(await addressOf(one), { headers: { range: 'bytes=100-199' } });

    expect(items).toMatchObject([{ id: one.id, turn: 2, state: 'stored', durationMs: 61_400, bytes: 300_000 }]);
    expect(Date.parse(items[0]?.expiresAt ?? '') - world.time.now()).toBe(15 * 60_000);
    expect(response.status).toBe(206);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(await bytesOf(response)).toEqual(content.subarray(100, 200));
    expect(api.reads.map(({ reader, part }) => [reader.kind, reader.id, part])).toEqual([
      ['recording_link', one.id, 'recording'],
    ]);
  });

  test('plays the one that it was made for, and no other of the interview', async () => {
    const one = await kept();
    const earlier = Buffer.from('what was said before');
    await keepRecording(parts, one.run, { turn: 1, content: earlier });
    const { items } = await listOf(one);
    const played = items.map(async ({ url }) => bytesOf(await fetch(`${api.url}${new URL(url).pathname}`)));

    expect(await Promise.all(played)).toEqual([earlier, content]);
  });

  test('is nobody’s when a character differs, and another tenant’s key lists nothing', async () => {
    const [one, other] = [await kept(), await kept()];
    const address = await addressOf(one);
    for (const changed of [`${address}a`, address.slice(0, -1), address.replace('/recordings/', '/recordings/e')])
      expect((await fetch(changed)).status).toBe(404);
    expect((await listOf({ ...one, key: other.key })).status).toBe(404);
  });

  test('ends after a quarter of an hour', async () => {
    const one = await kept();
    const address = await addressOf(one);
    world.time.advance(15 * 60_000 - 1);
    expect((await fetch(address)).status).toBe(200);
    world.time.advance(1);

    expect((await fetch(address)).status).toBe(410);
  });

  test.each([
    ['the recordings were removed', 404, ({ run }: Kept) => createKeptRecordings(parts).remove(run)],
    [
      'consent was withdrawn',
      409,
      ({ run }: Kept) => db('interviews').where({ run_id: run.runId }).update({ consent_withdrawn_at: new Date() }),
    ],
    ['an erasure was accepted', 410, ({ run }: Kept) => acceptErasure(run)],
    ['its run has no key any more', 410, ({ run }: Kept) => parts.sealer.destroyKey(run, 'personal')],
  ])('plays nothing once %s, nor does the candidate’s own', async (_case, status, end) => {
    const one = await kept();
    const address = await addressOf(one);
    await end(one);

    for (const response of [await fetch(address), await own(one)]) {
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).not.toContain('audio');
    }
  });

  test('what was altered or is gone is refused before anything is sent', async () => {
    const one = await kept();
    const place = { kind: 'recording', run: one.run, id: one.id } as const;
    await parts.objectStore.put(parts.objects.keyOf(place), ReadableStream.from([Buffer.alloc(200_000, 1)]));
    expect((await own(one)).status).toBe(500);

    await parts.objects.put(place, ReadableStream.from([content.subarray(1)]));
    expect((await own(one)).status).toBe(500);
    await parts.objects.remove(place);
    expect((await own(one)).status).toBe(404);
  });

  test('a listener who goes away in the middle leaves nothing behind', async () => {
    const one = await kept({ content: Buffer.alloc(8_000_000, 3) });
    const address = await addressOf(one);
    const agent = new Agent({ keepAlive: false });
    await Promise.all(
      Array.from(
        { length: 20 },
        () =>
          new Promise<void>((done) => {
            const request = get(address, { agent }, (response) => {
              response.once('data', () => request.destroy());
              response.once('close', () => done());
              response.on('error', () => undefined);
            });
            request.on('error', () => undefined);
          }),
      ),
    );
    expect((await fetch(address, { headers: { range: 'bytes=0-0' } })).status).toBe(206);
  });
});

describe('the page of all recordings', () => {
  const open = async (url: string | null) => {
    const response = await fetch(`${api.url}${new URL(url ?? '').pathname}`, { headers: { accept: 'text/html' } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const shortly = createRecordingPageUrl({ ...parts, recordings: createKeptRecordings(parts) });
  const keptUrl = createKeptRecordingPageUrl({
    ...parts,
    recordings: createKeptRecordings(parts),
    resultLinkStore: createResultLinkStore(db),
    settingsOf: resultSettingsOf(db),
  });
  const showQuotes = ({ tenantId }: RunRef) =>
    db('tenants')
      .where({ id: tenantId })
      .update({ settings: { results: { detail: 'quotes' } } });

  test('plays them in their order, from us alone, and names nobody', async () => {
    const one = await kept();
    await keepRecording(parts, one.run, { turn: 4, mediaType: 'audio/mp4' });

    const { status, headers, text } = await open(await shortly(one.run));

    expect(status).toBe(200);
    expect(text.match(/Answer to question \d/g)).toEqual(['Answer to question 2', 'Answer to question 4']);
    expect(text).toContain('1:01 minutes');
    expect(headers.get('content-security-policy')).toContain("media-src 'self'");
    expect(text).not.toContain('<script');
    const [source = ''] = /(?<=src=")[^"]+/.exec(text) ?? [];
    expect(await bytesOf(await fetch(`${api.url}${new URL(source).pathname}`))).toEqual(content);
  });

  test('an ATS keeps its address as long as the result’s own, where the tenant shows quotes, until that link is revoked', async () => {
    const one = await kept();
    expect(await keptUrl(one.run)).toBeNull();
    await showQuotes(one.run);
    const url = await keptUrl(one.run);
    world.time.advance(20 * 60_000);

    expect((await open(url)).status).toBe(200);
    await db('result_links').where({ run_id: one.run.runId }).update({ revoked_at: new Date() });
    expect((await open(url)).status).toBe(410);
  });

  test('there is no address where there is nothing to hear', async () => {
    const one = await kept();
    await showQuotes(one.run);
    await createKeptRecordings(parts).remove(one.run);

    expect([await shortly(one.run), await keptUrl(one.run)]).toEqual([null, null]);
  });
});

const acceptErasure = async ({ tenantId, runId }: RunRef): Promise<void> => {
  await db('interviews').where({ tenant_id: tenantId, run_id: runId }).update({ erased_at: new Date() });
};

test('nothing of it lies in the clear', async () => {
  const secret = Buffer.from('a sentence that only the candidate said'.repeat(100));
  const one = await kept({ content: secret });
  const key = parts.objects.keyOf({ kind: 'recording', run: one.run, id: one.id });
  const stored: Uint8Array[] = [];
  for await (const piece of (await parts.objectStore.read(key)) ?? []) stored.push(piece);

  expect(Buffer.concat(stored).includes('sentence')).toBe(false);
  const { objects } = parts.config;
  if (objects.kind === 'fs') await rm(objects.path, { recursive: true, force: true });
});
