import { beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../fakes/scripted-server.ts';
import { startOpenAiServer } from '../fakes/openai-server.ts';
import type { ModelError } from '../../infra/models/model-error.ts';
import { callOptions, failureOf, judgeInput } from './builders.ts';
import { modelKey, openAiEngines, useAnthropic, useOpenAi } from './use-engines.ts';

const openAi = useOpenAi();
const impatient = useOpenAi({ timeoutMs: 150 });
const claude = useAnthropic('claude-sonnet-4-5');

const canary = 'FOREIGN-TEXT-CANARY';
const status = (code: number, headers: Record<string, string> = {}): Reply => ({
  kind: 'body',
  status: code,
  headers,
  body: JSON.stringify({ type: 'error', error: { message: canary, type: canary, code: null } }),
});
const good = { evidence: [], rationale: 'nothing', score: null };

const eventStream = 'text/event-stream; charset=utf-8';
const streamed = 'model.streamed_answer';
const errorBody = JSON.stringify({ error: { message: canary, type: canary } });
const busyBody = JSON.stringify({ error: { message: canary, type: 'overloaded_error' } });
const windowBody = JSON.stringify({
  error: { message: `${canary}: exceeds the available context size (4096 tokens)` },
});

const judgeWith = (subject: typeof openAi, ...replies: Reply[]): Promise<ModelError> => {
  subject().server.script(...replies);
  return failureOf(subject().engines.assessor.judge(judgeInput(), callOptions()));
};

describe.each([
  ['openai-compatible', openAi],
  ['anthropic', claude],
])('%s', (_name, subject) => {
  // What a server refuses without a reason may be the form, until it has taken that form once.
  beforeAll(async () => {
    await subject().engines.assessor.judge(judgeInput(), callOptions());
  });

  test.each<[string, Reply, string]>([
    ['429', status(429), 'model.rate_limited'],
    ['529', status(529), 'model.rate_limited'],
    ['500', status(500), 'model.unavailable'],
    ['503', status(503), 'model.unavailable'],
    ['408', status(408), 'model.unavailable'],
    ['401', status(401), 'model.misconfigured'],
    ['403', status(403), 'model.misconfigured'],
    ['404', status(404), 'model.misconfigured'],
    ['400', status(400), 'model.misconfigured'],
    ['a dropped connection', { kind: 'drop' }, 'model.unavailable'],
    ['a body that is no JSON', { kind: 'body', status: 200, body: `<html>${canary}` }, 'model.invalid_output'],
    ['an empty body', { kind: 'body', status: 200, body: '' }, 'model.empty_answer'],
    ['an error as a good answer', { kind: 'body', status: 200, body: errorBody }, 'model.error_answer'],
    ['a busy server’s error as a good answer', { kind: 'body', status: 200, body: busyBody }, 'model.rate_limited'],
    ['a stream', { kind: 'body', status: 200, headers: { 'content-type': eventStream }, body: '' }, streamed],
    ['a stream that calls itself JSON', { kind: 'body', status: 200, body: 'data: {"x":1}\n\ndata: [DONE]' }, streamed],
    ['a text over its window', { kind: 'body', status: 400, body: windowBody }, 'model.context_too_small'],
    ['an unknown envelope', { kind: 'body', status: 200, body: `{"${canary}":1}` }, 'model.invalid_output'],
    ['a body of 8 MB', { kind: 'huge', bytes: 8 * 1024 * 1024 }, 'model.invalid_output'],
    ['an answer cut at the most', { kind: 'content', output: good, finish: 'length' }, 'model.output_too_small'],
    ['a filtered answer', { kind: 'content', output: good, finish: 'refused' }, 'model.refused'],
    ['half a JSON object', { kind: 'content', text: '{"evidence": [{"turn": 1,' }, 'model.invalid_output'],
    ['an empty answer', { kind: 'content', text: ' ' }, 'model.empty_answer'],
    [
      'two answers that differ',
      { kind: 'content', text: `${JSON.stringify({ ...good, score: 2 })} or ${JSON.stringify({ ...good, score: 3 })}` },
      'model.ambiguous_answer',
    ],
    [
      'a score that is given twice',
      { kind: 'content', text: JSON.stringify(good).replace(/"score":null/u, '$&,"score":1') },
      'model.ambiguous_answer',
    ],
    ['a score of 6', { kind: 'content', output: { ...good, score: 6 } }, 'model.invalid_output'],
    ['a score in words', { kind: 'content', output: { ...good, score: 'five' } }, 'model.invalid_output'],
    ['a score of 6 in quotes', { kind: 'content', output: { ...good, score: '6' } }, 'model.invalid_output'],
    ['a score as a fraction', { kind: 'content', output: { ...good, score: '4/5' } }, 'model.invalid_output'],
    ['a missing field', { kind: 'content', output: { score: 3 } }, 'model.invalid_output'],
    [
      'a rationale without end',
      { kind: 'content', output: { ...good, rationale: 'x'.repeat(5_000) } },
      'model.invalid_output',
    ],
    [
      'JSON of a thousand levels',
      { kind: 'content', text: `${'['.repeat(1_000)}${']'.repeat(1_000)}` },
      'model.invalid_output',
    ],
  ])('%s becomes a code of ours, in one attempt, without a foreign word', async (_case, reply, code) => {
    const before = subject().server.received.length;

    const error = await judgeWith(subject, reply);

    expect(error.code).toBe(code);
    expect(subject().server.received.length - before).toBe(1);
    expect(JSON.stringify([error.message, error.detail, error.extra, error.cause, error.stack])).not.toContain(canary);
  });

  test.each([
    ['words around the JSON', `Sure! ${JSON.stringify(good)} Anything else?`],
    ['a field too many', JSON.stringify({ ...good, total: 100 })],
    ['thoughts before it', `<think>{"score": 5}? No.</think>\n${JSON.stringify(good)}`],
    ['a fence and a preface', `Here it is:\n~~~~json\n${JSON.stringify(good)}\n~~~~`],
    ['the same said twice', `${JSON.stringify(good)}\n${JSON.stringify(good)}`],
  ])('%s is read all the same', async (_case, text) => {
    subject().server.script({ kind: 'content', text });

    const { value } = await subject().engines.assessor.judge(judgeInput(), callOptions());

    expect(value).toMatchObject({ score: null, rationale: 'nothing' });
  });

  test.each([
    ['seconds', () => '30', 30],
    ['more than ten minutes', () => '86400', 600],
    ['a date', () => new Date(Date.now() + 120_000).toUTCString(), 120],
    ['nonsense', () => 'soon', undefined],
  ])('a wait of %s is passed on', async (_case, value, seconds) => {
    const error = await judgeWith(subject, status(429, { 'retry-after': value() }));

    expect(error.code).toBe('model.rate_limited');
    if (seconds === undefined) expect(error.retryAfterSeconds).toBeUndefined();
    else expect(Math.abs((error.retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(2);
  });

  test('the server behaves again after its script', async () => {
    const { value } = await subject().engines.assessor.judge(judgeInput(), callOptions());

    expect(value.score).not.toBeNull();
  });
});

describe('openai-compatible only', () => {
  test.each<[string, Reply, string]>([
    ['no choices', { kind: 'body', status: 200, body: '{"id":"1","model":"m","choices":[]}' }, 'model.empty_answer'],
    [
      'a choice that failed',
      {
        kind: 'body',
        status: 200,
        body: '{"choices":[{"error":{"code":502,"message":"x"},"message":{"content":""}}]}',
      },
      'model.unavailable',
    ],
    [
      'a refusal',
      {
        kind: 'body',
        status: 200,
        body: '{"choices":[{"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}]}',
      },
      'model.refused',
    ],
    [
      'a filter that answers 400',
      { kind: 'body', status: 400, body: '{"error":{"message":"x","code":"content_filter"}}' },
      'model.refused',
    ],
  ])('%s becomes a code of ours', async (_case, reply, code) => {
    expect((await judgeWith(openAi, reply)).code).toBe(code);
  });

  test('one code fence around the whole object, and a missing finish reason, are forgiven', async () => {
    openAi().server.script({ kind: 'content', text: `\`\`\`json\n${JSON.stringify(good)}\n\`\`\``, finish: 'missing' });

    const { value } = await openAi().engines.assessor.judge(judgeInput(), callOptions());

    expect(value.score).toBeNull();
  });

  test('a failed call still tells its tokens, cost and the model that served it', async () => {
    const error = await judgeWith(openAi, { kind: 'content', text: '{', model: 'served\nmodel <b>' });

    expect(error.usage).toMatchObject({ inputTokens: 1_000, outputTokens: 200, costMicros: 1_000 * 2 + 200 * 10 });
    expect(error.stamp).toMatchObject({ engine: 'openai-compatible', model: 'served_model__b_' });
  });
});

describe('time', () => {
  test.each<[string, Reply]>([
    ['a server that never answers', { kind: 'hang' }],
    ['a server that trickles its answer', { kind: 'trickle', everyMs: 20 }],
  ])('%s is given up at the time-out and its connection closed', async (_case, reply) => {
    const error = await judgeWith(impatient, reply);

    expect(error.code).toBe('model.timeout');
    expect(error.usage.durationMs).toBeGreaterThanOrEqual(140);
    expect(error.usage.durationMs).toBeLessThan(2_000);
    await expect.poll(() => impatient().server.open()).toBe(0);
  });

  test('the caller’s cancellation ends a running call at once, with the caller’s own reason', async () => {
    openAi().server.script({ kind: 'hang' });
    const controller = new AbortController();
    const before = openAi().server.received.length;
    const call = openAi().engines.assessor.judge(judgeInput(), { signal: controller.signal, tenantId: 'ten_1' });
    const outcome = expect(call).rejects.toThrow('no longer wanted');
    await expect.poll(() => openAi().server.received.length).toBe(before + 1);

    const cancelledAt = performance.now();
    controller.abort(new Error('no longer wanted'));
    await outcome;

    expect(performance.now() - cancelledAt).toBeLessThan(500);
    await expect.poll(() => openAi().server.open()).toBe(0);
  });

  test('a time limit of the caller counts as a time-out', async () => {
    openAi().server.script({ kind: 'hang' });

    const error = await failureOf(
      openAi().engines.assessor.judge(judgeInput(), { signal: AbortSignal.timeout(100), tenantId: 'ten_1' }),
    );

    expect(error.code).toBe('model.timeout');
  });
});

describe('the key', () => {
  test('is sent to the configured address and never follows a redirect', async () => {
    const elsewhere = await startOpenAiServer();
    const error = await judgeWith(openAi, status(307, { location: `${elsewhere.url}/v1/chat/completions` }));
    const sent = openAi().server.received.at(-1)?.headers['authorization'];
    const followed = elsewhere.received.length;
    await elsewhere.close();

    expect(error.code).toBe('model.misconfigured');
    expect(sent).toBe(`Bearer ${modelKey}`);
    expect(followed).toBe(0);
  });

  test('a server that is gone is unavailable', async () => {
    const gone = await startOpenAiServer();
    await gone.close();

    const error = await failureOf((await openAiEngines(gone.url)).assessor.judge(judgeInput(), callOptions()));

    expect(error.code).toBe('model.unavailable');
  });
});
