// An interview whose result goes into the record of a simulated Greenhouse, while the worker is killed in the middle of
// writing; then its candidate asks for a review, and what was written gives way to what another person decides.
import { afterAll, expect, it } from 'vitest';
import { unpackArchive } from '../../infra/bundle/archive.ts';
import { newId } from '../../infra/system.ts';
import { startGreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import { startSmtpServer } from '../fakes/smtp-server.ts';
import { eventually } from '../harness/eventually.ts';
import { wholeJourney, type Journey } from '../harness/journey.ts';
import { createNativeClient, pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { armDatabaseCut } from './database-cuts.ts';

const smtp = await startSmtpServer();
afterAll(smtp.close);
const env = {
  PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
  PARLEY_DELIVERY_DELAYS: 'PT0S,PT1S,PT1S,PT1S,PT1S,PT1S',
  PARLEY_SMTP_URL: smtp.url,
  PARLEY_MAIL_FROM: 'Parley <interviews@parley.example>',
};
const system = await useSystem({ env: () => Promise.resolve(env) });
const { db, tenant } = system;
const ats = await startGreenhouseAts({ rateLimit: { calls: 1_000, windowMs: 30_000 } });
afterAll(() => ats.close());

const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: tenant.apiKeys.integration, patienceMs: 150_000 });
const person = ats.apply({ firstName: 'Zoë', lastName: 'Example', email: 'zoe@example.com' });
const stageOf = (name: string): string => ats.stageNamed(person.applicationId, name);

const connect = async (): Promise<string> => {
  const { harvestUrl, tokenUrl, userId, clientId, clientSecret } = ats;
  const { id } = await client.insist<{ id: string }>('POST', '/api/v1/connections', {
    kind: 'greenhouse',
    name: 'Greenhouse',
    config: { harvestUrl, tokenUrl, userId },
    credentials: { clientId, clientSecret },
  });
  const values = { STRONG_HIRE: 'Advance', HIRE: 'Advance', MAYBE: 'Hold', NO_HIRE: 'Decline' };
  const convert = { kind: 'table', values };
  await client.insist('PUT', `/api/v1/connections/${id}/mapping`, {
    fields: [{ source: 'decision.verdict', target: { object: 'application', key: 'ai_verdict' }, convert }],
    tags: [{ tag: 'interviewed' }],
    files: ['html'],
    stage: { onVerdict: { HIRE: stageOf('Interview') }, setsOffAutomaticMails: true },
  });
  return id;
};

/** As a change of stage would have ordered it. */
const order = async (runId: string, connectionId: string): Promise<void> => {
  const { applicationId, candidateId, jobId } = person;
  const vendorKeys = { applicationId, candidateId, jobId, stageId: stageOf('Pre-Screen'), ruleId: 'rule_1' };
  const id = newId('ord');
  const names = { id, tenant_id: tenant.tenantId, run_id: runId, face: 'trigger', natural_key: id };
  await db('orders').insert({ ...names, connection_id: connectionId, vendor_keys: JSON.stringify(vendorKeys) });
};

const [rita, raul] = ['rita@acme.example', 'raul@acme.example'];
let journey: Journey;

const killWorker = async (): Promise<void> => {
  await system.kill('worker', 'SIGKILL');
  await system.start('worker');
};

const statuses = async (runId: string): Promise<string[]> =>
  (await db('writebacks').where({ run_id: runId }).whereNot({ status: 'superseded' }).pluck('status')) as string[];

it('a worker killed while the vendor has a note in its hands, and after a move that it did not write down: nothing is doubled', async () => {
  const connectionId = await connect();
  ats.moveTo(person.applicationId, stageOf('Pre-Screen'));
  const movesBefore = ats.record(person.applicationId)?.moves.length ?? 0;
  ats.troubles.push({ on: /^POST \/v3\/notes/, applied: true, reply: { status: 0, lost: 'hang' } });
  const cut = await armDatabaseCut(system.owner, {
    table: 'writebacks',
    event: 'update',
    when: `new.kind = 'stage' and new.status = 'confirmed'`,
  });
  let ordered: Promise<unknown> = Promise.resolve();
  journey = await wholeJourney({
    client,
    recruiter: rita,
    apiUrl: system.apiUrl,
    patienceMs: 150_000,
    onStep: (step, id) => {
      if (step === 'created') ordered = order(id, connectionId);
    },
  });
  await ordered;
  const { runId } = journey;
  await eventually(
    () => Promise.resolve(ats.record(person.applicationId)?.notes.length ?? 0),
    (count) => count > 0,
    { timeoutMs: 60_000 },
  );
  await killWorker();
  await cut.reached;
  await system.kill('worker', 'SIGKILL');
  await cut.release();
  await system.start('worker');
  await eventually(
    () => statuses(runId),
    (all) => all.length > 3 && all.every((status) => status === 'confirmed'),
    { timeoutMs: 90_000 },
  );

  const record = ats.record(person.applicationId);
  const marks = record?.notes.map(({ body }) => /parley:[0-9a-f]+/.exec(body)?.[0]) ?? [];
  expect(marks.length).toBeGreaterThan(0);
  expect(new Set(marks).size).toBe(marks.length);
  expect(record?.tags).toEqual(['interviewed']);
  expect(record?.files).toHaveLength(1);
  expect(record?.moves.slice(movesBefore).map(({ to }) => to)).toEqual([stageOf('Interview')]);
  const ready: unknown = await db('audit_ready_runs').where({ run_id: runId }).first('missing');
  expect(ready).toEqual({ missing: [] });
}, 240_000);

/** Newest last, of one thing in the record. */
const ledgerOf = async (target: string): Promise<string[]> =>
  (await db('writebacks').where({ run_id: journey.runId, target }).orderBy('revision')).map(
    ({ status, reason }: { status: string; reason: string | null }) =>
      reason === null ? status : `${status}: ${reason}`,
  );

const linkTo = async (address: string): Promise<string> => {
  const isFor = (one: (typeof smtp.taken)[number]) => one.to.includes(address) && one.raw.includes('/review/');
  const mail = await eventually(
    () => Promise.resolve(smtp.taken.findLast(isFor)),
    (found) => found !== undefined,
  );
  return /\/review\/([\w.-]+)/.exec(mail?.raw.replaceAll('=\r\n', '') ?? '')?.[1] ?? '';
};

/** By a link, as the page does. */
const decideByLink = async (token: string, body: object) => {
  const send = (path: string, given: object, cookie = '') =>
    fetch(`${system.apiUrl}/review/api/${path}`, {
      method: 'POST',
      headers: { origin: new URL(system.apiUrl).origin, 'content-type': 'application/json', cookie },
      body: JSON.stringify(given),
    });
  const opened = await send('session', { token });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  return await send(`runs/${journey.runId}/decisions`, { kind: 'decideAppeal', ...body }, cookie);
};

const decisionsInBundle = async (): Promise<Record<string, unknown>> => {
  const url = `${system.apiUrl}${pathOf(journey.runId, '/audit-bundle')}`;
  const answer = await fetch(url, { headers: { 'X-API-Key': tenant.apiKeys.integration } });
  const files = new Map(unpackArchive(new Uint8Array(await answer.arrayBuffer())));
  return JSON.parse(String(files.get('decisions.json'))) as Record<string, unknown>;
};

it('what a second person decides on the candidate’s appeal takes the place of the first in the vendor’s record, and both are kept', async () => {
  const { runId, device } = journey;
  const record = () => ats.record(person.applicationId);
  const notesBefore = record()?.notes.length ?? 0;
  const stranger = await system.addTenant();
  await client.call('PATCH', '/api/v1/tenant', { body: { mail: { recruiters: [rita, raul] } } });
  expect(record()?.fields['application.ai_verdict']).toBe('Advance');

  await device.succeed('POST', '/room/api/appeal', { text: 'My databases were overlooked.' });
  const token = await linkTo(raul);
  const change = { outcome: 'changed', verdict: 'MAYBE', reasonCodes: ['assessment_mistaken'], note: 'They count.' };
  const byApi = (decidedBy: string, key = tenant.apiKeys.integration) =>
    client.call('POST', pathOf(runId, '/appeal/decision'), { body: { ...change, decidedBy }, key });
  expect((await byApi(raul, stranger.apiKeys.integration)).status).toBe(404);
  expect(await byApi(rita)).toMatchObject({ status: 409, body: { code: 'appeal.first_decider' } });
  expect((await decideByLink(token, change)).status).toBe(200);

  await eventually(
    () => ledgerOf('field:application:ai_verdict'),
    (rows) => rows.at(-1) === 'confirmed' && rows.length === 2,
  );
  expect(await ledgerOf('field:application:ai_verdict')).toEqual(['superseded: replaced', 'confirmed']);
  expect(record()?.fields['application.ai_verdict']).toBe('Hold');
  const notes = await eventually(
    () => ledgerOf('note:record:1'),
    (rows) => rows.at(-1) === 'confirmed' && rows[0] === 'superseded: supplanted_left',
  );
  expect(notes).toHaveLength(2);
  // Greenhouse takes no note back: the second says that it replaces the first.
  const added = record()?.notes.slice(notesBefore) ?? [];
  expect(added.at(-1)?.body).toContain('replaces an earlier one');
  expect(new Set(added.map(({ body }) => /parley:[0-9a-f]+/.exec(body)?.[0])).size).toBe(added.length);

  const isTold = (to: string) => smtp.taken.some((mail) => mail.to.includes(to) && /decision/.test(mail.raw));
  await eventually(
    () => Promise.resolve([isTold('zoe@example.com'), isTold(rita)]),
    (told) => told.every(Boolean),
  );
  const feed = await client.call<{ items: { type: string; data: object }[] }>('GET', '/api/v1/events?limit=200');
  expect(feed.body.items.filter(({ type }) => type === 'interview.appeal_decided')).toMatchObject([
    { data: { outcome: 'changed', verdict: 'MAYBE', previousVerdict: 'HIRE', reviewedBy: 'another' } },
  ]);
  expect(await decisionsInBundle()).toMatchObject({
    appeal: {
      text: 'My databases were overlooked.',
      review: { state: 'changed', firstVerdict: 'HIRE', verdict: 'MAYBE', note: 'They count.', decidedBy: raul },
    },
  });
}, 120_000);
