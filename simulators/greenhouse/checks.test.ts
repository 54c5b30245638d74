import { describe, expect, it } from 'vitest';
import { basic } from '../stage.ts';
import { judgeCallback, readAnswer, statusAnswer } from './checks.ts';

const apiKey = 'customers-own';
const call = {
  method: 'PATCH',
  path: '/x',
  query: '',
  headers: { authorization: basic(apiKey) },
  body: '',
};
const json = { ...call.headers, 'content-type': 'application/json' };
const complete = {
  partner_status: 'complete',
  partner_profile_url: 'https://parley.example/result/x',
  partner_score: 82,
  metadata: { 'Final Total': '82/100' },
};
const report = { scores: [], transcript: [{ turn: 1, role: 'candidate', text: 'x' }] };

describe('the simulated Greenhouse', () => {
  it.each([
    ['an empty PATCH', call, 200],
    ['no credential', { ...call, headers: {} }, 401],
    ['another key', { ...call, headers: { authorization: basic('other') } }, 401],
    ['a password', { ...call, headers: { authorization: basic(apiKey, 'x') } }, 401],
    ['a POST', { ...call, method: 'POST' }, 405],
    ['a body', { ...call, body: '{}' }, 422],
    ['a parameter', { ...call, query: 'x=1' }, 422],
  ])('answers %s as the real one', (_what, request, status) => {
    const verdict = judgeCallback(request, { variant: 'greenhouse', apiKey });
    expect([verdict.status, verdict.complaint === null]).toEqual([status, status === 200]);
  });
});

describe('the simulated host of MarioHR’s variant', () => {
  it.each([
    ['the whole result', { ...complete, report }, 200],
    [
      'words of an end',
      { ...complete, partner_status: 'opted out', partner_profile_url: null, partner_score: null },
      200,
    ],
    ['no report of a complete one', complete, 422],
    ['a page before the end', { ...complete, partner_status: 'in progress', report }, 422],
    ['no page at the end', { ...complete, partner_profile_url: null, report }, 422],
    ['a score in words', { ...complete, partner_score: '82', report }, 422],
    ['metadata that is not flat', { ...complete, metadata: { a: { b: 1 } }, report }, 422],
  ])('answers %s as the real one', (_what, body, status) => {
    const request = { ...call, headers: json, body: JSON.stringify(body) };
    expect(judgeCallback(request, { variant: 'mariohr', apiKey }).status).toBe(status);
  });

  it('takes JSON only', () => {
    const rich = { variant: 'mariohr', apiKey };
    expect(judgeCallback(call, rich).status).toBe(415);
    expect(judgeCallback({ ...call, headers: json, body: 'x' }, rich).status).toBe(422);
  });
});

it('a status that recruiters could not be shown is a complaint', () => {
  expect(readAnswer(statusAnswer, { status: 200, body: complete })).toEqual(complete);
  expect(readAnswer(statusAnswer, { status: 404, body: {} })).toBe('Answered with 404.');
  expect(readAnswer(statusAnswer, { status: 200, body: { ...complete, partner_profile_url: null } })).toContain(
    'partner_profile_url',
  );
});
