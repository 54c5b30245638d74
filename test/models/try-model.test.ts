// What an operator is told of an engine, against servers that speak the providers' protocols and servers that do not.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';

import { engineAnswers } from '../../cli/operate/doctor-engine.ts';
import type { Examined } from '../../cli/operate/doctor-finding.ts';
import { createSecret } from '../../infra/config/secret.ts';
import type { RemoteConfig } from '../../infra/models/provider-model.ts';
import { tryModel } from '../../infra/models/try-model.ts';
import { startAnthropicServer } from '../fakes/anthropic-server.ts';
import { startOpenAiServer } from '../fakes/openai-server.ts';
import type { Reply } from '../fakes/scripted-server.ts';
import { freePort } from '../harness/postgres-server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

type Kind = RemoteConfig['kind'];
const settings = { modelName: 'm-1', timeoutMs: 1_000, priceInPerMillion: undefined, priceOutPerMillion: undefined };
const configOf = (kind: Kind, url: string): RemoteConfig => ({ kind, url, key: createSecret('sk-right'), ...settings });

type Handler = (req: IncomingMessage, res: ServerResponse) => void;
const serve = async (handler: Handler): Promise<string> => {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
};
const json = (res: ServerResponse, status: number, body: unknown): void =>
  void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const problem = { error: { message: 'sk-right is what you sent' } };
const answers: Record<Kind, unknown> = {
  'openai-compatible': { choices: [{ message: { content: 'Hi' } }] },
  anthropic: { type: 'message', content: [{ type: 'text', text: 'Hi' }] },
};

/** A provider with one key and one model, whose list asks for the key only where `guarded`. */
const provider =
  (kind: Kind, { key = 'sk-right', model = 'm-1', guarded = true } = {}): Handler =>
  (req, res) => {
    const given = kind === 'anthropic' ? req.headers['x-api-key'] : req.headers.authorization?.replace('Bearer ', '');
    const isList = req.method === 'GET';
    if (given !== key && (guarded || !isList)) return json(res, 401, problem);
    if (isList && kind === 'openai-compatible') return json(res, 200, { data: [{ id: model }, { id: 'other' }] });
    if (isList) return req.url === `/v1/models/${model}` ? json(res, 200, { id: model }) : json(res, 404, problem);
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const asked = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; max_tokens: number };
      expect(asked.max_tokens).toBe(1);
      if (asked.model === model) json(res, 200, answers[kind]);
      else json(res, 404, problem);
    });
  };

describe.each<Kind>(['openai-compatible', 'anthropic'])('an engine of kind %s', (kind) => {
  test.each([
    ['that is as configured', {}, null],
    ['with another key', { key: 'sk-other' }, 'key'],
    ['with another key, whose list anybody may read', { key: 'sk-other', guarded: false }, 'key'],
    ['without that model', { model: 'm-2' }, 'model'],
  ])('%s', async (_case, options, expected) => {
    const trial = await tryModel(configOf(kind, await serve(provider(kind, options))));

    expect(trial.problem).toBe(expected);
    expect(trial.detail).not.toContain('sk-');
  });

  test.each<[string, Handler, string | null]>([
    [
      'without a list of models',
      (req, res) => (req.method === 'GET' ? json(res, 404, {}) : json(res, 200, answers[kind])),
      null,
    ],
    ['that is overloaded', (_req, res) => json(res, 429, {}), 'busy'],
    ['that is broken', (_req, res) => json(res, 503, {}), 'failing'],
    ['that is a web site', (_req, res) => void res.writeHead(200).end('<!doctype html>'), 'foreign'],
    ['that is a web site without this page', (_req, res) => void res.writeHead(404).end('<!doctype html>'), 'foreign'],
    ['that sends elsewhere', (_req, res) => void res.writeHead(302, { location: '/elsewhere' }).end(), 'foreign'],
    [
      'that answers without end',
      (_req, res) => {
        res.writeHead(200);
        for (let n = 0; n < 50; n += 1) res.write(' '.repeat(65_536));
      },
      'foreign',
    ],
    ['that hangs up', (req) => void req.socket.destroy(), 'unreachable'],
    ['that never answers', () => undefined, 'slow'],
    [
      'that understands nothing',
      (req, res) => (req.method === 'GET' ? json(res, 404, {}) : json(res, 422, {})),
      'refused',
    ],
  ])('%s', async (_case, handler, expected) => {
    const trial = await tryModel(configOf(kind, await serve(handler)), { patienceMs: 500 });

    expect(trial.problem).toBe(expected);
  });

  test('where nobody listens, or the host does not exist', async () => {
    const nobody = configOf(kind, `http://127.0.0.1:${await freePort()}/v1`);

    expect(await tryModel(nobody)).toEqual({ problem: 'unreachable', detail: 'connection refused' });
    expect(await tryModel(configOf(kind, 'http://no-such-host.invalid/v1'))).toMatchObject({ problem: 'unreachable' });
  });
});

test.each([
  ['openai-compatible' as const, startOpenAiServer],
  ['anthropic' as const, startAnthropicServer],
])('the fake of %s, which has no list, is asked for one token', async (kind, startServer) => {
  const server = await startServer();
  closing.push(server.close);
  const reply: Reply = { kind: 'body', status: 200, body: JSON.stringify(answers[kind]) };
  server.script(reply);

  expect(await tryModel(configOf(kind, `${server.url}/v1`))).toEqual({ problem: null, detail: '' });
  expect(server.received.map(({ body }) => body['max_tokens'])).toEqual([undefined, 1]);
});

test('a running Parley with another engine than these settings name is told of, and nothing is asked', async () => {
  const runningEngine = { kind: 'anthropic', model: 'm-9' };
  const examined = { config: { engine: { kind: 'offline' } }, runningEngine } as unknown as Examined;

  await expect(engineAnswers(examined)).rejects.toMatchObject({
    isWarning: true,
    message: 'offline by these settings, but the Parley that runs here has anthropic, model m-9: not asked',
  });
});
