// Sealing what an earlier version left in the clear is cut off by `kill -9` again and again, and loses no word.
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Plan } from '../../domain/plan/plan.ts';
import { countClearWording } from '../../infra/db/plans/clear-wording.ts';
import { createPlanStore } from '../../infra/db/plans/plan-store.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';

const masterKey = randomBytes(32);
const system = await useSystem({ env: () => Promise.resolve({ PARLEY_MASTER_KEY: masterKey.toString('base64') }) });
const { db, apiUrl, tenant } = system;
const { tenantId } = tenant;
const client = createNativeClient({ baseUrl: apiUrl, apiKey: tenant.apiKeys.integration });
const rowsOfOneRun = 3_000;
const firstOfThem = 100;
const kills = 3;

/** So many revisions of one run, as the release before wrote them. */
const addClearRows = (runId: string): Promise<unknown> =>
  db.raw(
    `insert into plans (run_id, revision, tenant_id, plan, rubric_hash, form_id, planner_input_hash)
     select run_id, n, tenant_id, jsonb_set(jsonb_set(plan, '{revision}', to_jsonb(n)), '{closing}', to_jsonb('Contoso ' || n)), rubric_hash, form_id, 'h'
     from plans, generate_series(?::int, ?::int) n where run_id = ? and revision = 1`,
    [firstOfThem, firstOfThem + rowsOfOneRun - 1, runId],
  );

it('a worker killed while it seals leaves every row whole, and the next goes on', { timeout: 240_000 }, async () => {
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await client.until(runId, 'PENDING');
  const sealer = createSealer({ keys: createKeyStore(db), masterKey, now: Date.now });
  const plans = createPlanStore({ db, sealer });
  const own = await plans.find({ tenantId, runId }, 1);
  await addClearRows(runId);
  expect(await countClearWording(db)).toBe(rowsOfOneRun);

  const rounds: Promise<unknown>[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = await countClearWording(db);
    rounds.push(system.reconcile().catch(() => null));
    await eventually(
      () => countClearWording(db),
      (left) => left < before,
    );
    await system.kill('worker');
    expect(await countClearWording(db), 'the kill came too late').toBeGreaterThan(0);
    await system.start('worker');
  }
  await eventually(
    () => system.reconcile().then(() => countClearWording(db)),
    (left) => left === 0,
  );

  await Promise.all(rounds);

  const readable: { count: number }[] = await db('plans').whereRaw(`plans::text like '%Contoso%'`).count();
  expect(readable).toEqual([{ count: 0 }]);
  for (let revision = firstOfThem; revision < firstOfThem + rowsOfOneRun; revision += 1) {
    const expected: Plan | null = own && { ...own, revision, closing: `Contoso ${revision}` };
    expect(await plans.find({ tenantId, runId }, revision)).toEqual(expected);
  }
});
