// A SolidATS app, as https://www.solidats.dev/reference/example describes it: one address, an answer now or a call back later.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Contract, type Rule } from '../contract.ts';
import { bearer } from '../credentials.ts';
import type { Answer } from '../exchange.ts';
import type { Told } from '../listener.ts';
import { broken, expectShape, expectStatus, expectThat, isSuccess, skip, usable } from '../verdicts.ts';

const requested = 'SolidATS, app reference, the request';
const answeredAs = 'SolidATS, app reference, the response: its members and codes';
const calledBack = 'SolidATS, app reference, POST /webhook/app-callback';

const ids = (bench: Bench, name: string) => ({
  candidate_id: `candidate-${bench.mark}-${name}`,
  pipeline_step_id: `step-${bench.mark}`,
  call_secret: `secret-${bench.mark}-${name}`,
});

const description =
  'You run the booking platform of a ferry company with a team of five: deployments, incidents, databases, and the rota.';

/** As the documents show it; `name` makes its ids its own. */
const requestBody = (bench: Bench, name: string) => ({
  v: '1',
  job: { description, skills: { slug: 'postgresql', exp_level: 3 }, prompt: 'Ask about work on call.' },
  candidate_parsed_cv: {
    summary: 'Site reliability engineer.',
    education: ['BSc Computer Science'],
    experience: ['SRE at a hosting company, 2019 to 2026'],
    hobbies: ['sailing'],
    raw: 'Site reliability engineer. SRE at a hosting company, 2019 to 2026.',
  },
  application_form: { email: bench.email, skills: [{ slug: 'postgresql', exp_level: 4 }] },
  ...ids(bench, name),
  current_rating: 60,
  step_prompt: 'Ask about work on call.',
  integration_config: {},
  comments: [{ created_at: '2026-11-25T10:00:00Z', content: 'Looks good to me.', is_human_created: true }],
  context: [{}],
  created_at: new Date().toISOString(),
});

const post = (bench: Bench, body: unknown, url = bench.url): Promise<Answer> =>
  bench.call({ method: 'POST', url, body });

const answerOf = (bench: Bench): Promise<Answer> => bench.once('request', () => post(bench, requestBody(bench, 'one')));

/** Done at once, or to be told later. */
const taken = [200, 202] as const;

const id = z.union([z.string(), z.number()]);
const told = z.looseObject({ candidate_id: id, pipeline_step_id: id, call_secret: id });
const rated = z.looseObject({ rating: z.number().min(0).max(100) });

/** A list counts by its first entry, and what lies under `output` for itself. */
const unwrapped = (body: unknown): unknown => {
  const [first] = [body].flat();
  const wrapped = z.object({ output: z.looseObject({}) }).safeParse(first);
  return wrapped.success ? wrapped.data.output : first;
};

const expectEcho = (bench: Bench, body: unknown): void => {
  const echoed = expectShape(told, body);
  for (const [name, value] of Object.entries(ids(bench, 'one')))
    expectThat(echoed[name] === value, `${name} is not that of the request.`);
};

/** The answer that is the result itself. */
const resultNow = async (bench: Bench): Promise<unknown> => {
  const answer = await answerOf(bench);
  if (answer.status === 202) return skip('The answer is 202: the result comes later.');
  return isSuccess(answer) ? unwrapped(answer.body) : skip('The request was not taken.');
};

const requestRules: Rule[] = [
  must('request-taken', 'A request is answered with 200 or 202', answeredAs, async (bench) =>
    expectStatus(await answerOf(bench), ...taken),
  ),
  must(
    'skills-list',
    'job.skills may be a list',
    `${requested}: the type shows one skill, its words several`,
    async (bench) => {
      const body = requestBody(bench, 'list');
      const skills = [
        { slug: 'postgresql', exp_level: 1 },
        { slug: 'typescript', exp_level: 2 },
      ];
      expectStatus(await post(bench, { ...body, job: { ...body.job, skills } }), ...taken);
    },
  ),
  must('optional-absent', 'A request without the optional members is taken', requested, async (bench) => {
    const { v: _v, current_rating: _rating, step_prompt: _prompt, ...body } = requestBody(bench, 'least');
    expectStatus(await post(bench, body), ...taken);
  }),
  must('form-free', 'application_form and integration_config may hold anything', requested, async (bench) => {
    const body = requestBody(bench, 'form');
    const form = { ...body.application_form, 'Why us?': 'Ferries.', notice: { weeks: 4 }, tags: ['a'] };
    expectStatus(await post(bench, { ...body, application_form: form, integration_config: { deep: [1] } }), ...taken);
  }),
  must(
    'request-more',
    'Members that are not known are passed over',
    `${requested}: v says which version it is`,
    async (bench) =>
      expectStatus(await post(bench, { ...requestBody(bench, 'more'), added_later: { deep: [1] } }), ...taken),
  ),
  must('request-incomplete', 'A request without candidate_id is 400', answeredAs, async (bench) => {
    const { candidate_id: _, ...body } = requestBody(bench, 'incomplete');
    expectStatus(await post(bench, body), 400);
  }),
  must('request-no-json', 'What is no JSON is 400', answeredAs, async (bench) =>
    expectStatus(await post(bench, '{"candidate_id": '), 400),
  ),
  should(
    'request-again',
    'The same request again is answered as before',
    'SolidATS says nothing of repeats: whoever lost an answer sends it again',
    async (bench) => {
      const first = await answerOf(bench);
      expectStatus(await post(bench, requestBody(bench, 'one')), first.status);
    },
  ),
  should(
    'address-secret',
    'The address with another end is refused',
    'SolidATS presents no key: only a secret in the address tells that it is SolidATS',
    async (bench) => {
      const answer = await post(bench, requestBody(bench, 'stranger'), `${bench.url}x`);
      expectThat([401, 403, 404].includes(answer.status), `The answer is ${answer.status}.`);
    },
  ),
  should('quick', 'An answer comes within --within', 'How long SolidATS waits is documented nowhere', async (bench) => {
    const { durationMs } = await answerOf(bench);
    expectThat(durationMs <= bench.withinMs, `It took ${durationMs} ms.`);
  }),
];

const resultRules: Rule[] = [
  must(
    'now-echoes',
    'A result in the answer repeats candidate_id, pipeline_step_id and call_secret',
    answeredAs,
    async (bench) => expectEcho(bench, await resultNow(bench)),
  ),
  must('now-rating', 'A result in the answer has a rating from 0 to 100', answeredAs, async (bench) => {
    expectShape(rated, await resultNow(bench));
  }),
];

const parsed = ({ body }: Told): unknown => {
  try {
    return unwrapped(JSON.parse(body));
  } catch {
    return broken('It is no JSON.');
  }
};

const later = async (bench: Bench): Promise<readonly Told[]> => {
  const answer = await answerOf(bench);
  if (answer.status !== 202) skip('The answer is not 202: nothing comes later.');
  const calls = await bench.told('/webhook/app-callback');
  const ours = calls.filter(({ body }) => body.includes(ids(bench, 'one').candidate_id));
  return ours.length > 0 ? ours : calls.slice(0, 1);
};

const callbackRules: Rule[] = [
  must(
    'callback-echoes',
    'The call back is a POST that repeats candidate_id, pipeline_step_id and call_secret',
    calledBack,
    async (bench) => {
      for (const one of await later(bench)) {
        expectThat(one.method === 'POST', `It is a ${one.method}.`);
        expectEcho(bench, parsed(one));
      }
    },
  ),
  must(
    'callback-rating',
    'The call back has a rating from 0 to 100',
    `${calledBack}: required, of a failure too`,
    async (bench) => {
      for (const one of await later(bench)) expectShape(rated, usable(z.looseObject({}), parsed(one), 'result'));
    },
  ),
  must('callback-key', 'The call back presents the app’s key as Bearer', calledBack, async (bench) => {
    const calls = await later(bench);
    const wanted = bearer(bench.option('ats-key'));
    expectThat(
      calls.every(({ headers }) => headers['authorization'] === wanted),
      'It presents another, or none.',
    );
  }),
  must('callback-app', 'The call back names the app in X-SolidATS-App-ID', calledBack, async (bench) => {
    const calls = await later(bench);
    const app = bench.option('app-id');
    expectThat(
      calls.every(({ headers }) => headers['x-solidats-app-id'] === app),
      'It names another, or none.',
    );
  }),
];

export const solidats: Contract = {
  name: 'solidats',
  title: 'SolidATS: an app of a pipeline step',
  url: 'the address that SolidATS posts to, with its secret',
  urlIsSecret: true,
  leaves: 'five requests for interviews, with --email in application_form',
  options: [
    { name: 'ats-key', shows: 'the key of the app, which it presents when it calls back', secret: true },
    { name: 'app-id', shows: 'the id of the app, which it names when it calls back' },
  ],
  rules: [...requestRules, ...resultRules, ...callbackRules],
};
