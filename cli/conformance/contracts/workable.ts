// Workable's assessment providers, as https://workable.readme.io/page/assessment-providers describes them.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Contract, type Rule } from '../contract.ts';
import { bearer } from '../credentials.ts';
import type { Answer } from '../exchange.ts';
import type { Told } from '../listener.ts';
import { broken, expectRefusal, expectShape, expectStatus, expectThat, isSuccess, skip, usable } from '../verdicts.ts';

const listed = 'Workable, assessment providers, GET /tests';
const ordered = 'Workable, assessment providers, POST /assessments';
const put = 'Workable, assessment providers, PUT callback_url';
const auth = 'Workable, assessment providers, authentication: Bearer, both ways';

type Ask = { key?: string | null; body?: unknown };

const ask = (bench: Bench, path: '/tests' | '/assessments', { key, body }: Ask = {}): Promise<Answer> => {
  const presented = key === undefined ? bench.option('key') : key;
  return bench.call({
    method: path === '/tests' ? 'GET' : 'POST',
    url: bench.url + path,
    ...(presented !== null && { headers: { authorization: bearer(presented) } }),
    ...(body !== undefined && { body }),
  });
};

const test = z.looseObject({ id: z.string().min(1), name: z.string().min(1) });
const assessment = z.looseObject({ assessment_id: z.string().min(1) });

const listOf = (bench: Bench): Promise<Answer> => bench.once('list', () => ask(bench, '/tests'));

const testIdOf = async (bench: Bench): Promise<string> => {
  const given = bench.options['test-id'];
  if (given !== undefined) return given;
  const usableList = z.looseObject({ tests: z.array(z.looseObject({ id: z.string().min(1) })).min(1) });
  return usable(usableList, (await listOf(bench)).body, 'listed test (or --test-id)').tests[0]?.id ?? '';
};

/** As the documents show it; `name` makes its `callback_url` one of its own. */
const orderBody = async (bench: Bench, name: string) => ({
  test_id: await testIdOf(bench),
  callback_url: bench.callbackUrl(name),
  candidate: { first_name: 'Conformance', last_name: 'Check', email: bench.email },
  job_shortcode: 'CONF001',
  job_title: 'Conformance check',
});

const orderOf = (bench: Bench): Promise<Answer> =>
  bench.once('order', async () => ask(bench, '/assessments', { body: await orderBody(bench, 'order') }));

const unknownId = (bench: Bench): string => `unknown-${bench.mark}`;

const answersWith = async (bench: Bench, key: string | null): Promise<[string, Answer][]> => {
  const body = await orderBody(bench, 'no-key').catch(() => ({}));
  return [
    ['GET /tests', await ask(bench, '/tests', { key })],
    ['POST /assessments', await ask(bench, '/assessments', { key, body })],
  ];
};

const expectAllShut = (answers: readonly [string, Answer][]): void => {
  for (const [name, { status }] of answers)
    expectThat(status === 401 || status === 403, `${name} answers ${status}, not 401 or 403.`);
};

const asked: Rule[] = [
  must('tests-answer', 'GET /tests answers 200 with tests, a list', listed, async (bench) => {
    const answer = await listOf(bench);
    expectStatus(answer, 200);
    expectShape(z.looseObject({ tests: z.array(z.unknown()) }), answer.body);
  }),
  must('tests-members', 'Each test has id and name, texts that are not empty', listed, async (bench) => {
    const { tests } = usable(z.looseObject({ tests: z.array(z.unknown()) }), (await listOf(bench)).body, 'list');
    if (tests.length === 0) skip('No test is listed.');
    expectShape(z.array(test), tests);
  }),
  must('order-answers', 'POST /assessments answers 201 with assessment_id, a text', ordered, async (bench) => {
    const answer = await orderOf(bench);
    expectStatus(answer, 201);
    expectShape(assessment, answer.body);
  }),
  must(
    'order-more',
    'Members that are not known are passed over',
    'Workable, API: members may be added at any time',
    async (bench) => {
      const body = { ...(await orderBody(bench, 'more')), added_later: { deep: [1] } };
      expectStatus(await ask(bench, '/assessments', { body }), 201);
    },
  ),
  must('order-unknown-test', 'A test that does not exist is refused (4xx)', ordered, async (bench) => {
    const body = { ...(await orderBody(bench, 'unknown')), test_id: unknownId(bench) };
    expectRefusal(await ask(bench, '/assessments', { body }));
  }),
  must('order-incomplete', 'An order without a candidate is refused (4xx)', ordered, async (bench) => {
    const { candidate: _, ...body } = await orderBody(bench, 'incomplete');
    expectRefusal(await ask(bench, '/assessments', { body }));
  }),
  must('order-any-name', 'A name in any script is taken', ordered, async (bench) => {
    const body = await orderBody(bench, 'any-name');
    const candidate = { ...body.candidate, first_name: 'Zoë', last_name: '花子 Ó Ń' };
    expectStatus(await ask(bench, '/assessments', { body: { ...body, candidate } }), 201);
  }),
  must('order-no-json', 'What is no JSON is refused (4xx)', ordered, async (bench) =>
    expectRefusal(await ask(bench, '/assessments', { body: '{"test_id": ' })),
  ),
  should(
    'order-again',
    'The same callback_url again is the same order, three times at once too',
    'Nothing else of an order is unique: without it a repeated call invites the candidate twice',
    async (bench) => {
      const first = await orderOf(bench);
      const { assessment_id: id } = usable(assessment, isSuccess(first) ? first.body : null, 'order');
      const body = await orderBody(bench, 'order');
      for (const again of await Promise.all([1, 2, 3].map(() => ask(bench, '/assessments', { body }))))
        expectThat(expectShape(assessment, again.body).assessment_id === id, 'Another order has another id.');
    },
  ),
  must('key-needed', 'Both calls without a key are 401 or 403', auth, async (bench) =>
    expectAllShut(await answersWith(bench, null)),
  ),
  must('key-checked', 'Both calls with a key that is nobody’s are 401 or 403', auth, async (bench) =>
    expectAllShut(await answersWith(bench, `nobodys-${bench.mark}`)),
  ),
  should('quick', 'Answers come within --within', 'People wait for them at Workable', async (bench) => {
    const slowest = Math.max(...[await listOf(bench), await orderOf(bench)].map(({ durationMs }) => durationMs));
    expectThat(slowest <= bench.withinMs, `One took ${slowest} ms.`);
  }),
];

const parsed = ({ body }: Told): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return broken('It is no JSON.');
  }
};

const status = z.looseObject({ status: z.enum(['pending', 'completed']) });
const result = z.looseObject({
  assessment: z.looseObject({
    score: z.string().min(1).optional(),
    grade: z.enum(['excelled', 'passed', 'failed']).optional(),
  }),
  results_url: z.url(),
});

const told = async (bench: Bench): Promise<readonly Told[]> => {
  const order = await orderOf(bench);
  if (!isSuccess(order)) skip('There is no order.');
  return bench.told('order');
};

const answered: Rule[] = [
  must('callback-form', 'The call back is a PUT of JSON whose status is pending or completed', put, async (bench) => {
    for (const one of await told(bench)) {
      expectThat(one.method === 'PUT', `It is a ${one.method}.`);
      expectShape(status, parsed(one));
    }
  }),
  must(
    'callback-result',
    'A completed one has results_url, a score in text and one of three grades',
    put,
    async (bench) => {
      for (const one of await told(bench)) {
        const body = parsed(one);
        if (z.looseObject({ status: z.literal('completed') }).safeParse(body).success) expectShape(result, body);
      }
    },
  ),
  must('callback-key', 'The call back presents Workable’s token as Bearer', auth, async (bench) => {
    const calls = await told(bench);
    const wanted = bearer(bench.option('ats-key'));
    expectThat(
      calls.every(({ headers }) => headers['authorization'] === wanted),
      'It presents another, or none.',
    );
  }),
];

export const workable: Contract = {
  name: 'workable',
  title: 'Workable: an assessment provider',
  url: 'where the two calls lie: <url>/tests and <url>/assessments',
  leaves: 'three interviews, ordered for --email; nothing in the API ends them',
  options: [
    {
      name: 'key',
      shows: 'the token that the provider gave the customer, presented as Bearer',
      required: true,
      secret: true,
    },
    { name: 'test-id', shows: 'what to order (the first that is listed)' },
    { name: 'ats-key', shows: 'what the provider has to present to Workable', secret: true },
  ],
  rules: [...asked, ...answered],
};
