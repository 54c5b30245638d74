// Every dialect passes what the plain protocol passes; its form is found out once, remembered, and forgotten after a while.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelAddress } from '../../infra/config/model-settings.ts';
import { createSecret } from '../../infra/config/secret.ts';
import { createBoundedFetch, type Fetch } from '../../infra/models/bounded-fetch.ts';
import { most } from '../../infra/models/dialect.ts';
import { createDialect, rememberedMs } from '../../infra/models/dialect-fetch.ts';
import { enginesOn } from '../../infra/models/model-engines.ts';
import { createProviderModel, type ProviderModel, type RemoteConfig } from '../../infra/models/provider-model.ts';
import type { Engines } from '../../domain/ports/models.ts';
import { engineContract } from '../contract/engines.contract.ts';
import { startDialect, type Body, type DialectFake } from '../fakes/dialect-server.ts';
import { openAiProtocol } from '../fakes/openai-server.ts';
import { dialects } from '../fakes/dialects.ts';
import type { ScriptedServer } from '../fakes/scripted-server.ts';
import { callOptions, failureOf, judgeInput, quietLog } from './builders.ts';
import { modelKey } from './use-engines.ts';

type Subject = { server: ScriptedServer; provider: ProviderModel; engines: Engines };
const effort = (word: string | undefined) => ({ outputTokensMax: 12_000, effort: word });

const start = async (fake: DialectFake, change: Partial<RemoteConfig> = {}): Promise<Subject> => {
  const server = await startDialect(fake);
  const { base, query } = modelAddress().parse(server.url + fake.path);
  const settings = {
    kind: 'openai-compatible' as const,
    url: base,
    query,
    key: createSecret(modelKey),
    modelName: 'm',
  };
  const prices = { priceInPerMillion: 2, priceOutPerMillion: 10, priceCachedPerMillion: 1 };
  const config = { ...settings, ...prices, timeoutMs: 10_000, ...change } as RemoteConfig;
  const provider = await createProviderModel(config);
  return { server, provider, engines: enginesOn(provider, config, quietLog) };
};

describe.each(dialects)('$name', (fake) => {
  let subject: Subject | undefined;
  const get = (): Subject => {
    if (!subject) throw new Error('not started yet');
    return subject;
  };
  beforeAll(async () => {
    subject = await start(fake);
  });
  afterAll(() => subject?.server.close());

  test('what the server takes is found out by its own words, and once', async () => {
    const { server, provider, engines } = get();

    await engines.assessor.judge(judgeInput(), callOptions());
    expect(server.received.length).toBe(fake.requests);
    expect(provider.dialect.abilities()).toMatchObject(fake.learned);
    await engines.assessor.judge(judgeInput({ judge: 2 }), callOptions());
    expect(server.received.length).toBe(fake.requests + 1);
    expect(server.received.every(({ path }) => path === fake.path)).toBe(true);
  });

  engineContract(fake.name, () => get().engines);
});

const named = (name: string): DialectFake => {
  const fake = dialects.find((one) => one.name === name);
  if (!fake) throw new Error(`no dialect ${name}`);
  return fake;
};

const withServer = async (
  fake: DialectFake,
  work: (subject: Subject) => Promise<void>,
  change?: Partial<RemoteConfig>,
) => {
  const subject = await start(fake, change);
  await work(subject).finally(() => subject.server.close());
};

const judge = ({ engines }: Subject) => engines.assessor.judge(judgeInput(), callOptions());

/** Holds its model to the shape, and the model fills the first text of it as long as it may. */
const endless = (refusesBounds: boolean): DialectFake => ({
  name: 'endless',
  path: '/v1/chat/completions',
  refuse: ({ body }) =>
    refusesBounds && JSON.stringify(body['response_format']).includes('maxLength')
      ? { kind: 'body', status: 400, body: '' }
      : null,
  answer: (_text, body) =>
    JSON.stringify(body['response_format']).includes('maxLength')
      ? {}
      : { message: { content: '{"evidence":[{"quote":"and so on and so on' }, finish: 'length' },
  learned: {},
  requests: 2,
});

test('a model whose text has no end is told how long it may be, once, and that is remembered', () =>
  withServer(endless(false), async (subject) => {
    await judge(subject);
    await judge(subject);

    const bodies = subject.server.received.map(({ body }) => body);
    expect(bodies.map((body) => JSON.stringify(body).includes('"maxLength":500'))).toEqual([false, true, true]);
    expect(subject.provider.dialect.abilities()).toMatchObject({ output: 'json_schema', bounds: 'sent' });
  }));

test('an answer without end that took too long is late: it is tried again, and has an end then', async () => {
  const inner: Fetch = async (_input, init) => {
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '') as Body;
    const isBound = JSON.stringify(body['response_format']).includes('maxLength');
    await pause(isBound ? 0 : 300);
    const content = isBound ? JSON.stringify(openAiProtocol.answer(body)) : '{"evidence":[{"quote":"and so on';
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: isBound ? 'stop' : 'length' }];
    return Response.json({ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices });
  };
  const prices = { priceInPerMillion: 1, priceOutPerMillion: 1 };
  const config = { kind: 'openai-compatible', url: 'http://127.0.0.1:9/v1', key: undefined, modelName: 'm', ...prices };
  const late = { ...config, timeoutMs: 500 } as RemoteConfig;
  const { assessor } = enginesOn(await createProviderModel(late, inner), late, quietLog);

  expect((await failureOf(assessor.judge(judgeInput(), callOptions()))).code).toBe('model.timeout');
  expect((await assessor.judge(judgeInput(), callOptions())).value.score).toEqual(expect.any(Number));
});

test('a server that refuses lengths, without a word, keeps the schema that it takes; an answer without end has its code', () =>
  withServer(
    endless(true),
    async (subject) => {
      expect((await failureOf(judge(subject))).code).toBe('model.output_too_small');
      expect((await failureOf(judge(subject))).code).toBe('model.output_too_small');

      expect(subject.provider.dialect.abilities()).toMatchObject({ output: 'json_schema', bounds: 'refused' });
      expect(subject.server.received.length).toBe(4);
    },
    {
      jobs: {
        planner: effort(undefined),
        interviewer: effort(undefined),
        assistant: effort(undefined),
        assessor: { outputTokensMax: 500, effort: undefined },
      },
    },
  ));

test.each([
  ['OpenAI', 896, 128, 104 * 2 + 896 + 200 * 10],
  ['DeepSeek', 700, 0, 300 * 2 + 700 + 200 * 10],
  ['Anthropic’s compatible endpoint', 600, 0, 1_400 * 2 + 600 + 400 * 10],
  ['vLLM', 0, 0, 1_000 * 2 + 200 * 10],
])('%s: cached and reasoning tokens are counted and priced, of every request of a call', async (name, ...figures) => {
  await withServer(named(name), async (subject) => {
    const { usage } = await judge(subject);

    expect([usage.cachedTokens, usage.reasoningTokens, usage.costMicros]).toEqual(figures);
  });
});

test('a server that was upgraded is found out after an hour', async () => {
  let now = 0;
  let isOld = true;
  const fake: DialectFake = {
    ...named('DeepSeek'),
    refuse: (request) => (isOld ? (named('DeepSeek').refuse?.(request) ?? null) : null),
  };
  const server = await startDialect(fake);
  const { base, query } = modelAddress().parse(server.url + fake.path);
  const dialect = createDialect({ kind: 'openai-compatible', query }, createBoundedFetch(base), () => now);
  const schema = { type: 'json_schema', json_schema: { name: 'x', strict: true, schema: { type: 'object' } } };
  const messages = [
    { role: 'system', content: 'JSON' },
    { role: 'user', content: JSON.stringify({ job: 'chat', data: { question: '', turns: [] } }) },
  ];
  const ask = async () => {
    const body = JSON.stringify({ model: 'm', messages, response_format: schema });
    await dialect.fetch(`${base}/chat/completions`, { method: 'POST', body });
    return dialect.abilities().output;
  };

  expect(await ask()).toBe('json_object');
  isOld = false;
  now = rememberedMs;
  expect(await ask()).toBe('json_object');
  now += 1;
  expect(await ask()).toBe('json_schema');
  await server.close();
});

describe('an answer that was cut', () => {
  const limits = ({ server }: Subject) => server.received.map(({ body }) => body['max_tokens']);
  const jobs = {
    planner: effort('low'),
    interviewer: effort(undefined),
    assessor: effort('high'),
    assistant: effort('low'),
  };
  const cut = { kind: 'content' as const, output: {}, finish: 'length' as const };

  test('is asked for with more room, which the next call begins with', async () => {
    await withServer(
      named('oMLX'),
      async (subject) => {
        subject.server.script(cut, cut);
        const { usage } = await judge(subject);
        await judge(subject);

        expect(limits(subject)).toEqual([3_000, 6_000, 12_000, 12_000]);
        expect(usage.outputTokens).toBe(3 * 200);
        expect(subject.server.received[0]?.body['reasoning_effort']).toBe('high');
      },
      { jobs },
    );
  });

  test('at the most that is allowed is an error that names the setting', async () => {
    await withServer(
      named('oMLX'),
      async (subject) => {
        subject.server.script(cut, cut, cut);
        const error = await failureOf(judge(subject));

        expect(error.code).toBe('model.output_too_small');
        expect(error.detail).toBe(
          'The answer of the assessor was cut at 12000 tokens: raise PARLEY_MODEL_OUTPUT_TOKENS.',
        );
        expect(error.usage.outputTokens).toBe(600);
        expect(limits(subject)).toEqual([3_000, 6_000, 12_000]);
      },
      { jobs },
    );
  });

  test('of a model that says so by an error is treated alike', async () => {
    await withServer(
      named('oMLX'),
      async (subject) => {
        const message = 'Could not finish the message because max_tokens or model output limit was reached.';
        subject.server.script({ kind: 'body', status: 400, body: JSON.stringify({ error: { message } }) });
        await judge(subject);

        expect(limits(subject)).toEqual([3_000, 6_000]);
      },
      { jobs },
    );
  });

  test('begins with less where less is allowed', async () => {
    await withServer(
      named('oMLX'),
      async (subject) => {
        await judge(subject);
        expect(limits(subject)).toEqual([500]);
      },
      { jobs: { ...jobs, assessor: { outputTokensMax: 500, effort: undefined } } },
    );
  });
});

test('an effort that the model does not know is left out', async () => {
  const fake: DialectFake = {
    ...named('oMLX'),
    refuse: ({ body }) =>
      body['reasoning_effort'] === undefined
        ? null
        : { kind: 'body', status: 400, body: '{"error":{"message":"Unknown parameter: \'reasoning_effort\'."}}' },
  };
  const one = effort('minimal');
  await withServer(
    fake,
    async (subject) => {
      await judge(subject);
      expect(subject.provider.dialect.abilities()).toEqual({ ...most, effort: false });
    },
    { jobs: { planner: one, interviewer: one, assessor: one, assistant: one } },
  );
});

test('a text over the window costs one request, and nothing is given up for it', async () => {
  await withServer(named('oMLX'), async (subject) => {
    const message =
      "'max_tokens' or 'max_completion_tokens' is too large: 3000. This model's maximum context length is 4096 tokens and your request has 1505 input tokens.";
    subject.server.script({ kind: 'body', status: 400, body: JSON.stringify({ error: { message, code: 400 } }) });

    expect((await failureOf(judge(subject))).code).toBe('model.context_too_small');
    expect(subject.server.received.length).toBe(1);
    expect(subject.provider.dialect.abilities()).toEqual(most);
  });
});

test('a model whose kind of request nobody takes is given up after six tries', async () => {
  const fake: DialectFake = { ...named('oMLX'), refuse: () => ({ kind: 'body', status: 400, body: '{}' }) };
  await withServer(fake, async (subject) => {
    expect((await failureOf(judge(subject))).code).toBe('model.misconfigured');
    expect(subject.server.received.length).toBeLessThanOrEqual(6);
    expect(subject.provider.dialect.abilities()).toEqual(most);
  });
});

test('a path that a server answers well to without knowing it is misconfigured', async () => {
  await withServer(named('LM Studio'), async (subject) => {
    const body = '{"error":"Unexpected endpoint or method. (POST /chat/completions)"}';
    subject.server.script({ kind: 'body', status: 200, body });

    expect((await failureOf(judge(subject))).code).toBe('model.misconfigured');
  });
});
