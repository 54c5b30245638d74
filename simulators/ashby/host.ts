// Ashby as an assessment partner meets it: its users list, start and cancel assessments, and it takes news of them.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { basic, openStage, type Answer, type Received, type Reply, type Stage } from '../stage.ts';
import { failure, newAssessment, takeUpdate, type Assessment } from './updates.ts';

export type AshbyStart = { typeId: string; applicationId: string; email: string };

export type AshbyHost = {
  stage: Stage;
  /** What a partner must present to this customer. */
  apiKey: string;
  assessments: ReadonlyMap<string, Assessment>;
  /** Whatever was refused here, in the words of the answer. */
  complaints: string[];
  /** What the next calls are answered instead, one each: an outage, a proxy's page. */
  troubles: Reply[];
  /** What the partner gave this customer is pasted. */
  install(settings: { partnerKey: string }): void;
  list(): Promise<Answer>;
  start(wish: AshbyStart): Promise<Answer>;
  cancel(assessmentId: string): Promise<Answer>;
  close(): Promise<void>;
};

const started = z.object({ results: z.object({ assessment_id: z.string() }) });

const startBody = ({ typeId, applicationId, email }: AshbyStart) => ({
  assessment_type_id: typeId,
  candidate: {
    ashby_id: `candidate-of-${applicationId}`,
    first_name: 'Sam',
    last_name: 'Example',
    email,
    ashby_profile_url: `https://app.ashbyhq.com/candidates/candidate-of-${applicationId}`,
  },
  application: { ashby_id: applicationId, status: 'Active' },
  job: { ashby_id: 'job-1', name: 'Backend Engineer', ashby_job_url: 'https://app.ashbyhq.com/jobs/job-1' },
});

const refused = (status: number, error: string): Reply => ({ status, body: { success: false, errors: [error] } });

/** The door: what stands in front of it wants to know the program, then comes the key, then the form of the call. */
const refusalOf = ({ headers, method }: Received, apiKey: string): Reply | null => {
  if ((headers['user-agent'] ?? '') === '') return { status: 403, body: 'error code: 1010' };
  if (headers['authorization'] === undefined) return refused(401, 'unauthorized');
  if (headers['authorization'] !== basic(apiKey)) return refused(403, 'invalid_api_key');
  const isJson = headers['content-type'] === 'application/json' && headers['accept'] === 'application/json; version=1';
  return isJson && method === 'POST' ? null : failure('invalid_request');
};

const operations = (assessments: ReadonlyMap<string, Assessment>): Record<string, (body: string) => Reply> => ({
  '/apiKey.info': () => ({ status: 200, body: { success: true, results: { title: 'Parley' } } }),
  '/assessment.update': (body) => takeUpdate(assessments, body),
});

/** `partnerUrl` is where the partner's three calls lie, such as `https://parley.example/api/ashby`. */
export const startAshbyHost = async ({ partnerUrl }: { partnerUrl: string }): Promise<AshbyHost> => {
  const apiKey = randomBytes(16).toString('hex');
  const assessments = new Map<string, Assessment>();
  const complaints: string[] = [];
  const troubles: Reply[] = [];
  const answers = operations(assessments);
  const stage = await openStage((request) => {
    const trouble = troubles.shift();
    if (trouble !== undefined) return trouble;
    const reply = refusalOf(request, apiKey) ?? answers[request.path]?.(request.body) ?? refused(404, 'not_found');
    if (!JSON.stringify(reply.body).includes('"success":true')) complaints.push(JSON.stringify(reply));
    return reply;
  });
  let partnerKey = '';
  const call = (operation: string, body: unknown): Promise<Answer> =>
    stage.call({
      method: 'POST',
      url: `${partnerUrl}/assessment.${operation}`,
      headers: { authorization: basic(partnerKey) },
      body,
    });
  return {
    stage,
    apiKey,
    assessments,
    complaints,
    troubles,
    install: (settings) => void ({ partnerKey } = settings),
    list: () => call('list', {}),
    start: async (wish) => {
      const answer = await call('start', startBody(wish));
      const id = started.safeParse(answer.body).data?.results.assessment_id;
      if (id !== undefined && !assessments.has(id)) assessments.set(id, newAssessment());
      return answer;
    },
    cancel: (assessmentId) => call('cancel', { assessment_id: assessmentId }),
    close: stage.close,
  };
};
