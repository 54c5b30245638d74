import { describe, expect, test } from 'vitest';
import type { Result } from '../../../domain/orders/result.ts';
import { tellingOf } from '../../../test/faces/telling.ts';
import { ashbyKind } from './kind.ts';
import type { AssessmentUpdate } from './update.ts';

const { adapter } = ashbyKind;
const settings = { kind: 'ashby', credentials: { apiKey: 'their-key' } };

const sent = (result: Partial<Result> = {}, rest: { resultUrl?: string | null } = {}) => {
  const request = adapter.compose(tellingOf({ ...settings, result, ...rest }));
  if ('skip' in request) throw new Error(request.skip);
  return { request, update: JSON.parse(request.body ?? '') as AssessmentUpdate };
};

const open = { score: null, verdict: null, outcome: null, completedAt: null, decidedAt: null } as const;
const fieldsOf = ({ metadata, assessment_id: _, timestamp: _t, ...named }: AssessmentUpdate) => [
  ...Object.values(named),
  ...metadata,
];

test('a result goes to assessment.update with the key as user name, and completes the assessment', () => {
  const { request, update } = sent();

  expect(request).toMatchObject({
    method: 'POST',
    url: 'https://api.ashbyhq.com/assessment.update',
    headers: {
      Authorization: `Basic ${Buffer.from('their-key:').toString('base64')}`,
      Accept: 'application/json; version=1',
      'Content-Type': 'application/json',
    },
  });
  expect(update).toMatchObject({
    assessment_id: 'ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3',
    timestamp: 1_800_000_000_000,
    assessment_status: { identifier: 'status', type: 'string', value: 'Completed' },
    assessment_profile_url: { type: 'url', value: 'https://parley.example/results/token' },
    assessment_result: { identifier: 'score', type: 'numeric_score', value: 82 },
  });
  expect(update.metadata).toMatchObject([
    { identifier: 'verdict', type: 'string', value: 'Hire' },
    { identifier: 'duration', type: 'numeric_duration_minutes', value: 31 },
    { identifier: 'competency_c1', label: 'TypeScript', type: 'numeric_score', value: 4 },
    { identifier: 'competency_c2', label: 'On call', type: 'string', value: 'Not enough was said' },
  ]);
});

describe('every update', () => {
  const cases: [string, Partial<Result>][] = [
    ['complete', {}],
    ['advisory', { advisory: true, words: 'scored: no person has decided yet' }],
    ['without a total', { score: null }],
    ['without total and verdict', { score: null, verdict: null }],
    ['invited', { ...open, status: 'invited' }],
    ['in progress', { ...open, status: 'in_progress' }],
    ['in review', { ...open, status: 'in_review' }],
    ['ended', { ...open, status: 'ended', outcome: 'OPTED_OUT', words: 'opted out: please arrange a phone screen' }],
  ];

  test.each(cases)('describes its fields under identifiers of their own: %s', (_name, result) => {
    const { update } = sent(result);
    const fields = fieldsOf(update);

    expect(new Set(fields.map(({ identifier }) => identifier)).size).toBe(fields.length);
    for (const { label, description, type, value } of fields) {
      expect(label.length * description.length).toBeGreaterThan(0);
      expect(typeof value).toBe(type.startsWith('numeric') ? 'number' : 'string');
    }
    expect(JSON.stringify(update)).not.toContain('boolean_success');
    expect(update.assessment_status === undefined).toBe(update.cancelled_reason !== undefined);
  });

  test.each(cases.filter(([, { status = 'complete' }]) => status !== 'complete'))(
    'has neither result nor page nor a word of the conversation before it is complete: %s',
    (_name, result) => {
      const { update } = sent(result, { resultUrl: null });

      expect(update).not.toHaveProperty('assessment_result');
      expect(update).not.toHaveProperty('assessment_profile_url');
      expect(update.metadata).toEqual([]);
    },
  );
});

test.each([
  ['the word by which Ashby keeps the start', { ...open, status: 'in_progress' }, 'assessment_status', 'Started'],
  ['why it ended', { ...open, status: 'ended', words: 'opted out: …' }, 'cancelled_reason', 'opted out: …'],
  ['the verdict where there is no total', { score: null }, 'assessment_result', 'Hire'],
] as const)('%s is told', (_name, result, member, value) => {
  expect(sent(result).update[member]).toMatchObject({ type: 'string', value });
});

test('advice is called advice', () => {
  const { metadata } = sent({ advisory: true }).update;

  expect(metadata).toContainEqual(expect.objectContaining({ identifier: 'advisory' }));
  expect(metadata).toContainEqual(
    expect.objectContaining({ identifier: 'verdict', description: 'Proposed, not decided.' }),
  );
});

test('the words behind a result are opened for one that is complete alone', () => {
  const { wantsReport } = adapter;

  expect(wantsReport(tellingOf(settings))).toBe(true);
  expect(wantsReport(tellingOf({ ...settings, result: { status: 'in_review' } }))).toBe(false);
});

test.each([
  [200, '{"success":true,"results":{}}', null],
  [200, '{"success": false, "errors": ["internal_error"]}', 'retry'],
  [200, '{"success":false,"errors":["assessment_not_found"]}', 'retry'],
  [200, '<html>maintenance</html>', 'retry'],
  [200, '', 'retry'],
  [403, '{"success":false,"errors":["missing_endpoint_permission"]}', null],
  [500, '', null],
] as const)('an answer %i %s means %s', (status, excerpt, meaning) => {
  expect(adapter.judge?.({ status, excerpt })).toBe(meaning);
});

test('a sandbox is called at its own address, and tried without changing anything', () => {
  const { connection } = tellingOf({ ...settings, config: { apiUrl: 'https://sandbox.example/' } });

  expect(connection && adapter.test(connection)).toMatchObject({
    method: 'POST',
    url: 'https://sandbox.example/apiKey.info',
    body: '{}',
  });
});
