// What an ATS reports as wrong with our answers: taken in any shape, kept sealed for a week, and within its connection.
import { describe, expect, test } from 'vitest';
import { emptyPlaces } from '../../../infra/db/erasure/empty-places.ts';
import { createSweep } from '../../../infra/db/operation/housekeeping.ts';
import { errorsOf, useGreenhouseApi } from './greenhouse-bench.ts';

const bench = await useGreenhouseApi();
const { db, deps, owner, admin, api, tenantId, connect, connection, bare, send, order, runOf } = bench;

describe('response_error', () => {
  const reported = {
    api_call: 'test_status',
    errors: ['partner_profile_url is missing'],
    partner_test_id: 'py-fastapi-review',
    partner_test_name: 'Python FastAPI Code Review',
    partner_interview_id: 'unknown',
    candidate_email: 'candidate@example.com',
  };
  const listed = async (id: string, key = owner.key, query = '') => {
    const response = await fetch(`${api.url}/api/v1/connections/${id}/errors${query}`, {
      headers: { 'x-api-key': key },
    });
    const body = (await response.json()) as { items: Record<string, unknown>[]; nextCursor: string | null };
    return { status: response.status, ...body };
  };

  test('is taken as documented, kept sealed, and listed for those who manage the connection', async () => {
    const answer = await send('POST', 'response_error', { body: reported });

    expect([answer.status, answer.text]).toEqual([200, '{"status":200}']);
    const { items } = await listed(connection.id);
    expect(items[0]).toMatchObject({ apiCall: 'test_status', runId: null, payload: reported });
    expect(JSON.stringify(await db('response_errors'))).not.toContain('candidate@example.com');
    expect((await listed('none')).items).toEqual([]);
    const others = await admin.tenantWithKey('integration');
    expect((await listed(connection.id, others.key)).status).toBe(404);
  });

  test('is taken in any shape, with keys of no connection too', async () => {
    for (const body of [
      { api_call: 'Ada said' },
      { anything: { goes: [1, null] } },
      { api_call: null, errors: 'text' },
    ])
      expect((await send('POST', 'response_error', { body, key: bare.text })).text).toBe('{"status":200}');

    expect((await listed('none')).items.map(({ apiCall }) => apiCall)).toEqual([null, null, null]);
    const first = await listed('none', owner.key, '?limit=2');
    const second = await listed('none', owner.key, `?limit=2&cursor=${first.nextCursor}`);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect((await listed(connection.id, owner.key, `?cursor=${first.nextCursor}`)).status).toBe(400);
  });

  test('is kept a hundred times an hour and connection, also of many at once, and counted beyond', async () => {
    const noisy = await connect();
    const body = { api_call: 'list_tests', errors: ['x'] };
    const answers = await Promise.all(
      Array.from({ length: 130 }, () => send('POST', 'response_error', { body, key: noisy.key })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await db('response_errors').where({ connection_id: noisy.id })).toHaveLength(100);
    const metrics = (await deps.metrics.render()).body;
    expect(metrics).toMatch(/parley_ats_response_errors_total\{kind="greenhouse",result="dropped"\} 30/);
  });

  test('goes with the candidate whose order it names, and with its week', async () => {
    const id = await order();
    const body = { ...reported, partner_interview_id: id };
    await send('POST', 'response_error', { body });
    const runId = await runOf(id);
    const kept = () => db('response_errors').where({ run_id: runId }) as Promise<unknown[]>;
    expect(await kept()).toHaveLength(1);

    await db('erasures').insert({
      run_id: runId,
      tenant_id: tenantId,
      scope: 'personal',
      cause: 'request',
      requested_by_kind: 'integrator',
    });
    expect((await listed(connection.id)).items.map(({ runId: of }) => of)).not.toContain(runId);
    expect((await send('POST', 'response_error', { body })).text).toBe('{"status":200}');
    expect(await kept()).toHaveLength(1);

    expect(await db.transaction((trx) => emptyPlaces(trx, { tenantId, runId }, 'personal'))).toMatchObject({
      'response_errors.payload_sealed': 1,
    });
    expect(await kept()).toEqual([]);

    await db('response_errors').update({ at: new Date(Date.now() - 8 * 86_400_000) });
    await createSweep({ db, keyDb: db })();
    expect(await db('response_errors')).toEqual([]);
  });

  test('takes at most 16 kB', async () => {
    const answer = await send('POST', 'response_error', { body: { errors: ['x'.repeat(17_000)] } });

    expect([answer.status, errorsOf(answer).length]).toEqual([413, 1]);
  });
});
