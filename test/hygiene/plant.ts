// Plants a canary in every field of every call, right and wrong ones, and takes the interviews to their ends.
import { randomUUID } from 'node:crypto';
import type { ScriptedServer } from '../fakes/scripted-server.ts';
import { answerAll, createDevice, enterRoom, openRoom, tokenOf, type CandidateDevice } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import {
  createNativeClient,
  interviewsPath,
  pathOf,
  type Method,
  type NativeClient,
} from '../harness/native-client.ts';
import { sendTest } from '../harness/order.ts';
import type { ParleySystem } from '../harness/system.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { canary } from './canaries.ts';
import { plantFaces } from './plant-faces.ts';
import { appealTwice, talkAloud } from './plant-room.ts';

/** A request whose every field carries a word of its own; `call` tells the same field of two calls apart. */
const markedRequest = (call: string): Record<string, unknown> => ({
  candidateRef: canary(`${call}ref`),
  candidateName: `Zoë ${canary(`${call}name`)}`,
  candidateEmail: `${canary(`${call}email`)}@example.com`,
  candidateProfile: { summary: canary(`${call}profile`), [canary(`${call}profilekey`)]: ['x'] },
  position: `Backend Engineer ${canary(`${call}position`)}`,
  qualifications: engineerRequest.qualifications.map((text) => `${text} ${canary(`${call}qualification`)}`),
  jobDescription: `<p>We build software that people like to use. ${canary(`${call}description`)}</p><!-- ${canary(`${call}original`)} -->`,
  companyName: canary(`${call}company`),
  callbackUrl: `https://receiver.invalid/${canary(`${call}callback`)}`,
  accommodations: { timeFactor: 1.5, pauseTolerance: 'long', note: canary(`${call}accommodation`) },
  level: 'SENIOR',
});

const markedHeaders = (): Record<string, string> => ({
  'Idempotency-Key': `${canary('idempotencykey')}-${randomUUID()}`,
  'User-Agent': canary('useragent'),
  Referer: `https://example.com/${canary('referer')}`,
  Cookie: `session=${canary('cookie')}`,
  'Accept-Language': canary('language'),
  'X-Forwarded-For': canary('forwarded'),
  'X-Request-Id': `Zoë's request ${canary('requestid')}`.replace('ë', 'e'),
  Authorization: `Bearer ${canary('authorization')}`,
});

type Planting = { system: ParleySystem; client: NativeClient; recogniser: ScriptedServer | null };

const send = async (
  { client }: Planting,
  method: Method,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> => {
  const headers = markedHeaders();
  // The same request under the same key, as the answer asks for: a busy machine is no leak.
  const answer = await eventually(
    () => client.call(method, path, { body, headers }),
    ({ status }) => status !== 503,
  );
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const approvedRun = async (planting: Planting, call: string): Promise<{ runId: string; link: string }> => {
  const created = await send(planting, 'POST', interviewsPath, {
    ...markedRequest(call),
    externalId: canary(`${call}external`),
  });
  const runId = String(created['runId']);
  await planting.client.until(runId, 'PENDING');
  const approval = { planRevision: 1, approvedBy: `Rita ${canary(`${call}approvedby`)}` };
  const { interviewLink } = await send(planting, 'POST', pathOf(runId, '/plan/approve'), approval);
  return { runId, link: String(interviewLink) };
};

const talk = async ({ system, client }: Planting, { runId, link }: { runId: string; link: string }): Promise<void> => {
  const device = createDevice(system.apiUrl);
  const { question } = await enterRoom(device, link);
  await device.call('POST', '/room/api/answers', {
    clientTurnId: canary('clientturn'),
    turn: 99,
    text: canary('wrongturn'),
  });
  await device.succeed('POST', '/room/api/help', { code: 'technical', note: canary('helpnote') });
  await answerAll(device, question, (asked) => `${answerFor(asked)} My colleague ${canary('answer')} helped.`);
  await device.succeed('POST', '/room/api/finish');
  await device.call('POST', '/room/api/answers', {
    clientTurnId: canary('clientturn'),
    turn: 1,
    text: canary('lateanswer'),
  });
  await client.until(runId, 'ASSESSMENT_PENDING');
};

/** Two rounds of information, a revision, a conversation, a chat and a verdict. */
const wholeInterview = async (planting: Planting): Promise<void> => {
  const { system, client } = planting;
  const { level: _, qualifications: __, jobDescription: ___, ...incomplete } = markedRequest('create');
  const headers = markedHeaders();
  const request = { ...incomplete, externalId: canary('createexternal') };
  const answers = await Promise.all(
    [1, 2, 3].map((index) =>
      client.call('POST', interviewsPath, { body: request, headers: { ...headers, 'Idempotency-Key': `${index}` } }),
    ),
  );
  const runId = String(answers[0]?.body['runId']);
  await send(planting, 'PATCH', pathOf(runId, '/info'), { candidateName: canary('infoname') });
  await send(planting, 'PATCH', pathOf(runId, '/info'), markedRequest('info'));
  await client.until(runId, 'PENDING');
  await client.call('PATCH', pathOf(runId, '/plan/revise'), {
    body: { instructions: 'x', targets: [{ questionId: canary('targetid'), change: canary('wrongchange') }] },
  });
  await client.call('PATCH', pathOf(runId, '/plan/revise'), {
    body: { instructions: `Please, says ${canary('instructions')}`, requestedBy: canary('refusedby') },
  });
  await send(planting, 'PATCH', pathOf(runId, '/plan/revise'), {
    instructions: 'Please revise.',
    targets: [{ questionId: 'q1', change: 'Move it to the end.' }],
    requestedBy: canary('requestedby'),
  });
  await client.until(runId, 'PENDING');
  await send(planting, 'PATCH', pathOf(runId, '/plan/revise'), {
    instructions: `Add a question: "How did you leave ${canary('dictated')}, and what did you leave undone?"`,
    targets: [
      { questionId: 'q2', change: `Reword to: "What went wrong at ${canary('targeted')} in your first year?"` },
    ],
  });
  await client.until(runId, 'PENDING');
  const { interviewLink } = await send(planting, 'POST', pathOf(runId, '/plan/approve'), {
    approvedBy: canary('approvedby'),
  });
  const link = String(interviewLink);
  await talk(planting, { runId, link });
  const chat = await send(planting, 'POST', pathOf(runId, '/assessment/chat'), {
    question: `Did ${canary('chatquestion')} use Kubernetes?`,
  });
  await send(planting, 'POST', pathOf(runId, '/assessment/chat'), {
    question: canary('chatagain'),
    conversationId: chat['conversationId'],
  });
  await send(planting, 'POST', pathOf(runId, '/rescore'), {});
  await client.until(runId, 'ASSESSMENT_PENDING');
  await send(planting, 'POST', pathOf(runId, '/assessment/approve'), {
    verdict: 'MAYBE',
    reasonCodes: ['reference_check'],
    note: canary('verdictnote'),
    approvedBy: canary('verdictby'),
  });
  await openRoom(createDevice(system.apiUrl), link).catch(() => null);
};

const otherEnds = async (planting: Planting): Promise<void> => {
  const { system, client } = planting;
  const created = await send(planting, 'POST', interviewsPath, markedRequest('rejected'));
  await client.until(String(created['runId']), 'PENDING');
  await send(planting, 'POST', pathOf(String(created['runId']), '/plan/reject'), {
    feedback: canary('feedback'),
    rejectedBy: canary('rejectedby'),
  });
  for (const [path, name] of [
    ['opt-out', 'optout'],
    ['withdraw', 'withdraw'],
  ] as const) {
    const { link } = await approvedRun(planting, name);
    const device = createDevice(system.apiUrl);
    await openRoom(device, link);
    await device.succeed('POST', `/room/api/${path}`, { code: canary(`${name}code`), note: canary(`${name}note`) });
  }
  const judged = await approvedRun(planting, 'judged');
  const { recogniser } = planting;
  const visitor = recogniser && (await talkAloud(system.apiUrl, judged.link, recogniser));
  if (visitor === null) await talk(planting, judged);
  await client.until(judged.runId, 'ASSESSMENT_PENDING');
  await send(planting, 'POST', pathOf(judged.runId, '/assessment/reject'), {
    reason: canary('reason'),
    rejectedBy: canary('judgedby'),
  });
  await client.until(judged.runId, 'CANCELLED');
  if (visitor !== null) await appealTwice(visitor);
};

/** An order of an ATS with words of its own in every member, in those that nobody knows as well. */
const ordered = async ({ system }: Planting): Promise<void> => {
  const { apiUrl, db, tenant } = system;
  const { id } = await approvedTemplate(db, tenant.tenantId);
  const { Authorization: _, ...headers } = markedHeaders();
  const order = {
    partner_test_id: id,
    candidate: {
      first_name: 'Zoë',
      last_name: canary('ordername'),
      email: `${canary('orderemail')}@example.com`,
      resume_url: `https://files.invalid/${canary('orderresume')}`,
      phone_number: canary('orderphone'),
      greenhouse_profile_url: `https://ats.invalid/${canary('orderprofile')}`,
      unknown: canary('orderunknown'),
    },
    url: `https://ats.invalid/${canary('ordercallback')}`,
    sent_by: `${canary('ordersender')}@example.com`,
    unknown: { [canary('orderkey')]: canary('orderextra') },
  };
  const answers = [order, order, { ...order, url: `http://10.0.0.1/${canary('wrongorder')}` }].map((body) =>
    sendTest({ apiUrl, key: tenant.apiKeys.partner }, body, headers),
  );
  const [first, ...others] = await Promise.all(answers);
  const statuses = [first, ...others].map((answer) => answer?.status);
  if (`${statuses.join(' ')}` !== '200 200 422') throw new Error(`send_test: ${statuses.join(' ')}`);
  const reported = {
    ...(JSON.parse(first?.text ?? '{}') as object),
    api_call: canary('reportcall'),
    errors: [canary('reporterror')],
    candidate_email: `${canary('reportemail')}@example.com`,
    [canary('reportkey')]: 1,
  };
  await fetch(`${apiUrl}/api/ats/response_error`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${tenant.apiKeys.partner}:`).toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(reported),
  });
};

/** ATS products with credentials, rotated, tried and deleted; none of them is there. */
const connections = async (planting: Planting): Promise<void> => {
  const path = '/api/v1/connections';
  const wish = {
    kind: 'solidats',
    name: canary('connectionname'),
    config: { appId: canary('connectionconfig'), position: 'Cook', callbackUrl: 'https://receiver.invalid/' },
    credentials: { apiKey: `${canary('credential')}0123` },
  };
  const { id, hookUrl } = await send(planting, 'POST', path, wish);
  const greenhouse = { ...wish, kind: 'greenhouse', config: {} };
  const other = await send(planting, 'POST', path, greenhouse);
  await send(planting, 'PATCH', `${path}/${String(id)}`, {
    credentials: { apiKey: `${canary('nextcredential')}0123` },
  });
  for (const one of [id, other['id']]) await send(planting, 'POST', `${path}/${String(one)}/test`);
  await send(planting, 'DELETE', `${path}/${String(other['id'])}`);
  const secret = String(hookUrl).split('/').at(-1) ?? '';
  const { call } = planting.client;
  await call('POST', `/hooks/solidats/${String(id)}/${secret.slice(0, 9)}${canary('hooksecret')}`, { body: {} });
  await call('POST', path, { body: { ...wish, credentials: { apikey: canary('wrongcredential') } } });
};

/** A template, revised and rejected: its words are the tenant's, the names of who asked and decided are not to be read. */
const template = async (planting: Planting): Promise<void> => {
  const path = '/api/v1/templates';
  const { id } = await send(planting, 'POST', path, {
    name: canary('templatename'),
    externalId: canary('templateexternal'),
    description: canary('templatedescription'),
    position: `Backend Engineer ${canary('templateposition')}`,
    level: 'SENIOR',
    qualifications: engineerRequest.qualifications.map((text) => `${text} ${canary('templatequalification')}`),
    jobDescription: `We build software that people like to use. ${canary('templatejob')}`,
  });
  const one = `${path}/${String(id)}`;
  const drafted = () =>
    eventually(
      () => planting.client.call('GET', one),
      ({ body }) => body['planState'] === 'pending',
    );
  await drafted();
  const wish = { instructions: 'Move question 2 to the start.', requestedBy: canary('templaterequester') };
  await send(planting, 'PATCH', `${one}/plan/revise`, wish);
  await drafted();
  const rejection = { feedback: canary('templatefeedback'), rejectedBy: canary('templatedecider') };
  await send(planting, 'POST', `${one}/plan/reject`, rejection);
};

/** Requests that are refused, some of them before anyone reads them. */
const wrongOnes = async ({ system, client }: Planting): Promise<number[]> => {
  const word = canary('wrong');
  const wrong: [Method, string, { body?: unknown; headers?: Record<string, string>; key?: string }?][] = [
    ['POST', interviewsPath, { body: { [word]: 1 } }],
    [
      'POST',
      interviewsPath,
      { body: { level: word, candidateEmail: word, locale: `${word} ${word}`, callbackUrl: word, scheduledAt: word } },
    ],
    ['POST', interviewsPath, { body: { candidateRef: `${word}@example.com`, externalId: `${word} ${word}` } }],
    ['POST', interviewsPath, { body: `{"candidateName": "${word}` }],
    ['POST', interviewsPath, { body: `${word}`, headers: { 'Content-Type': `text/${word}` } }],
    ['POST', interviewsPath, { body: { candidateProfile: word.repeat(30_000) } }],
    ['GET', pathOf(word)],
    ['GET', pathOf(`${word}%00${word}`)],
    ['GET', `/${word}/${word}`],
    ['GET', `${interviewsPath}?cursor=${word}`],
    ['GET', `${interviewsPath}?state=${word}&${word}=1`],
    ['GET', `${interviewsPath}?position=${word}`],
    ['PUT', pathOf(word), { body: { word } }],
    ['GET', interviewsPath, { key: `parley_integration_${word}` }],
    ['GET', interviewsPath, { headers: { 'X-Tenant-ID': word } }],
    ['GET', interviewsPath, { key: system.tenant.apiKeys.platform, headers: { 'X-Tenant-ID': word } }],
    [
      'POST',
      interviewsPath,
      { body: engineerRequest, headers: { 'Idempotency-Key': `ë${word}`.replace('ë', '\u00eb') } },
    ],
    ['PATCH', '/api/v1/tenant', { body: { defaultLocale: word.repeat(3), info: { deadline: word } } }],
    ['POST', '/room/api/session', { body: { token: word } }],
    ['GET', '/room/api/session', { headers: { Cookie: `parley_room=${word}` } }],
    ['POST', '/room/api/session', { body: { token: word }, headers: { Origin: `https://${word}.example.com` } }],
  ];
  const answers = [];
  for (const [method, path, sending] of wrong) answers.push(await client.call(method, path, sending));
  return answers.map(({ status }) => status);
};

const wrongConsent = async (planting: Planting): Promise<void> => {
  const { link } = await approvedRun(planting, 'consent');
  const device: CandidateDevice = createDevice(planting.system.apiUrl);
  await openRoom(device, link);
  await device.call('POST', '/room/api/consent', { noticeHash: canary('noticehash'), accepted: true });
  await device.call('POST', '/room/api/session', { token: `${tokenOf(link)}${canary('token')}` });
};

/** Returns the statuses of the requests that had to be refused. With the recogniser that `system` asks, one interview is spoken. */
export const plantEverywhere = async (
  system: ParleySystem,
  recogniser: ScriptedServer | null = null,
): Promise<number[]> => {
  const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: system.tenant.apiKeys.integration });
  const planting = { system, client, recogniser };
  await wholeInterview(planting);
  await otherEnds(planting);
  await wrongConsent(planting);
  await connections(planting);
  await template(planting);
  await ordered(planting);
  const { db, tenant } = system;
  const { id: templateId } = await approvedTemplate(db, tenant.tenantId);
  const connect = (body: object) => send(planting, 'POST', '/api/v1/connections', body);
  await plantFaces(system.apiUrl, { connect, templateId, importer: tenant.apiKeys.candidate_import });
  return wrongOnes(planting);
};
