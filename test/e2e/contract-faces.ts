// The dialects of ATS, tried as the description shows them: with the credential of each face, and with ids of ours.
import { interviewByTyping } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor } from '../harness/journey.ts';
import { pathOf, type NativeClient } from '../harness/native-client.ts';
import type { ParleySystem } from '../harness/system.ts';
import { approvedTemplate } from '../harness/templates.ts';

/** In a header, or in the address itself. */
type Credential = { Authorization?: string; path?: string };

export type Trying = {
  system: ParleySystem;
  client: NativeClient;
  /** Sends an example; `own` are members that stand in its body instead, `ids` take the place of the example's. */
  tryAs(
    as: Credential | null,
    operationId: string,
    own?: Record<string, unknown>,
    ...ids: string[]
  ): Promise<Record<string, unknown>>;
};

const basic = (key: string) => ({ Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

/** Names that no name server knows, so that nobody is called. */
const callback = 'https://ats.invalid/results/1';
const ashby = { kind: 'ashby', config: { apiUrl: 'https://ats.invalid' }, credentials: { apiKey: 'from-the-ats' } };

type Made = { id: string; hookUrl: string | null; keys: { partner: string } | null };

export const tryConnections = async ({ tryAs, client }: Trying): Promise<void> => {
  const { id } = await tryAs(null, 'createConnection');
  const reads = ['listConnections', 'listConnectionKinds', 'getConnection', 'listConnectionErrors'];
  for (const operationId of [
    ...reads,
    'updateConnection',
    'rotateConnectionKey',
    'recoverConnection',
    'pauseConnection',
  ])
    await tryAs(null, operationId, {}, String(id));
  await tryAs(null, 'resumeConnection', {}, String(id));
  await tryAs(null, 'deleteConnection', {}, String(id));
  const tried = await client.insist<Made>('POST', '/api/v1/connections', { name: 'Ashby', ...ashby });
  await tryAs(null, 'testConnection', {}, tried.id);
  const hooked = await client.insist<Made>('POST', '/api/v1/connections', {
    name: 'SolidATS',
    kind: 'solidats',
    config: { appId: 'app-1', position: 'Cook' },
    credentials: { apiKey: 'from-the-ats' },
  });
  await tryAs({ path: new URL(hooked.hookUrl ?? '').pathname }, 'solidatsRequestAssessment');
  await tryAs(null, 'rotateConnectionHook', {}, hooked.id);
};

export const tryTemplates = async ({ tryAs, client, system }: Trying): Promise<void> => {
  const idOf = ({ id }: Record<string, unknown>): string => String(id);
  const pathOfTemplate = (id: string): string => `/api/v1/templates/${id}`;
  const untilPlan = (id: string, state: string) =>
    eventually(
      () => client.insist<{ planState: string }>('GET', pathOfTemplate(id)),
      ({ planState }) => planState === state,
    );
  const id = idOf(await tryAs(null, 'createTemplate'));
  await untilPlan(id, 'pending');
  for (const operationId of ['listTemplates', 'getTemplate', 'getTemplatePlan', 'reviseTemplatePlan'])
    await tryAs(null, operationId, {}, id);
  await untilPlan(id, 'pending');
  await tryAs(null, 'approveTemplatePlan', { version: 2 }, id);
  const tag = (await client.call('GET', pathOfTemplate(id))).headers.get('etag') ?? '';
  await client.call('GET', pathOfTemplate(id), { headers: { 'If-None-Match': tag } });
  await tryAs(null, 'updateTemplate', {}, id);
  const other = idOf(await tryAs(null, 'createTemplate', { externalId: 'turned-down' }));
  await untilPlan(other, 'pending');
  await tryAs(null, 'rejectTemplatePlan', {}, other);
  // As a planner that stays away leaves it.
  await system
    .db('template_versions')
    .where({ template_id: other })
    .update({ state: 'failed', failure: 'model.refused' });
  await tryAs(null, 'retryTemplatePlan', {}, other);
  await tryAs(null, 'archiveTemplate', {}, other);
};

/** From the order over the conversation and the verdict to the page of the result. */
export const tryGreenhouse = async ({ tryAs, client, system }: Trying): Promise<void> => {
  const { apiUrl, db, tenant } = system;
  const template = await approvedTemplate(db, tenant.tenantId);
  const as = basic(tenant.apiKeys.partner);
  await tryAs(as, 'greenhouseListTests');
  const own = { partner_test_id: template.id, url: callback };
  const id = String((await tryAs(as, 'greenhouseSendTest', own))['partner_interview_id']);
  const { run_id: runId } = (await db('orders').where({ id }).first('run_id')) as { run_id: string };
  const { interviewLink } = await client.until(runId, 'APPROVED');
  await interviewByTyping(apiUrl, String(interviewLink), answerFor);
  await client.until(runId, 'ASSESSMENT_PENDING');
  await client.insist('POST', pathOf(runId, '/assessment/approve'), {
    verdict: 'HIRE',
    reasonCodes: ['reference_check'],
  });
  await tryAs(as, 'greenhouseTestStatus', {}, id);
  await tryAs(as, 'greenhouseResponseError', {}, id);
  const { items } = (await tryAs(null, 'listResultLinks', {}, runId)) as { items: { id: string }[] };
  await tryAs(null, 'revokeResultLink', {}, runId, items[0]?.id ?? '');
};

export const tryAshbyAndWorkable = async ({ tryAs, client, system }: Trying): Promise<void> => {
  const template = await approvedTemplate(system.db, system.tenant.tenantId);
  const connect = async (kind: object): Promise<string> =>
    (await client.insist<Made>('POST', '/api/v1/connections', { name: 'ATS', ...kind })).keys?.partner ?? '';
  const ashbyKey = basic(await connect(ashby));
  await tryAs(ashbyKey, 'listAshbyAssessments');
  const started = await tryAs(ashbyKey, 'startAshbyAssessment', { assessment_type_id: template.id });
  const [id = ''] = /ord_[0-9A-Z]{26}/.exec(JSON.stringify(started)) ?? [];
  await tryAs(ashbyKey, 'cancelAshbyAssessment', {}, id);
  const workable = { kind: 'workable', config: {}, credentials: { accessToken: 'from-the-ats' } };
  const workableKey = bearer(await connect(workable));
  await tryAs(workableKey, 'listWorkableTests');
  await tryAs(workableKey, 'orderWorkableAssessment', { test_id: template.id, callback_url: callback });
};

export const tryAria = async ({ tryAs, system }: Trying): Promise<void> => {
  const { apiKeys, tenantId } = system.tenant;
  const template = await approvedTemplate(system.db, tenantId);
  const adding = bearer(apiKeys.candidate_import);
  const reading = bearer(apiKeys.core);
  const { data } = (await tryAs(adding, 'ariaAddCandidate', { jobId: template.id })) as { data: { id: string } };
  const other = await approvedTemplate(system.db, tenantId);
  await tryAs(adding, 'ariaAddInterview', { jobId: other.id }, data.id);
  for (const operationId of ['ariaListCandidates', 'ariaGetCandidate', 'ariaGetScorecard', 'ariaGetRecording'])
    await tryAs(reading, operationId, {}, data.id);
  const jobs = bearer(apiKeys.job_management);
  await tryAs(jobs, 'ariaListJobs');
  await tryAs(jobs, 'ariaAddJob');
  await tryAs({ ...jobs, path: `/api/v1/jobs/${other.id}` }, 'ariaChangeJob');
  await tryAs({ ...jobs, path: `/api/v1/jobs/${template.id}` }, 'ariaGetJob');
  await tryAs({ ...jobs, path: `/api/v1/jobs/${template.id}/pipeline` }, 'ariaGetPipeline');
  await tryAs(bearer(apiKeys.analytics), 'ariaGetAnalytics');
};
