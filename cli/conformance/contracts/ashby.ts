// Ashby's assessments API, as https://developers.ashbyhq.com/docs/creating-an-assessments-integration describes it.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Contract, type Rule } from '../contract.ts';
import { basic } from '../credentials.ts';
import type { Answer } from '../exchange.ts';
import {
  expectRefusal,
  expectShape,
  expectStatus,
  expectThat,
  isRefusal,
  isSuccess,
  skip,
  usable,
} from '../verdicts.ts';
import { updateRules } from './ashby-updates.ts';

const listed = 'Ashby, Assessments, assessment.list';
const started = 'Ashby, Assessments, assessment.start';
const cancelled = 'Ashby, Assessments, assessment.cancel';
const auth = 'Ashby, Assessments, authentication: Basic with the key as user name, both ways';
const refusals = 'Ashby, Assessments, errors: 422 with a message, which Ashby shows to its user';

type Ask = { key?: string | null; body?: unknown; headers?: Record<string, string> };

const ask = (bench: Bench, name: string, { key, body, headers }: Ask = {}): Promise<Answer> => {
  const presented = key === undefined ? bench.option('key') : key;
  return bench.call({
    method: 'POST',
    url: `${bench.url}/assessment.${name}`,
    headers: { ...(presented !== null && { authorization: basic(presented) }), ...headers },
    ...(body !== undefined && { body }),
  });
};

const success = <T>(results: z.ZodType<T>) => z.looseObject({ success: z.literal(true), results });
const type = z.looseObject({ assessment_type_id: z.string().min(1), name: z.string().min(1) });
const assessment = z.looseObject({ assessment_id: z.string().min(1) });

const listOf = (bench: Bench): Promise<Answer> => bench.once('list', () => ask(bench, 'list', { body: {} }));

const typeIdOf = async (bench: Bench): Promise<string> => {
  const given = bench.options['test-id'];
  if (given !== undefined) return given;
  const usableList = z.looseObject({
    results: z.array(z.looseObject({ assessment_type_id: z.string().min(1) })).min(1),
  });
  const { results } = usable(usableList, (await listOf(bench)).body, 'listed assessment (or --test-id)');
  return results[0]?.assessment_type_id ?? '';
};

/** As the documents show it; `name` makes its application one of its own. */
const startBody = async (bench: Bench, name: string) => ({
  assessment_type_id: await typeIdOf(bench),
  candidate: {
    ashby_id: `candidate-${bench.mark}`,
    first_name: 'Conformance',
    last_name: 'Check',
    email: bench.email,
    ashby_profile_url: `https://app.ashbyhq.com/candidates/candidate-${bench.mark}`,
  },
  application: { ashby_id: `application-${bench.mark}-${name}`, status: 'Active' },
  job: { ashby_id: `job-${bench.mark}`, name: 'Conformance check', ashby_job_url: 'https://app.ashbyhq.com/jobs/1' },
});

const startOf = (bench: Bench): Promise<Answer> =>
  bench.once('start', async () => ask(bench, 'start', { body: await startBody(bench, 'one') }));

const idOf = async (bench: Bench): Promise<string> => {
  const answer = await startOf(bench);
  const { results } = usable(
    z.looseObject({ results: assessment }),
    isSuccess(answer) ? answer.body : null,
    'assessment',
  );
  return results.assessment_id;
};

const unknownId = (bench: Bench): string => `unknown-${bench.mark}`;

const answersWith = async (bench: Bench, key: string | null): Promise<[string, Answer][]> => {
  const body = await startBody(bench, 'no-key').catch(() => ({}));
  return [
    ['list', await ask(bench, 'list', { key })],
    ['start', await ask(bench, 'start', { key, body })],
    ['cancel', await ask(bench, 'cancel', { key, body: { assessment_id: unknownId(bench) } })],
  ];
};

const expectAllShut = (answers: readonly [string, Answer][]): void => {
  for (const [name, { status }] of answers)
    expectThat(status === 401 || status === 403, `assessment.${name} answers ${status}, not 401 or 403.`);
};

const listRules: Rule[] = [
  must('list-answers', 'assessment.list answers 200 with success and a list of results', listed, async (bench) => {
    const answer = await listOf(bench);
    expectStatus(answer, 200);
    expectShape(success(z.array(z.unknown())), answer.body);
  }),
  must('list-members', 'Each has assessment_type_id and name, texts that are not empty', listed, async (bench) => {
    const { results } = usable(z.looseObject({ results: z.array(z.unknown()) }), (await listOf(bench)).body, 'list');
    if (results.length === 0) skip('No assessment is listed.');
    expectShape(z.array(type), results);
  }),
  must(
    'list-bare-call',
    'assessment.list without a body answers as well',
    `${listed}: it takes nothing`,
    async (bench) => expectStatus(await ask(bench, 'list'), 200),
  ),
  should(
    'list-accept',
    'A call that accepts application/json; version=1 is answered',
    'Ashby, API, versions: the header that its documents show',
    async (bench) => {
      const headers = { accept: 'application/json; version=1' };
      expectStatus(await ask(bench, 'list', { body: {}, headers }), 200);
    },
  ),
  should('list-description', 'Each has a description', listed, async (bench) => {
    const { results } = usable(
      z.looseObject({ results: z.array(z.looseObject({})) }),
      (await listOf(bench)).body,
      'list',
    );
    expectShape(z.array(z.looseObject({ description: z.string() })), results);
  }),
];

const startRules: Rule[] = [
  must(
    'start-answers',
    'assessment.start answers 200 with success and assessment_id, a text',
    started,
    async (bench) => {
      const answer = await startOf(bench);
      expectStatus(answer, 200);
      expectShape(success(assessment), answer.body);
    },
  ),
  must(
    'start-again',
    'The same assessment of the same application again is 409, or the same one',
    `${started}: 200 or 409`,
    async (bench) => {
      const id = await idOf(bench);
      const again = await ask(bench, 'start', { body: await startBody(bench, 'one') });
      if (again.status === 409) return;
      expectStatus(again, 200);
      const { results } = expectShape(success(assessment), again.body);
      expectThat(results.assessment_id === id, 'A second one was started.');
    },
  ),
  must(
    'start-more',
    'Members that are not known are passed over',
    'Ashby, API: members may be added at any time',
    async (bench) => {
      const body = { ...(await startBody(bench, 'more')), added_later: { deep: [1] } };
      expectStatus(await ask(bench, 'start', { body }), 200);
    },
  ),
  must('start-unknown', 'An assessment that does not exist is 422 with a message', refusals, async (bench) => {
    const body = { ...(await startBody(bench, 'unknown')), assessment_type_id: unknownId(bench) };
    const answer = await ask(bench, 'start', { body });
    expectStatus(answer, 422);
    expectShape(z.looseObject({ message: z.string().min(1) }), answer.body);
  }),
  must('start-incomplete', 'A start without a candidate is refused (4xx)', refusals, async (bench) => {
    const { candidate: _, ...body } = await startBody(bench, 'incomplete');
    expectRefusal(await ask(bench, 'start', { body }));
  }),
  must('start-any-name', 'A name in any script is taken', started, async (bench) => {
    const body = await startBody(bench, 'any-name');
    const candidate = { ...body.candidate, first_name: 'Zoë', last_name: '花子 Ó Ń' };
    expectStatus(await ask(bench, 'start', { body: { ...body, candidate } }), 200);
  }),
  must('start-no-json', 'What is no JSON is refused (4xx)', refusals, async (bench) =>
    expectRefusal(await ask(bench, 'start', { body: '{"candidate": ' })),
  ),
];

const accessRules: Rule[] = [
  must('key-needed', 'Each of the three calls without a key is 401 or 403', auth, async (bench) =>
    expectAllShut(await answersWith(bench, null)),
  ),
  must('key-checked', 'Each of the three calls with a key that is nobody’s is 401 or 403', auth, async (bench) =>
    expectAllShut(await answersWith(bench, `nobodys-${bench.mark}`)),
  ),
  must('cancel-foreign', 'What another customer started cannot be cancelled', auth, async (bench) => {
    const body = { assessment_id: await idOf(bench) };
    expectRefusal(await ask(bench, 'cancel', { key: bench.option('foreign-key'), body }));
  }),
];

const cancelOf = (bench: Bench): Promise<Answer> =>
  bench.once('cancel', async () => ask(bench, 'cancel', { body: { assessment_id: await idOf(bench) } }));

/** After what is told, since it ends the assessment. */
const cancelRules: Rule[] = [
  must('cancel-answers', 'assessment.cancel answers 200 with success', cancelled, async (bench) => {
    const answer = await cancelOf(bench);
    expectStatus(answer, 200);
    expectShape(z.looseObject({ success: z.literal(true) }), answer.body);
  }),
  must(
    'cancel-again',
    'One that is cancelled already is no error of the server',
    `${cancelled}: it may come at any time`,
    async (bench) => {
      const first = await cancelOf(bench);
      if (!isSuccess(first)) skip('It could not be cancelled once.');
      const again = await ask(bench, 'cancel', { body: { assessment_id: await idOf(bench) } });
      expectThat(isSuccess(again) || isRefusal(again), `The answer is ${again.status}.`);
    },
  ),
  must('cancel-unknown', 'An id that nobody was given is refused (4xx)', refusals, async (bench) =>
    expectRefusal(await ask(bench, 'cancel', { body: { assessment_id: unknownId(bench) } })),
  ),
  should('refusals', 'A refusal has success: false and a message', refusals, async (bench) => {
    const answer = await ask(bench, 'cancel', { body: { assessment_id: unknownId(bench) } });
    expectShape(z.looseObject({ success: z.literal(false), message: z.string().min(1) }), answer.body);
  }),
  should('quick', 'Answers come within --within', 'People wait for them at Ashby', async (bench) => {
    const slowest = Math.max(...[await listOf(bench), await startOf(bench)].map(({ durationMs }) => durationMs));
    expectThat(slowest <= bench.withinMs, `One took ${slowest} ms.`);
  }),
];

export const ashby: Contract = {
  name: 'ashby',
  title: 'Ashby: an assessments partner',
  url: 'where the three calls lie: <url>/assessment.list and so on',
  leaves: 'three interviews, ordered for --email, one of which it cancels',
  options: [
    {
      name: 'key',
      shows: 'the key that the partner gave the customer, presented as user name of Basic',
      required: true,
      secret: true,
    },
    { name: 'foreign-key', shows: 'a key of another customer, for what must not be done with it', secret: true },
    { name: 'test-id', shows: 'what to start (the first that is listed)' },
    { name: 'ats-key', shows: 'what the partner has to present to Ashby', secret: true },
  ],
  rules: [...listRules, ...startRules, ...accessRules, ...updateRules, ...cancelRules],
};
