import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isErrorCode } from '../../domain/errors.ts';
import { metricTable } from '../../domain/ports/metrics.ts';

type Rules = { groups: { rules: { alert: string; expr: string }[] }[] };

const { groups } = parse(readFileSync('docs/operations/alerts.yml', 'utf8')) as Rules;
const rules = groups.flatMap((group) => group.rules);
const labelsOf = new Map<string, readonly string[]>(
  Object.values(metricTable).map(({ name, labels }) => [name, labels]),
);

type Asked = { name: string; labels: { label: string; value: string }[] };

const askedBy = (expr: string): Asked[] =>
  [...expr.matchAll(/(parley_[a-z_]+?)(?:_count|_sum|_bucket)?(?:\{([^}]*)\})?(?=[[\s)]|$)/g)].map(
    ([, name = '', labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => ({ label, value })),
    }),
  );

describe.each(rules)('the alert $alert', ({ expr }) => {
  const asked = askedBy(expr);
  const known = asked.flatMap(({ name }) => labelsOf.get(name) ?? []);

  test('asks for figures that exist', () => {
    expect(asked).not.toEqual([]);
    expect(asked.filter(({ name }) => !labelsOf.has(name))).toEqual([]);
  });

  test('asks for labels and codes that exist', () => {
    const labels = asked.flatMap((one) => one.labels);
    const grouped = [...expr.matchAll(/ by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(', '));

    expect(labels.filter(({ label }) => !known.includes(label))).toEqual([]);
    // A result is an error code, or one that the figure's own help names.
    const told = Object.values(metricTable).filter(({ name }) => asked.some((one) => one.name === name));
    const isKnown = (value: string): boolean =>
      isErrorCode(value) || told.some(({ help }) => help.split(/[ ,;]+/).includes(value));
    expect(labels.filter(({ label, value }) => label === 'result' && !isKnown(value))).toEqual([]);
    expect(grouped.filter((label) => !['job', 'instance', ...known].includes(label))).toEqual([]);
  });
});

test('a process that stands still is found by a rule', () => {
  expect(rules.flatMap(({ expr }) => askedBy(expr)).map(({ name }) => name)).toContain(
    'parley_event_loop_delay_seconds',
  );
});
