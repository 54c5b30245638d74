import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assessedRun } from './assessed-run.ts';
import { completeRequest, pendingRun, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi();
const runs = [
  await pendingRun(bench),
  await assessedRun(bench),
  (await bench.call('POST', '/interviews', {})).body['runId'] as string,
  'run_absent',
  '%F0%9F%94%A5',
];

const oddText = fc.oneof(
  fc.string({ maxLength: 20, unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    "'; drop table x; --",
    '2026-02-31T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    'https://x',
    'x'.repeat(30_000),
  ),
);
const oddValue = fc.oneof(
  oddText,
  fc.double(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
  fc.array(oddText, { maxLength: 3 }),
  fc.object({ maxDepth: 3 }),
);
const fields = [
  ...Object.keys(completeRequest),
  'externalId',
  'candidateName',
  'candidateEmail',
  'candidateProfile',
  'jobDescription',
  'callbackUrl',
  'scheduledAt',
  'templateId',
  'locale',
  'accommodations',
  'planRevision',
  'approvedBy',
  'feedback',
  'rejectedBy',
  'instructions',
  'targets',
  'requestedBy',
  'assessmentRevision',
  'verdict',
  'reasonCodes',
  'note',
  'reason',
  'question',
  'conversationId',
];
const body = fc.dictionary(fc.constantFrom(...fields, '__proto__', 'constructor'), oddValue, { maxKeys: 4 });
const query = fc.dictionary(
  fc.constantFrom(
    'wait',
    'afterSeq',
    'state',
    'position',
    'externalId',
    'candidateRef',
    'updatedSince',
    'limit',
    'cursor',
    'formId',
  ),
  oddText,
  { maxKeys: 3 },
);
const calls = bench.routes.map(({ method, path }) => ({ method, path }));

const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).slice(0, 2_000);

it('no request makes a server error, and every refusal is a declared problem', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...calls),
    fc.constantFrom(...runs),
    body,
    query,
    async ({ method, path }, runId, sent, asked) => {
      const search = Object.entries(asked)
        .filter(([name]) => name !== 'wait')
        .map(([name, value]) => `${name}=${encode(value)}`)
        .join('&');
      const payload = method === 'GET' ? undefined : JSON.stringify(sent);
      const response = await fetch(
        `${bench.api.url}${path.replace(':runId', runId)}${search === '' ? '' : `?${search}`}`,
        {
          method,
          headers: {
            'x-api-key': bench.owner.key,
            ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(payload === undefined ? {} : { body: payload }),
        },
      );
      const text = await response.text();

      expect({ status: response.status, text: response.status >= 500 ? text : '' }).toEqual({
        status: response.status,
        text: '',
      });
      expect(response.status).toBeLessThan(500);
      if (response.status >= 400) expect(response.headers.get('content-type')).toContain('application/problem+json');
    },
  );
  await fc.assert(property, { numRuns: 400, seed: 20_261_122 });
  expect(bench.api.logs.filter(({ level }) => level === 'error')).toEqual([]);
}, 60_000);
