// ARIA's public API, as its guide for ATS products describes it: keys with scopes, one envelope, pages by number.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Contract, type Rule } from '../contract.ts';
import { bearer } from '../credentials.ts';
import type { Answer } from '../exchange.ts';
import { expectShape, expectStatus, expectThat, isRefusal, skip, usable } from '../verdicts.ts';

const listed = 'ARIA, public API, GET /candidates';
const shown = 'ARIA, public API, GET /candidates/:id';
const scored = 'ARIA, public API, GET /candidates/:id/scorecard';
const recorded = 'ARIA, public API, GET /candidates/:id/recording';
const answered = 'ARIA, public API, response format';
const codes = 'ARIA, public API, status codes';
const scopes = 'ARIA, public API, API key types and scopes';
const limits = 'ARIA, public API, rate limits';
const notSaid = 'ARIA’s guide does not show the body of an error; callers want one form for all';

const get = (bench: Bench, path: string, key: string | null = bench.option('key')): Promise<Answer> =>
  bench.call({
    method: 'GET',
    url: bench.url + path,
    ...(key !== null && { headers: { authorization: bearer(key) } }),
  });

const time = z.iso.datetime({ offset: true });
const envelope = z.looseObject({ success: z.literal(true), data: z.unknown(), timestamp: time });
const page = z.looseObject({
  candidates: z.array(z.unknown()),
  total: z.int().min(0),
  page: z.int().min(1),
  limit: z.int().min(1),
});
const candidate = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullable(),
  email: z.string().nullable(),
  jobId: z.string().nullable(),
  overallScore: z.number().min(0).max(10).nullable(),
  recommendation: z.enum(['advance', 'maybe', 'pass']).nullable(),
  status: z.string().min(1),
});
const texts = z.array(z.string());
const scorecard = z.looseObject({
  strengths: texts,
  concerns: texts,
  keyInsights: texts,
  redFlags: texts,
  executiveSummary: z.string().nullable(),
  detailedAnalysis: z.string().nullable(),
});
const recording = z.looseObject({
  recordingUrl: z.url().nullable(),
  transcript: z.array(z.looseObject({ text: z.string() })).nullable(),
});

const listOf = (bench: Bench): Promise<Answer> => bench.once('list', () => get(bench, '/candidates'));

const within = <T>(schema: z.ZodType<T>) => z.looseObject({ data: schema });

/** The data of an answer for rules that are about its inside. */
const dataOf = <T>(answer: Answer, schema: z.ZodType<T>, what: string): T =>
  usable(within(schema), answer.status === 200 ? answer.body : null, what).data;

const pageOf = async (bench: Bench, query: string) => dataOf(await get(bench, `/candidates?${query}`), page, 'page');

const withIds = z.looseObject({ candidates: z.array(z.looseObject({ id: z.string().min(1) })) });

const someId = async (bench: Bench): Promise<string> => {
  const { candidates } = dataOf(await listOf(bench), withIds, 'list');
  return candidates[0]?.id ?? skip('No candidate is listed: bring one in first, or give --import-key and --job-id.');
};

const one = (id: string, part = ''): string => `/candidates/${encodeURIComponent(id)}${part}`;
const parts = ['', '/scorecard', '/recording'] as const;
const unknownId = (bench: Bench): string => `unknown-${bench.mark}`;

const importRules: Rule[] = [
  should(
    'import',
    'POST /candidates takes name, email and jobId, and answers with an id',
    'ARIA’s guide shows the call in its diagram, and not its body',
    async (bench) => {
      const [key, jobId] = [bench.option('import-key'), bench.option('job-id')];
      const body = { name: 'Conformance Check', email: bench.email, jobId };
      const headers = { authorization: bearer(key) };
      const answer = await bench.call({ method: 'POST', url: `${bench.url}/candidates`, headers, body });
      expectStatus(answer, 200, 201);
      expectShape(within(z.looseObject({ id: z.string().min(1) })), answer.body);
    },
  ),
];

const listRules: Rule[] = [
  must('envelope', 'A success is 200 with success, data and timestamp', answered, async (bench) => {
    const answer = await listOf(bench);
    expectStatus(answer, 200);
    expectShape(envelope, answer.body);
  }),
  must('list-page', 'data has candidates, total, page and limit', listed, async (bench) => {
    expectShape(page, dataOf(await listOf(bench), z.unknown(), 'list'));
  }),
  must('list-defaults', 'Without parameters it is page 1 of at most 20', listed, async (bench) => {
    const { page: number, limit, candidates } = dataOf(await listOf(bench), page, 'list');
    expectThat(number === 1 && limit === 20, `It is page ${number} with a limit of ${limit}.`);
    expectThat(candidates.length <= 20, `It has ${candidates.length} candidates.`);
  }),
  must(
    'list-members',
    'A candidate has id, name, email, jobId, overallScore (0–10), recommendation and status',
    listed,
    async (bench) => {
      const { candidates } = dataOf(await listOf(bench), page, 'list');
      if (candidates.length === 0) skip('No candidate is listed.');
      expectShape(z.array(candidate), candidates);
    },
  ),
  must('limit', 'limit=1 answers with one candidate at most, and says so', listed, async (bench) => {
    const { candidates, limit } = await pageOf(bench, 'limit=1');
    expectThat(candidates.length <= 1 && limit === 1, `It has ${candidates.length}, with a limit of ${limit}.`);
  }),
  must('limit-max', 'More than 100 at once are refused, or cut to 100', listed, async (bench) => {
    const answer = await get(bench, '/candidates?limit=101');
    if (isRefusal(answer)) return;
    const { limit } = dataOf(answer, page, 'page');
    expectThat(limit <= 100, `The limit is ${limit}.`);
  }),
  must('pages', 'Another page has other candidates', listed, async (bench) => {
    const ids = async (number: number) =>
      dataOf(await get(bench, `/candidates?limit=1&page=${number}`), withIds, 'page').candidates.map(({ id }) => id);
    const { total } = dataOf(await listOf(bench), page, 'list');
    if (total < 2) skip('There is no second candidate.');
    const [first, second] = [await ids(1), await ids(2)];
    expectThat(second.length === 1 && first[0] !== second[0], 'The second page has the candidate of the first.');
  }),
  must('status-filter', 'status shows candidates of that status alone', listed, async (bench) => {
    const { candidates } = await pageOf(bench, 'status=completed');
    const others = candidates.filter(
      (each) => !z.looseObject({ status: z.literal('completed') }).safeParse(each).success,
    );
    expectThat(others.length === 0, `${others.length} of them have another.`);
  }),
];

const partRules: Rule[] = [
  must('one', 'GET /candidates/:id shows that candidate', shown, async (bench) => {
    const id = await someId(bench);
    const answer = await get(bench, one(id));
    expectStatus(answer, 200);
    expectThat(expectShape(within(candidate), answer.body).data.id === id, 'It is another one.');
  }),
  must('scorecard', 'A scorecard has its four lists and its two texts', scored, async (bench) => {
    const answer = await get(bench, one(await someId(bench), '/scorecard'));
    expectStatus(answer, 200);
    expectShape(within(scorecard), answer.body);
  }),
  must('recording', 'A recording has recordingUrl and a transcript in segments', recorded, async (bench) => {
    const answer = await get(bench, one(await someId(bench), '/recording'));
    expectStatus(answer, 200);
    expectShape(within(recording), answer.body);
  }),
];

const expectAll = async (bench: Bench, status: number, key: string | null, id: string): Promise<void> => {
  for (const path of ['/candidates', ...parts.map((part) => one(id, part))]) {
    const answer = await get(bench, path, key);
    expectThat(answer.status === status, `GET ${path} answers ${answer.status}, not ${status}.`);
  }
};

/** What an answer tells beside its time and the number of the request. */
const told = ({ status, text }: Answer, id: string): string =>
  `${status} ${text.replaceAll(id, '').replaceAll(/"(?:timestamp|requestId)":"[^"]*"/g, '')}`;

const accessRules: Rule[] = [
  must('key-needed', 'Each of the four calls without a key is 401', codes, async (bench) =>
    expectAll(bench, 401, null, unknownId(bench)),
  ),
  must('key-checked', 'Each of the four calls with a key that is nobody’s is 401', codes, async (bench) =>
    expectAll(bench, 401, `aria_core_nobodys_${bench.mark}`, unknownId(bench)),
  ),
  must('scope', 'Each of the four calls with a key that lacks the scope is 403', scopes, async (bench) =>
    expectAll(bench, 403, bench.option('import-key'), unknownId(bench)),
  ),
  must('unknown', 'A candidate that does not exist is 404, in all three views', codes, async (bench) => {
    for (const part of parts) expectStatus(await get(bench, one(unknownId(bench), part)), 404);
  }),
  must(
    'foreign',
    'What another organisation has is told in the very words of what does not exist',
    `${shown}: existence is never revealed`,
    async (bench) => {
      const id = await someId(bench);
      const key = bench.option('foreign-key');
      for (const part of parts) {
        const foreign = await get(bench, one(id, part), key);
        const unknown = await get(bench, one(unknownId(bench), part), key);
        expectStatus(foreign, 404);
        expectThat(told(foreign, id) === told(unknown, unknownId(bench)), 'It is told in other words.');
      }
    },
  ),
  should(
    'error-envelope',
    'A refusal has success: false, error.code, error.message and timestamp',
    notSaid,
    async (bench) => {
      const error = z.looseObject({ code: z.string().min(1), message: z.string().min(1) });
      const { body } = await get(bench, one(unknownId(bench)));
      expectShape(z.looseObject({ success: z.literal(false), error, timestamp: time }), body);
    },
  ),
  should(
    'limits',
    'Answers say how many calls are left, in X-RateLimit-Remaining and -Reset',
    `${limits}: asked of 429 alone`,
    async (bench) => {
      const { headers } = await listOf(bench);
      for (const name of ['x-ratelimit-remaining', 'x-ratelimit-reset'])
        expectThat(/^\d+$/.test(headers.get(name) ?? ''), `${name} is no number.`);
    },
  ),
  should('quick', 'Answers come within --within', 'ARIA’s callers poll', async (bench) => {
    const { durationMs } = await listOf(bench);
    expectThat(durationMs <= bench.withinMs, `It took ${durationMs} ms.`);
  }),
];

export const aria: Contract = {
  name: 'aria',
  title: 'ARIA: the public API for ATS products',
  url: 'the base address, such as https://parley.example/api/v1',
  showsPeople: true,
  leaves: 'nothing; with --import-key and --job-id one interview for --email',
  options: [
    { name: 'key', shows: 'a key that may read candidates, scorecards and recordings', required: true, secret: true },
    { name: 'import-key', shows: 'a key that may bring candidates in, and read nothing', secret: true },
    { name: 'job-id', shows: 'the job to bring a candidate in for' },
    { name: 'foreign-key', shows: 'a reading key of another organisation', secret: true },
  ],
  rules: [...importRules, ...listRules, ...partRules, ...accessRules],
};
