import { expect, test } from 'vitest';
import type { Result } from '../../../domain/orders/result.ts';
import { tellingOf } from '../../../test/faces/telling.ts';
import { workableKind } from './kind.ts';

const { adapter } = workableKind;
const settings = { kind: 'workable', credentials: { accessToken: 'their-token' } };
const compose = (result: Partial<Result> = {}) => adapter.compose(tellingOf({ ...settings, result }));
const bodyOf = (result: Partial<Result> = {}): unknown => {
  const request = compose(result);
  return 'skip' in request ? request : JSON.parse(request.body ?? '');
};
const open = { score: null, verdict: null, outcome: null } as const;

test('a result is put to the callback with the token that Workable issued', () => {
  expect(compose()).toMatchObject({
    method: 'PUT',
    url: 'https://acme.example/callbacks/1',
    headers: { Authorization: 'Bearer their-token', 'Content-Type': 'application/json' },
  });
  expect(bodyOf()).toEqual({
    status: 'completed',
    assessment: { score: '82', grade: 'passed' },
    results_url: 'https://parley.example/results/token',
  });
});

test.each([
  ['STRONG_HIRE', { score: '82', grade: 'excelled' }],
  ['HIRE', { score: '82', grade: 'passed' }],
  ['MAYBE', { score: '82' }],
  ['NO_HIRE', { score: '82', grade: 'failed' }],
  [null, { score: '82' }],
] as const)('the verdict %s becomes the grade that means the same, or none', (verdict, assessment) => {
  expect(bodyOf({ verdict })).toMatchObject({ assessment });
  expect(Object.keys((bodyOf({ verdict }) as { assessment: object }).assessment)).toEqual(Object.keys(assessment));
});

test('a score is never made up, and advice is called advice', () => {
  expect(bodyOf({ score: null, verdict: null })).toMatchObject({ status: 'completed', assessment: {} });
  expect(bodyOf({ advisory: true })).toMatchObject({ assessment: { score: '82 (advisory)' } });
});

test.each(['waiting', 'invited', 'in_progress', 'in_review'] as const)('until then it is pending: %s', (status) => {
  expect(bodyOf({ ...open, status })).toEqual({ status: 'pending' });
});

test('of an interview that ended without a result nothing untrue is told', () => {
  expect(compose({ ...open, status: 'ended', outcome: 'NO_SHOW' })).toEqual({ skip: 'no_word_for_it' });
});

test('a page with status 200 is no receipt', () => {
  expect(adapter.judge?.({ status: 200, excerpt: '<html>' })).toBe('retry');
  expect(adapter.judge?.({ status: 410, excerpt: '<html>' })).toBeNull();
  expect(adapter.judge?.({ status: 204, excerpt: '' })).toBeNull();
});
