import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { sweepIdempotencyKeys } from '../../infra/db/access/idempotency-store.ts';
import { useDatabase } from '../harness/database.ts';
import { sampleRoutes, type SampleCalls } from './sample-routes.ts';
import { administer, createTestSealer, startApi } from './start-api.ts';

const { db } = await useDatabase();
const calls: SampleCalls = { made: 0, hashes: [] };
const api = await startApi(db, sampleRoutes(calls));
const { tenantWithKey } = administer(db);
const { key, tenantId } = await tenantWithKey();

const create = (once: string, body: object = { name: 'chair' }, apiKey = key): Promise<Response> =>
  fetch(`${api.url}/things`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'X-API-Key': apiKey, 'Content-Type': 'application/json', 'Idempotency-Key': once },
  });
const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code: unknown }).code;
const rows = (): Promise<Record<string, unknown>[]> => db('idempotency_keys').select('*');

beforeEach(async () => {
  await db('idempotency_keys').delete();
  calls.made = 0;
  calls.hashes = [];
  delete calls.block;
  delete calls.fail;
});

describe('a request with an Idempotency-Key', () => {
  test('is done once and answered alike for ever after', async () => {
    const first = await create('k1');
    const second = await create('k1');

    expect(calls.made).toBe(1);
    expect([second.status, await second.text()]).toEqual([first.status, await first.text()]);
    expect([first, second].map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true']);
  });

  test('is the same request however its body is spaced and ordered', async () => {
    const send = (body: string) =>
      fetch(`${api.url}/things`, {
        method: 'POST',
        body,
        headers: { 'X-API-Key': key, 'Content-Type': 'application/json', 'Idempotency-Key': 'k2' },
      });
    await send('{"name":"chair","size":2}');

    expect((await send('{ "size": 2, "name": "chair" }')).headers.get('Idempotent-Replayed')).toBe('true');
  });

  test('with a body that only means the same is refused: a repetition is the same request', async () => {
    const first = await create('k-same');
    const other = await create('k-same', { name: 'chair', size: null });

    expect([first.status, other.status, await codeOf(other)]).toEqual([201, 422, 'idempotency.mismatch']);
  });

  test('with another body is refused', async () => {
    await create('k1');
    const other = await create('k1', { name: 'table' });

    expect([other.status, await codeOf(other)]).toEqual([422, 'idempotency.mismatch']);
    expect(calls.made).toBe(1);
  });

  test('means another thing for another tenant', async () => {
    const other = await tenantWithKey();
    await create('k1');
    const response = await create('k1', { name: 'chair' }, other.key);

    expect([response.status, response.headers.get('Idempotent-Replayed')]).toEqual([201, null]);
    expect(new Set(calls.hashes).size).toBe(2);
  });

  test('that runs already is refused with Retry-After, and of many at once one runs', async () => {
    const gate = Promise.withResolvers<void>();
    calls.block = gate.promise;
    const racing = Array.from({ length: 8 }, () => create('race'));
    const answered: number[] = [];
    const noted = racing.map(async (one) => answered.push((await one).status));
    await vi.waitFor(() => expect(answered).toHaveLength(7), { timeout: 10_000 });
    gate.resolve();
    const responses = await Promise.all(racing);
    await Promise.all(noted);

    expect(calls.made).toBe(1);
    expect(answered.filter((status) => status === 409)).toHaveLength(7);
    expect(responses.find(({ status }) => status === 409)?.headers.get('Retry-After')).toMatch(/^[12]$/);
  });

  test('whose process crashed is done again under the same hash once the lease lapsed', async () => {
    const gate = Promise.withResolvers<void>();
    calls.block = gate.promise;
    const lost = create('crash');
    await vi.waitFor(() => expect(calls.made).toBe(1), { timeout: 10_000 });
    await db('idempotency_keys').update({ lease_until: db.raw(`now() - interval '1 second'`) });
    delete calls.block;

    const otherBody = await create('crash', { name: 'table' });
    const again = await create('crash');
    gate.resolve();
    const late = await lost;
    const replay = await create('crash');

    expect([again.status, otherBody.status, late.status]).toEqual([201, 422, 201]);
    expect(new Set(calls.hashes).size).toBe(1);
    expect(await replay.json()).toEqual(await again.json());
  });

  test('that takes long keeps its lease', async () => {
    const gate = Promise.withResolvers<void>();
    calls.block = gate.promise;
    const slow = create('slow');
    await vi.waitFor(() => expect(calls.made).toBe(1), { timeout: 10_000 });
    await db('idempotency_keys').update({ lease_until: db.raw(`now() + interval '100 milliseconds'`) });
    const left = async (): Promise<unknown> =>
      (await db('idempotency_keys').select(db.raw(`lease_until > now() + interval '3 seconds' as renewed`)).first())
        ?.renewed;
    await vi.waitFor(async () => expect(await left()).toBe(true), { timeout: 5_000 });
    const meanwhile = await create('slow');
    gate.resolve();

    expect([meanwhile.status, (await slow).status, calls.made]).toEqual([409, 201, 1]);
  });

  test('that failed on our side or has no final answer may be sent again at once', async () => {
    for (const code of ['interview.unknown_outcome', 'interview.busy', 'internal.error'] as const) {
      calls.fail = new AppError(code);
      expect([code, await codeOf(await create(code))]).toEqual([code, code]);
      delete calls.fail;
      expect([code, (await create(code)).status]).toEqual([code, 201]);
    }
  });

  test('that was refused for good is refused again with the same words', async () => {
    calls.fail = new AppError('interview.invalid_transition', { extra: { currentState: 'PENDING' } });
    const first = await create('no');
    delete calls.fail;
    const second = await create('no');

    expect([second.status, await second.text()]).toEqual([409, await first.text()]);
    expect(calls.made).toBe(1);
  });

  test('keeps nothing of a request that its schema refuses', async () => {
    expect((await create('bad', { colour: 'red' })).status).toBe(400);
    expect(await rows()).toEqual([]);
  });

  test.each(['x'.repeat(256), 'ключ'])('needs a printable key of at most 255 characters', async (once) => {
    const send = create(Buffer.from(once, 'utf8').toString('latin1'));

    expect(await codeOf(await send)).toBe('request.header_invalid');
  });

  test('keeps the key as a hash, the answer about an interview sealed', async () => {
    const sealer = createTestSealer(db);
    await sealer.createKeys({ tenantId, runId: 'run_1' });
    const first = await create('sealed-key', { name: 'Jane Roe', runId: 'run_1' });
    const second = await create('sealed-key', { name: 'Jane Roe', runId: 'run_1' });
    const [row] = await rows();

    expect(await second.json()).toEqual(await first.json());
    expect(row).toMatchObject({ run_id: 'run_1', answer: null });
    expect(JSON.stringify(row)).not.toMatch(/Jane|sealed-key/);
    expect(String(row?.['answer_sealed'])).not.toContain('Jane');
  });

  test('is forgotten after three days', async () => {
    await create('old');
    await create('new');
    const age = { created_at: db.raw(`now() - interval '73 hours'`) };
    await db('idempotency_keys').whereRaw('created_at = (select min(created_at) from idempotency_keys)').update(age);

    expect((await create('old', { name: 'table' })).status).toBe(201);
    await db('idempotency_keys').whereRaw('created_at = (select min(created_at) from idempotency_keys)').update(age);
    expect(await sweepIdempotencyKeys(db)).toBe(1);
    expect(await rows()).toHaveLength(1);
  });
});
