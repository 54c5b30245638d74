// Expressions as attackers write them: each fails alone, in time, and what comes after it works.
import { describe, expect, test } from 'vitest';
import { createExpressions } from './expressions.ts';

const expressions = createExpressions({ timeLimitMs: 150 });
const document = {
  assessment: { score100: 70 },
  competencies: [
    { name: 'A', score: 4 },
    { name: 'B', score: 2 },
  ],
};

const loops = '($f := function($x){ $f($x) }; $f(1))';
const backtracks = `$match("${'a'.repeat(40)}!", /^(a+)+$/)`;
const eats = '[1..10000000]';
const eatsText = '($f := function($s){ $f($s & $s) }; $f("xxxxxxxxxxxxxxxx"))';

describe('what a customer’s expression does', () => {
  test('stays with it: one that loops, backtracks, eats memory or throws takes nothing from the others', async () => {
    const mine = [
      loops,
      'assessment.score100',
      eats,
      backtracks,
      '$error("boom")',
      eatsText,
      '$sum(competencies.score)',
    ];

    const results = await expressions.evaluate('tenant', document, mine);

    expect(results).toEqual([
      { failure: 'slow' },
      { value: 70 },
      { failure: 'memory' },
      { failure: 'slow' },
      { failure: 'failed' },
      { failure: expect.stringMatching(/^(?:failed|memory|slow)$/) as string },
      { value: 6 },
    ]);
  });

  test('reaches nothing of ours, and leaves nothing to the next one', async () => {
    const mine = [
      '$.constructor.constructor("return process")()',
      '$eval("process.env")',
      '$lookup({}, "constructor")',
      '$merge([{"__proto__": {"polluted": 1}}, {"constructor": {"prototype": {"polluted": 1}}}]).x',
      '$ ~> |$|{"__proto__": {"polluted": 1}}| ~> $lookup("polluted")',
      'polluted',
      '$lookup({}, "polluted")',
    ];

    const results = await expressions.evaluate('tenant', document, mine);

    for (const result of results) expect('value' in result ? result.value : undefined).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('is bounded in what it answers, and nothing found is no value', async () => {
    const [long, nothing, list] = await expressions.evaluate('tenant', document, [
      '$join([1..20000].("abcdefgh"))',
      'assessment.nobody',
      'competencies.name',
    ]);

    expect([long, nothing, list]).toEqual([{ failure: 'large' }, { value: undefined }, { value: ['A', 'B'] }]);
  });
});

test('a hundred that loop take no longer than a run may, and those that were not reached are slow as well', async () => {
  const short = createExpressions({ timeLimitMs: 100, runLimitMs: 2_000 });
  const start = performance.now();

  const results = await short.evaluate('tenant', document, ['assessment.score100', ...Array(100).fill(loops), '1']);

  // What is begun is still ended by its own limit.
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(results).toEqual([{ value: 70 }, ...Array(101).fill({ failure: 'slow' })]);
});

test('what an expression begins at is read without a value, and where it is none is said', async () => {
  const readings = await expressions.read('tenant', [
    'assessment.score100 > 5 ? competencies[name="A"].score : times.decided',
    '$map(competencies, function($c){ $c.name })',
    'a.b.',
  ]);

  expect(readings).toEqual([
    { paths: ['assessment.score100', 'competencies.score', 'times.decided'] },
    { paths: ['competencies'] },
    { failure: 'invalid', position: 4 },
  ]);
});
