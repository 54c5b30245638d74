// What holds for every call to a vendor, whichever it is: credentials, tokens, limits, and answers that are none.
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { AtsSession } from '../../domain/ports/ats-records.ts';
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import { openStage, type Received, type Reply } from '../../simulators/stage.ts';
import { vendorDialects } from '../../infra/ats/dialects.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { vendorTroubleCodes } from '../../infra/ats/trouble.ts';
import { createAtsSessionStore } from '../../infra/db/connections/ats-session-store.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { administer, operator, testSecretBox, type LogLine } from '../api/start-api.ts';
import { connectionOf, connectionStore, connectionUseCases } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';
import { codeOf, sessionsOf } from './processes.ts';

const { db } = await useDatabase();
const { tenantWithKey } = administer(db);
const logs: LogLine[] = [];
const [one, two] = [sessionsOf(db, logs), sessionsOf(db, logs)];

let answer: (request: Received) => Reply | Promise<Reply> = () => ({ status: 200, body: {} });
const vendor = await openStage((request) => answer(request));
afterAll(vendor.close);
beforeEach(() => void vendor.exchanges.splice(0));

const pathsAsked = (): string[] => vendor.exchanges.map(({ path }) => path);
const presented = (): string[] =>
  vendor.exchanges.map(({ headers }) => Buffer.from(headers['authorization']?.slice(6) ?? '', 'base64').toString());

const made = async (kind: 'lever' | 'greenhouse' | 'ashby', credentials: object = { apiKey: 'planted-secret-key' }) => {
  const { tenantId } = await tenantWithKey();
  const config =
    kind === 'greenhouse'
      ? { harvestUrl: `${vendor.url}/v3`, tokenUrl: `${vendor.url}/token`, userId: '7' }
      : { apiUrl: vendor.url };
  const { id } = await connectionOf({ db, tenantId }, kind, { config, credentials });
  return { tenantId, id };
};
const opened = async (kind: 'lever' | 'greenhouse' | 'ashby', credentials?: object) => {
  const { tenantId, id } = await made(kind, credentials);
  return { tenantId, id, ...(await one.open(tenantId, id)) };
};
const get = (session: AtsSession, url = '/stages') => session.call({ method: 'GET', url });
const troubleOf = async (work: Promise<unknown>): Promise<VendorTrouble> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof VendorTrouble) return error;
  throw new Error(`no trouble: ${String(error)}`);
};

const oauth = { clientId: 'client', clientSecret: 'planted-client-secret' };

/** Gives out `token-1`, `token-2`…, and takes those of `good` alone. */
const tokenVendor = ({ expiresIn = 3_600 } = {}) => {
  const state = { issued: 0, good: new Set<string>() };
  answer = ({ path, headers }) => {
    if (path === '/token') {
      if (headers['authorization'] !== `Basic ${Buffer.from('client:planted-client-secret').toString('base64')}`)
        return { status: 401, body: { error: 'invalid_client' } };
      state.issued += 1;
      state.good = new Set([`token-${state.issued}`]);
      return { status: 200, body: { access_token: `token-${state.issued}`, expires_in: expiresIn } };
    }
    const isGood = state.good.has(headers['authorization']?.replace('Bearer ', '') ?? '');
    return isGood ? { status: 200, body: [] } : { status: 401, body: { message: 'Unauthorized' } };
  };
  return state;
};

describe('a connection', () => {
  test('of another tenant is not found, and a paused one is not used', async () => {
    const { tenantId, id } = await made('lever');
    const other = await tenantWithKey();

    expect(await codeOf(one.open(other.tenantId, id))).toBe('connection.not_found');
    expect(await codeOf(one.open(tenantId, 'con_none'))).toBe('connection.not_found');
    await connectionStore(db).transaction(tenantId, (unit) =>
      unit.changeConnection(tenantId, id, { status: 'paused' }),
    );
    expect(await codeOf(one.open(tenantId, id))).toBe('connection.paused');
  });

  test('of a kind without records, or without what its API asks for, says so and calls nobody', async () => {
    const { tenantId } = await tenantWithKey();
    const workable = await connectionOf({ db, tenantId }, 'workable', { credentials: { accessToken: 'token' } });
    const { session } = await opened('greenhouse', { apiKey: 'orders-alone' });

    expect(await codeOf(one.open(tenantId, workable.id))).toBe('vendor.not_supported');
    expect(await codeOf(get(session))).toBe('vendor.settings_invalid');
    expect(vendor.exchanges).toEqual([]);
  });

  test('presents its present credentials, and those before where they are refused while a rotation overlaps', async () => {
    const { tenantId, id } = await made('lever', { apiKey: 'old-key' });
    const rotate = connectionUseCases(db, { outbound: { problemOf: () => null } });
    await rotate.change(
      tenantId,
      id,
      { credentials: { apiKey: 'new-key' }, overlapMs: 3_600_000 },
      { ...operator, request: null },
    );
    const { session } = await one.open(tenantId, id);
    answer = ({ headers }) =>
      headers['authorization'] === `Basic ${Buffer.from('old-key:').toString('base64')}`
        ? { status: 200, body: { data: [] } }
        : { status: 401, body: { code: 'Unauthorized' } };

    await get(session);
    expect(presented()).toEqual(['new-key:', 'old-key:']);
    vendor.exchanges.splice(0);
    answer = () => ({ status: 200, body: { data: [] } });
    await get(session);

    expect(presented()).toEqual(['new-key:']);
  });

  test('leads its credentials to no other address, whatever a vendor links to', async () => {
    const { session } = await opened('lever');

    expect(await codeOf(get(session, 'http://127.0.0.1:9/stages'))).toBe('vendor.answer_invalid');
    expect(vendor.exchanges).toEqual([]);
  });
});

describe('an access token', () => {
  test('is asked for once by all processes together, sealed, and used by all', async () => {
    const state = tokenVendor();
    const { tenantId, id } = await made('greenhouse', oauth);
    const sessions = await Promise.all([one, two].map((process) => process.open(tenantId, id)));

    await Promise.all(sessions.flatMap(({ session }) => [get(session), get(session), get(session)]));

    expect(state.issued).toBe(1);
    expect(pathsAsked().filter((path) => path === '/v3/stages')).toHaveLength(6);
    const form = vendor.exchanges.find(({ path }) => path === '/token')?.body;
    expect(form).toBe('grant_type=client_credentials&sub=7');
    expect(JSON.stringify(await db('ats_sessions').where({ connection_id: id }))).not.toContain('token-1');
  });

  test('that ends in the middle is renewed once under concurrency, and every call arrives', async () => {
    const state = tokenVendor();
    const { tenantId, id } = await made('greenhouse', oauth);
    const sessions = await Promise.all([one, two].map((process) => process.open(tenantId, id)));
    await Promise.all(sessions.map(({ session }) => get(session)));
    state.good.clear();

    const answers = await Promise.all(sessions.flatMap(({ session }) => [get(session), get(session)]));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(state.issued).toBe(2);
  });

  test('is not asked for again by who saw the one before and comes too late', async () => {
    const { tenantId, id } = await made('greenhouse', oauth);
    const store = createAtsSessionStore({ db, secretBox: testSecretBox });
    const { version } = await store.find(tenantId, id);

    expect(await store.claimToken(tenantId, id, version)).toBe('claimed');
    expect(await store.claimToken(tenantId, id, version)).toBe('taken');
    await store.keepToken(tenantId, id, { text: 'token-1', credential: 'c', lifeMs: 60_000 });

    expect(await store.claimToken(tenantId, id, version)).toBe('taken');
    expect((await store.find(tenantId, id)).token?.text).toBe('token-1');
    expect((await store.find('ten_other', id)).token).toBeNull();
  });

  test('is asked for by another process once the one that asked was killed, and once its key is gone', async () => {
    const { tenantId, id } = await made('greenhouse', oauth);
    const store = createAtsSessionStore({ db, secretBox: testSecretBox });
    await store.claimToken(tenantId, id, 0);
    await db('ats_sessions')
      .where({ connection_id: id })
      .update({ token_claimed_until: new Date(Date.now() - 1_000) });

    expect(await store.claimToken(tenantId, id, 0)).toBe('claimed');
    await store.keepToken(tenantId, id, { text: 'token-1', credential: 'c', lifeMs: 60_000 });
    const elsewhere = createAtsSessionStore({ db, secretBox: createSecretBox(Buffer.alloc(32, 9)) });
    expect((await elsewhere.find(tenantId, id)).token).toBeNull();
  });

  test('is renewed before it ends', async () => {
    const state = tokenVendor({ expiresIn: 3_600 });
    const { session, id } = await opened('greenhouse', oauth);
    await get(session);
    await db('ats_sessions')
      .where({ connection_id: id })
      .update({ token_renew_at: new Date(0) });

    await get(session);

    expect(state.issued).toBe(2);
    expect(vendor.exchanges.every(({ status }) => status === 200)).toBe(true);
  });

  test('that cannot be renewed early is used until it ends', async () => {
    tokenVendor();
    const { session, id } = await opened('greenhouse', oauth);
    await get(session);
    await db('ats_sessions')
      .where({ connection_id: id })
      .update({ token_renew_at: new Date(0) });
    const before = answer;
    answer = (request) => (request.path === '/token' ? { status: 503, body: {} } : before(request));

    expect(await get(session)).toMatchObject({ status: 200 });
  });

  test('of exchanged credentials is not used any more, and a deleted connection has none', async () => {
    const state = tokenVendor();
    const { session, tenantId, id } = await opened('greenhouse', oauth);
    await get(session);
    const use = connectionUseCases(db, { outbound: { problemOf: () => null } });
    const asker = { ...operator, request: null };
    await use.change(tenantId, id, { credentials: { ...oauth, clientId: 'another' }, overlapMs: 0 }, asker);

    expect(await codeOf(one.open(tenantId, id).then((next) => get(next.session)))).toBe('vendor.unauthorised');
    expect(state.issued).toBe(1);
    await use.remove(tenantId, id, asker);
    expect(await db('ats_sessions').where({ connection_id: id })).toEqual([]);
    expect(await codeOf(get(session))).toBe('connection.not_found');
    expect(await db('ats_sessions').where({ connection_id: id })).toEqual([]);
  });
});

describe('a trial of a connection over a session', () => {
  const probed = async (credentials: object) => {
    const { tenantId, id } = await made('greenhouse', credentials);
    const connection = await connectionStore(db).open(tenantId, id);
    return connection === null ? null : one.probe(connection);
  };

  test('calls something harmless with a token, and says what it came to', async () => {
    tokenVendor();

    expect(await probed(oauth)).toMatchObject({ method: 'GET', trouble: null });
    expect((await probed({ ...oauth, clientId: 'other' }))?.trouble).toMatchObject({ code: 'vendor.unauthorised' });
    expect(await probed({ apiKey: 'orders-alone' })).toBeNull();
    expect(vendor.exchanges.every(({ method, path }) => method === 'GET' || path === '/token')).toBe(true);
  });
});

describe('the limit of a vendor', () => {
  test('is kept by all processes together: a burst is stretched, and none of it is turned away', async () => {
    const { tenantId, id } = await made('lever');
    const sessions = await Promise.all([one, two].map((process) => process.open(tenantId, id)));
    const times: number[] = [];
    answer = () => {
      times.push(performance.now());
      return { status: 200, body: { data: [] } };
    };

    await Promise.all(sessions.flatMap(({ session }) => Array.from({ length: 12 }, () => get(session))));

    const most = Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + 900).length));
    expect(times).toHaveLength(24);
    expect(most).toBeLessThanOrEqual(20);
  });

  test('that a 429 tells holds for every process until its time, and slows no other connection', async () => {
    const { tenantId, id } = await made('lever');
    const { session } = await one.open(tenantId, id);
    answer = () => ({ status: 429, body: { code: 'TooManyRequests' }, headers: { 'Retry-After': '120' } });
    const told = await troubleOf(get(session));
    answer = () => ({ status: 200, body: { data: [] } });

    const heard = await troubleOf(two.open(tenantId, id).then((next) => get(next.session)));

    for (const each of [told, heard]) {
      expect(each).toMatchObject({ code: 'vendor.rate_limited', retryable: true });
      expect(each.retryAfterMs).toBeGreaterThan(110_000);
    }
    expect(vendor.exchanges).toHaveLength(1);
    const other = await opened('lever');
    expect(await get(other.session)).toMatchObject({ status: 200 });
  });

  test('grows with what the vendor says it takes', async () => {
    const state = tokenVendor();
    const before = answer;
    answer = async (request) => ({ ...(await before(request)), headers: { 'X-RateLimit-Limit': '500' } });
    const { session } = await opened('greenhouse', oauth);
    await get(session);

    const started = performance.now();
    await Promise.all(Array.from({ length: 40 }, () => get(session)));

    expect(performance.now() - started).toBeLessThan(9_000);
    expect(state.issued).toBe(1);
  });

  test('of a moment is waited for, and the call made again, a write too', async () => {
    const { session } = await opened('lever');
    let turnedAway = false;
    answer = () => {
      if (turnedAway) return { status: 200, body: { data: {} } };
      turnedAway = true;
      return { status: 429, body: {}, headers: { 'Retry-After': '1' } };
    };

    const started = performance.now();
    const { status } = await session.call({ method: 'POST', url: '/x', body: '{}' });

    expect(status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(vendor.exchanges).toHaveLength(2);
  });

  test('is foreseen where the vendor says that no call is left', async () => {
    const { session } = await opened('lever');
    answer = () => ({
      status: 200,
      body: { data: [] },
      headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(Math.floor(Date.now() / 1_000) + 60) },
    });
    await get(session);

    expect(await troubleOf(get(session))).toMatchObject({ code: 'vendor.rate_limited' });
    expect(vendor.exchanges).toHaveLength(1);
  });
});

describe('an answer that is none becomes a code', () => {
  const page = '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>';
  const large = JSON.stringify({ data: 'x'.repeat(5 * 1_024 * 1_024) });
  const redirect = { Location: 'http://127.0.0.1/elsewhere' };

  test.each<[string, Reply, string, boolean]>([
    ['401', { status: 401, body: {} }, 'vendor.unauthorised', true],
    ['403', { status: 403, body: {} }, 'vendor.forbidden', true],
    ['403 of a proxy, as a page', { status: 403, body: page }, 'vendor.answer_invalid', true],
    ['404', { status: 404, body: { code: 'ResourceNotFound' } }, 'record_missing', false],
    ['404 of a proxy, as a page', { status: 404, body: page }, 'vendor.answer_invalid', true],
    ['422', { status: 422, body: {} }, 'vendor.refused', false],
    ['413', { status: 413, body: {} }, 'vendor.too_large', false],
    ['500', { status: 500, body: {} }, 'vendor.unavailable', true],
    ['503 as a page', { status: 503, body: page }, 'vendor.unavailable', true],
    ['200 with a page', { status: 200, body: page }, 'vendor.answer_invalid', true],
    ['a redirect', { status: 302, headers: redirect }, 'vendor.answer_invalid', true],
    ['more than four megabytes', { status: 200, body: large }, 'vendor.answer_invalid', true],
  ])('%s', async (_what, reply, code, retryable) => {
    const { session } = await opened('lever');
    answer = () => reply;

    expect(await troubleOf(get(session))).toMatchObject({ code, retryable });
  });

  test('none at all', async () => {
    const gone = await openStage(() => ({ status: 200 }));
    const { tenantId } = await tenantWithKey();
    const { id } = await connectionOf({ db, tenantId }, 'lever', {
      config: { apiUrl: gone.url },
      credentials: { apiKey: 'key' },
    });
    await gone.close();
    const { session } = await one.open(tenantId, id);

    expect(await troubleOf(get(session))).toMatchObject({ code: 'vendor.unavailable', retryable: true });
  });

  test.each([
    ['candidate_not_found', 'record_missing'],
    ['missing_endpoint_permission', 'vendor.forbidden'],
    ['invalid_input', 'vendor.refused'],
  ])('200 of Ashby that says %s', async (code, expected) => {
    const { session } = await opened('ashby');
    answer = () => ({ status: 200, body: { success: false, errors: [code], errorInfo: { code } } });

    expect(await codeOf(session.call({ method: 'POST', url: '/candidate.info', body: '{}' }))).toBe(expected);
  });
});

test('every code stands on the page for those who read the ledger, and every kind with records can be called', () => {
  const page = readFileSync('docs/integrations/README.md', 'utf8');
  const withRecords = Object.entries(atsKinds).flatMap(([kind, { records }]) => (records === null ? [] : [kind]));

  for (const code of vendorTroubleCodes) expect(page).toContain(`\`${code}\``);
  expect(Object.keys(vendorDialects).toSorted()).toEqual(withRecords.toSorted());
});

test('nothing that was presented, and nothing of an answer, stands in any line of the log', () => {
  const text = JSON.stringify(logs);

  for (const secret of ['planted', 'token-', 'Cloudflare']) expect(text).not.toContain(secret);
});
