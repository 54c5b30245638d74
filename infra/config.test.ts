import { inspect } from 'node:util';

import { describe, expect, test } from 'vitest';

import { SAMPLE_SECRETS } from './config/production-rules.ts';
import { ConfigError } from './config/read-variables.ts';
import { loadConfig, loadDatabaseConfig } from './config.ts';

const secret = (seed: number): string =>
  Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 7 + seed * 31) % 256)).toString('base64');

const env = (overrides: Record<string, string | undefined> = {}) => ({
  DATABASE_URL: 'postgres://parley:pass-word@127.0.0.1:5432/parley',
  PARLEY_MASTER_KEY: secret(1),
  PARLEY_KEY_PEPPER: secret(2),
  PARLEY_SIGNING_KEY: secret(3),
  ...overrides,
});

const production = (overrides: Record<string, string | undefined> = {}) =>
  env({
    NODE_ENV: 'production',
    PARLEY_PUBLIC_URL: 'https://interviews.example.com',
    PARLEY_OBJECTS: 'fs:/var/lib/parley/objects',
    ...overrides,
  });

const problemsOf = (variables: Record<string, string | undefined>): string[] => {
  try {
    loadConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable, problem }) => `${variable} ${problem}`);
    throw error;
  }
  return [];
};

describe('defaults', () => {
  test('are enough once the database and the keys are named', () => {
    expect(loadConfig(env())).toMatchObject({
      production: false,
      embedded: false,
      console: null,
      server: {
        host: '0.0.0.0',
        port: 3000,
        metricsPort: 9464,
        publicUrl: 'http://127.0.0.1:3000',
        shutdownGraceMs: 30_000,
      },
      worker: {
        metricsPort: 9465,
        workflowCacheMax: 300,
        activitiesMax: 50,
        modelActivitiesMax: 20,
        shutdownGraceMs: 30_000,
        lostAfterMs: 600_000,
      },
      database: { poolMax: 20, keyUrl: undefined },
      temporal: { address: '127.0.0.1:7233', namespace: 'default', taskQueue: 'parley', searchAttributes: false },
      engine: { kind: 'offline' },
      assessment: { readings: 3 },
      outbound: { allowedNetworks: [] },
      log: { level: 'info' },
    });
  });

  test('keep embedded processes on the loopback address', () => {
    const { server, embedded } = loadConfig(env({ PARLEY_EMBEDDED: '1', PARLEY_PORT: '4001' }));

    expect(embedded).toBe(true);
    expect(server).toMatchObject({ host: '127.0.0.1', publicUrl: 'http://127.0.0.1:4001' });
  });

  test('let whoever tries Parley out poll as they like, and nobody else', () => {
    const perHour = (change: Record<string, string>) => loadConfig(env(change)).server.requestsPerHour;

    expect(perHour({})).toBe(1_000);
    expect(perHour({ PARLEY_EMBEDDED: '1' })).toBe(100_000);
    expect(perHour({ PARLEY_EMBEDDED: '1', PARLEY_REQUESTS_PER_HOUR: '50' })).toBe(50);
  });

  test('an empty variable counts as absent', () => {
    expect(loadConfig(env({ PARLEY_PORT: '' })).server.port).toBe(3000);
  });
});

describe('problems', () => {
  test('are all reported at once, each with what to do', () => {
    const attempt = () => loadConfig({ PARLEY_PORT: '70000', PARLEY_ENGINE: 'magic' });

    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(/6 settings are wrong/);
    expect(attempt).toThrow(/DATABASE_URL is missing\. For example: DATABASE_URL=postgres:/);
    expect(attempt).toThrow(/PARLEY_MASTER_KEY is missing\. Make one with: openssl rand -base64 32/);
    expect(attempt).toThrow(/PARLEY_PORT must be a whole number from 1 to 65535\. Leave it out for 3000/);
    expect(attempt).toThrow(/PARLEY_ENGINE must be one of offline, openai-compatible, anthropic/);
  });

  test.each([
    ['TEMPORAL_ADDRESS', 'localhost'],
    ['TEMPORAL_ADDRESS', 'localhost:70000'],
    ['DATABASE_URL', 'mysql://a/b'],
    ['PARLEY_PUBLIC_URL', 'https://example.com/parley'],
    ['PARLEY_PUBLIC_URL', 'https://user@example.com'],
    ['PARLEY_PUBLIC_URL', 'ftp://example.com'],
    ['PARLEY_MASTER_KEY', 'c2hvcnQ='],
    ['PARLEY_ASSESSOR_JUDGES', '2'],
    ['PARLEY_EMBEDDED', 'maybe'],
    ['PARLEY_OUTBOUND_ALLOW', '10.0.0.0/8,everything'],
    ['PARLEY_OUTBOUND_ALLOW', '300.1.0.0/16'],
    ['PARLEY_PORT', '3e3'],
    ['PARLEY_MODEL_PRICE_IN', '-1'],
    ['NODE_ENV', 'prod'],
  ])('%s=%s is refused', (variable, value) => {
    expect(problemsOf(env({ [variable]: value }))).toEqual([expect.stringContaining(variable)]);
  });

  test('never repeat the value of a setting', () => {
    expect(() => loadConfig(env({ DATABASE_URL: 'mysql://a:hunter2@b/c', PARLEY_KEY_PEPPER: 'hunter2' }))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  test('the same secret for two purposes is one of them', () => {
    expect(problemsOf(env({ PARLEY_KEY_PEPPER: secret(1) }))).toEqual([
      'PARLEY_KEY_PEPPER is the same as another secret',
    ]);
  });
});

describe('the engine', () => {
  test('openai-compatible needs an address and a model, but no key', () => {
    const chosen = { PARLEY_ENGINE: 'openai-compatible' };
    const settings = { PARLEY_MODEL_URL: 'http://127.0.0.1:8080/v1/', PARLEY_MODEL_NAME: 'small' };

    expect(problemsOf(env(chosen))).toEqual([
      'PARLEY_MODEL_URL is missing for PARLEY_ENGINE=openai-compatible',
      'PARLEY_MODEL_NAME is missing for PARLEY_ENGINE=openai-compatible',
    ]);
    expect(loadConfig(env({ ...chosen, ...settings })).engine).toMatchObject({
      kind: 'openai-compatible',
      url: 'http://127.0.0.1:8080/v1',
      modelName: 'small',
      timeoutMs: 60_000,
      priceInPerMillion: undefined,
    });
  });

  const remote = (settings: Record<string, string>) =>
    env({ PARLEY_ENGINE: 'openai-compatible', PARLEY_MODEL_NAME: 'm', PARLEY_MODEL_URL: 'http://h/v1', ...settings });

  test.each([
    ['http://127.0.0.1:8080/v1/', 'http://127.0.0.1:8080/v1', ''],
    ['https://h/v1/chat/completions', 'https://h/v1', ''],
    ['https://h/v1beta/openai/chat/completions/', 'https://h/v1beta/openai', ''],
    ['https://r.example/openai/v1?api-version=preview', 'https://r.example/openai/v1', '?api-version=preview'],
    [
      'https://r.example/openai/deployments/d/chat/completions?api-version=2024-10-21',
      'https://r.example/openai/deployments/d',
      '?api-version=2024-10-21',
    ],
  ])('the address %s is taken apart', (address, url, query) => {
    expect(loadConfig(remote({ PARLEY_MODEL_URL: address })).engine).toMatchObject({ url, query });
  });

  test.each([
    ['http://h:11434/api/chat', 'names another call than chat completions; without it: http://h:11434/v1'],
    ['https://h/v1/responses', 'names another call than chat completions; without it: https://h/v1'],
    ['https://h/v1/completions/', 'names another call than chat completions; without it: https://h/v1'],
    ['https://h/v1?key=sk-1', 'must not hold a key (key): that belongs into PARLEY_MODEL_KEY'],
    ['https://h/v1?api_key=sk-1', 'must not hold a key (api_key): that belongs into PARLEY_MODEL_KEY'],
    ['https://u:p@h/v1', 'must have no user, password or fragment'],
    ['h:8080/v1', 'must be an http or https address'],
    ['models', 'must be an http or https address'],
  ])('the address %s is refused with what would be right', (address, problem) => {
    expect(problemsOf(remote({ PARLEY_MODEL_URL: address }))[0]).toBe(`PARLEY_MODEL_URL ${problem}`);
    expect(JSON.stringify(problemsOf(remote({ PARLEY_MODEL_URL: address })))).not.toContain('sk-1');
  });

  test('room and effort are for all kinds of job, or for each', () => {
    const jobsOf = (settings: Record<string, string>) => {
      const { engine } = loadConfig(remote(settings));
      return engine.kind === 'offline' ? null : engine.jobs;
    };
    const usual = { outputTokensMax: 16_000, effort: undefined };

    expect(jobsOf({})).toEqual({ planner: usual, interviewer: usual, assessor: usual, assistant: usual });
    expect(jobsOf({ PARLEY_MODEL_OUTPUT_TOKENS: '4000' })?.assessor.outputTokensMax).toBe(4_000);
    expect(
      jobsOf({
        PARLEY_MODEL_OUTPUT_TOKENS: '4000, planner=20000',
        PARLEY_MODEL_REASONING_EFFORT: 'interviewer=minimal,assessor=high',
      }),
    ).toEqual({
      planner: { outputTokensMax: 20_000, effort: undefined },
      interviewer: { outputTokensMax: 4_000, effort: 'minimal' },
      assessor: { outputTokensMax: 4_000, effort: 'high' },
      assistant: { outputTokensMax: 4_000, effort: undefined },
    });
  });

  test.each([
    ['PARLEY_MODEL_OUTPUT_TOKENS', 'judge=4000'],
    ['PARLEY_MODEL_OUTPUT_TOKENS', 'planner=4000,planner=5000'],
    ['PARLEY_MODEL_OUTPUT_TOKENS', 'planner=many'],
    ['PARLEY_MODEL_OUTPUT_TOKENS', '10'],
    ['PARLEY_MODEL_OUTPUT_TOKENS', '__proto__=4000'],
    ['PARLEY_MODEL_REASONING_EFFORT', 'very much'],
    ['PARLEY_MODEL_REASONING_EFFORT', 'assessor='],
  ])('%s=%s is refused', (name, value) => {
    expect(problemsOf(remote({ [name]: value }))).toEqual([expect.stringContaining(name)]);
  });

  test('anthropic takes the efforts that its API knows', () => {
    const settings = { PARLEY_ENGINE: 'anthropic', PARLEY_MODEL_KEY: 'k', PARLEY_MODEL_NAME: 'm' };

    expect(problemsOf(env({ ...settings, PARLEY_MODEL_REASONING_EFFORT: 'high' }))).toEqual([]);
    expect(problemsOf(env({ ...settings, PARLEY_MODEL_REASONING_EFFORT: 'minimal' }))).toHaveLength(1);
  });

  test('anthropic needs a key and a model', () => {
    expect(problemsOf(env({ PARLEY_ENGINE: 'anthropic' }))).toHaveLength(2);
    const { engine } = loadConfig(
      env({
        PARLEY_ENGINE: 'anthropic',
        PARLEY_MODEL_KEY: 'k',
        PARLEY_MODEL_NAME: 'm',
        PARLEY_MODEL_PRICE_OUT: '15.5',
      }),
    );

    expect(engine).toMatchObject({ kind: 'anthropic', url: undefined, priceOutPerMillion: 15.5 });
  });
});

test('who reads was a number before, which is read once more, and named for it', () => {
  const { assessment, deprecated } = loadConfig(env({ PARLEY_ASSESSOR_JUDGES: '5' }));

  expect(assessment).toMatchObject({ readings: 5, firstReadings: 2 });
  expect(deprecated).toEqual(['PARLEY_ASSESSOR_JUDGES']);
  expect(loadConfig(env({ PARLEY_ASSESSOR_JUDGES: '5', PARLEY_JUDGES: 'own' })).assessment.readings).toBe(1);
  expect(loadConfig(env()).deprecated).toEqual([]);
});

describe('production', () => {
  test('starts with https and secrets of its own', () => {
    expect(loadConfig(production()).server.publicUrl).toBe('https://interviews.example.com');
  });

  test('refuses the sample secrets, which development accepts', () => {
    expect(loadConfig(env(SAMPLE_SECRETS)).production).toBe(false);
    expect(problemsOf(production(SAMPLE_SECRETS))).toEqual(
      Object.keys(SAMPLE_SECRETS).map((name) => `${name} is a sample secret, which production refuses`),
    );
  });

  test('refuses a key of one repeated byte', () => {
    const zeros = Buffer.alloc(32).toString('base64');

    expect(problemsOf(production({ PARLEY_MASTER_KEY: zeros }))).toHaveLength(1);
  });

  test('demands a public address, https unless it is the loopback', () => {
    expect(problemsOf(production({ PARLEY_PUBLIC_URL: undefined }))).toEqual(['PARLEY_PUBLIC_URL is missing']);
    expect(problemsOf(production({ PARLEY_PUBLIC_URL: 'http://example.com' }))).toEqual([
      'PARLEY_PUBLIC_URL must be an https address in production',
    ]);
    expect(problemsOf(production({ PARLEY_PUBLIC_URL: 'http://localhost:3000' }))).toEqual([]);
  });
});

describe('secrets', () => {
  test('print as [redacted] in every usual way', () => {
    const config = loadConfig(env({ PARLEY_MODEL_KEY: 'hunter2' }));
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(config.keys.master),
    ];

    expect(config.database.url.reveal()).toContain('pass-word');
    expect(config.keys.master.reveal()).toHaveLength(32);
    for (const text of printed) {
      expect(text).toContain('[redacted]');
      expect(text).not.toMatch(/pass-word|hunter2/);
      expect(text).not.toContain(secret(1));
    }
  });

  test('are read from the file that NAME_FILE names', () => {
    const readFile = (path: string) => (path === '/run/secrets/url' ? 'postgres://from-file/parley\n' : '');
    const variables = { DATABASE_URL: undefined, DATABASE_URL_FILE: '/run/secrets/url' };

    expect(loadConfig(env(variables), { readFile }).database.url.reveal()).toBe('postgres://from-file/parley');
  });

  test('an unreadable, empty or second source is a problem', () => {
    const missing = { DATABASE_URL: undefined, DATABASE_URL_FILE: '/absent/file' };

    expect(problemsOf(env(missing))).toEqual([
      'DATABASE_URL cannot be read from the file that DATABASE_URL_FILE names',
    ]);
    expect(problemsOf(env({ DATABASE_URL_FILE: '/absent/file' }))).toEqual([
      'DATABASE_URL is set twice, also by DATABASE_URL_FILE',
    ]);
  });
});

test('the result is frozen to the bottom', () => {
  const { server, outbound } = loadConfig(env());

  expect(Object.isFrozen(server) && Object.isFrozen(outbound.allowedNetworks)).toBe(true);
});

test('the migrator needs the database alone', () => {
  expect(loadDatabaseConfig({ DATABASE_URL: 'postgres://a/b' }).url.reveal()).toBe('postgres://a/b');
  expect(() => loadDatabaseConfig({})).toThrow(/one setting is wrong/);
});
