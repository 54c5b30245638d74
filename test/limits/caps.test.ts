import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { tenantRoutes } from '../../api/routes/tenant/tenant.ts';
import { createSubmissionSettings } from '../../infra/db/interviews/submission-settings.ts';
import { createRoomAuthenticator, insertCookie } from '../../infra/db/room/room-cookie-store.ts';
import { hmacSha256, newToken, systemClock } from '../../infra/system.ts';
import { operator, pepper, recordingLog, startApi } from '../api/start-api.ts';
import { completeRequest, useNativeApi } from '../native/native-bench.ts';

const bench = await useNativeApi();
const { db, admin } = bench;
const platform = await startApi(db, tenantRoutes({ tenants: admin.tenants }));

const setCaps = (tenantId: string, patch: Parameters<typeof admin.tenants.updateTenantCaps>[0]['patch']) =>
  admin.tenants.updateTenantCaps({ tenantId, patch, asker: operator });
const newOwner = async () => {
  const owner = await admin.tenantWithKey();
  const call = bench.callAs(owner.key);
  const submit = (request: object = {}, headers: Record<string, string> = {}) =>
    call('POST', '/interviews', { ...completeRequest, ...request }, headers);
  return { ...owner, call, submit };
};

describe('open interviews', () => {
  test('beyond the cap are refused by its name, until one ends or the cap is raised', async () => {
    const { tenantId, submit, call } = await newOwner();
    await setCaps(tenantId, { activeInterviews: 2 });
    const first = await submit();
    await submit();
    const refused = await submit();
    const keysBefore = await db('run_keys').where({ tenant_id: tenantId });

    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'tenant.active_interviews_limit', activeInterviewsMax: 2 });
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(60);
    expect(new Set(keysBefore.map(({ run_id: runId }) => runId as string)).size).toBe(2);

    expect((await call('DELETE', `/interviews/${String(first.body['runId'])}`)).status).toBe(200);
    expect((await submit()).status).toBe(201);
    expect((await submit()).status).toBe(429);
    await setCaps(tenantId, { activeInterviews: 3 });
    expect((await submit()).status).toBe(201);
  });

  test('at the cap what exists is still answered: by externalId, and to a repeated request', async () => {
    const { tenantId, submit } = await newOwner();
    const once = { 'Idempotency-Key': 'once' };
    const named = await submit({ externalId: 'app-1' });
    const keyed = await submit({}, once);
    await setCaps(tenantId, { activeInterviews: 0 });

    expect(await submit({ externalId: 'app-1' })).toMatchObject({ status: 200, body: { runId: named.body['runId'] } });
    expect(await submit({}, once)).toMatchObject({ status: 201, body: { runId: keyed.body['runId'] } });
    // The stored answer may be lost in a crash; the run itself remembers the key.
    await db('idempotency_keys').where({ tenant_id: tenantId }).delete();
    expect(await submit({}, once)).toMatchObject({ status: 201, body: { runId: keyed.body['runId'] } });
    expect((await submit()).status).toBe(429);
  });

  test('overstep the cap by no more than were under way at once', async () => {
    const { tenantId, submit } = await newOwner();
    await setCaps(tenantId, { activeInterviews: 5 });

    for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 4 }, () => submit()));

    const made = await db('interviews').where({ tenant_id: tenantId }).count({ count: '*' }).first();
    expect(Number(made?.['count'])).toBeGreaterThanOrEqual(5);
    expect(Number(made?.['count'])).toBeLessThanOrEqual(5 + 3);
  });

  test('are not counted again for each of a tenant that is far from its cap', async () => {
    const { tenantId, submit } = await newOwner();
    let now = systemClock.now();
    const settingsOf = createSubmissionSettings(db, () => now);
    await submit();
    await setCaps(tenantId, { activeInterviews: 100 });
    expect((await settingsOf(tenantId)).hasRoom).toBe(true);
    const {
      machine,
      run_id: _,
      interview_id: _id,
      ...row
    } = (await db('interviews').where({ tenant_id: tenantId }).first()) as Record<string, unknown>;
    const copies = Array.from({ length: 99 }, (_copy, index) => ({
      ...row,
      machine: JSON.stringify(machine),
      policy: JSON.stringify(row['policy']),
      job: JSON.stringify(row['job']),
      run_id: `run_copy_${index}`,
      interview_id: randomUUID(),
    }));
    await db('interviews').insert(copies);
    expect((await settingsOf(tenantId)).hasRoom).toBe(true);

    now += 1_000;

    expect((await settingsOf(tenantId)).hasRoom).toBe(false);
    await setCaps(tenantId, { activeInterviews: 101 });
    expect((await settingsOf(tenantId)).hasRoom).toBe(true);
  });
});

describe('uploads', () => {
  test('larger than the cap of the tenant are refused, others not', async () => {
    const { tenantId, submit } = await newOwner();
    const large = { jobDescription: 'x'.repeat(5_000) };
    await setCaps(tenantId, { uploadBytes: 4_096 });

    const refused = await submit(large);

    expect([refused.status, refused.body]).toMatchObject([413, { code: 'request.too_large', bytesMax: 4_096 }]);
    expect((await submit()).status).toBe(201);
    expect((await (await newOwner()).submit(large)).status).toBe(201);
    await setCaps(tenantId, { uploadBytes: null });
    expect((await submit(large)).status).toBe(201);
  });

  test('of candidates stand under the cap of their tenant too', async () => {
    const { tenantId, submit } = await newOwner();
    const runId = String((await submit()).body['runId']);
    await setCaps(tenantId, { uploadBytes: 2_048 });
    const value = newToken();
    const hash = hmacSha256(pepper, `cookie:${value}`);
    await insertCookie(db, { tenantId, runId }, { hash, createdAt: Date.now(), expiresAt: Date.now() + 60_000 });
    const rooms = createRoomAuthenticator({ db, pepper, now: Date.now, log: recordingLog([]) });

    expect(await rooms.authenticate(value)).toMatchObject({ tenantId, runId, uploadBytesMax: 2_048 });
  });
});

describe('caps', () => {
  test('are shown to the tenant, which cannot change them, and stand in the audit log', async () => {
    const { tenantId, key } = await newOwner();
    const read = async () => {
      const response = await fetch(`${platform.url}/api/v1/tenant`, { headers: { 'X-API-Key': key } });
      return { tag: response.headers.get('etag'), body: (await response.json()) as Record<string, unknown> };
    };
    const before = await read();
    await setCaps(tenantId, { modelSpendPerDay: 12.5 });
    const after = await read();

    expect(before.body['caps']).toEqual({
      activeInterviews: 10_000,
      modelSpendPerDay: null,
      mailsPerDay: 10_000,
      recordingBytes: 100_000_000_000,
      uploadBytes: null,
    });
    expect(after.body['caps']).toMatchObject({ modelSpendPerDay: 12.5 });
    expect(after.tag).not.toBe(before.tag);
    const patched = await fetch(`${platform.url}/api/v1/tenant`, {
      method: 'PATCH',
      headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
      body: JSON.stringify({ caps: { activeInterviews: 1 } }),
    });
    expect(patched.status).toBe(400);
    expect(await db('audit_log').where({ tenant_id: tenantId, act: 'tenant.caps_changed' })).toHaveLength(1);
  });
});
