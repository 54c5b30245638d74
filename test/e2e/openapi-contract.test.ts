import { afterAll, describe, expect, it } from 'vitest';
import { collectExamples } from '../api/openapi-examples.ts';
import { startOpenAiServer } from '../fakes/openai-server.ts';
import { startHearingServer, startVoiceServer } from '../fakes/speech-server.ts';
import { createDevice, interviewByTyping, openRoom, tokenOf, type CandidateDevice } from '../harness/candidate.ts';
import { createContract, loadContract } from '../harness/contract.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type Method } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { tryRecords } from './contract-records.ts';
import { tryReview } from './contract-review.ts';
import { tryLogo, tryRoomByVoice } from './contract-room.ts';
import {
  tryAria,
  tryAshbyAndWorkable,
  tryConnections,
  tryGreenhouse,
  tryTemplates,
  type Trying,
} from './contract-faces.ts';

const [recogniser, voice] = await Promise.all([startHearingServer(), startVoiceServer()]);
afterAll(() => Promise.all([recogniser.close(), voice.close()]));
const system = await useSystem({
  env: () =>
    Promise.resolve({
      PARLEY_KEY_CACHE_SECONDS: '1',
      PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
      PARLEY_STT_URL: recogniser.url,
      PARLEY_TTS_URL: voice.url,
    }),
});
const { apiUrl } = system;
const contract = await loadContract(apiUrl);
const client = createNativeClient({
  baseUrl: apiUrl,
  apiKey: system.tenant.apiKeys.integration,
  onExchange: contract.observe,
});
const { call, insist, read, until } = client;
const { complete, missing, bytes } = collectExamples(contract.description);
const model = await startOpenAiServer();
afterAll(model.close);

const exampleOf = (operationId: string) => {
  const found = complete.find((example) => example.operationId === operationId);
  if (found === undefined) throw new Error(`no example of ${operationId}`);
  return found;
};

const tried = new Set<string>();

/** Each id takes the place of the example's id of its kind: `run_…`, `dlv_…`, `wep_…`, `hold_…`, `key_…`. */
const withOwnIds = (path: string, ids: readonly string[]): string =>
  ids.reduce((own, id) => own.replace(new RegExp(`${id.split('_')[0] ?? ''}_[0-9A-Za-z]{12,}`), id), path);

/** In its place in the body too; what has no body stays without. */
const withOwnMembers = (body: unknown, own: Record<string, unknown>, ids: readonly string[]): unknown =>
  body === undefined ? body : JSON.parse(withOwnIds(JSON.stringify({ ...(body as object), ...own }), ids));

const tryAs: Trying['tryAs'] = async (as, operationId, own = {}, ...ids) => {
  const { method, path, body } = exampleOf(operationId);
  const { path: address = withOwnIds(path, ids), ...headers } = as ?? {};
  const sent = { body: withOwnMembers(body, own, ids), headers, ...(as !== null && { key: null }) };
  const answer = await call(method as Method, address, sent);
  tried.add(operationId);
  expect({ operationId, ok: answer.status < 300, body: answer.status < 300 ? null : answer.body }).toEqual({
    operationId,
    ok: true,
    body: null,
  });
  return answer.body;
};

/** Sends the request just as the description shows it, to a run (or delivery, or endpoint) of ours. */
const tryExample = (operationId: string, ...ownIds: string[]): Promise<Record<string, unknown>> =>
  tryAs(null, operationId, {}, ...ownIds);

/** The same from a candidate's device; `own` are the members that only this conversation knows. */
const tryInRoom = async (
  device: CandidateDevice,
  operationId: string,
  own: Record<string, unknown> = {},
): Promise<void> => {
  const { method, path, body } = exampleOf(operationId);
  const sent = body === undefined ? undefined : { ...(body as object), ...own };
  tried.add(operationId);
  await device.succeed(method as 'GET' | 'POST' | 'PUT', path, sent);
};

/** What a reviewer calls, by links that are made for it. */
const tryOnReviewPage = async (runId: string): Promise<void> => {
  const { url } = await tryExample('makeReviewLink', runId);
  const { inboxId, url: inbox } = await tryExample('makeReviewInbox');
  const parts = { apiUrl, observe: contract.observe, tried: (operationId: string) => void tried.add(operationId) };
  const { items } = await insist<{ items: { runId: string; formId: string }[] }>(
    'GET',
    '/api/v1/integration/rankings?limit=100',
  );
  const formId = items.find((ranked) => ranked.runId === runId)?.formId ?? '';
  await tryReview({ ...parts, url: String(url), inbox: String(inbox), runId, formId, exampleOf });
  await tryExample('revokeReviewInbox', String(inboxId));
};

const create = async (request: Record<string, unknown> = engineerRequest): Promise<string> =>
  (await insist<{ runId: string }>('POST', interviewsPath, request)).runId;
const pending = async (): Promise<string> => {
  const runId = await create();
  await until(runId, 'PENDING');
  return runId;
};
const linkOf = async (runId: string): Promise<string> =>
  (await insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'))).interviewLink;

/** Whoever has the newest answer is told so. */
const expectUnchanged = async (path: string): Promise<void> => {
  const tag = (await call('GET', path)).headers.get('etag') ?? '';
  expect((await call('GET', path, { headers: { 'If-None-Match': tag } })).status).toBe(304);
};

describe('every operation, tried as the description shows it', () => {
  it('has an example', () => {
    expect(missing).toEqual([]);
    expect([...complete.map(({ operationId }) => operationId), ...bytes].toSorted()).toEqual(
      contract.operations.map(({ operationId }) => operationId).toSorted(),
    );
  });

  it('works for creating, reading and supplying', async () => {
    const created = await tryExample('createInterview');
    await until(String(created['runId']), 'PENDING');
    const externalId = 'contract-1';
    for (const status of [201, 200])
      expect((await call('POST', interviewsPath, { body: { ...engineerRequest, externalId } })).status).toBe(status);
    await tryExample('listInterviews');
    await tryExample('getInterview', String(created['runId']));
    await expectUnchanged(pathOf(String(created['runId'])));
    await tryExample('supplyInfo', await create({ position: 'Cook' }));
  });

  it('works for deciding on a plan', async () => {
    const runId = await pending();
    await tryExample('revisePlan', runId);
    await until(runId, 'PENDING');
    await insist('POST', pathOf(runId, '/plan/approve'));
    await tryExample('scheduleInterview', runId);
    await tryExample('approvePlan', await pending());
    await tryExample('rejectPlan', await pending());
    await tryExample('cancelInterview', await pending());
  });

  it('works in the room', async () => {
    const link = await linkOf(await pending());
    const device = createDevice(apiUrl, { onExchange: contract.observe });
    await tryInRoom(device, 'openRoom', { token: tokenOf(link) });
    const { notice } = await openRoom(device, link);
    await tryInRoom(device, 'readRoom');
    await tryInRoom(device, 'giveConsent', { noticeHash: notice.hash });
    await tryInRoom(device, 'startConversation');
    for (const operationId of [
      'readQuestion',
      'pauseConversation',
      'resumeConversation',
      'pingConversation',
      'requestHelp',
      'answerQuestion',
      'askForErasure',
    ])
      await tryInRoom(device, operationId);
    await tryInRoom(device, 'finishConversation');
    for (const operationId of ['optOut', 'withdraw']) {
      const other = createDevice(apiUrl, { onExchange: contract.observe });
      await openRoom(other, await linkOf(await pending()));
      await tryInRoom(other, operationId);
    }
  });

  const byHand = { apiUrl, observe: contract.observe, tried: (operationId: string) => void tried.add(operationId) };

  it('works in the room by voice, and for what candidates may do afterwards', async () => {
    const runId = await pending();
    await tryRoomByVoice({ ...byHand, client, runId, link: await linkOf(runId), tryInRoom, tryExample });
  });

  it('works for the logo', async () => {
    await tryLogo({ ...byHand, tryExample }, system.tenant.apiKeys.integration);
  });

  it('works for deciding on an assessment', async () => {
    const held = async (): Promise<{ runId: string; link: string }> => {
      const runId = await pending();
      const link = await linkOf(runId);
      await interviewByTyping(apiUrl, link, answerFor, { onExchange: contract.observe });
      await until(runId, 'ASSESSMENT_PENDING');
      return { runId, link };
    };
    const assessed = async (): Promise<string> => (await held()).runId;
    const { runId, link } = await held();
    await tryExample('askAboutAssessment', runId);
    await tryExample('readTranscript', runId);
    await expectUnchanged(pathOf(runId, '/transcript'));
    await tryExample('rescore', runId);
    await until(runId, 'ASSESSMENT_PENDING');
    await tryExample('approveAssessment', runId);
    const room = createDevice(apiUrl, { onExchange: contract.observe });
    await openRoom(room, link);
    await room.succeed('POST', '/room/api/appeal', { text: 'Please look again.' });
    await tryExample('listAppeals');
    await tryExample('decideAppeal', runId);
    await tryExample('downloadAuditBundle', runId);
    await tryExample('listAccessLog', runId);
    await tryExample('rejectAssessment', await assessed());
    await tryOnReviewPage(await assessed());
    await tryExample('listRankings');
    expect((await read(runId)).assessment?.competencies.length).toBeGreaterThan(0);
  });

  it('works for a tenant and for those who watch', async () => {
    await tryExample('updateTenantSettings');
    await tryExample('getTenant');
    await expectUnchanged('/api/v1/tenant');
    await insist('PATCH', '/api/v1/tenant', { autoApprovePlans: null, plan: null });
    for (const operationId of ['readAuditLog', 'exportAuditLog', 'readPublicKeys', 'getHealth'])
      await tryExample(operationId);
    await tryExample('getReadiness');
  });

  it('works for webhook endpoints and the feed', async () => {
    const { id, secret } = await tryExample('createWebhookEndpoint');
    for (const operationId of [
      'getWebhookEndpoint',
      'updateWebhookEndpoint',
      'rotateWebhookSecret',
      'testWebhookEndpoint',
      'deleteWebhookEndpoint',
    ])
      await tryExample(operationId, String(id));
    expect(secret).toMatch(/^whsec_/);
    await tryExample('listWebhookEndpoints');
    await tryExample('listEvents');
  });

  it('works for deliveries', async () => {
    // A name that no name server knows, so that nobody is called.
    const url = 'https://receiver.invalid/hook';
    const { id: endpointId } = await insist<{ id: string }>('POST', '/api/v1/webhook-endpoints', { url });
    await create();
    const list = async () => (await insist<{ items: { id: string }[] }>('GET', '/api/v1/deliveries')).items;
    const [delivery = { id: '' }] = await eventually(list, (items) => items.length > 0);
    await tryExample('listDeliveries');
    await tryExample('getDelivery', delivery.id);
    await tryExample('redeliver', delivery.id);
    await tryExample('recoverWebhookEndpoint', endpointId);
    await insist('DELETE', `/api/v1/webhook-endpoints/${endpointId}`);
  });

  it('works for keys', async () => {
    // As only an operator can: the key may now make keys.
    await system
      .db('api_keys')
      .where({ tenant_id: system.tenant.tenantId, kind: 'integration' })
      .update({ scopes: system.db.raw(`array_append(scopes, 'keys:manage')`) });
    await eventually(
      () => call('GET', '/api/v1/keys'),
      ({ status }) => status === 200,
    );
    const { keyId } = await tryExample('createApiKey');
    await tryExample('listApiKeys');
    await tryExample('rotateApiKey', String(keyId));
    await tryExample('revokeApiKey', String(keyId));
  });

  it('works for review links', async () => {
    await insist('PATCH', '/api/v1/tenant', { mail: { recruiters: ['reviewer@example.com'] } });
    const runId = await pending();
    const list = async () =>
      (await insist<{ items: { linkId: string }[] }>('GET', pathOf(runId, '/review-links'))).items;
    const [link = { linkId: '' }] = await eventually(list, (items) => items.length > 0);
    await tryExample('listReviewLinks', runId);
    await tryExample('revokeReviewLink', runId, link.linkId);
    await insist('PATCH', '/api/v1/tenant', { mail: null });
  });

  it('works for keeping', async () => {
    const runId = await pending();
    const { holdId } = await tryExample('placeLegalHold', runId);
    await tryExample('listLegalHolds', runId);
    await tryExample('releaseLegalHold', runId, String(holdId));
    await tryExample('getRetention');
  });

  it('works for erasing', async () => {
    const runId = await pending();
    await tryExample('eraseCandidateData', runId);
    await eventually(
      () => tryExample('readErasure', runId),
      ({ state }) => state === 'ERASED',
    );
    await tryExample('eraseCandidateData', runId);
  });

  it.each([
    ['templates', tryTemplates],
    ['connections', tryConnections],
    ['Greenhouse', tryGreenhouse],
    ['Ashby and Workable', tryAshbyAndWorkable],
    ['ARIA', tryAria],
  ] as const)('works for %s', async (_, tryFace) => {
    await tryFace({ system, client, tryAs });
  });

  it('works inside an ATS', async () => {
    await tryRecords({ ...byHand, system, client, tryAs });
  });

  it('works for a run in trouble', async () => {
    const refusal = { kind: 'body', status: 401, body: '{}' } as const;
    model.script(...Array.from({ length: 20 }, () => refusal));
    await system.kill('worker', 'SIGTERM');
    const env = {
      PARLEY_ENGINE: 'openai-compatible',
      PARLEY_MODEL_URL: `${model.url}/v1`,
      PARLEY_MODEL_KEY: 'k',
      PARLEY_MODEL_NAME: 'm',
    };
    await system.start('worker', env);
    const request = { ...engineerRequest, position: 'Somebody for another job' };
    const [retried, aborted] = await Promise.all([create(request), create(request)]);
    for (const runId of [retried, aborted])
      await eventually(
        () => read(runId),
        ({ attention }) => attention !== null,
      );
    await tryExample('retryInterview', retried);
    await tryExample('abortInterview', aborted);
  });
});

describe('taken together', () => {
  it('every operation was tried, and every success it declares was seen', () => {
    expect([...tried].toSorted()).toEqual(contract.operations.map(({ operationId }) => operationId).toSorted());
    const declared = contract.operations.flatMap(({ operationId, successes }) =>
      successes.map((status) => `${operationId} ${status}`),
    );
    expect(declared.filter((success) => !contract.reached().has(success))).toEqual([]);
  });

  it('every answer was as described', () => {
    expect(contract.violations()).toEqual([]);
  });

  it('and an answer that is not would have been noticed', async () => {
    const strict = createContract(contract.description);
    const text = await (await fetch(`${apiUrl}/healthz`)).text();
    const health = { method: 'GET', path: '/healthz', contentType: 'application/json; charset=utf-8' };

    strict.observe({ ...health, status: 200, text });
    expect(strict.violations()).toEqual([]);
    strict.observe({ ...health, status: 200, text: '{"status":"fine"}' });
    strict.observe({ ...health, status: 204, text: '' });
    strict.observe({ ...health, status: 200, contentType: 'text/html', text: '<p>' });
    expect(strict.violations().length).toBeGreaterThanOrEqual(3);
  });
});
