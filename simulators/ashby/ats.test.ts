import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { lacking } from '../documented.ts';
import { basic, openStage, type Received, type Stage } from '../stage.ts';
import { startAshbyAts, type AshbyAts, type AshbyAtsOptions } from './ats.ts';

// Ashby's examples, cut to what matters here: https://developers.ashbyhq.com/reference
const email = { value: 'any@example.com', type: 'Personal', isPrimary: true };
const documentedApplication = {
  id: 'id',
  createdAt: '2022-07-21T17:32:28Z',
  updatedAt: '2022-07-21T17:32:28Z',
  status: 'Active',
  customFields: [{ id: 'id', title: 'Years of experience', value: 5 }],
  candidate: { id: 'id', name: 'Any One', primaryEmailAddress: email, primaryPhoneNumber: null },
  currentInterviewStage: { id: 'id', title: 'Any', type: 'Active', orderInInterviewPlan: 1, interviewPlanId: 'id' },
  source: null,
  archiveReason: null,
  job: { id: 'id', title: 'Any', locationId: null, departmentId: 'id' },
};
const documentedField = {
  id: 'id',
  title: 'Preferred Teams',
  objectType: 'Candidate',
  isArchived: false,
  isPrivate: false,
  fieldType: 'MultiValueSelect',
  isRequired: false,
};

let ats: AshbyAts;
let receiver: Stage | null = null;

afterEach(async () => {
  await ats.close();
  await receiver?.close();
  receiver = null;
});

const start = async (options: AshbyAtsOptions = {}): Promise<void> => {
  ats = await startAshbyAts({ retryScale: 0, ...options });
};

type Said = { status: number; text: string; body: { success?: boolean; errors?: string[]; results?: unknown } };

const call = async (operation: string, body: unknown, headers: Record<string, string> = {}): Promise<Said> => {
  const answer = await fetch(`${ats.apiUrl}/${operation}`, {
    method: 'POST',
    headers: { authorization: basic(ats.apiKey), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: text.startsWith('{') ? (JSON.parse(text) as Said['body']) : {} };
};

const listen = async (statuses: number[] = []): Promise<{ url: string; took: Received[] }> => {
  const took: Received[] = [];
  receiver = await openStage((request) => {
    took.push(request);
    return { status: statuses.shift() ?? 200 };
  });
  return { url: receiver.url, took };
};

const first = () => {
  const [person] = ats.candidates;
  if (person === undefined) throw new Error('Nobody applied.');
  return person;
};

const fieldId = (key: string): string => ats.fields.find((field) => field.key === key)?.id ?? '';
type Told = { webhookActionId?: string; action: string; data: Record<string, unknown> };
const told = (took: readonly Received[]): Told[] => took.map(({ body }) => JSON.parse(body) as Told);

describe('the simulated Ashby', () => {
  it.each([
    ['no name of a program', { 'user-agent': '' }, 403, 'error code: 1010'],
    ['another key', { authorization: basic('another') }, 403, 'invalid_api_key'],
  ])('its door refuses %s', async (_what, headers, status, words) => {
    await start();
    const said = await call('apiKey.info', {}, headers);
    expect([said.status, said.text.includes(words)]).toEqual([status, true]);
  });

  it('its door refuses what the key may not do', async () => {
    await start({ permissions: ['candidatesRead'] });
    const said = await call('candidateTag.create', { title: 'x' });
    expect([said.status, said.body.errors]).toEqual([403, ['missing_endpoint_permission']]);
  });

  it('answers in the form of the documented examples, and a failure with status 200', async () => {
    await start();
    const { applicationId } = first();
    ats.edit({ applicationId, key: 'ai_score', value: 81 });
    const application = await call('application.info', { applicationId });
    const fields = await call('customField.list', {});
    const missing = await call('candidate.info', { id: 'nobody' });
    expect(lacking(documentedApplication, application.body.results)).toEqual([]);
    expect(lacking([documentedField], fields.body.results)).toEqual([]);
    expect([missing.status, missing.body]).toMatchObject([200, { success: false, errors: ['candidate_not_found'] }]);
  });

  it.each([
    ['ai_score', '81', 81],
    ['ai_verdict', 'Perhaps', 'Advance'],
    ['ai_strengths', ['Magic'], ['Craft']],
    ['ai_interviewed_on', 'soon', '2026-01-31T00:00:00.000Z'],
    ['ai_report', 'no-address', 'https://parley.example/x'],
    ['ai_reviewed', 'yes', true],
    ['salary', 1, { value: 1, currencyCode: 'EUR' }],
  ])('a field takes a value of its type alone: %s', async (key, wrong, right) => {
    await start();
    const { applicationId } = first();
    const target = { objectId: applicationId, objectType: 'Application', fieldId: fieldId(key) };
    expect((await call('customField.setValue', { ...target, fieldValue: wrong })).body.success).toBe(false);
    expect((await call('customField.setValue', { ...target, fieldValue: right })).body.success).toBe(true);
    expect(ats.record(applicationId)?.fields).toEqual({ [`application.${key}`]: right });
  });

  it('keeps notes, tags and files, and moves an application', async () => {
    await start();
    const { applicationId, candidateId } = first();
    await call('candidate.createNote', { candidateId, note: { type: 'text/plain', value: 'One' } });
    ats.troubles.push({ on: /createNote/, applied: true });
    await expect(call('candidate.createNote', { candidateId, note: 'Two' })).rejects.toThrow();
    const tag = (await call('candidateTag.create', { title: 'phone-screen' })).body.results as { id: string };
    await call('candidate.addTag', { candidateId, tagId: tag.id });
    const form = new FormData();
    form.set('candidateId', candidateId);
    form.set('file', new File(['<p>'], 'a.html', { type: 'text/html' }));
    const uploaded = await fetch(`${ats.apiUrl}/candidate.uploadFile`, {
      method: 'POST',
      headers: { authorization: basic(ats.apiKey) },
      body: form,
    });
    const interviewStageId = ats.stageNamed(applicationId, 'Interview');
    await call('application.changeStage', { applicationId, interviewStageId });

    const { notes, tags, files, stage } = ats.record(applicationId) ?? {};
    expect(notes?.map(({ body }) => body)).toEqual(['One', 'Two']);
    expect([tags, stage, uploaded.status]).toEqual([['phone-screen'], 'Interview', 200]);
    expect(files).toMatchObject([{ name: 'a.html', contentType: 'text/html', text: '<p>' }]);
  });

  it('lists in pages that a cursor leads through', async () => {
    await start();
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await call('customField.list', { limit: 5, cursor });
      seen.push(...(body.results as unknown[]));
      cursor = (body as { nextCursor?: string }).nextCursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(ats.fields.length);
  });
});

describe('the webhooks of the simulated Ashby', () => {
  it('are signed, and a move tells two that belong together', async () => {
    await start();
    const { url, took } = await listen();
    await ats.hooks.add({ url, secret: 's3cret' });
    const { applicationId } = first();
    ats.moveTo(applicationId, ats.stageNamed(applicationId, 'Pre-Screen'));
    await ats.hooks.settled();

    const [ping, ...siblings] = told(took);
    expect(ping?.action).toBe('ping');
    expect(siblings.map(({ action }) => action).toSorted()).toEqual(['applicationUpdate', 'candidateStageChange']);
    expect(new Set(siblings.map(({ webhookActionId }) => webhookActionId)).size).toBe(1);
    for (const { data } of siblings) expect(lacking(documentedApplication, data['application'])).toEqual([]);
    for (const { headers, body } of took) {
      const hex = createHmac('sha256', 's3cret').update(body).digest('hex');
      expect(headers['ashby-signature']).toBe(`sha256=${hex}`);
    }
  });

  it('have no id of their act, and no signature without a secret, where they are so', async () => {
    await start({ webhookActionId: false });
    const { url, took } = await listen();
    await ats.hooks.add({ url });
    ats.hire(first().applicationId);
    await ats.hooks.settled();
    const actions = told(took).map(({ action }) => action);
    expect(actions.toSorted()).toEqual(['applicationUpdate', 'candidateHire', 'candidateStageChange', 'ping']);
    expect(told(took).filter(({ webhookActionId }) => webhookActionId !== undefined)).toEqual([]);
    expect(took.filter(({ headers }) => headers['ashby-signature'] !== undefined)).toEqual([]);
  });

  it.each([401, 403, 404, 405, 410])('are never sent again after %d', async (status) => {
    await start();
    const { url } = await listen([200, status]);
    await ats.hooks.add({ url, actions: ['candidateDelete'] });
    ats.deleteCandidate(first().candidateId);
    await ats.hooks.settled();
    expect(ats.hooks.sendings).toMatchObject([{ statuses: [status], state: 'given_up' }]);
  });

  it('are sent up to ten times after any other failure', async () => {
    await start();
    const { url } = await listen([200, ...Array<number>(20).fill(503)]);
    await ats.hooks.add({ url, actions: ['candidateMerge'] });
    const [one, two] = ats.candidates;
    ats.merge(one?.candidateId ?? '', two?.candidateId ?? '');
    await ats.hooks.settled();
    expect(ats.hooks.sendings.map(({ statuses }) => statuses.length)).toEqual([10]);
  });
});
