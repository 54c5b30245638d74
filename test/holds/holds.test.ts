// Legal holds over HTTP, against real erasures: what is held is not erased, and both sides say so.
import { describe, expect, it } from 'vitest';
import { holdRoutes } from '../../api/routes/interviews/holds.ts';
import { retentionRoutes } from '../../api/routes/tenant/retention.ts';
import { findHold } from '../../infra/db/erasure/hold-store.ts';
import { createRetentionStore } from '../../infra/db/erasure/retention-store.ts';
import { systemClock } from '../../infra/system.ts';
import { administer, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { createRetentionWorld, dayMs } from '../retention/retention-world.ts';

const { db } = await useDatabase();
const world = createRetentionWorld(db);
const retention = createRetentionStore(db);
const api = await startApi(db, [
  ...holdRoutes({ holds: world.holds }),
  ...retentionRoutes({ retention, clock: systemClock }),
]);
const { tenantId, keyId, key } = await administer(db).tenantWithKey();
const stranger = await administer(db).tenantWithKey();
const endsAt = new Date(Date.now() + 365 * dayMs).toISOString();
const request = {
  scope: 'personal',
  cause: 'request',
  actor: { kind: 'operator', id: null },
  requestId: null,
} as const;

type Body = Record<string, unknown> & { code?: string };

const call = async (method: string, path: string, options: { body?: unknown; key?: string } = {}) => {
  const response = await fetch(`${api.url}/api/v1/${path}`, {
    method,
    headers: {
      'x-api-key': options.key ?? key,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
};
const holdPath = (runId: string): string => `integration/interviews/${runId}/legal-hold`;
const place = (runId: string, body: object = {}) =>
  call('POST', holdPath(runId), { body: { reasonCode: 'litigation', endsAt, ...body } });
const addEnded = (days = 100): Promise<string> => world.addEnded(days, { tenantId });

describe('a legal hold', () => {
  it('is placed, listed with its texts, and released, each act in the audit log', async () => {
    const runId = await addEnded();

    const placed = await place(runId, { note: 'Claim of the candidate', heldBy: 'Dana Counsel' });
    const holdId = String(placed.body['holdId']);
    const listed = await call('GET', holdPath(runId));
    const released = await call('DELETE', `${holdPath(runId)}/${holdId}`);

    expect(placed.status).toBe(201);
    expect(listed.body).toMatchObject({
      held: true,
      holds: [
        {
          holdId,
          live: true,
          reasonCode: 'litigation',
          endsAt,
          note: 'Claim of the candidate',
          heldBy: 'Dana Counsel',
        },
      ],
    });
    expect(released.body).toMatchObject({ holdId, live: false });
    expect((await call('GET', holdPath(runId))).body).toMatchObject({ held: false, holds: [{ live: false }] });
    const acts = await db('audit_intake')
      .where({ target_id: runId })
      .orderBy('number')
      .select('act', 'reason', 'actor_id');
    expect(acts).toEqual([
      { act: 'hold.placed', reason: 'litigation', actor_id: keyId },
      { act: 'hold.released', reason: 'litigation', actor_id: keyId },
    ]);
  });

  it('keeps its texts sealed', async () => {
    const runId = await addEnded();
    await place(runId, { note: 'Claim-of-Zoe', heldBy: 'Dana-Counsel' });

    const rows = await db('legal_holds').where({ run_id: runId });

    expect(JSON.stringify(rows.map((row: { note_sealed: Buffer }) => row.note_sealed.toString('latin1')))).not.toMatch(
      /Zoe|Dana/,
    );
  });

  it('stops an erasure, which names hold, reason and end', async () => {
    const runId = await addEnded();
    const { body } = await place(runId);

    await expect(world.erasures.erase({ tenantId, runId }, request)).rejects.toMatchObject({
      code: 'erasure.on_hold',
      extra: { holdId: body['holdId'], reasonCode: 'litigation', endsAt },
    });
  });

  it('lets the erasure through once the last of two holds is released', async () => {
    const runId = await addEnded();
    const [one, two] = [await place(runId), await place(runId, { reasonCode: 'audit' })];
    await call('DELETE', `${holdPath(runId)}/${String(one.body['holdId'])}`);
    await expect(world.erasures.erase({ tenantId, runId }, request)).rejects.toMatchObject({ code: 'erasure.on_hold' });
    await call('DELETE', `${holdPath(runId)}/${String(two.body['holdId'])}`);

    expect(await world.erasures.erase({ tenantId, runId }, request)).toMatchObject({ state: 'running' });
  });

  it('ends by itself', async () => {
    const runId = await addEnded();
    await place(runId);
    await db('legal_holds')
      .where({ run_id: runId })
      .update({ ends_at: new Date(Date.now() - 1) });

    expect(await findHold(db, { tenantId, runId })).toBeNull();
    expect((await call('GET', holdPath(runId))).body).toMatchObject({ held: false, holds: [{ live: false }] });
  });

  it('is refused while an erasure runs, and when nothing is left', async () => {
    const runId = await addEnded();
    await world.erasures.erase({ tenantId, runId }, request);
    const whileRunning = await place(runId);
    await db('erasures').where({ run_id: runId }).update({ state: 'certified', scope: 'all' });
    await db('interviews')
      .where({ run_id: runId })
      .update({ erased_at: new Date(), assessments_erased_at: new Date() });

    expect([whileRunning.status, whileRunning.body.code]).toEqual([409, 'hold.erasure_running']);
    const afterwards = await place(runId);
    expect([afterwards.status, afterwards.body.code]).toEqual([410, 'hold.nothing_left']);
  });

  it('and an erasure at the same moment never both succeed', async () => {
    for (let round = 0; round < 10; round += 1) {
      const runId = await addEnded();

      const [placed, erased] = await Promise.allSettled([
        place(runId),
        world.erasures.erase({ tenantId, runId }, request),
      ]);

      const isPlaced = placed.status === 'fulfilled' && placed.value.status === 201;
      expect([isPlaced, erased.status === 'fulfilled'].filter(Boolean)).toHaveLength(1);
    }
  });

  it('is released twice without harm', async () => {
    const runId = await addEnded();
    const { body } = await place(runId);
    const path = `${holdPath(runId)}/${String(body['holdId'])}`;

    const [first, second] = [await call('DELETE', path), await call('DELETE', path)];

    expect(second).toEqual(first);
    expect(await db('audit_intake').where({ target_id: runId, act: 'hold.released' })).toHaveLength(1);
  });

  it.each([
    ['in the past', new Date(Date.now() - dayMs).toISOString()],
    ['more than ten years ahead', new Date(Date.now() + 3_700 * dayMs).toISOString()],
  ])('cannot end %s', async (_what, end) => {
    const { status, body } = await place(await addEnded(), { endsAt: end });

    expect([status, body]).toMatchObject([400, { errors: [{ pointer: '/endsAt' }] }]);
  });

  it("is nobody else's business", async () => {
    const runId = await addEnded();
    const { body } = await place(runId);
    const path = `${holdPath(runId)}/${String(body['holdId'])}`;

    expect((await call('GET', holdPath(runId), { key: stranger.key })).body.code).toBe('interview.not_found');
    expect((await call('DELETE', path, { key: stranger.key })).body.code).toBe('hold.not_found');
    const foreign = await call('POST', holdPath(runId), { key: stranger.key, body: { reasonCode: 'x', endsAt } });
    expect(foreign.body.code).toBe('interview.not_found');
    expect(await findHold(db, { tenantId, runId })).not.toBeNull();
  });

  it('shows in the retention figures, which name nobody', async () => {
    const before = await call('GET', 'retention');
    await place(await addEnded());

    const after = await call('GET', 'retention');

    expect(after.status).toBe(200);
    expect(after.body['windows']).toEqual({ personalData: 'P90D', recordings: 'P30D', assessments: 'P365D' });
    expect(after.body['held']).toBe(Number(before.body['held']) + 1);
    expect(JSON.stringify(after.body)).not.toContain('run_');
  });
});
