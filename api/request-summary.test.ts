import { expect, test } from 'vitest';
import { recordingLog, type LogLine } from '../test/api/start-api.ts';
import { createRequestSummary } from './request-summary.ts';

test('a minute of requests is one line, and a quiet one none', () => {
  const lines: LogLine[] = [];
  const summary = createRequestSummary({ log: recordingLog(lines) });
  const asked = (status: number, durationMs: number, route = '/a') =>
    summary.note({ method: 'GET', route, status, durationMs });
  for (const status of [200, 201, 304, 404, 409, 499, 500]) asked(status, 5);
  asked(200, 80, '/slow');
  asked(200, 7);
  summary.stop();
  summary.stop();

  expect(lines).toEqual([
    {
      level: 'info',
      event: 'http.requests',
      fields: {
        count: 9,
        status2xx: 4,
        status3xx: 1,
        status4xx: 3,
        status5xx: 1,
        slowestMs: 80,
        method: 'GET',
        route: '/slow',
      },
    },
  ]);
});
