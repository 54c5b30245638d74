// Workable as an assessment provider meets it: its users order assessments, and results are put at an address made for each.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { openStage, type Answer, type Received, type Reply, type Stage } from '../stage.ts';

const result = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('pending') }),
  z.strictObject({
    status: z.literal('completed'),
    assessment: z.strictObject({
      score: z.string().min(1).optional(),
      grade: z.enum(['excelled', 'passed', 'failed']).optional(),
    }),
    results_url: z.url(),
  }),
]);
export type WorkableResult = z.output<typeof result>;

export type WorkableHost = {
  stage: Stage;
  /** What a provider must present to this customer. */
  accessToken: string;
  /** What was put at the address of each order, which is known by its path. */
  results: ReadonlyMap<string, WorkableResult[]>;
  /** Whatever was refused here, in the words of the answer. */
  complaints: string[];
  /** What the next calls are answered instead, one each. */
  troubles: Reply[];
  install(settings: { providerToken: string }): void;
  tests(): Promise<Answer>;
  order(wish: { testId: string; email: string; path: string }): Promise<Answer>;
  close(): Promise<void>;
};

const refused = (status: number, error: string): Reply => ({ status, body: { error } });

const parse = (body: string): WorkableResult | undefined => {
  try {
    return result.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};

const take = (results: ReadonlyMap<string, WorkableResult[]>, { method, path, headers, body }: Received): Reply => {
  const known = results.get(path);
  if (known === undefined || method !== 'PUT') return refused(404, 'Not found');
  const told = headers['content-type'] === 'application/json' ? parse(body) : undefined;
  if (told === undefined) return refused(422, 'Validation failed');
  const final = known.find(({ status }) => status === 'completed');
  // The same result may come twice, since an answer can get lost; another one is a mistake.
  if (final !== undefined && JSON.stringify(final) !== JSON.stringify(told)) return refused(409, 'Already completed');
  known.push(told);
  return { status: 200, body: {} };
};

/** `providerUrl` is where the provider's two calls lie, such as `https://parley.example/api/workable`. */
export const startWorkableHost = async ({ providerUrl }: { providerUrl: string }): Promise<WorkableHost> => {
  const accessToken = randomBytes(16).toString('hex');
  const results = new Map<string, WorkableResult[]>();
  const complaints: string[] = [];
  const troubles: Reply[] = [];
  const stage = await openStage((request) => {
    const trouble = troubles.shift();
    if (trouble !== undefined) return trouble;
    const isOurs = request.headers['authorization'] === `Bearer ${accessToken}`;
    const reply = isOurs ? take(results, request) : refused(401, 'Not authorized');
    if (reply.status !== 200) complaints.push(JSON.stringify(reply));
    return reply;
  });
  let authorization = '';
  return {
    stage,
    accessToken,
    results,
    complaints,
    troubles,
    install: ({ providerToken }) => void (authorization = `Bearer ${providerToken}`),
    tests: () => stage.call({ method: 'GET', url: `${providerUrl}/tests`, headers: { authorization } }),
    order: ({ testId, email, path }) => {
      if (!results.has(path)) results.set(path, []);
      const body = {
        test_id: testId,
        callback_url: `${stage.url}${path}`,
        candidate: { first_name: 'Sam', last_name: 'Example', email },
        job_shortcode: 'GROOV003',
        job_title: 'Backend Engineer',
      };
      return stage.call({ method: 'POST', url: `${providerUrl}/assessments`, headers: { authorization }, body });
    },
    close: stage.close,
  };
};
