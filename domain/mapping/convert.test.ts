import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AtsField, AtsFieldType } from '../ports/ats-records.ts';
import type { ResultDocument } from '../result-document/schema.ts';
import { mappingProblems } from './check.ts';
import { convert, placeholdersOf } from './convert.ts';
import { mappingSchema, type Converter } from './mapping.ts';
import { absent, kindOfPath, parsePath, readPath } from './paths.ts';

const document = {
  assessment: { score100: 70, verdict: 'HIRE', strengths: ['a', 'b'] },
  competencies: [
    { id: 'c1', name: 'Problem solving', score: 4 },
    { id: 'c2', name: 'Écoute [active]', score: null },
  ],
} as unknown as ResultDocument;

const options = [
  { id: '11', label: 'Advance' },
  { id: '12', label: 'Hold' },
];
const field = (type: AtsFieldType | null): AtsField => ({ object: 'application', key: 'k', name: 'K', type, options });
const made = (value: unknown, type: AtsFieldType, converter?: Converter) =>
  convert(value, converter, { field: field(type), document });
const scale = (from: [number, number], to: [number, number], round = 0): Converter => ({
  kind: 'scale',
  from,
  to,
  round,
});

describe('a scale', () => {
  const bound = fc.integer({ min: -1_000, max: 1_000 });

  test('maps ends onto ends, stays between them, and never changes the order of two scores', () => {
    fc.assert(
      fc.property(
        bound,
        bound,
        bound,
        bound,
        fc.double({ min: -2_000, max: 2_000, noNaN: true }),
        fc.double({ min: -2_000, max: 2_000, noNaN: true }),
        (a, b, c, d, x, y) => {
          fc.pre(a < b && c < d);
          const of = (value: number): number => {
            const result = made(value, 'number', scale([a, b], [c, d], 4));
            return 'value' in result ? (result.value as number) : Number.NaN;
          };
          expect([of(a), of(b)]).toEqual([c, d]);
          expect(of(x)).toBeGreaterThanOrEqual(c);
          expect(of(x)).toBeLessThanOrEqual(d);
          if (x <= y) expect(of(x)).toBeLessThanOrEqual(of(y));
        },
      ),
    );
  });

  test.each([
    [0, [0, 100], [1, 5], 0, 1],
    [70, [0, 100], [1, 5], 1, 3.8],
    [120, [0, 100], [0, 10], 0, 10],
    [30, [0, 100], [5, 1], 1, 3.8],
    ['70', [0, 100], [0, 10], 0, 7],
  ] as const)('%s of %j on %j to %s digits is %s', (value, from, to, round, expected) => {
    expect(made(value, 'number', scale([...from], [...to], round))).toEqual({ value: expected });
  });
});

describe('a value becomes what its field holds, or says why not', () => {
  test.each<[unknown, AtsFieldType, Converter | undefined, unknown]>([
    [70, 'text', undefined, { value: '70' }],
    ['70', 'number', undefined, { value: 70 }],
    ['seven', 'number', undefined, { failure: 'not_a_number' }],
    ['1e9999', 'number', undefined, { failure: 'not_a_number' }],
    ['yes', 'boolean', undefined, { value: true }],
    ['perhaps', 'boolean', undefined, { failure: 'not_a_boolean' }],
    ['constructor', 'boolean', undefined, { failure: 'not_a_boolean' }],
    ['2026-11-27T23:30:00.000Z', 'date', undefined, { value: '2026-11-27' }],
    [
      '2026-11-27T23:30:00.000Z',
      'date',
      { kind: 'date', format: 'date', timezone: 'Asia/Tokyo' },
      { value: '2026-11-28' },
    ],
    [
      '2026-11-27T23:30:00.000Z',
      'text',
      { kind: 'date', format: 'datetime', timezone: 'America/New_York' },
      { value: '2026-11-27 18:30' },
    ],
    ['yesterday', 'date', undefined, { failure: 'not_a_date' }],
    ['javascript:alert(1)', 'url', undefined, { failure: 'not_an_address' }],
    ['https://x.example/a', 'url', undefined, { value: 'https://x.example/a' }],
    ['hold', 'single_select', undefined, { value: '12' }],
    ['11', 'single_select', undefined, { value: '11' }],
    ['Reject', 'single_select', undefined, { failure: 'no_option' }],
    [['Advance', 'Hold', 'Advance'], 'multi_select', undefined, { value: ['11', '12'] }],
    ['HIRE', 'single_select', { kind: 'table', values: { HIRE: 'Advance' } }, { value: '11' }],
    ['MAYBE', 'single_select', { kind: 'table', values: { HIRE: 'Advance' } }, { failure: 'no_row' }],
    ['MAYBE', 'single_select', { kind: 'table', values: { HIRE: 'Advance' }, else: null }, { value: null }],
    ['toString', 'text', { kind: 'table', values: {}, else: 'none' }, { value: 'none' }],
    [['a', null, 'b'], 'text', { kind: 'join', separator: ' / ' }, { value: 'a / b' }],
    [
      70,
      'text',
      { kind: 'template', text: '{value} ({assessment.verdict}, {nothing.here})' },
      { value: '70 (HIRE, )' },
    ],
    [{ a: 1 }, 'text', undefined, { failure: 'not_a_value' }],
    ['x'.repeat(50_001), 'text', undefined, { failure: 'too_long' }],
  ])('%j into %s', (value, type, converter, expected) => {
    expect(made(value, type, converter)).toEqual(expected);
  });

  test('by the clock of a place: what is saved names it, and what was saved as an offset before is still read', () => {
    const inZone = (timezone: string): Converter => ({ kind: 'date', format: 'datetime', timezone });
    const at = '2026-11-27T23:30:00.000Z';
    const refused = ['+0200', 'CET', 'EST', 'Mars/Crater', 'UTC+2', 'europe'].filter((timezone) => {
      const fields = [
        { source: 'times.decided', target: { object: 'application' as const, key: 'k' }, convert: inZone(timezone) },
      ];
      const vendor = { fields: [field('text')], stages: null, canMoveStage: false };
      return mappingProblems(mappingSchema.parse({ fields }), vendor, new Map()).length > 0;
    });

    expect(refused).toHaveLength(6);
    expect(made(at, 'text', inZone('+0200'))).toEqual({ value: '2026-11-28 01:30' });
    expect(made(at, 'text', inZone('Mars/Crater'))).toEqual({ failure: 'not_a_date' });
  });

  test('and nothing in is nothing out, whatever the field and the converter', () => {
    for (const type of ['text', 'number', 'boolean', 'date', 'url', 'single_select', 'multi_select'] as const)
      for (const converter of [undefined, scale([0, 1], [0, 2]), { kind: 'join', separator: ',' }] satisfies (
        | Converter
        | undefined
      )[])
        for (const nothing of [null, '', ' ', [], [null]])
          expect(made(nothing, type, converter)).toEqual({ value: null });
    expect(made([], 'text', { kind: 'template', text: 'Strengths: {value}' })).toEqual({ value: null });
  });

  test('and whatever comes in, nothing throws', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom<AtsFieldType>('text', 'number', 'date', 'single_select', 'multi_select', 'url', 'boolean'),
        (value, type) => {
          const result = made(value, type);
          expect('value' in result || 'failure' in result).toBe(true);
        },
      ),
    );
  });
});

describe('a path', () => {
  test.each([
    ['assessment.score100', 70],
    ['competencies[Problem solving].score', 4],
    ['competencies[problem SOLVING].score', 4],
    ['competencies[c2].score', null],
    ['competencies[1].id', 'c2'],
    ['competencies.score', [4, null]],
    ['competencies[Nobody].score', absent],
    ['assessment.__proto__', absent],
    ['assessment.constructor', absent],
  ])('%s', (path, expected) => expect(readPath(document, path)).toEqual(expected));

  test.each(['', '.a', 'a..b', 'a[', 'a[]', 'a]', '1a', 'a b', 'a.[x]', '[x]', 'a[ ]', 'a]b', 'a.b!'])(
    '%j is none',
    (path) => {
      expect(parsePath(path)).toBeNull();
    },
  );

  test('knows what the published document has there', () => {
    expect(kindOfPath('assessment.score100')).toMatchObject({ type: 'number', isList: false });
    expect(kindOfPath('assessment.verdict')?.values).toEqual(['STRONG_HIRE', 'HIRE', 'MAYBE', 'NO_HIRE']);
    expect(kindOfPath('competencies.score')).toMatchObject({ type: 'number', isList: true });
    expect(kindOfPath('competencies[X].anchors.3')).toBeNull();
    expect(kindOfPath('times.decided')).toMatchObject({ type: 'time' });
    expect([kindOfPath('assessment'), kindOfPath('assessment.strengths')]).toMatchObject([
      { type: 'object' },
      { type: 'string', isList: true },
    ]);
    expect([kindOfPath('assessment.sentiment'), kindOfPath('toString'), kindOfPath('times.decided.x')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('stands in templates by its braces', () => {
    expect(placeholdersOf('{value} of {assessment.score100} {1} {}')).toEqual(['value', 'assessment.score100']);
  });
});
