// A room whose spoken conversations are held by a simulated Retell, which tells of them over the real address.
import { createServer, type Server } from 'node:http';
import type { Knex } from 'knex';
import { afterAll, afterEach } from 'vitest';
import { voiceFeature } from '../../api/wiring/voice.ts';
import { startRetell } from '../../simulators/retell/host.ts';
import { recordingLog, startApi, type LogLine } from '../api/start-api.ts';
import { freePort } from '../harness/postgres-server.ts';
import { featureWorld } from '../harness/world.ts';
import { createRoomWorld, openDevice } from '../room/room-world.ts';

const apiKey = 'key_of_a_test';

/** Passes on what comes to `port`, where the provider was told to call before anybody listened there. */
const openDoor = (port: number, url: string): Server =>
  createServer((req, res) => {
    const kept = ['content-type', 'x-retell-signature'].flatMap((name) => {
      const value = req.headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      fetch(`${url}${req.url}`, { method: 'POST', headers: Object.fromEntries(kept), body: Buffer.concat(chunks) })
        .then((answer) => res.writeHead(answer.status).end())
        .catch(() => res.writeHead(502).end());
    });
  }).listen(port, '127.0.0.1');

const createSettings = (port: number, retell: { agentId: string; url: string }) => ({
  PARLEY_PUBLIC_URL: `http://127.0.0.1:${port}`,
  PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
  PARLEY_VOICE_PROVIDER: 'retell',
  PARLEY_RETELL_API_KEY: apiKey,
  PARLEY_RETELL_AGENT_ID: retell.agentId,
  PARLEY_RETELL_URL: retell.url,
});

export const createVoiceWorld = async (db: Knex) => {
  const retell = await startRetell({ apiKey, lateMs: 300 });
  const port = await freePort();
  const logs: LogLine[] = [];
  const log = recordingLog(logs);
  const world = createRoomWorld({ db, env: createSettings(port, retell), startsAt: Date.now(), log });
  const engine = { ...world.process.engine, followCall: () => Promise.resolve() };
  const api = await startApi(db, voiceFeature(featureWorld({ ...world.process, engine })));
  const door = openDoor(port, api.url);
  afterAll(async () => {
    door.close();
    await retell.close();
  });
  afterEach(async () => {
    await retell.settled();
    retell.ways.telling = 'once';
    retell.weather.back();
    retell.weather.troubles.length = 0;
  });

  /** A candidate who has agreed and not begun. */
  const begin = async () => {
    const { token, runId, tenantId } = await world.approve();
    const device = await openDevice(world, token);
    await world.room.giveConsent(device.visit(), { noticeHash: device.view.notice.hash, accepted: true });
    return { ...device, runId, tenantId };
  };

  const newestCall = () => {
    const call = [...retell.calls.values()].at(-1);
    if (call === undefined) throw new Error('There is no call.');
    return call;
  };

  const speak = (callId: string, lines: readonly [asked: string, said: string][]): void => {
    for (const [asked, said] of lines) {
      retell.say(callId, { by: 'agent', text: asked });
      retell.say(callId, { by: 'user', text: said });
    }
  };

  type Run = { runId: string; tenantId: string };

  /** What the call's workflow does, whenever it is told or looks. */
  const follow = async ({ runId, tenantId }: Run, attempt = 1) => {
    const row: { id: string } | undefined = await db('sessions').where({ run_id: runId, attempt }).first('id');
    return await world.calls.followCall({ tenantId, runId, sessionId: row?.id ?? '' });
  };

  const turnsOf = async ({ tenantId, runId }: Run) =>
    ((await world.deps.store.load({ tenantId, runId }, world.time.now()))?.turns ?? []).map(
      ({ kind, questionId, answer }) => [kind, questionId, answer] as const,
    );

  /** `logs`: of the worker. */
  return { retell, world, api, logs, begin, newestCall, speak, follow, turnsOf };
};

export const [q1, q2, q3] = [
  'Tell me about a service you built.',
  'How do you test it?',
  'What would you change?',
] as const;
