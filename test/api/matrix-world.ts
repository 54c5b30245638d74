// The real API process on a database of its own, with two tenants whose objects exist: what the access matrix is tried on.
import type { RunRef } from '../../domain/access/ids.ts';
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { nativeFace } from '../../api/guard/face.ts';
import { faceOf, type Route } from '../../api/guard/route.ts';
import { keyKinds, scopes, type KeyPreset, type Scope } from '../../domain/access/principal.ts';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { parseApiKey } from '../../infra/api-key.ts';
import { newId } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { freePort } from '../harness/postgres-server.ts';
import { createProgram } from '../harness/program.ts';
import { administer, operator, pepper } from './start-api.ts';

const kinds = Object.keys(keyKinds) as KeyPreset[];
const secret = (): string => randomBytes(32).toString('base64');

/** Nothing answers at Temporal's address: submissions and reads work without, and nothing here may get further. */
const startApiProgram = async (databaseUrl: string): Promise<string> => {
  const port = await freePort();
  const api = createProgram({
    file: 'api/main.ts',
    readyWords: 'api.ready',
    env: {
      NODE_ENV: 'test',
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
      PARLEY_HOST: '127.0.0.1',
      PARLEY_PORT: String(port),
      PARLEY_METRICS_PORT: String(await freePort()),
      PARLEY_PUBLIC_URL: `http://127.0.0.1:${port}`,
      PARLEY_MASTER_KEY: secret(),
      PARLEY_SIGNING_KEY: secret(),
      PARLEY_KEY_PEPPER: pepper.toString('base64'),
      PARLEY_REQUESTS_PER_HOUR: '1000000',
      PARLEY_ADDRESS_REQUESTS_PER_HOUR: '1000000',
      PARLEY_SHUTDOWN_GRACE_MS: '0',
    },
  });
  await api.start();
  afterAll(() => api.kill('SIGKILL'));
  return `http://127.0.0.1:${port}`;
};

/** A tenant of a platform, with a key of every kind; two live at once, so that one may be revoked. And one
 * with every scope, of the tenant and of the platform; for each scope one that has it alone, and one that has all others. */
const makeSide = async (db: Knex, name: string) => {
  const { tenants, keys } = administer(db);
  const platform = await tenants.createPlatform({ name, asker: operator });
  const tenant = await tenants.createTenant({ name, platformId: platform.id, asker: operator });
  const make = async (kind: KeyPreset) => {
    const owner = kind === 'platform' ? { kind, id: platform.id } : ({ kind: 'tenant', id: tenant.id } as const);
    return await keys.createKey({ owner, kind, label: '', expiresAt: null, asker: operator });
  };
  const texts = new Map<KeyPreset, string>();
  for (const kind of kinds) texts.set(kind, (await make(kind)).text);
  const revoked = await make('integration');
  await keys.revokeKey({ keyId: revoked.key.id, asker: operator });
  const keyOf = (kind: KeyPreset): string => texts.get(kind) ?? '';
  const custom = async (kind: 'tenant' | 'platform', label: string, wished: readonly Scope[]): Promise<string> => {
    const owner = { kind, id: kind === 'tenant' ? tenant.id : platform.id };
    return (await keys.createKey({ owner, kind: 'custom', label, scopes: wished, expiresAt: null, asker: operator }))
      .text;
  };
  const all = await custom('tenant', 'all', scopes);
  const platformAll = await custom('platform', 'all', scopes);
  const cut = new Map<Scope, { only: string; allBut: string }>();
  for (const scope of scopes)
    cut.set(scope, {
      only: await custom('tenant', `only ${scope}`, [scope]),
      allBut: await custom(
        'tenant',
        `all but ${scope}`,
        scopes.filter((other) => other !== scope),
      ),
    });
  const cutFor = (scope: Scope) => cut.get(scope) ?? { only: '', allBut: '' };
  return { tenantId: tenant.id, platformId: platform.id, keyOf, all, platformAll, cutFor, revoked: revoked.text };
};

export type Answer = { status: number; code: string | undefined; text: string; body: Record<string, unknown> };

/** Without the request's own id and the time of the answer. */
export const lasting = (text: string): string => text.replaceAll(/"(requestId|timestamp)":"[^"]*"/g, '"$1":""');

/** What the caller is told. */
const read = async (response: Response): Promise<Answer> => {
  const text = lasting(await response.text());
  const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '');
  const body = (isJson && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, code: body['code'] as string | undefined, text, body };
};

const publicUrl = 'http://parley.test';
const basic = (pair: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
});

/** The key as the route's face wants it presented. */
export const presented = (route: Route, key: string): Record<string, string> => {
  const { credential } = faceOf(route);
  const ways = [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }, basic(`${key}:`), basic(`:${key}`)];
  const way = ways.find((headers) => credential.read({ headers, params: {}, publicUrl }) === key);
  if (way === undefined) throw new Error(`${route.operationId} takes its key in a way that the matrix does not know`);
  return way;
};

/** What a refusal looks like: as given, unless the route's face has its own way to say it. */
export const refusal = (route: Route, status: number, code: ErrorCode): Partial<Answer> => {
  const face = faceOf(route);
  if (face === nativeFace) return { status, code };
  const said = face.presentError(new AppError(code), { publicUrl, requestId: '' });
  return { status: said.status, body: JSON.parse(lasting(JSON.stringify(said.body))) as Answer['body'] };
};

const exampleBody = ({ example, body }: Route): unknown => example?.body ?? body?.meta()?.['example'];

export const caller =
  (url: string) =>
  async (route: Route, path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const body = route.method === 'GET' || route.body === undefined ? undefined : (exampleBody(route) ?? {});
    const json: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return await read(
      await fetch(`${url}${path}`, { method: route.method, headers: { ...json, ...headers }, ...sent }),
    );
  };

const insertDelivery = async (db: Knex, { tenantId, runId }: RunRef, endpointId: string): Promise<string> => {
  const event = (await db('events').where({ run_id: runId }).first()) as { id: string; type: string; at: Date };
  const id = newId('dlv');
  await db('deliveries').insert({
    id,
    tenant_id: tenantId,
    event_id: event.id,
    event_type: event.type,
    event_at: event.at,
    run_id: runId,
    endpoint_id: endpointId,
    number: 1,
    status: 'dead',
  });
  return id;
};

/** A recruiter's mail, whose link is listed and may be revoked. */
const insertReviewLink = async (db: Knex, { tenantId, runId }: RunRef, eventId: string): Promise<string> => {
  const id = newId('mail');
  const about = {
    event_id: eventId,
    event_type: 'interview.plan_generated',
    template: 'plan_ready',
    audience: 'recruiter',
  };
  await db('mails').insert({ id, tenant_id: tenantId, run_id: runId, ...about, status: 'sent' });
  return id;
};

const insertReviewInbox = async (db: Knex, tenantId: string): Promise<string> => {
  const id = newId('rvi');
  const [created_at, expires_at] = [new Date(), new Date(Date.now() + 86_400_000)];
  await db('review_inboxes').insert({ id, tenant_id: tenantId, reviewer: 'rev_canary', created_at, expires_at });
  return id;
};

/** A link to the public page of a result, which is listed and may be ended. */
const insertResultLink = async (db: Knex, { tenantId, runId }: RunRef): Promise<string> => {
  const id = newId('res');
  await db('result_links').insert({ id, tenant_id: tenantId, run_id: runId, expires_at: new Date() });
  return id;
};

const submit = async (url: string, apiKey: string, request: object): Promise<string> => {
  const headers = { 'X-API-Key': apiKey, 'Content-Type': 'application/json' };
  const path = `${url}/api/v1/integration/interviews`;
  const { status, body } = await read(await fetch(path, { method: 'POST', headers, body: JSON.stringify(request) }));
  if (status !== 201) throw new Error(`an interview was not made: ${status}`);
  return String(body['runId']);
};

/** Ordered and not made yet. */
const insertReport = async (db: Knex, tenantId: string): Promise<string> => {
  const id = newId('rpt');
  const query = {
    from: '2026-01-01',
    to: '2026-01-31',
    jobId: 'canary-job',
    position: null,
    connectionId: null,
    groupBy: null,
  };
  const parameters = JSON.stringify({ type: 'hiring', query });
  await db('reports').insert({ id, tenant_id: tenantId, parameters, expires_at: new Date(Date.now() + 86_400_000) });
  return id;
};

const insertConnection = async (db: Knex, tenantId: string, name: string): Promise<string> => {
  const id = newId('con');
  await db('connections').insert({ id, tenant_id: tenantId, kind: 'greenhouse', name, config: '{}' });
  return id;
};

/** What its ATS told over a connection. */
const insertHook = async (db: Knex, tenantId: string, connectionId: string): Promise<string> => {
  const id = newId('hook');
  const told = { event_key: id, body_digest: id, action: 'candidate_stage_change', event: 'stage_entered', lane: id };
  const row = { tenant_id: tenantId, connection_id: connectionId, body_signed: true, status: 'done' };
  await db('ats_inbox').insert({ id, ...row, ...told });
  return id;
};

/** What was written of its interview over a connection. */
const insertWriteback = async (
  db: Knex,
  run: { tenantId: string; runId: string },
  connectionId: string,
): Promise<string> => {
  const [id, orderId] = [newId('wb'), newId('ord')];
  const names = { tenant_id: run.tenantId, run_id: run.runId, connection_id: connectionId };
  await db('orders').insert({ ...names, id: orderId, face: 'trigger', natural_key: orderId });
  const written = { order_id: orderId, kind: 'tag', target: 'tag:canary', revision: 1, status: 'failed' };
  await db('writebacks').insert({ ...names, ...written, id });
  return id;
};

type Side = { tenantId: string; keyOf(kind: KeyPreset): string };

/** Objects of the first tenant by the segment of the path that stands before their id. */
const makeObjects = async (url: string, db: Knex, side: Side) => {
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const headers = { 'X-API-Key': side.keyOf('integration'), 'Content-Type': 'application/json' };
    const answer = await read(await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
    if (answer.status >= 300) throw new Error(`${path} answers ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const candidateEmail = 'canary-address@example.com';
  const interview = {
    position: 'Cook',
    externalId: 'canary-external',
    candidateRef: 'canary-candidate',
    candidateEmail,
  };
  const runId = await submit(url, side.keyOf('integration'), interview);
  const endpoint = await post('/api/v1/webhook-endpoints', { url: 'https://canary.example.com/hook' });
  const endpointId = String(endpoint['id']);
  const endsAt = new Date(Date.now() + 86_400_000).toISOString();
  const hold = await post(`/api/v1/integration/interviews/${runId}/legal-hold`, { reasonCode: 'litigation', endsAt });
  const event = (await db('events').where({ run_id: runId }).first()) as { id: string };
  const { candidate_id: candidateId } = (await db('interviews').where({ run_id: runId }).first()) as {
    candidate_id: string;
  };
  const connectionId = await insertConnection(db, side.tenantId, 'canary');
  return {
    interviews: runId,
    candidates: candidateId,
    jobs: (await approvedTemplate(db, side.tenantId, { name: 'canary-job' })).id,
    'webhook-endpoints': endpointId,
    'legal-hold': String(hold['holdId']),
    'review-links': await insertReviewLink(db, { tenantId: side.tenantId, runId }, event.id),
    'review-inboxes': await insertReviewInbox(db, side.tenantId),
    'result-links': await insertResultLink(db, { tenantId: side.tenantId, runId }),
    deliveries: await insertDelivery(db, { tenantId: side.tenantId, runId }, endpointId),
    events: event.id,
    connections: connectionId,
    hooks: await insertHook(db, side.tenantId, connectionId),
    writebacks: await insertWriteback(db, { tenantId: side.tenantId, runId }, connectionId),
    reports: await insertReport(db, side.tenantId),
    templates: (await approvedTemplate(db, side.tenantId, { name: 'canary', externalId: 'canary-template' })).id,
    keys: parseApiKey(side.keyOf('core'))?.id ?? '',
  } as Record<string, string>;
};

export const useMatrixWorld = async () => {
  const { db, url: databaseUrl } = await useDatabase();
  const url = await startApiProgram(databaseUrl);
  const owner = await makeSide(db, 'canary-owner');
  const stranger = await makeSide(db, 'Stranger');
  const objects = await makeObjects(url, db, owner);
  const strangersRun = await submit(url, stranger.keyOf('integration'), { position: 'Cook' });
  /** What stands before another id in a path, and is a stranger's own. */
  const strangers: Record<string, string> = {
    interviews: strangersRun,
    connections: await insertConnection(db, stranger.tenantId, 'Stranger’s'),
  };
  return { db, url, owner, stranger, objects, strangers, call: caller(url) };
};
