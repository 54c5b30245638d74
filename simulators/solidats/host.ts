// SolidATS as an app meets it: posts a request when a candidate reaches the app's step, takes one callback for it, and shows the rating.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { openStage, type Answer, type Received, type Reply, type Stage } from '../stage.ts';

const id = z.union([z.string(), z.number()]);

/** The response schema of its documents; `status` may be anything. */
const callback = z.looseObject({
  candidate_id: id,
  pipeline_step_id: id,
  call_secret: id,
  rating: z.number().min(0).max(100),
  v: z.string().optional(),
  app_id: z.string().optional(),
  context: z.looseObject({}).optional(),
  comment: z.string().optional(),
  failure_details: z.string().optional(),
  created_at: z.iso.datetime({ offset: true }).optional(),
});
export type SolidatsCallback = z.output<typeof callback>;

/** A list counts by its first entry, and an object under `output` for itself. */
const response = z.union([
  callback,
  z.tuple([callback], z.unknown()).transform(([first]) => first),
  z.object({ output: callback }).transform(({ output }) => output),
]);

export type SolidatsRequest = {
  candidate_id: string | number;
  pipeline_step_id: string | number;
  call_secret: string | number;
};

/** A candidate in the app's step: what the app was asked, how it answered, and what it told since. */
export type SolidatsStep = { request: SolidatsRequest; answer: Answer; told: SolidatsCallback | null };

export type SolidatsHost = {
  stage: Stage;
  /** What the app got when it was registered. */
  appId: string;
  apiKey: string;
  callbackUrl: string;
  /** Whatever SolidATS would refuse, or could not use. */
  complaints: string[];
  /** The customer pastes the app's webhook address. */
  install(settings: { hookUrl: string }): void;
  /** A candidate reaches the step: members that are given replace those of the usual request. */
  reach(changes?: Record<string, unknown>): Promise<SolidatsStep>;
  /** Takes what the app tells, and answers only then. */
  answerAfter(gate: Promise<unknown>): void;
  /** What the app told; null when nothing came in time. */
  news(step: SolidatsStep, patienceMs: number): Promise<SolidatsCallback | null>;
  close(): Promise<void>;
};

const callbackPath = '/webhook/app-callback';
const lookEveryMs = 50;

type Desk = {
  stage: Stage;
  appId: string;
  apiKey: string;
  hookUrl: string;
  complaints: string[];
  steps: SolidatsStep[];
  gate: Promise<unknown>;
};

const refused = (desk: Desk, status: number, complaint: string): Reply => {
  desk.complaints.push(complaint);
  return { status, body: { error: complaint } };
};

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Who was not heard tells again: the same but for its time. */
const isRepeat = (told: SolidatsCallback, again: SolidatsCallback): boolean =>
  isDeepStrictEqual({ ...told, created_at: '' }, { ...again, created_at: '' });

const take = (desk: Desk, told: SolidatsCallback): Reply => {
  const { candidate_id: candidate, pipeline_step_id: step, call_secret: secret } = told;
  const known = desk.steps.filter(
    ({ request }) => request.candidate_id === candidate && request.pipeline_step_id === step,
  );
  if (known.length === 0) return refused(desk, 404, 'There is no such candidate in that step.');
  const asked = known.find(({ request }) => request.call_secret === secret);
  if (asked === undefined) return refused(desk, 401, 'The call_secret is not that of the request.');
  // What the real one does with a second result is documented nowhere: an app must not rely on it.
  if (asked.told !== null && !isRepeat(asked.told, told))
    return refused(desk, 400, 'This request has another result already.');
  asked.told = told;
  return { status: 200, body: { success: true } };
};

const receive = (desk: Desk, { method, path, headers, body }: Received): Reply => {
  if (method !== 'POST' || path !== callbackPath) return refused(desk, 404, `There is no ${method} ${path}.`);
  if (headers['authorization'] !== `Bearer ${desk.apiKey}`)
    return refused(desk, 401, 'The API key is not that of the app.');
  if (headers['x-solidats-app-id'] !== desk.appId)
    return refused(desk, 403, 'X-SolidATS-App-ID is not that of the key.');
  const read = response.safeParse(parse(body));
  const [issue] = read.error?.issues ?? [];
  return read.success ? take(desk, read.data) : refused(desk, 400, `The callback: ${issue?.message ?? 'unreadable'}`);
};

/** Everything that its documents show, for a candidate whose form holds an address. */
const usualRequest = () => ({
  v: '1',
  job: {
    description:
      'You run the booking platform of a ferry company with a team of five: deployments, incidents, databases, and the on-call rota.',
    skills: [
      { slug: 'kubernetes', exp_level: 4 },
      { slug: 'postgresql', exp_level: 3 },
      { slug: 'terraform', exp_level: 2 },
    ],
    prompt: 'Ask about work on call.',
  },
  candidate_id: `cand_${randomBytes(4).toString('hex')}`,
  candidate_parsed_cv: {
    summary: 'Site reliability engineer.',
    education: ['BSc Computer Science'],
    experience: ['SRE at a hosting company, 2019 to 2026'],
    hobbies: ['sailing'],
    raw: 'Site reliability engineer. SRE at a hosting company, 2019 to 2026: Kubernetes, PostgreSQL.',
  },
  application_form: { email: 'sam@example.com', skills: [{ slug: 'kubernetes', exp_level: 4 }] },
  pipeline_step_id: 'step_456',
  call_secret: randomBytes(16).toString('hex'),
  current_rating: 60,
  step_prompt: '',
  integration_config: {},
  comments: [{ created_at: '2026-11-25T10:00:00Z', content: 'Looks good to me.', is_human_created: true }],
  context: [{}],
  created_at: new Date().toISOString(),
});

const reach = async (desk: Desk, changes: Record<string, unknown>): Promise<SolidatsStep> => {
  const request = { ...usualRequest(), ...changes };
  // Before the call: an app may answer its callback first.
  const step: SolidatsStep = { request, answer: { status: 0, text: '', body: null }, told: null };
  desk.steps.push(step);
  step.answer = await desk.stage.call({ method: 'POST', url: desk.hookUrl, body: request });
  if (step.answer.status !== 202) desk.complaints.push(`The app answered ${step.answer.status}.`);
  return step;
};

const news = async (step: SolidatsStep, patienceMs: number): Promise<SolidatsCallback | null> => {
  const deadline = Date.now() + patienceMs;
  while (step.told === null && Date.now() < deadline) await sleep(lookEveryMs);
  return step.told;
};

export const startSolidatsHost = async (): Promise<SolidatsHost> => {
  const stage = await openStage(async (request) => {
    const reply = receive(desk, request);
    await desk.gate;
    return reply;
  });
  const [appId, apiKey] = [`app_${randomBytes(4).toString('hex')}`, randomBytes(16).toString('hex')];
  const desk: Desk = { stage, appId, apiKey, hookUrl: '', complaints: [], steps: [], gate: Promise.resolve() };
  return {
    stage,
    appId,
    apiKey,
    callbackUrl: `${stage.url}${callbackPath}`,
    complaints: desk.complaints,
    install: (settings) => void Object.assign(desk, settings),
    answerAfter: (gate) => void Object.assign(desk, { gate }),
    reach: (changes = {}) => reach(desk, changes),
    news,
    close: () => stage.close(),
  };
};
