import { expect, test } from 'vitest';

import { createLogger } from '../../infra/log.ts';
import { readableLine } from './output.ts';

test('an entry of the log is a short readable line', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(readableLine(line)) };
  createLogger({ service: 'api', level: 'info', destination }).info('http.request', { status: 200, route: '/healthz' });

  expect(lines).toEqual([expect.stringMatching(/^[\d:.]{12} INFO {2}api http\.request status=200 route=\/healthz$/)]);
});

test.each(['database system is ready', '{"level":"info","msg":', '{"other":1}', ''])('%j stays as it is', (line) => {
  expect(readableLine(line)).toBe(line);
});
