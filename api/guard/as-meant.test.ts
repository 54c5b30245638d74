import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { instant } from '../schemas/fields.ts';
import { isNothing } from './as-meant.ts';
import { validate } from './validate.ts';

const schema = z.strictObject({
  name: z.string().trim().min(1).max(20),
  note: z.string().max(20).optional(),
  level: z.enum(['JUNIOR', 'SENIOR']).optional(),
  size: z.int().min(1).max(10).default(3),
  share: z.number().optional(),
  open: z.boolean().optional(),
  at: instant.optional(),
  tags: z.array(z.string().max(5)).max(3).optional(),
  label: z.string().max(20).nullable().optional(),
  needs: z.strictObject({ pause: z.enum(['short', 'long']).optional(), factor: z.number().optional() }).optional(),
  targets: z
    .array(z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.string(), level: z.string().optional() })]))
    .optional(),
  profile: z.union([z.string().max(50), z.record(z.string(), z.unknown())]).optional(),
  texts: z.record(z.string(), z.strictObject({ subject: z.string().optional() }).nullable()).optional(),
});
const body = (members: object): unknown => validate('body', schema, { name: 'x', ...members });
const problems = (input: unknown, part: 'body' | 'query' = 'body') => {
  try {
    return validate(part, schema, input);
  } catch (error) {
    return error instanceof AppError ? error.errors : error;
  }
};

const nothings = [null, '', ' ', '\t\n', '\u00a0', '\ufeff', '\u200b'];

describe('nothing', () => {
  test.each(nothings)('is %j', (value) => {
    expect(isNothing(value)).toBe(true);
  });

  test.each([0, false, [], {}, '0', 'null', '.'])('is not %j', (value) => {
    expect(isNothing(value)).toBe(false);
  });

  test.each(nothings)('in an optional member, at any depth, is as if the member were absent: %j', (no) => {
    const all = { note: no, level: no, size: no, share: no, open: no, at: no, tags: no, needs: no, targets: no };
    expect(body({ ...all, profile: no, texts: no })).toEqual({ name: 'x', size: 3 });
    expect(body({ needs: { pause: no, factor: no } })).toEqual({ name: 'x', size: 3, needs: {} });
    expect(body({ targets: [{ b: 'q', level: no }, no] })).toMatchObject({ targets: [{ b: 'q' }] });
  });

  test.each(nothings)('in a member that is needed is a missing member: %j', (no) => {
    expect(problems({ name: no })).toEqual([{ pointer: '/name', code: 'required', message: 'This is required.' }]);
    expect(problems({ name: no }, 'query')).toEqual([expect.objectContaining({ parameter: 'name', code: 'required' })]);
    expect(problems({ name: 'x', targets: [{ a: no }] })).toMatchObject([{ pointer: '/targets/0' }]);
  });

  test.each(nothings)('where null has a meaning of its own is that null: %j', (no) => {
    expect(body({ label: no, texts: { de: no, en: { subject: no } } })).toMatchObject({
      label: null,
      texts: { de: null, en: {} },
    });
  });

  test('among the entries of a list is left out, and problems still name the place that was sent', () => {
    expect(body({ tags: ['a', null, '', '  ', 'b', ' c '] })).toMatchObject({ tags: ['a', 'b', ' c '] });
    expect(body({ tags: [] })).toMatchObject({ tags: [] });
    expect(problems({ name: 'x', tags: ['a', '', null, 'far too long'] })).toMatchObject([
      { pointer: '/tags/3', code: 'too_large' },
    ]);
    expect(problems({ name: 'x', targets: ['', { b: 7 }] })).toMatchObject([{ pointer: '/targets/1' }]);
  });

  test('inside of what callers fill as they like stays as it is', () => {
    const profile = { skills: ['', null], middleName: null, notes: ' ' };

    expect(body({ profile })).toMatchObject({ profile });
  });

  test('does not make an unknown member known', () => {
    expect(problems({ name: 'x', colour: null, constructor: '' })).toMatchObject([
      { pointer: '/colour', code: 'unknown_field' },
      { pointer: '/constructor', code: 'unknown_field' },
    ]);
  });
});

describe('what can mean one thing only', () => {
  test('is taken: codes in another case, numbers and truths as text', () => {
    const sent = { level: 'senior', size: '7', share: ' 1.25 ', open: 'TRUE', needs: { pause: 'Long' } };

    expect(body(sent)).toEqual({
      name: 'x',
      level: 'SENIOR',
      size: 7,
      share: 1.25,
      open: true,
      needs: { pause: 'long' },
    });
    expect(body({ open: 'false' })).toMatchObject({ open: false });
    expect(body({ targets: [{ a: '5' }, { b: '5' }] })).toMatchObject({ targets: [{ a: 5 }, { b: '5' }] });
  });

  test.each([
    { size: '0x3' },
    { size: '3 or so' },
    { size: '1e1' },
    { size: '11' },
    { size: true },
    { open: 1 },
    { open: 'yes' },
    { level: 'mid-senior' },
    { note: 7 },
    { tags: 'a' },
  ])('and %j is not', (sent) => {
    expect(problems({ name: 'x', ...sent })).toHaveLength(1);
  });

  test.each([
    ['2026-11-26T00:00:00 02:00', '2026-11-26T00:00:00+02:00'],
    ['2026-11-26T00:00 02:00', '2026-11-26T00:00:00+02:00'],
    ['2026-11-26T00:00:00.5 0200', '2026-11-26T00:00:00.5+02:00'],
    ['2026-11-26 00:00:00Z', '2026-11-26T00:00:00Z'],
    ['2026-11-26t00:00:00z', '2026-11-26T00:00:00Z'],
    ['2026-11-26T00:00:00 +02:00', '2026-11-26T00:00:00+02:00'],
    ['2026-11-26T00:00:00-0330', '2026-11-26T00:00:00-03:30'],
    ['2026-11-26T00:00:00\u221203:30', '2026-11-26T00:00:00-03:30'],
    ['2026-11-26T00:00:00,25+02', '2026-11-26T00:00:00.25+02:00'],
    [' 2026-11-26T00:00:00Z ', '2026-11-26T00:00:00Z'],
  ])('the time %j is %j', (sent, at) => {
    expect(body({ at: sent })).toMatchObject({ at });
  });

  test.each(['2026-11-26', '2026-11-26T00:00:00', '2026-02-30T00:00:00 02:00', 'tomorrow', '26.11.2026 00:00 Z', 1])(
    'the time %j is refused with what to send',
    (at) => {
      expect(problems({ name: 'x', at })).toMatchObject([{ pointer: '/at' }]);
    },
  );
});

describe('a refusal', () => {
  test.each(['2026-11-26', '2026-11-26T00:00:00', '2026-11-26T00:00:00.25'])(
    'of the time %j asks for its offset',
    (at) => {
      expect(problems({ name: 'x', at })).toMatchObject([{ message: expect.stringContaining('offset from UTC') }]);
    },
  );

  test.each([
    [{ Name: 'y' }, 'Did you mean name?'],
    [{ need: {} }, 'Did you mean needs?'],
    [{ needs: { faktor: 1 } }, 'Did you mean factor?'],
    [{ targets: [{ b: 'q', levle: 'x' }] }, 'Did you mean level?'],
    [{ zzz: 1 }, 'There is no such field.'],
  ])('of %j says which name may be meant', (sent, advice) => {
    expect(JSON.stringify(problems({ name: 'x', ...sent }))).toContain(advice);
  });

  test.each([
    ['{"name":"x"}', 'A text: send the object itself'],
    [[{ name: 'x' }], 'A list: send one object.'],
  ])('of a whole body that is %j says how to send it', (sent, advice) => {
    expect(problems(sent)).toMatchObject([
      { pointer: '', code: 'wrong_type', message: expect.stringContaining(advice) },
    ]);
  });
});
