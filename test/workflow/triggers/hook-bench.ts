// The API and a worker over one database and Temporal, a tenant with a template, and connections that simulated ATS tell things to.
import { afterAll } from 'vitest';
import { describeRoutes } from '../../../api/routes/service/description.ts';
import { featureRoutes } from '../../../api/wiring/features.ts';
import type { TriggerRule } from '../../../domain/triggers/rule.ts';
import { createHookRelay } from '../../../infra/db/inbox/inbox-relay.ts';
import { createOutboxMailer } from '../../../infra/mail/mailer.ts';
import { createHookTeller } from '../../../usecases/triggers/tell-hook.ts';
import { startHeartbeat } from '../../../worker/heartbeat.ts';
import { startHooks } from '../../../worker/hooks.ts';
import { createInterviewWorkers } from '../../../worker/interview-worker.ts';
import { createActivities } from '../../../worker/wiring/activities.ts';
import { workerDeps, type WorkerDeps } from '../../../worker/wiring/deps.ts';
import { administer, recordingLog, startApi, type LogLine } from '../../api/start-api.ts';
import { connectionOf } from '../../harness/connections.ts';
import { useDatabase } from '../../harness/database.ts';
import { eventually } from '../../harness/eventually.ts';
import { approvedTemplate } from '../../harness/templates.ts';
import { useTemporal } from '../../harness/temporal.ts';
import { createWorld, featureWorld, publicUrl } from '../../harness/world.ts';

export type HookRow = {
  id: string;
  connection_id: string;
  action: string;
  event: string;
  application_id: string | null;
  status: string;
  outcome: string | null;
  order_id: string | null;
  body_sealed: Buffer | null;
};

export type OrderRow = { run_id: string; vendor_keys: Record<string, string>; outcome: string | null; state: string };

/** The parts of a worker that hooks need; `stop` ends it in order. */
const startWorker = async (deps: WorkerDeps, temporal: Awaited<ReturnType<typeof useTemporal>>) => {
  const { env, taskQueue, workflowBundle } = temporal;
  const common = {
    connection: env.nativeConnection,
    namespace: 'default',
    identity: 'w-test',
    taskQueue,
    workflowBundle,
    shutdownGraceMs: 1_000,
    onActivityFailure: () => undefined,
  };
  const maxima = { modelActivitiesMax: 4, speechActivitiesMax: 1, hearingActivitiesMax: 1 };
  const workers = await createInterviewWorkers({
    ...common,
    ...maxima,
    activitiesMax: 50,
    workflowCacheMax: 50,
    activities: createActivities(deps),
  });
  const hooks = await startHooks(deps, common);
  const stopHeartbeat = await startHeartbeat({ db: deps.db, log: deps.log, workerId: 'w-test', taskQueue });
  const running = Promise.all([workers.run(), hooks.running]);
  return async (): Promise<void> => {
    hooks.stop();
    workers.shutdown();
    await running;
    await stopHeartbeat();
  };
};

/** All turns are the workflows': what is told waits while no worker runs. */
export type HookBenchOptions = { turnsBesideAnswers?: boolean };

export const useHookBench = async ({ turnsBesideAnswers = true }: HookBenchOptions = {}) => {
  const { db, url } = await useDatabase();
  const temporal = await useTemporal();
  const logs: LogLine[] = [];
  const parts = createWorld(db, {
    log: recordingLog(logs),
    temporal: temporal.env.connection,
    env: { DATABASE_URL: url, PARLEY_TASK_QUEUE: temporal.taskQueue, PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' },
  });
  const deps = workerDeps(parts, createOutboxMailer());
  let stop = await startWorker(deps, temporal);
  afterAll(async () => {
    await stop();
    await parts.outbound.close();
  });
  const left = () => Promise.reject(new Error('This turn is the workflow’s.'));
  const hookTeller = createHookTeller({ relay: createHookRelay(db), engine: parts.engine, turn: left });
  const features = featureWorld(parts, turnsBesideAnswers ? {} : { hookTeller });
  const routes = featureRoutes(features).filter(({ access }) => access.kind !== 'room');
  const api = await startApi(db, describeRoutes(routes, { publicUrl, version: '0.0.0' }));
  const admin = administer(db);

  const tenant = async () => {
    const owner = await admin.tenantWithKey();
    await approvedTemplate(db, owner.tenantId, { externalId: 'backend', name: 'Backend engineers' });
    const call = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${api.url}${path}`, {
        method,
        headers: { 'x-api-key': owner.key, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> };
    };
    return {
      ...owner,
      call,
      connect: async (kind: string, credentials: object, config: object = {}) => {
        const { id } = await connectionOf({ db, tenantId: owner.tenantId }, kind, { credentials, config });
        return { id, hookUrl: `${api.url}/hooks/${kind}/${id}` };
      },
      setRules: async (id: string, ...rules: object[]) => {
        const answer = await call('PUT', `/api/v1/connections/${id}/rules`, { rules });
        if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      },
    };
  };
  const hooksOf = (connectionId: string): Promise<HookRow[]> =>
    db('ats_inbox').where({ connection_id: connectionId }).orderBy('position') as never;
  return {
    db,
    url,
    api,
    logs,
    deps,
    client: temporal.env.client,
    tenant,
    hooksOf,
    /** Once nothing of the connection waits any more. */
    settled: (connectionId: string, count: number) =>
      eventually(
        () => hooksOf(connectionId),
        (hooks) => hooks.length >= count && hooks.every(({ status }) => status !== 'received'),
      ),
    ordersOf: (connectionId: string): Promise<OrderRow[]> =>
      db({ o: 'orders' })
        .join({ i: 'interviews' }, 'i.run_id', 'o.run_id')
        .where({ 'o.connection_id': connectionId })
        .orderBy('o.created_at')
        .select('o.run_id', 'o.vendor_keys', 'i.outcome', 'i.state') as never,
    stopWorker: () => stop(),
    startWorker: async () => {
      stop = await startWorker(deps, temporal);
    },
  };
};

export const preScreen = (more: Partial<TriggerRule> = {}): object => ({
  id: 'pre-screen',
  when: { event: 'stage_entered', stageNames: ['pre-screen'] },
  then: { template: 'backend' },
  cancelOnLeave: true,
  ...more,
});
