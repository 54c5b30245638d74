import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { lacking } from '../documented.ts';
import { basic, openStage, type Received, type Stage } from '../stage.ts';
import { leverLimit, startLeverAts, type LeverAts, type LeverAtsOptions } from './ats.ts';

// Lever's examples, cut to what matters here: https://hire.lever.co/developer/documentation
const documentedOpportunity = {
  id: 'id',
  name: 'Any One',
  headline: '',
  contact: 'id',
  stage: 'id',
  confidentiality: 'non-confidential',
  location: '',
  phones: [{ type: 'mobile', value: '(123) 456-7891' }],
  emails: ['any@example.com'],
  links: ['https://example.com'],
  archived: null,
  tags: ['Any'],
  sources: ['Any'],
  stageChanges: [],
  origin: 'applied',
  owner: 'id',
  followers: [],
  applications: ['id'],
  createdAt: 1407460071043,
  updatedAt: 1407460080914,
  lastInteractionAt: 1417588008760,
  isAnonymized: false,
  urls: { list: 'https://example.com', show: 'https://example.com' },
};
const documentedNote = {
  id: 'id',
  text: 'Any',
  fields: [{ type: 'note', text: 'Note', value: 'Any' }],
  user: null,
  secret: false,
  completedAt: 1423187000000,
  createdAt: 1423187000000,
  deletedAt: null,
};

let ats: LeverAts;
let receiver: Stage | null = null;

afterEach(async () => {
  await ats.close();
  await receiver?.close();
  receiver = null;
});

const start = async (options: LeverAtsOptions = {}): Promise<void> => {
  ats = await startLeverAts({ retryScale: 0, ...options });
};

type Said = { status: number; body: { data?: unknown; code?: string; hasNext?: boolean; next?: string } };

const call = async (method: string, path: string, body?: unknown): Promise<Said> => {
  const json = { 'content-type': 'application/json' };
  const answer = await fetch(`${ats.apiUrl}${path}`, {
    method,
    headers: { authorization: basic(ats.apiKey), ...(body instanceof FormData ? {} : json) },
    ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Said['body']) };
};

const listen = async (): Promise<{ url: string; took: Received[] }> => {
  const took: Received[] = [];
  receiver = await openStage((request) => {
    took.push(request);
    return { status: 200 };
  });
  return { url: receiver.url, took };
};

const first = () => {
  const [person] = ats.candidates;
  if (person === undefined) throw new Error('Nobody applied.');
  return person;
};

type Told = { event: string; triggeredAt: number; token: string; signature: string; data: Record<string, unknown> };
const told = (took: readonly Received[]): Told[] => took.map(({ body }) => JSON.parse(body) as Told);

describe('the simulated Lever', () => {
  it('answers in the form of the documented examples', async () => {
    await start();
    const path = `/opportunities/${first().applicationId}`;
    const note = await call('POST', `${path}/notes`, { value: 'Zoë' });
    expect([note.status, lacking(documentedNote, note.body.data)]).toEqual([201, []]);
    expect(lacking(documentedOpportunity, (await call('GET', path)).body.data)).toEqual([]);
    expect((await call('GET', '/opportunities/none')).body.code).toBe('ResourceNotFound');
    expect((await call('GET', '/users')).body.data).toMatchObject([{ id: ats.userId, accessRole: 'super admin' }]);
  });

  it('lists in pages that a token leads through', async () => {
    await start();
    const seen: unknown[] = [];
    let offset: string | undefined = '';
    while (offset !== undefined) {
      const { body }: Said = await call('GET', `/opportunities?limit=3${offset === '' ? '' : `&offset=${offset}`}`);
      seen.push(...(body.data as unknown[]));
      offset = body.next;
      expect(body.hasNext).toBe(offset !== undefined);
    }
    expect(seen).toHaveLength(ats.candidates.length);
    expect((await call('GET', '/stages?limit=101')).status).toBe(400);
  });

  it('takes a burst and then so many a second', async () => {
    await start({ rateLimit: leverLimit });
    const answers = await Promise.all(Array.from({ length: 40 }, () => call('GET', '/stages')));
    const taken = answers.filter(({ status }) => status === 200).length;
    expect(taken).toBeGreaterThanOrEqual(leverLimit.burst);
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });

  it('keeps notes that can be deleted and not edited, tags, links and files, and moves an opportunity', async () => {
    await start();
    const { applicationId } = first();
    const path = `/opportunities/${applicationId}`;
    const made = await call('POST', `${path}/notes`, { value: 'One' });
    const { id } = made.body.data as { id: string };
    expect((await call('PUT', `${path}/notes/${id}`, { value: 'Other' })).status).toBe(404);
    expect((await call('DELETE', `${path}/notes/${id}`)).status).toBe(204);
    ats.troubles.push({ on: /POST .*notes/, applied: true });
    await expect(call('POST', `${path}/notes`, { value: 'Two' })).rejects.toThrow();
    await call('POST', `${path}/addTags`, { tags: ['a', 'b'] });
    await call('POST', `${path}/addTags`, { tags: ['a'] });
    await call('POST', `${path}/removeTags`, { tags: ['b'] });
    await call('POST', `${path}/addLinks`, { links: ['https://parley.example/x'] });
    const form = new FormData();
    form.set('file', new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }));
    expect((await call('POST', `${path}/files`, form)).status).toBe(400);
    expect((await call('POST', `${path}/files?perform_as=${ats.userId}`, form)).status).toBe(201);
    await call('PUT', `${path}/stage`, { stage: ats.stageNamed(applicationId, 'Interview') });

    const { notes, tags, links, files, stage } = ats.record(applicationId) ?? {};
    expect(notes?.map(({ body }) => body)).toEqual(['Two']);
    expect([tags, links, stage]).toEqual([['a'], ['https://parley.example/x'], 'Interview']);
    expect(files).toMatchObject([{ name: 'a.pdf', contentType: 'application/pdf', text: '%PDF' }]);
  });
});

describe('the webhooks of the simulated Lever', () => {
  it('are signed over token and time alone, and name ids', async () => {
    await start();
    const { url, took } = await listen();
    const { secret } = await ats.hooks.add({ url, secret: 't0ken' });
    const { applicationId, candidateId, stageId } = first();
    const toStageId = ats.stageNamed(applicationId, 'Pre-Screen');
    ats.moveTo(applicationId, toStageId);
    await ats.hooks.settled();

    const [test, moved] = told(took);
    expect(test?.data).toEqual({});
    const ids = { opportunityId: applicationId, contactId: candidateId, fromStageId: stageId, toStageId };
    expect(moved).toMatchObject({ event: 'candidateStageChange', data: ids });
    for (const { token, triggeredAt, signature } of told(took)) {
      expect(signature).toBe(createHmac('sha256', secret).update(`${token}${triggeredAt}`).digest('hex'));
    }
    expect(moved?.token).not.toBe(test?.token);
  });

  it('tell archiving, hiring and deletion', async () => {
    await start();
    const { url, took } = await listen();
    await ats.hooks.add({ url, secret: 's' });
    const [one, two] = ats.candidates;
    ats.reject(one?.applicationId ?? '');
    ats.hire(two?.applicationId ?? '');
    ats.deleteCandidate(one?.candidateId ?? '');
    await ats.hooks.settled();
    const names = told(took.slice(1)).map(({ event }) => event);
    const expected = ['candidateArchiveChange', 'candidateArchiveChange', 'candidateDeleted', 'candidateHired'];
    expect(names.toSorted()).toEqual(expected);
  });
});
