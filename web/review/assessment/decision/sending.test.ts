import { expect, test } from 'vitest';
import type { Decide } from '../../../../usecases/review/view.ts';
import { NoAnswer } from '../../../ui/call.ts';
import { refusal } from '../../fake-review.ts';
import { createSending, refusalOf, undoMs, type SendingState } from './sending.ts';

const decision: Decide = { kind: 'approveAssessment', revision: 1, verdict: 'HIRE', reasonCodes: [], note: null };

const sending = (answer: () => Promise<void> = () => Promise.resolve()) => {
  const states: SendingState[] = [];
  const sent: Decide[] = [];
  const log: string[] = [];
  let next: (() => void) | null = null;
  const it = createSending({
    decide: (one) => {
      sent.push(one);
      return answer();
    },
    reread: () => {
      log.push('reread');
      return Promise.resolve();
    },
    refusalOf,
    tell: (state) => void states.push(state),
    later: (work) => {
      next = work;
      return () => {
        next = null;
      };
    },
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      const work = next;
      next = null;
      work?.();
    }
    for (let round = 0; round < 5; round += 1) await Promise.resolve();
  };
  return { ...it, states, sent, log, pass };
};

test('it is sent once the time to undo is over, once, and the time left is told', async () => {
  const { begin, pass, sent, states } = sending();
  begin(decision);
  await pass(undoMs / 1_000 - 1);
  expect(sent).toEqual([]);
  expect(states.at(-1)).toEqual({ step: 'undoable', decision, leftMs: 1_000 });
  await pass(5);
  expect(sent).toEqual([decision]);
  expect(states.at(-1)).toEqual({ step: 'open', refusal: null });
});

test('what is undone is never sent, and can be begun again', async () => {
  const { begin, undo, now, pass, sent } = sending();
  begin(decision);
  await pass(3);
  undo();
  now();
  await pass(20);
  expect(sent).toEqual([]);
  begin(decision);
  now();
  await pass(20);
  expect(sent).toEqual([decision]);
});

test.each([
  [refusal(409, 'interview.stale_revision'), 'stale', ['reread']],
  [refusal(409, 'review.already_decided'), 'decided', ['reread']],
  [refusal(409, 'review.no_evidence_opened'), 'noEvidence', ['reread']],
  [refusal(409, 'appeal.decided'), 'decided', ['reread']],
  [refusal(404, 'appeal.not_found'), 'noAppeal', ['reread']],
  [refusal(409, 'appeal.first_decider'), 'firstDecider', ['reread']],
  [refusal(422, 'appeal.verdict_mismatch'), 'sameVerdict', ['reread']],
  [refusal(422, 'appeal.reason_required'), 'appealReason', ['reread']],
  [refusal(422, 'decision.decider_required'), 'unnamed', ['reread']],
  [new NoAnswer(), 'offline', ['reread']],
  [refusal(500, 'internal.error'), 'other', ['reread']],
])('a refusal is told with what is there instead (%s)', async (error, why, log) => {
  const it = sending(() => Promise.reject(error));
  it.begin(decision);
  it.now();
  await it.pass(3);
  expect(it.states.at(-1)).toMatchObject({ step: 'open', refusal: { why } });
  expect(it.log).toEqual(log);
});
