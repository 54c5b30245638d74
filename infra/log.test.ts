import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { AppError } from '../domain/errors.ts';
import type { LogFields } from '../domain/ports/log.ts';

import { addLogFields, createLogger, withLogFields } from './log.ts';
import { createOutageLog } from './log/outage-log.ts';

const CANARY = 'Ada Lovelace <ada@example.com>';

const capture = (options: { level?: string } = {}) => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'api', level: 'info', destination, ...options });
  const entries = () => lines.map((line): Record<string, unknown> => JSON.parse(line));
  return { logger, lines, entries };
};

/** What untyped code could pass in spite of the compiler. */
const careless = (fields: Record<string, unknown>): LogFields => fields;

describe('a log line', () => {
  test('is one JSON object with level, time, service, event and the fields', () => {
    const { logger, entries } = capture();
    logger.info('http.request', { route: '/api/v1/interviews/:runId', status: 200, durationMs: 1.5 });

    expect(entries()).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        service: 'api',
        event: 'http.request',
        route: '/api/v1/interviews/:runId',
        status: 200,
        durationMs: 1.5,
      },
    ]);
  });

  test('below the level is not written', () => {
    const { logger, lines } = capture({ level: 'warn' });
    logger.info('http.request');

    expect(lines).toEqual([]);
  });

  test('carries the fields of its child logger', () => {
    const { logger, entries } = capture();
    logger.child({ runId: 'run_1' }).warn('projection.conflict', { seq: 4 });

    expect(entries()[0]).toMatchObject({ level: 40, runId: 'run_1', seq: 4 });
  });

  test('carries the request id of the request it was written in, and of no other', async () => {
    const { logger, entries } = capture();
    const request = (requestId: string) =>
      withLogFields({ requestId }, async () => {
        await setImmediate();
        withLogFields({ runId: `run_${requestId}` }, () => logger.info('http.request'));
      });
    await Promise.all([request('a'), request('b')]);
    logger.info('server.stopped');

    expect(entries().map(({ requestId, runId }) => [requestId, runId])).toEqual([
      ['a', 'run_a'],
      ['b', 'run_b'],
      [undefined, undefined],
    ]);
  });
});

describe('personal data never reaches a log line', () => {
  test('as a field outside the list', () => {
    const { logger, lines, entries } = capture();
    logger.info('interview.received', careless({ runId: 'run_1', candidateName: CANARY }));

    expect(lines.join('')).not.toContain('Ada');
    expect(entries()[0]).toMatchObject({ runId: 'run_1', droppedFields: 1 });
  });

  test('as free text, an object or a list in an allowed field', () => {
    const { logger, lines } = capture();
    logger.info('interview.received', careless({ code: CANARY, state: { name: CANARY }, step: [CANARY] }));

    expect(lines.join('')).not.toContain('Ada');
    expect(lines.join('')).toContain('"code":"[withheld]"');
  });

  test('as the event itself', () => {
    const { logger, entries, lines } = capture();
    logger.info(`received ${CANARY}`);

    expect(lines.join('')).not.toContain('Ada');
    expect(entries()[0]).toMatchObject({ event: 'log.unnamed' });
  });

  test('through the context or a child', () => {
    const { logger, lines } = capture();
    withLogFields(careless({ email: CANARY, code: CANARY }), () =>
      logger.child(careless({ email: CANARY })).info('a.b'),
    );

    expect(lines.join('')).not.toContain('Ada');
  });

  test('as the message of an error, of its cause, or as a line that looks like a stack frame', () => {
    const { logger, lines, entries } = capture();
    const foreign = Object.assign(new Error(`Key (email)=(${CANARY}) exists\n    at ${CANARY}`), {
      code: '23505',
      constraint: 'runs_external_id_key',
      detail: CANARY,
    });
    logger.error('store.failed', { error: new AppError('internal.error', { detail: CANARY, cause: foreign }) });

    expect(lines.join('')).not.toContain('Ada');
    expect(entries()[0]).toMatchObject({
      error: {
        name: 'AppError',
        code: 'internal.error',
        stack: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
        cause: { name: 'Error', code: '23505', constraint: 'runs_external_id_key' },
      },
    });
  });

  test('as something thrown that is no error', () => {
    const { logger, lines, entries } = capture();
    logger.error('store.failed', { error: CANARY });
    logger.error('store.failed', { error: { name: CANARY, code: CANARY } });

    expect(lines.join('')).not.toContain('Ada');
    expect(entries().map(({ error }) => error)).toEqual([{ name: 'string' }, { name: 'Error' }]);
  });
});

const failing = (code: string, more: object = {}): Error =>
  Object.assign(new Error('foreign words'), { code, ...more });
const grpc = (code: number, details: string): Error => Object.assign(new Error('grpc'), { code, details });

describe('one failure', () => {
  test.each([
    [failing('ECONNREFUSED', { syscall: 'connect' }), 'connection refused', undefined],
    [new AggregateError([failing('ECONNREFUSED')], 'all'), 'connection refused', undefined],
    [new TypeError('fetch failed', { cause: failing('ENOTFOUND') }), 'name not found', undefined],
    [failing('CERT_HAS_EXPIRED'), 'certificate expired', undefined],
    [failing('SELF_SIGNED_CERT_IN_CHAIN'), 'certificate not trusted', undefined],
    [new DOMException('late', 'TimeoutError'), 'timed out', undefined],
    [failing('57014', { severity: 'ERROR' }), 'timed out', 'database'],
    [failing('28P01', { severity: 'FATAL' }), 'login refused', 'database'],
    [new Error('Connection terminated unexpectedly'), 'connection lost', undefined],
    [new AppError('store.unavailable', { cause: failing('ECONNREFUSED') }), 'connection refused', 'database'],
    [
      new AppError('engine.unavailable', {
        cause: grpc(14, 'No connection established. Last error: connect ECONNREFUSED 10.0.0.1:7233'),
      }),
      'connection refused',
      'temporal',
    ],
    [grpc(4, 'Deadline exceeded'), 'timed out', 'temporal'],
    [grpc(14, 'upstream'), 'connection failed', 'temporal'],
    [new AppError('model.timeout'), 'timed out', 'model'],
  ])('%s says why in plain words, and with what, without a stack', (error, reason, target) => {
    const { logger, entries, lines } = capture();
    logger.warn('step.failed', { error });

    expect(entries()[0]?.['reason']).toBe(reason);
    expect(entries()[0]?.['target']).toBe(target);
    expect(lines.join('')).not.toMatch(/stack|foreign words/);
  });

  test('of ours keeps its stack and gets no words', () => {
    const { logger, entries } = capture();
    logger.error('step.failed', { error: new TypeError('x is not a function') });
    logger.error('step.failed', { error: new AppError('internal.error', { cause: new RangeError('x') }) });

    for (const entry of entries()) {
      expect(entry).not.toHaveProperty('reason');
      expect(JSON.stringify(entry)).toContain('log.test.ts');
    }
  });

  test('that is passed on is one line, and more for those who debug', () => {
    const [quiet, talkative] = [capture(), capture({ level: 'debug' })];
    for (const { logger } of [quiet, talkative]) {
      const error = new AppError('model.unavailable', { cause: failing('ECONNREFUSED') });
      logger.warn('model.call_failed', { error });
      logger.warn('activity.failed', { error: new AppError('internal.error', { cause: error }) });
      logger.warn('activity.failed', { error: new AppError('model.unavailable') });
    }

    expect(quiet.entries().map(({ event }) => event)).toEqual(['model.call_failed', 'activity.failed']);
    expect(talkative.entries().map(({ level }) => level)).toEqual([40, 20, 40]);
  });

  test('that repeats itself is told when it begins and when it is over', () => {
    const { logger, entries } = capture();
    const outage = createOutageLog(logger, 'relay.failed');
    for (let count = 0; count < 5; count += 1) outage.failed({ error: failing('ECONNREFUSED') });
    outage.worked();
    outage.worked();
    outage.failed({ code: 'timeout', target: 'mail' });

    expect(entries()).toMatchObject([
      { level: 40, event: 'relay.failed', reason: 'connection refused' },
      { level: 30, event: 'outage.over', step: 'relay.failed', count: 5 },
      { level: 40, event: 'relay.failed', reason: 'timed out', target: 'mail' },
    ]);
  });

  test('gives no words that are not on the list', () => {
    const { logger, lines } = capture();
    logger.warn('step.failed', careless({ reason: 'ada lovelace', code: 'x' }));

    expect(lines.join('')).not.toContain('lovelace');
  });
});

test('what turns out on the way is on every later line of the same work, and on no other', async () => {
  const { logger, entries } = capture();
  const request = (runId: string) =>
    withLogFields({ requestId: runId }, async () => {
      logger.info('http.begin');
      await setImmediate();
      addLogFields({ runId });
      await setImmediate();
      logger.info('http.request');
    });
  await Promise.all([request('run_a'), request('run_b')]);
  addLogFields({ runId: 'run_nobody' });
  logger.info('server.stopped');

  expect(entries().map(({ event, requestId, runId }) => [event, requestId, runId])).toEqual([
    ['http.begin', 'run_a', undefined],
    ['http.begin', 'run_b', undefined],
    ['http.request', 'run_a', 'run_a'],
    ['http.request', 'run_b', 'run_b'],
    ['server.stopped', undefined, undefined],
  ]);
});

test('an error that causes itself is described to a bounded depth', () => {
  const { logger, entries } = capture();
  const error = new Error('loop');
  error.cause = error;
  logger.error('store.failed', { error });

  expect(JSON.stringify(entries()[0]).match(/"cause"/g)).toHaveLength(4);
});
