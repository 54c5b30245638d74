import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { sign, verify } from 'retell-sdk/lib/webhook_auth';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { CallRecording, ProviderCall } from '../../domain/ports/voice.ts';
import { createRetell } from '../../infra/voice/retell/provider.ts';
import { createEmbeddedRoom } from '../../infra/voice/embedded-room.ts';
import { createSecret } from '../../infra/config/secret.ts';
import { signRetell, startRetell } from '../../simulators/retell/host.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { loopback, useClient } from '../outbound/use-client.ts';
import { brief, describeVoiceProvider } from './provider.contract.ts';

const clock = { now: () => Date.now() };
const apiKey = 'key_of_a_test';
const previousKey = 'key_before_it';
const retell = await startRetell({ apiKey });
afterAll(() => retell.close());
const outbound = useClient({ allowedNetworks: loopback });
const logs: LogLine[] = [];
const provider = createRetell(
  { url: retell.url, agentId: retell.agentId, keys: [createSecret(apiKey), createSecret(previousKey)] },
  { outbound, log: recordingLog(logs), clock, publicUrl: 'http://parley.test' },
);
const signal = (): AbortSignal => AbortSignal.timeout(10_000);
const opening = { idempotencyKey: 'run/9', sessionId: 'ses_9', mode: 'voice' as const, locale: 'de', brief };

beforeEach(() => {
  retell.weather.troubles.length = 0;
  logs.length = 0;
});

describe('the embedded room', () => {
  describeVoiceProvider(() => createEmbeddedRoom({ clock }));
});

describe('Retell', () => {
  describeVoiceProvider(() => provider);
});

describe('what Retell is given', () => {
  it('is the plan as fixed questions with bounded follow-ups, a limit, and nothing about the candidate', async () => {
    const { externalId, credential } = await provider.open(opening, signal());
    const call = retell.calls.get(externalId);

    expect(credential?.token).toBe(call?.accessToken);
    expect(call?.metadata).toEqual({ sessionId: 'ses_9' });
    expect(call?.variables['questions']).toBe(
      '1. Tell me about a service you built.\n   - follow-up: What was hard about it?\n2. How do you test it?',
    );
    expect(Object.values(call?.variables ?? {}).every((value) => typeof value === 'string')).toBe(true);
    expect(call?.override).toEqual({
      max_call_duration_ms: 300_000,
      webhook_url: 'http://parley.test/voice/retell',
      opt_in_signed_url: true,
      post_call_analysis_data: [],
    });
  });
});

describe('a signature', () => {
  const ended = JSON.stringify({
    event: 'call_ended',
    call: { call_id: 'call_1', call_status: 'ended', note: 'Zoë 💬' },
  });
  const check = (body: string, signature: string) =>
    provider.verifyWebhook(Buffer.from(body), { 'x-retell-signature': signature }).kind;

  it('by the vendor’s own library is believed, over bytes that are no ASCII too, with each key that may have signed', async () => {
    expect(check(ended, await sign(ended, apiKey))).toBe('ended');
    expect(check(ended, await sign(ended, previousKey))).toBe('ended');
    expect(check(ended, await sign(ended, 'another key'))).toBe('foreign');
    expect(await verify(ended, apiKey, signRetell(ended, apiKey))).toBe(true);
  });

  it('is of these bytes alone: written otherwise, they are foreign', async () => {
    const pretty = JSON.stringify(JSON.parse(ended), null, 1);
    expect(check(pretty, await sign(ended, apiKey))).toBe('foreign');
  });

  it.each([
    ['five minutes old', -299_000, 'ended'],
    ['older', -301_000, 'foreign'],
    ['from the future', 301_000, 'foreign'],
  ])('that is %s counts as the vendor says', (_name, ageMs, kind) => {
    expect(check(ended, signRetell(ended, apiKey, Date.now() + ageMs))).toBe(kind);
  });

  it.each(['', 'v=1', 'v=1,d=zz', `v=${'9'.repeat(40)},d=${'0'.repeat(64)}`, 'v=1e3,d=00'])(
    '%s is none',
    (signature) => {
      expect(check(ended, signature)).toBe('foreign');
    },
  );

  it('of an event that is not used, or of no event at all, is taken and says nothing', () => {
    for (const body of [
      '{"event":"transcript_updated","call":{}}',
      '{"event":"call_ended","call":{"call_id":1}}',
      'no',
    ])
      expect(check(body, signRetell(body, apiKey))).toBe('other');
  });
});

describe('what is taken over of a call', () => {
  it('is who said what with the times of the words, why it ended, and no guess at anybody’s feelings', async () => {
    const { externalId } = await provider.open(opening, signal());
    retell.join(externalId);
    retell.say(externalId, { by: 'agent', text: 'How do you test it?' });
    retell.say(externalId, { by: 'user', text: 'With contract suites.' });
    retell.end(externalId, 'user_hangup');
    const call = await provider.fetch(externalId, signal());

    expect(call).toMatchObject({ status: 'ended', ending: 'candidate_left', sessionId: 'ses_9' });
    expect(call?.utterances.map(({ by, text }) => [by, text])).toEqual([
      ['interviewer', 'How do you test it?'],
      ['candidate', 'With contract suites.'],
    ]);
    expect(call?.utterances[1]?.words[0]).toEqual({ text: 'With', startMs: 2_700, endMs: 3_000 });
    const known = [
      'externalId',
      'sessionId',
      'status',
      'ending',
      'startedAt',
      'endedAt',
      'utterances',
      'unread',
      'recordingUrl',
    ];
    expect(Object.keys(call ?? {}).toSorted()).toEqual(known.toSorted());
    expect(JSON.stringify(call)).not.toMatch(/sentiment|canary|summary|emotion/);
  });

  it('is its recording as long as its address lives', async () => {
    const { externalId } = await provider.open(opening, signal());
    retell.join(externalId);
    retell.end(externalId);
    const call = await provider.fetch(externalId, signal());
    if (call === null) throw new Error('There is no call.');

    const kept: string[] = [];
    const keep = async ({ content, mediaType }: CallRecording): Promise<void> => {
      kept.push(mediaType, (await buffer(content)).subarray(0, 4).toString());
    };
    expect(await provider.copyRecording(call, keep, signal())).toBe('kept');
    expect(kept).toEqual(['audio/wav', 'RIFF']);
    retell.killRecording(externalId);
    expect(await provider.copyRecording(call, keep, signal())).toBe('none');
  });
});

describe('a recording of hours', () => {
  const mebibyte = 1_024 * 1_024;
  const size = 96 * mebibyte;
  let sent = 0;
  let cutAt = Infinity;
  const server = createServer((_req, res) => {
    sent = 0;
    const sound = function* (): Generator<Buffer> {
      for (; sent < size; sent += mebibyte) {
        if (sent >= cutAt) res.destroy();
        yield Buffer.alloc(mebibyte, sent === 0 ? 'RIFF' : 0);
      }
    };
    Readable.from(sound()).pipe(res);
  }).listen(0, '127.0.0.1');
  afterAll(() => server.close());
  const call = async (): Promise<ProviderCall> => {
    const { externalId } = await provider.open(opening, signal());
    const found = await provider.fetch(externalId, signal());
    if (found === null) throw new Error('There is no call.');
    return { ...found, recordingUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/long.wav` };
  };

  it('is read as fast as it is kept, and never held as a whole', async () => {
    let ahead = 0;
    let bytes = 0;
    const keep = async ({ content }: CallRecording): Promise<void> => {
      for await (const part of content) {
        // Whoever keeps it is slow at first: what comes meanwhile must not pile up.
        if (bytes === 0) await sleep(300);
        bytes += part.byteLength;
        ahead = Math.max(ahead, sent - bytes);
      }
    };
    expect(await provider.copyRecording(await call(), keep, signal())).toBe('kept');
    expect(bytes).toBe(size);
    // What the two systems' sockets hold, and no more.
    expect(ahead).toBeLessThan(size / 4);
  });

  it('that is cut off is the provider’s trouble; that cannot be kept is ours', async () => {
    const failing = (): Promise<void> => Promise.reject(new AppError('objects.unavailable'));
    await expect(provider.copyRecording(await call(), failing, signal())).rejects.toMatchObject({
      code: 'objects.unavailable',
    });
    cutAt = 4 * mebibyte;
    const wrapping = async ({ content }: CallRecording): Promise<void> => {
      await buffer(content).catch(() => Promise.reject(new AppError('objects.unavailable')));
    };
    await expect(provider.copyRecording(await call(), wrapping, signal())).rejects.toMatchObject({
      code: 'session.provider_unavailable',
    });
  });
});

describe('a provider in trouble', () => {
  it.each([
    ['cuts', {}],
    ['is overloaded', { reply: { status: 503, body: { status: 'error' } } }],
    ['answers what is no call', { reply: { status: 201, body: { hello: 'world' } } }],
    ['knows the key no more', { reply: { status: 401, body: { status: 'error', message: 'secret words' } } }],
  ])('that %s is unavailable for now, in codes alone', async (_name, trouble) => {
    retell.weather.troubles.push(trouble);
    await expect(provider.open(opening, signal())).rejects.toMatchObject({ code: 'session.provider_unavailable' });
    expect(JSON.stringify(logs)).not.toContain('secret words');
    expect(JSON.stringify(logs)).not.toContain(apiKey);
  });
});
