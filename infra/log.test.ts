import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { AppError } from '../domain/errors.ts';
import type { LogFields } from '../domain/ports/log.ts';

import { createLogger, withLogFields } from './log.ts';

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

test('an error that causes itself is described to a bounded depth', () => {
  const { logger, entries } = capture();
  const error = new Error('loop');
  error.cause = error;
  logger.error('store.failed', { error });

  expect(JSON.stringify(entries()[0]).match(/"cause"/g)).toHaveLength(4);
});
