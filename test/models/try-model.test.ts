// What an operator is told of an engine, against servers that speak the providers' protocols and servers that do not.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';

import { engineAnswers } from '../../cli/operate/doctor-engine.ts';
import { engineTrials } from '../../cli/operate/doctor-jobs.ts';
import { Finding, type Examined } from '../../cli/operate/doctor-finding.ts';
import { createSecret } from '../../infra/config/secret.ts';
import type { RemoteConfig } from '../../infra/models/provider-model.ts';
import { tryModel } from '../../infra/models/try-model.ts';
import { startAnthropicServer } from '../fakes/anthropic-server.ts';
import { startDialect } from '../fakes/dialect-server.ts';
import { dialects } from '../fakes/dialects.ts';
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

const unfinished = { error: { message: 'Could not finish: max_tokens or model output limit was reached.' } };
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
    [
      'that streams',
      (_req, res) => void res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {}'),
      'foreign',
    ],
    [
      'that answers well to any path',
      (_req, res) => json(res, 200, { error: 'Unexpected endpoint or method. (x)' }),
      'foreign',
    ],
    ['that had not finished thinking', (req, res) => json(res, req.method === 'GET' ? 404 : 400, unfinished), null],
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

describe('the look at each kind of job', () => {
  const look = async (address: string, more: Record<string, string> = {}): Promise<string[]> => {
    const env = { PARLEY_ENGINE: 'openai-compatible', PARLEY_MODEL_NAME: 'm-1', PARLEY_MODEL_KEY: 'sk-right' };
    const checks = await engineTrials({ ...env, PARLEY_MODEL_URL: address, ...more });
    const told = checks.map(async ({ name, run }) =>
      run().then(
        (message) => `${name}: ${message}`,
        (error: unknown) => {
          if (!(error instanceof Finding)) throw error;
          return `${error.isWarning ? 'warn' : 'FAIL'} ${name}: ${error.message} > ${error.remedy}`;
        },
      ),
    );
    return await Promise.all(told);
  };
  const hello: Reply = { kind: 'body', status: 200, body: JSON.stringify(answers['openai-compatible']) };
  const withDialect = async (name: string) => {
    const fake = dialects.find((one) => one.name === name);
    if (!fake) throw new Error(`no dialect ${name}`);
    const server = await startDialect(fake);
    closing.push(server.close);
    server.script(hello);
    return { server, address: server.url + fake.path };
  };

  test('tells time, tokens and cost of every kind, and what the server takes', async () => {
    const { server, address } = await withDialect('OpenAI');
    const lines = await look(address, { PARLEY_MODEL_PRICE_IN: '2', PARLEY_MODEL_PRICE_OUT: '10' });

    const kinds = lines.map((line) => line.split(':')[0]);
    expect(kinds).toEqual(['Engine', 'planner', 'interviewer', 'assessor', 'assessor, again', 'assistant', 'Server']);
    expect(lines[3]).toMatch(
      /^assessor: answers; \d+\.\d s; 1000 tokens in, 896 of them cached; 200 out, 128 of them thoughts; cost: 0\.004000$/u,
    );
    expect(lines.at(-1)).toBe(
      'Server: answers in JSON by a strict schema; limit: max_completion_tokens; temperature: refused; seed: taken; effort: not asked for; cached input: told',
    );
    expect(server.received.length).toBeLessThan(16);
    expect(lines.join()).not.toContain('sk-right');
  });

  test('warns of a server that holds its model to no shape', async () => {
    const { address } = await withDialect('DeepSeek');

    expect((await look(address)).at(-1)).toMatch(
      /^warn Server: answers in JSON, the schema in words; .* > Nothing makes/u,
    );
  });

  test('says of each kind that fails what to do', async () => {
    const { server, address } = await withDialect('oMLX');
    const cut: Reply = { kind: 'content', output: {}, finish: 'length' };
    server.script(cut, { kind: 'content', text: '' }, { kind: 'content', text: '{"score": "ten"}' });
    const lines = await look(address, { PARLEY_MODEL_OUTPUT_TOKENS: '800' });

    expect(lines[1]).toMatch(
      /^FAIL planner: model\.output_too_small, .* > .*cut at 800 tokens: raise PARLEY_MODEL_OUTPUT/u,
    );
    expect(lines[2]).toMatch(/^FAIL interviewer: model\.empty_answer, .* > See the log/u);
    expect(lines[3]).toMatch(/^FAIL assessor: model\.invalid_output, .* > The model does not keep/u);
    expect(lines[4]).toMatch(/^assessor, again: answers/u);
  });

  test('tries every other reader that PARLEY_JUDGES names, by its own key and name and at its own prices', async () => {
    const [own, other] = [await withDialect('OpenAI'), await withDialect('DeepSeek')];
    const lines = await look(own.address, {
      PARLEY_MODEL_PRICE_IN: '2',
      PARLEY_MODEL_PRICE_OUT: '10',
      PARLEY_JUDGES: `own,openai-compatible:reads-too@${other.address},m-1,openai-compatible:reads-too@${other.address}`,
      PARLEY_JUDGE_KEYS: `${new URL(other.address).host}=sk-of-the-other`,
      PARLEY_JUDGE_PRICES: 'reads-too=20/100/4',
    });
    const reader = `reads-too (${new URL(other.address).host})`;

    expect(lines.slice(7).map((line) => line.split(': ')[0])).toEqual([
      'Reader',
      `assessor, ${reader}`,
      `assessor, again, ${reader}`,
      `warn Server, ${reader}`,
    ]);
    expect(lines[8]).toMatch(/1000 tokens in, 700 of them cached; 200 out; cost: 0\.028800$/u);
    expect(lines[3]).toContain('cost: 0.004000');
    for (const [{ server }, key, name] of [
      [own, 'sk-right', 'm-1'],
      [other, 'sk-of-the-other', 'reads-too'],
    ] as const)
      for (const { headers, body } of server.received) {
        expect(headers.authorization).toBe(`Bearer ${key}`);
        expect(body['model'] ?? name).toBe(name);
      }
  });

  test('says of another reader that it is not there, in its own settings, and of one without prices that none is set', async () => {
    const [own, another, other] = [await withDialect('OpenAI'), await withDialect('OpenAI'), await withDialect('vLLM')];
    const prices = { PARLEY_MODEL_PRICE_IN: '2', PARLEY_MODEL_PRICE_OUT: '10' };
    const nobody = `http://127.0.0.1:${await freePort()}/v1`;
    const gone = await look(own.address, { ...prices, PARLEY_JUDGES: `own,openai-compatible:gone@${nobody}` });
    const priceless = { PARLEY_JUDGES: `own,openai-compatible:larger@${other.address}` };
    const larger = await look(another.address, { ...prices, ...priceless });

    expect(gone.at(-1)).toMatch(/^FAIL Reader: .*gone: cannot be reached .* > .*check PARLEY_JUDGES/u);
    expect(larger.find((line) => line.startsWith('assessor, larger'))).toMatch(/cost: no price is set$/u);
  });

  test('asks nothing of a model where the address is wrong, or where there is none', async () => {
    expect(await look(`http://127.0.0.1:${await freePort()}/v1`)).toEqual([
      expect.stringMatching(/^FAIL Engine: .*cannot be reached/u),
    ]);
    expect(await look('http://127.0.0.1/v1', { PARLEY_ENGINE: 'offline' })).toEqual([
      expect.stringContaining('there is no model to look at'),
    ]);
    await expect(look('ftp://127.0.0.1')).rejects.toThrow('PARLEY_MODEL_URL');
  });
});

test('a running Parley with another engine than these settings name is told of, and nothing is asked', async () => {
  const runningEngine = { kind: 'anthropic', model: 'm-9' };
  const examined = { config: { engine: { kind: 'offline' } }, runningEngine } as unknown as Examined;

  await expect(engineAnswers(examined)).rejects.toMatchObject({
    isWarning: true,
    message: 'offline by these settings, but the Parley that runs here has anthropic, model m-9: not asked',
  });
});
