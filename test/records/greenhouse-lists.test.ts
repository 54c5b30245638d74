// What is special about Greenhouse's lists and fields: cursors alone, and a write that takes all of an object's fields.
import { expect, test } from 'vitest';
import type { AtsSession, VendorRequest } from '../../domain/ports/ats-records.ts';
import { greenhouseRecords } from '../../infra/ats/greenhouse/records.ts';
import { trouble } from '../../infra/ats/trouble.ts';
import { codeOf } from './processes.ts';

const ref = { applicationId: '11', candidateId: '12' };

/** Answers as it is told to, by path. */
const sessionOf = (answers: Readonly<Record<string, (query: URLSearchParams) => { body: unknown; link?: string }>>) => {
  const calls: VendorRequest[] = [];
  const session: AtsSession = {
    config: { userId: '7' },
    credentials: {},
    call: (request) => {
      calls.push(request);
      const { pathname, searchParams } = new URL(request.url, 'http://greenhouse.test');
      const { body, link } = answers[pathname]?.(searchParams) ?? { body: [] };
      return Promise.resolve({ status: 200, headers: link === undefined ? {} : { link }, body });
    },
  };
  return { session, calls };
};

test('a list is followed to its end by the cursor, which is the only parameter', async () => {
  const { session, calls } = sessionOf({
    '/notes': (query) =>
      query.get('cursor') === 'b+/=='
        ? { body: [{ id: 2, body: 'the mark' }] }
        : {
            body: [{ id: 1, body: 'another' }],
            link: '<https://harvest.greenhouse.io/v3/notes?cursor=b%2B%2F%3D%3D>; rel="next"',
          },
  });

  expect(await greenhouseRecords.findNote(session, ref, 'the mark')).toEqual({ id: '2' });
  expect(calls.map(({ url }) => url)).toEqual(['/notes?candidate_ids=12&per_page=500', '/notes?cursor=b%2B%2F%3D%3D']);
});

test('a list without an end is given up, and nothing of it is taken for all', async () => {
  const { session, calls } = sessionOf({
    '/notes': () => ({ body: [], link: '<https://harvest.greenhouse.io/v3/notes?cursor=again>; rel="next"' }),
  });

  expect(await codeOf(greenhouseRecords.findNote(session, ref, 'the mark'))).toBe('vendor.too_many');
  expect(calls.length).toBeLessThanOrEqual(10);
});

test('fields of people go along unchanged with one of ours, since a write takes all of an object', async () => {
  const salary = { amount: '1.0', unit: 'EUR' };
  const { session, calls } = sessionOf({
    '/custom_fields': (query) => ({
      body:
        query.get('field_type') === 'application'
          ? [{ id: 1, name: 'Score', name_key: 'score', value_type: 'number', active: true }]
          : [],
    }),
    '/applications': () => ({
      body: [
        {
          id: 11,
          custom_fields: {
            salary: { value: salary },
            verdict: { value: 'Hold' },
            empty: { value: null },
            score: { value: '1.0' },
          },
        },
      ],
    }),
  });

  await greenhouseRecords.writeFields(session, ref, [{ object: 'application', key: 'score', value: 82 }]);

  const patch = calls.at(-1);
  expect(patch).toMatchObject({ method: 'PATCH', url: '/applications/11' });
  expect(JSON.parse(String(patch?.body))).toEqual({
    custom_fields: [
      { name_key: 'salary', value: salary },
      { name_key: 'verdict', value: 'Hold' },
      { name_key: 'score', value: 82 },
    ],
  });
});

test.each([
  ['a field that only people fill in', 'vendor.field_beside'],
  ['ours', 'vendor.refused'],
])(
  'a write that is refused because of %s says so, and is not sent without what a person filled in',
  async (...given) => {
    const [refused, code] = given;
    const sent: { name_key: string }[][] = [];
    const { session } = sessionOf({
      '/custom_fields': () => ({
        body: [
          { id: 1, name: 'Score', name_key: 'score', value_type: 'number', active: true },
          { id: 2, name: 'Salary', name_key: 'salary', value_type: 'currency', active: true },
        ],
      }),
      '/applications': () => ({
        body: [{ id: 11, custom_fields: { salary: { value: { amount: '1.0', unit: 'EUR' } } } }],
      }),
    });
    const call: AtsSession['call'] = async (request) => {
      if (request.method !== 'PATCH') return await session.call(request);
      const { custom_fields: fields } = JSON.parse(String(request.body)) as { custom_fields: { name_key: string }[] };
      sent.push(fields);
      const isOurs = fields.some(({ name_key: key }) => key === 'score');
      if (refused !== 'ours' || isOurs) throw trouble('vendor.refused', { status: 422 });
      return { status: 200, headers: {}, body: {} };
    };
    const score = { object: 'application', key: 'score', value: 82 } as const;

    expect(await codeOf(greenhouseRecords.writeFields({ ...session, call }, ref, [score]))).toBe(code);
    expect(sent).toHaveLength(2);
    for (const fields of sent) expect(fields.map(({ name_key: key }) => key)).toContain('salary');
  },
);
