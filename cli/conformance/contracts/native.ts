// Parley's own API, as its documents promise it: orders, states, repeats, refusals, pages, and the head of every answer.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Contract, type Rule } from '../contract.ts';
import type { Answer } from '../exchange.ts';
import { expectShape, expectStatus, expectThat, isSuccess, skip, usable } from '../verdicts.ts';
import { commandRules } from './native-commands.ts';
import { feedRules, pageRules } from './native-lists.ts';
import {
  ask,
  atOnceOf,
  complete,
  createAgain,
  createOf,
  incompleteOf,
  readOf,
  refusedOf,
  runIdOf,
  state,
  unknownRun,
} from './native-calls.ts';

const ordering = 'Parley, integrating, 1. Ask for an interview';
const twice = 'Parley, integrating, Sending twice';
const reading = 'Parley, integrating, 2. Wait for the plan';
const errors = 'Parley, integrating, Errors';
const limited = 'Parley, integrating, Limits';
const stated = 'Parley, integrating, States';
const draft = 'and the IETF draft on the Idempotency-Key header';

const created = z.looseObject({
  runId: z.string().min(1),
  interviewId: z.uuid(),
  state: z.string(),
  dataQuality: z.string().min(1),
});

const createRules: Rule[] = [
  must(
    'create',
    'A complete request that names nobody is 201 with runId, interviewId, state and dataQuality',
    ordering,
    async (bench) => {
      const answer = await createOf(bench);
      expectStatus(answer, 201);
      expectShape(created, answer.body);
    },
  ),
  must(
    'create-incomplete',
    'An incomplete one is 201 as INFO_NEEDED, with a question for each gap',
    ordering,
    async (bench) => {
      const answer = await incompleteOf(bench);
      expectStatus(answer, 201);
      const gap = z.looseObject({ field: z.string().min(1), severity: z.string().min(1), question: z.string().min(1) });
      expectShape(z.looseObject({ state: z.literal('INFO_NEEDED'), missingFields: z.array(gap).min(1) }), answer.body);
    },
  ),
  must('states', 'A state is one of the thirteen', stated, async (bench) => {
    const answers = [await createOf(bench), await incompleteOf(bench), await readOf(bench)].filter(isSuccess);
    for (const { body } of answers) expectShape(z.looseObject({ state }), body);
  }),
];

const repeatRules: Rule[] = [
  must(
    'key-repeats',
    'The same request with the same Idempotency-Key has the same answer',
    `${twice}, ${draft}`,
    async (bench) => {
      const id = await runIdOf(bench);
      const again = await createAgain(bench);
      expectStatus(again, (await createOf(bench)).status);
      expectThat(
        expectShape(z.looseObject({ runId: z.string() }), again.body).runId === id,
        'It is another interview.',
      );
    },
  ),
  should('key-replayed', 'An answer that is repeated says so, in Idempotent-Replayed', twice, async (bench) => {
    await runIdOf(bench);
    expectThat((await createAgain(bench)).headers.get('idempotent-replayed') === 'true', 'It does not.');
  }),
  must('key-mismatch', 'Another request with that Idempotency-Key is 422', `${twice}, ${draft}`, async (bench) => {
    await runIdOf(bench);
    expectStatus(await createAgain(bench, { position: 'Cook' }), 422);
  }),
  must(
    'external-id',
    'A second creation with the same externalId is 200 with the existing interview',
    twice,
    async (bench) => {
      const id = await runIdOf(bench);
      const again = await ask(bench, 'POST', '', { body: complete(bench, 'one') });
      expectStatus(again, 200);
      const existing = expectShape(z.looseObject({ runId: z.string(), existing: z.literal(true) }), again.body);
      expectThat(existing.runId === id, 'It is another interview.');
    },
  ),
  must('at-once', 'Five creations with one externalId at once make one interview', twice, async (bench) => {
    const answers = await atOnceOf(bench);
    for (const answer of answers) expectStatus(answer, 200, 201);
    const made = answers.map((answer) => expectShape(z.looseObject({ runId: z.string() }), answer.body).runId);
    expectThat(new Set(made).size === 1, `They made ${new Set(made).size}.`);
    expectThat(answers.filter(({ status }) => status === 201).length === 1, 'Not one of them is the creation.');
  }),
];

const problem = z.looseObject({
  type: z.string().min(1),
  title: z.string().min(1),
  status: z.int(),
  code: z.string().min(1),
  requestId: z.string().min(1),
});

const refusalRules: Rule[] = [
  must('invalid', 'A request that does not match is 400, with a pointer to each member', errors, async (bench) => {
    const answer = await refusedOf(bench);
    expectStatus(answer, 400);
    const place = z.looseObject({ pointer: z.string(), message: z.string().min(1) });
    const { errors: places } = expectShape(z.looseObject({ errors: z.array(place).min(1) }), answer.body);
    expectThat(
      places.some(({ pointer }) => pointer === '/position'),
      'None points at /position.',
    );
  }),
  must('no-json', 'What is no JSON is 400', errors, async (bench) =>
    expectStatus(await ask(bench, 'POST', '', { body: '{"position": ' }), 400),
  ),
  must(
    'problem',
    'A refusal is application/problem+json with type, title, status, code and requestId',
    `${errors}, and RFC 9457`,
    async (bench) => {
      const answer = await refusedOf(bench);
      if (isSuccess(answer)) skip('Nothing was refused.');
      const type = answer.headers.get('content-type') ?? 'nothing';
      expectThat(type.startsWith('application/problem+json'), `It says ${type}.`);
      const { status } = expectShape(problem, answer.body);
      expectThat(status === answer.status, `status is ${status}, the answer ${answer.status}.`);
    },
  ),
  should(
    'unknown-member',
    'A member that does not exist is refused',
    'Parley, integrating, What counts as absent',
    async (bench) =>
      expectStatus(await ask(bench, 'POST', '', { body: { ...complete(bench, 'member'), colour: 'red' } }), 400),
  ),
];

const expectBoth = async (bench: Bench, key: string | null): Promise<void> => {
  expectStatus(await ask(bench, 'GET', `/${unknownRun(bench)}`, { key }), 401);
  expectStatus(await ask(bench, 'POST', '', { key, body: complete(bench, 'no-key') }), 401);
};

/** What a refusal tells beside its own number. */
const told = ({ status, text }: Answer, id: string): string =>
  `${status} ${text.replaceAll(id, '').replaceAll(/"requestId":"[^"]*"/g, '')}`;

const accessRules: Rule[] = [
  must('key-needed', 'Reading and ordering without a key are 401', errors, async (bench) => expectBoth(bench, null)),
  must('key-checked', 'Reading and ordering with a key that is nobody’s are 401', errors, async (bench) =>
    expectBoth(bench, `nobodys_${bench.mark}`),
  ),
  must('unknown', 'An interview that does not exist is 404', errors, async (bench) =>
    expectStatus(await ask(bench, 'GET', `/${unknownRun(bench)}`), 404),
  ),
  must(
    'foreign',
    'Another tenant’s interview is told in the very words of one that does not exist',
    errors,
    async (bench) => {
      const id = await runIdOf(bench);
      const key = bench.option('foreign-key');
      const foreign = await ask(bench, 'GET', `/${id}`, { key });
      expectStatus(foreign, 404);
      const unknown = await ask(bench, 'GET', `/${unknownRun(bench)}`, { key });
      expectThat(told(foreign, id) === told(unknown, unknownRun(bench)), 'It is told in other words.');
    },
  ),
];

const view = z.looseObject({
  runId: z.string().min(1),
  state: z.string(),
  outcome: z.string().nullable(),
  seq: z.int().min(0),
  allowedCommands: z.array(z.string()),
});

const readRules: Rule[] = [
  must('read', 'An interview is shown with runId, state, outcome, seq and allowedCommands', reading, async (bench) => {
    const id = await runIdOf(bench);
    const answer = await readOf(bench);
    expectStatus(answer, 200);
    expectThat(expectShape(view, answer.body).runId === id, 'It is another one.');
  }),
  must('etag', 'An answer has an ETag, and nothing new since then is 304 without a body', reading, async (bench) => {
    const id = await runIdOf(bench, incompleteOf(bench));
    // It waits for data: nothing changes between the two calls.
    const tag = (await ask(bench, 'GET', `/${id}`)).headers.get('etag');
    expectThat(tag !== null, 'There is no ETag.');
    const again = await ask(bench, 'GET', `/${id}`, { headers: { 'if-none-match': tag ?? '' } });
    expectStatus(again, 304);
    expectThat(again.text === '', 'It has a body.');
  }),
  should('wait', 'wait and afterSeq hold an answer back for as long, while nothing happens', reading, async (bench) => {
    const id = await runIdOf(bench, incompleteOf(bench));
    const { seq } = usable(z.looseObject({ seq: z.int() }), (await ask(bench, 'GET', `/${id}`)).body, 'seq');
    const { durationMs } = await ask(bench, 'GET', `/${id}?wait=1&afterSeq=${seq}`);
    expectThat(durationMs >= 900, `It came after ${durationMs} ms.`);
  }),
  must(
    'rate-limits',
    'Answers say how much is left: RateLimit-Policy, RateLimit and X-RateLimit-*',
    `${limited}, and the IETF draft on RateLimit fields`,
    async (bench) => {
      await runIdOf(bench);
      const { headers } = await readOf(bench);
      for (const name of ['ratelimit-policy', 'ratelimit'])
        expectThat((headers.get(name) ?? '') !== '', `${name} is not there.`);
      for (const name of ['limit', 'remaining', 'reset'])
        expectThat(/^\d+$/.test(headers.get(`x-ratelimit-${name}`) ?? ''), `x-ratelimit-${name} is no number.`);
    },
  ),
  should(
    'accept',
    'A call that accepts application/json with a charset is answered',
    'Parley, integrating: answers are JSON; many clients name its charset',
    async (bench) => {
      const id = await runIdOf(bench);
      const headers = { accept: 'application/json; charset=UTF-8' };
      expectStatus(await ask(bench, 'GET', `/${id}`, { headers }), 200);
    },
  ),
  should('request-id', 'Answers have an X-Request-Id', errors, async (bench) => {
    await runIdOf(bench);
    expectThat((await readOf(bench)).headers.has('x-request-id'), 'It has none.');
  }),
];

export const native: Contract = {
  name: 'native',
  title: 'Parley’s own API',
  url: 'the address before /api/v1',
  leaves: 'three interviews, of nobody, which it cancels at the end',
  options: [
    { name: 'key', shows: 'a key that may order, read and decide (kind integration)', required: true, secret: true },
    { name: 'tenant', shows: 'the tenant, with the key of a platform' },
    { name: 'foreign-key', shows: 'a key of another tenant, for what must not be seen with it', secret: true },
  ],
  rules: [
    ...createRules,
    ...repeatRules,
    ...refusalRules,
    ...accessRules,
    ...readRules,
    ...pageRules,
    ...feedRules,
    ...commandRules,
  ],
};
