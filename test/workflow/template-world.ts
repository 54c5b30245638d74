// The API of templates and interviews over a real database and a real Temporal, with a worker that drafts when it is told to.
import { afterAll, expect } from 'vitest';
import { describeRoutes } from '../../api/routes/service/description.ts';
import type { Route } from '../../api/guard/route.ts';
import type { FeatureDeps } from '../../api/wiring/deps.ts';
import { interviewsFeature } from '../../api/wiring/interviews.ts';
import { templatesFeature } from '../../api/wiring/templates.ts';
import { createOutboxMailer } from '../../infra/mail/mailer.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { createInterviewWorkers } from '../../worker/interview-worker.ts';
import { createActivities } from '../../worker/wiring/activities.ts';
import { workerDeps } from '../../worker/wiring/deps.ts';
import { templatePlanStarts } from '../../worker/wiring/templates.ts';
import { administer, recordingLog, startApi, type LogLine } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { useTemporal } from '../harness/temporal.ts';
import { createWorld, featureWorld, publicUrl } from '../harness/world.ts';

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

export const job = {
  name: 'Backend engineers',
  position: 'Senior Software Engineer',
  level: 'SENIOR',
  qualifications: ['5+ years production TypeScript experience', 'Demonstrated distributed systems design'],
} as const;

export const formOf = (shown: Record<string, unknown>): unknown => (shown['plan'] as { formId: string }).formId;

type Options = Partial<Pick<ProcessDeps, 'engines'>> & {
  /** Served beside interviews and templates. */
  features?: ((deps: FeatureDeps) => Route[])[];
};

export const useTemplateWorld = async ({ features = [], ...own }: Options = {}) => {
  const { db, url } = await useDatabase();
  const { env, taskQueue, workflowBundle } = await useTemporal();
  const logs: LogLine[] = [];
  const world = createWorld(db, {
    log: recordingLog(logs),
    temporal: env.connection,
    env: { DATABASE_URL: url, PARLEY_TASK_QUEUE: taskQueue },
    ...own,
  });
  const deps = featureWorld(world);
  const api = await startApi(
    db,
    describeRoutes(
      [interviewsFeature, templatesFeature, ...features].flatMap((feature) => feature(deps)),
      {
        publicUrl,
        version: '0.0.0',
      },
    ),
  );
  const worker = workerDeps(world, createOutboxMailer());
  const workers = await createInterviewWorkers({
    connection: env.nativeConnection,
    namespace: 'default',
    identity: 'w-test',
    taskQueue,
    activities: createActivities(worker),
    workflowBundle,
    workflowCacheMax: 50,
    activitiesMax: 20,
    modelActivitiesMax: 20,
    speechActivitiesMax: 4,
    hearingActivitiesMax: 4,
    shutdownGraceMs: 1_000,
    onActivityFailure: () => undefined,
  });
  const running = workers.run();
  afterAll(async () => {
    workers.shutdown();
    await running;
  });
  /** What a worker does every second; here by hand, so that a test may look in between. */
  const takeUp = templatePlanStarts(worker);

  const admin = administer(db);
  const owner = await admin.tenantWithKey();
  const stranger = await admin.tenantWithKey();

  const callAs =
    (key: string) =>
    async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
      const response = await fetch(`${api.url}/api/v1${path}`, {
        method,
        headers: { 'x-api-key': key, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      };
    };
  const call = callAs(owner.key);

  const make = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const { status, body } = await call('POST', '/templates', { ...job, ...changes });
    expect([status, body['planState']]).toEqual([201, 'drafting']);
    return String(body['id']);
  };

  const read = async (id: string): Promise<Record<string, unknown>> => (await call('GET', `/templates/${id}`)).body;
  const plan = async (id: string): Promise<Record<string, unknown>> =>
    (await call('GET', `/templates/${id}/plan`)).body;

  /** Has everything drafted that waits for it. */
  const drafted = async (id: string): Promise<Record<string, unknown>> => {
    await takeUp();
    return await eventually(
      () => read(id),
      ({ planState }) => planState !== 'drafting',
    );
  };

  const approved = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const id = await make(changes);
    await drafted(id);
    expect((await call('POST', `/templates/${id}/plan/approve`)).status).toBe(200);
    return id;
  };

  const submit = async (templateId: string, more: Record<string, unknown> = {}) =>
    await call('POST', '/integration/interviews', { templateId, candidateName: 'Ada Lovelace', ...more });
  const interview = (runId: unknown, accept: (body: Record<string, unknown>) => boolean) =>
    eventually(async () => (await call('GET', `/integration/interviews/${String(runId)}`)).body, accept);

  return {
    db,
    api,
    env,
    logs,
    world,
    deps,
    worker,
    admin,
    owner,
    stranger,
    callAs,
    call,
    make,
    read,
    plan,
    drafted,
    approved,
    submit,
    settings: (settings: object) =>
      db('tenants')
        .where({ id: owner.tenantId })
        .update({ settings: JSON.stringify(settings) }),
    interview,
  };
};
