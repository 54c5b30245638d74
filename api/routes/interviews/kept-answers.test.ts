import { describe, expect, test } from 'vitest';
import { createKeptAnswers } from './kept-answers.ts';

const run = { tenantId: 'tnt_1', runId: 'run_1' };
const other = { tenantId: 'tnt_1', runId: 'run_2' };
const third = { tenantId: 'tnt_1', runId: 'run_3' };

const openings = { openedSoFar: () => [], noteOpened: () => undefined };

const keeping = (options: { lifeMs?: number; bytesMax?: number } = {}) => {
  const clock = { at: 1_000, now: () => clock.at };
  const answers = createKeptAnswers({ clock, lifeMs: 60_000, openings, ...options });
  const keep = (of: typeof run, text = 'x'.repeat(100), tag = '"1.1"') =>
    answers.keep(of, { tag, text, readAt: clock.at });
  return { clock, answers, keep };
};

describe('a kept answer', () => {
  test('is given for its own version only', () => {
    const { answers, keep } = keeping();
    keep(run, 'text', '"2.3"');

    expect([answers.get(run, '"2.3"'), answers.get(run, '"2.4"')]).toEqual(['text', null]);
  });

  test('is given to its own tenant only, even for the same id of a run', () => {
    const { answers, keep } = keeping();
    keep(run);

    expect(answers.has({ ...run, tenantId: 'tnt_2' })).toBe(false);
    expect(answers.get({ ...run, tenantId: 'tnt_2' }, '"1.1"')).toBeNull();
  });

  test('ends with its time, which counts from before it was read', () => {
    const { clock, answers } = keeping();
    answers.keep(run, { tag: '"1.1"', text: 'x', readAt: clock.at - 59_999 });
    expect(answers.get(run, '"1.1"')).toBe('x');
    clock.at += 1;

    expect(answers.get(run, '"1.1"')).toBeNull();
    answers.keep(run, { tag: '"1.1"', text: 'x', readAt: clock.at - 60_000 });
    expect(answers.has(run)).toBe(false);
  });

  test('leaves memory by itself', async () => {
    const { answers, keep } = keeping({ lifeMs: 20 });
    keep(run);
    expect(answers.has(run)).toBe(true);
    await expect.poll(() => answers.has(run)).toBe(false);
  });

  test('can be dropped at once', () => {
    const { answers, keep } = keeping();
    keep(run);
    answers.drop(run);

    expect(answers.has(run)).toBe(false);
  });
});

test('more than fits pushes out what was used least recently', () => {
  const { answers, keep } = keeping({ bytesMax: 400 });
  keep(run);
  keep(other);
  answers.get(run, '"1.1"');
  keep(third);

  expect([run, other, third].map(answers.has)).toEqual([true, false, true]);
  keep(third, 'x'.repeat(300));
  expect([run, other, third].map(answers.has)).toEqual([false, false, false]);
});
