// What Greenhouse and those who copied its assessment API ask of a partner: four calls, a key by Basic, texts as ids.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Rule } from '../contract.ts';
import type { Answer } from '../exchange.ts';
import { broken, expectRefusal, expectShape, expectStatus, expectThat, skip, usable } from '../verdicts.ts';
import {
  askPartner,
  listOf,
  orderBody,
  orderId,
  orderOf,
  query,
  statusOf,
  unknownId,
  type CallName,
} from './test-partner-calls.ts';

const test = z.looseObject({ partner_test_id: z.string().min(1), partner_test_name: z.string().min(1) });
const tests = z.array(test);
const sent = z.looseObject({ partner_interview_id: z.string().min(1) });

const anyStatus = z.looseObject({ partner_status: z.string().min(1) });
const primitive = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const metadata = z.record(z.string(), primitive);
export const httpUrl = z.string().regex(/^https?:\/\/\S+$/, 'Is no http address.');

const memberOf = async (bench: Bench, name: string): Promise<unknown> => {
  const status = usable(z.looseObject({}), (await statusOf(bench)).body, 'status');
  return status[name];
};

/** The page of a result is there with `complete`, and then only. */
export const expectPageWhenComplete = (told: Readonly<Record<string, unknown>>): void => {
  const { partner_status: status, partner_profile_url: page } = told;
  if (status === 'complete') expectShape(httpUrl, page);
  else expectThat(page == null, `partner_profile_url is there while partner_status is "${String(status)}".`);
};

/** Each of the four calls with another credential; the orders are complete, so that nothing else is at fault. */
const withKey = async (bench: Bench, key: string | null): Promise<{ name: CallName; answer: Answer }[]> => {
  const body = await orderBody(bench, 'no-key').catch(() => ({ url: bench.callbackUrl('no-key') }));
  const all = [
    ['list_tests', {}, ''],
    ['send_test', { body }, ''],
    ['test_status', {}, query(unknownId(bench))],
    ['response_error', { body: { api_call: 'list_tests', errors: ['x'] } }, ''],
  ] as const;
  const answers: { name: CallName; answer: Answer }[] = [];
  for (const [name, ask, search] of all)
    answers.push({ name, answer: await askPartner(bench, name, { ...ask, key }, search) });
  return answers;
};

const expectAll401 = (answers: readonly { name: CallName; answer: Answer }[]): void => {
  for (const { name, answer } of answers)
    expectThat(answer.status === 401, `${name} answers ${answer.status}, not 401.`);
};

const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

const namesIn = (body: unknown): string[] => {
  const [one] = [body].flat();
  return typeof one === 'object' && one !== null ? Object.keys(one) : [];
};

export type Documents = { name: string; list: string; send: string; status: string; error: string; auth: string };

const listRules = (from: Documents): Rule[] => [
  must('list-is-bare', 'list_tests answers 200 with a bare array', from.list, async (bench) => {
    const answer = await listOf(bench);
    expectStatus(answer, 200);
    expectThat(Array.isArray(answer.body), 'The answer is no JSON array.');
  }),
  must(
    'list-members',
    'Each test has partner_test_id and partner_test_name, texts that are not empty',
    from.list,
    async (bench) => {
      const answer = await listOf(bench);
      const listed = usable(z.array(z.unknown()), answer.body, 'list');
      if (listed.length === 0) skip('No test is listed.');
      expectShape(tests, listed);
    },
  ),
];

const accessRules = (from: Documents): Rule[] => [
  must('key-needed', 'Each of the four calls without a key is 401', from.auth, async (bench) =>
    expectAll401(await withKey(bench, null)),
  ),
  must('key-checked', 'Each of the four calls with a key that is nobody’s is 401', from.auth, async (bench) =>
    expectAll401(await withKey(bench, `nobodys-${bench.mark}`)),
  ),
  must(
    'status-foreign',
    'What another customer ordered is as unknown as what nobody ordered',
    from.auth,
    async (bench) => {
      const id = await orderId(bench);
      const key = bench.option('foreign-key');
      const [foreign, unknown] = [
        await askPartner(bench, 'test_status', { key }, query(id)),
        await askPartner(bench, 'test_status', { key }, query(unknownId(bench))),
      ];
      expectStatus(foreign, 404);
      expectThat(foreign.status === unknown.status, `An unknown one is ${unknown.status}.`);
    },
  ),
];

const sendRules = (from: Documents): Rule[] => [
  must('send-answers', 'send_test answers 200 with partner_interview_id, a text', from.send, async (bench) => {
    const answer = await orderOf(bench);
    expectStatus(answer, 200);
    expectShape(sent, answer.body);
  }),
  must(
    'send-nulls',
    'Optional members that are null are taken',
    `${from.name}: null is sent where there is nothing, instead of leaving the member out`,
    async (bench) => {
      const body = await orderBody(bench, 'nulls');
      const candidate = { ...body.candidate, resume_url: null, phone_number: null };
      expectStatus(await askPartner(bench, 'send_test', { body: { ...body, candidate } }), 200);
    },
  ),
  must(
    'send-more',
    'Members that are not known are passed over',
    `${from.name}: members may be added at any time`,
    async (bench) => {
      const body = await orderBody(bench, 'more');
      const candidate = { ...body.candidate, pronouns: 'they', tags: ['a', 'b'] };
      expectStatus(
        await askPartner(bench, 'send_test', { body: { ...body, candidate, added_later: { deep: [1] } } }),
        200,
      );
    },
  ),
  must('send-any-name', 'A name in any script is taken', from.send, async (bench) => {
    const body = await orderBody(bench, 'any-name');
    const candidate = { ...body.candidate, first_name: 'Zoë', last_name: '花子 Ó Ń' };
    expectStatus(await askPartner(bench, 'send_test', { body: { ...body, candidate } }), 200);
  }),
  must('send-no-json', 'What is no JSON is refused (4xx)', from.send, async (bench) =>
    expectRefusal(await askPartner(bench, 'send_test', { body: '{"partner_test_id": ' })),
  ),
];

const refusalRules = (from: Documents): Rule[] => [
  must('send-unknown-test', 'A test that does not exist is refused (4xx)', from.send, async (bench) => {
    const body = { ...(await orderBody(bench, 'unknown-test')), partner_test_id: unknownId(bench) };
    expectRefusal(await askPartner(bench, 'send_test', { body }));
  }),
  must('send-incomplete', 'An order without the candidate is refused (4xx)', from.send, async (bench) => {
    const { candidate: _, ...body } = await orderBody(bench, 'incomplete');
    expectRefusal(await askPartner(bench, 'send_test', { body }));
  }),
  should(
    'send-again',
    'The same url again is the same order, three times at once too',
    'Nothing else of an order is unique: without it a repeated call invites the candidate twice',
    async (bench) => {
      const id = await orderId(bench);
      const body = await orderBody(bench, 'order');
      for (const again of await Promise.all([1, 2, 3].map(() => askPartner(bench, 'send_test', { body })))) {
        expectStatus(again, 200);
        const { partner_interview_id: second } = expectShape(sent, again.body);
        expectThat(second === id, 'Another order has another id.');
      }
    },
  ),
];

const statusRules = (from: Documents): Rule[] => [
  must('status-answers', 'test_status answers 200 with partner_status, a text', from.status, async (bench) => {
    await orderId(bench);
    const answer = await statusOf(bench);
    expectStatus(answer, 200);
    expectShape(anyStatus, answer.body);
  }),
  must(
    'status-not-yet',
    'An order that was just made is not complete',
    `${from.status}: complete means that the candidate has finished`,
    async (bench) => expectThat((await memberOf(bench, 'partner_status')) !== 'complete', 'It is complete already.'),
  ),
  must(
    'status-page',
    'partner_profile_url is an address with complete, and not there before',
    from.status,
    async (bench) => expectPageWhenComplete(usable(anyStatus, (await statusOf(bench)).body, 'status')),
  ),
  must('status-score', 'partner_score is a number, null or absent', from.status, async (bench) => {
    expectShape(z.number().nullish(), await memberOf(bench, 'partner_score'));
  }),
  must(
    'status-metadata',
    'metadata is a flat object of plain values, where it is there',
    from.status,
    async (bench) => {
      expectShape(metadata.nullish(), await memberOf(bench, 'metadata'));
    },
  ),
  must(
    'status-unknown',
    'An id that nobody was given is 404',
    `${from.status}: 404 is one of the two documented refusals`,
    async (bench) => expectStatus(await askPartner(bench, 'test_status', {}, query(unknownId(bench))), 404),
  ),
];

const spellingRules = (from: Documents): Rule[] => [
  must('names', 'Members are spelled in snake_case', `${from.name}: all properties are snake_case`, async (bench) => {
    const answers = [await listOf(bench), await orderOf(bench), await statusOf(bench)];
    const wrong = answers.flatMap(({ body }) => namesIn(body)).filter((name) => !snakeCase.test(name));
    if (wrong.length > 0) broken(`These are not: ${wrong.join(', ')}.`);
  }),
  should(
    'status-nulls',
    'All four members of a status are there, null where there is nothing',
    `${from.name}: null is sent where there is nothing, instead of leaving the member out`,
    async (bench) => {
      const status = usable(anyStatus, (await statusOf(bench)).body, 'status');
      const lacking = ['partner_profile_url', 'partner_score', 'metadata'].filter((name) => !(name in status));
      if (lacking.length > 0) broken(`Lacking: ${lacking.join(', ')}.`);
    },
  ),
];

const report = { api_call: 'test_status', errors: ['Conformance check: nothing is wrong.'] };

/** `level` is how much the vendor insists on response_error. */
const errorRules = (from: Documents, level: typeof must): Rule[] => [
  level('error-taken', 'response_error answers 200', from.error, async (bench) =>
    expectStatus(await askPartner(bench, 'response_error', { body: report }), 200),
  ),
  should('error-more', 'response_error takes its optional members and others', from.error, async (bench) => {
    const body = {
      ...report,
      partner_test_id: 'x',
      partner_interview_id: null,
      candidate_email: bench.email,
      added: 1,
    };
    expectStatus(await askPartner(bench, 'response_error', { body }), 200);
  }),
];

const formRules: Rule[] = [
  should(
    'answers-are-json',
    'Answers say that they are JSON',
    'HTTP: the content type of a JSON body',
    async (bench) => {
      const type = (await listOf(bench)).headers.get('content-type') ?? 'nothing';
      expectThat(type.startsWith('application/json'), `list_tests says ${type}.`);
    },
  ),
  should(
    'quick',
    'Answers come within --within',
    'How long the caller waits is documented nowhere; people wait for a list',
    async (bench) => {
      const slowest = Math.max(...[await listOf(bench), await statusOf(bench)].map(({ durationMs }) => durationMs));
      expectThat(slowest <= bench.withinMs, `One took ${slowest} ms.`);
    },
  ),
];

/** All but what the call back looks like. */
export const partnerRules = (from: Documents, responseError: typeof must): Rule[] => [
  ...listRules(from),
  ...sendRules(from),
  ...refusalRules(from),
  ...statusRules(from),
  ...spellingRules(from),
  ...accessRules(from),
  ...errorRules(from, responseError),
  ...formRules,
];
