import { expect, test } from 'vitest';
import { counted, fill } from './fill.ts';

test('what begins a sentence begins it with a capital, and nothing else is changed', () => {
  expect(fill('{company} is told. {company} then writes: {id}, {id}.', { company: 'the employer', id: 'req_1' })).toBe(
    'The employer is told. The employer then writes: req_1, req_1.',
  );
});

test('a value that nobody gave stays visible, and values are never read as places', () => {
  expect(fill('for {position} at {company}', { position: '{company} $&' })).toBe('for {company} $& at {company}');
});

test('numbers take the form of their language', () => {
  const forms = { one: '{count} minute', other: '{count} minutes' };
  expect([0, 1, 2, 1_200].map((count) => counted('fr', forms, count).replaceAll(/\s/g, ' '))).toEqual([
    '0 minute',
    '1 minute',
    '2 minutes',
    '1 200 minutes',
  ]);
});
