import { expect, test } from 'vitest';
import type { TraceEntry } from '../../../usecases/review/view.ts';
import { createTrace } from './trace.ts';

const traced = () => {
  const sent: TraceEntry[][] = [];
  const line = { up: true };
  const clock = { now: 0 };
  const trace = createTrace({
    now: () => clock.now,
    send: (entries) => {
      if (!line.up) return Promise.reject(new Error('no line'));
      sent.push(entries);
      return Promise.resolve();
    },
  });
  return { trace, sent, line, clock };
};

test('what was in view long enough is seen with its seconds, also while it still is', async () => {
  const { trace, sent, clock } = traced();
  trace.enter('c1');
  clock.now = 5_200;
  await trace.flush();
  clock.now = 9_200;
  trace.leave('c1', true);
  await trace.flush();
  expect(sent.flat()).toEqual([
    { kind: 'seen', target: 'c1', seconds: 5 },
    { kind: 'seen', target: 'c1', seconds: 4 },
  ]);
});

test('what went by at the top without having been in view is scrolled past, and not what was only on its way', async () => {
  const { trace, sent, clock } = traced();
  trace.enter('c1');
  trace.enter('c2');
  clock.now = 900;
  trace.leave('c1', true);
  trace.leave('c2', false);
  trace.leave('c3', true);
  await trace.flush();
  expect(sent.flat()).toEqual([{ kind: 'scrolled_past', target: 'c1', seconds: 0 }]);
});

test('without a line it is kept, and sent in its order with what came after', async () => {
  const { trace, sent, line } = traced();
  expect(trace.hasOpened()).toBe(false);
  line.up = false;
  trace.note('opened', 'c1');
  await trace.flush();
  line.up = true;
  trace.note('played', '1');
  await trace.flush();
  await trace.flush();
  expect(sent).toEqual([
    [
      { kind: 'opened', target: 'c1', seconds: 0 },
      { kind: 'played', target: '1', seconds: 0 },
    ],
  ]);
  expect(trace.hasOpened()).toBe(true);
});

test('the proposal shown is no evidence opened', () => {
  const { trace } = traced();
  trace.note('revealed', 'c1');
  expect(trace.hasOpened()).toBe(false);
});

test('time in another window does not count', async () => {
  const { trace, sent, clock } = traced();
  trace.enter('c1');
  clock.now = 3_000;
  await trace.flush('away');
  clock.now = 900_000;
  await trace.flush();
  trace.back();
  clock.now = 904_000;
  trace.leave('c1', false);
  await trace.flush();
  expect(sent.flat()).toEqual([
    { kind: 'seen', target: 'c1', seconds: 3 },
    { kind: 'seen', target: 'c1', seconds: 4 },
  ]);
});
