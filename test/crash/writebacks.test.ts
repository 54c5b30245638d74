// An interview whose result goes into the record of a simulated Greenhouse, while the worker is killed in the middle of writing.
import { afterAll, expect, it } from 'vitest';
import { mappingSchema } from '../../domain/mapping/mapping.ts';
import { newId } from '../../infra/system.ts';
import { startGreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import { eventually } from '../harness/eventually.ts';
import { wholeJourney } from '../harness/journey.ts';
import { createNativeClient } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { armDatabaseCut } from './database-cuts.ts';

const env = { PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8', PARLEY_DELIVERY_DELAYS: 'PT0S,PT1S,PT1S,PT1S,PT1S,PT1S' };
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
  const mapping = mappingSchema.parse({
    tags: [{ tag: 'interviewed' }],
    files: ['html'],
    stage: { onVerdict: { HIRE: stageOf('Interview') }, setsOffAutomaticMails: true },
  });
  const row = { connection_id: id, tenant_id: tenant.tenantId, version: 1, targets: '[]' };
  await db('connection_mappings').insert({ ...row, mapping: JSON.stringify(mapping) });
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
  const { runId } = await wholeJourney({
    client,
    apiUrl: system.apiUrl,
    patienceMs: 150_000,
    onStep: (step, id) => {
      if (step === 'created') ordered = order(id, connectionId);
    },
  });
  await ordered;
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
