// Orders with a record in an ATS of the tests' own, what is to be written into it, and attempts to do so.
import type { Knex } from 'knex';
import { createWritebackAttempts, type WritebackAttemptDeps } from '../../activities/writeback-attempts.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import type { EventType } from '../../domain/events/event-types.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import type { Composition, IntendedItem, WritebackStatus } from '../../domain/writeback/item.ts';
import { createDeliveryStore } from '../../infra/db/deliveries/delivery-store.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { createWritebackStore } from '../../infra/db/writebacks/writeback-store.ts';
import { newId } from '../../infra/system.ts';
import { createDeliveryWorld } from '../delivery/delivery-world.ts';
import { fakeKinds } from '../delivery/fake-ats.ts';
import { activityWorld, createWorld } from '../harness/world.ts';
import { createFakeVendor, type FakeVendor } from './fake-vendor.ts';

/** Sessions are opened by the test: the kind only has to have records. */
export const recordKinds = (): AtsKinds => {
  const { fake } = fakeKinds;
  if (fake === undefined) throw new Error('no fake kind');
  return { ...fakeKinds, fake: { ...fake, records: createFakeVendor().records } };
};

export const noteItem = (text: string, revision = 1): IntendedItem => ({
  kind: 'note',
  target: 'note:record:1',
  parts: ['questions', 'transcript', 'rubric', 'rationale', 'decision'],
  mark: `[mark-${revision}]`,
  body: `[mark-${revision}] ${text}`,
});

export const everything = (score = 72, revision = 1): Composition => ({
  revision,
  problems: [],
  items: [
    {
      kind: 'field',
      target: 'field:application:score',
      parts: ['scores'],
      object: 'application',
      key: 'score',
      value: score,
    },
    { kind: 'field', target: 'field:application:words', parts: [], object: 'application', key: 'words', value: 'good' },
    { kind: 'field', target: 'field:candidate:talk', parts: [], object: 'candidate', key: 'talk', value: true },
    noteItem(`scored ${score}`, revision),
    { kind: 'tag', target: 'tag:interviewed', parts: [], tag: 'interviewed' },
    {
      kind: 'file',
      target: 'file:pdf',
      parts: ['decision'],
      mark: `r${revision}`,
      name: `report-r${revision}.pdf`,
      make: () =>
        Promise.resolve({ name: `report-r${revision}.pdf`, contentType: 'application/pdf', bytes: new Uint8Array(3) }),
    },
    { kind: 'link', target: 'link', parts: [], url: 'https://parley.example/result/1' },
    { kind: 'stage', target: 'stage', parts: [], toStageId: 'stg_next' },
  ],
});

export type Row = { target: string; revision: number; status: WritebackStatus; reason: string | null } & Record<
  string,
  unknown
>;

export const createWritebackWorld = (db: Knex, atsKinds: AtsKinds = recordKinds()) => {
  const world = createDeliveryWorld(db, { atsKinds });
  const parts = activityWorld(createWorld(db, { atsKinds }), {
    heartbeat: () => undefined,
    signal: () => new AbortController().signal,
  });
  const relay = createRelayStore(world);

  /** An order whose record is `vendor`'s; ids of the ATS are the same for everybody. */
  const order = async (
    given: { tenantId?: string; connectionId?: string; vendorKeys?: Record<string, string> } = {},
  ) => {
    const tenantId = given.tenantId ?? (await world.tenant());
    const connectionId = given.connectionId ?? (await world.connection(tenantId, 'fake'));
    const mapping = { connection_id: connectionId, tenant_id: tenantId, version: 1, mapping: '{}', targets: '[]' };
    await db('connection_mappings').insert(mapping).onConflict('connection_id').ignore();
    const placed = await world.order(tenantId, { face: 'trigger', connectionId });
    const keys = { applicationId: 'app', candidateId: 'cand', jobId: 'job', stageId: 'stg_screen', ruleId: 'r' };
    const vendorKeys = JSON.stringify(given.vendorKeys ?? keys);
    await db('orders').where({ id: placed.id }).update({ vendor_keys: vendorKeys });
    return { ...placed, connectionId };
  };

  /** What has happened, relayed; the delivery's id. */
  const happen = async (run: RunRef, type: EventType = 'interview.assessment_approved'): Promise<string> => {
    const eventId = await world.event({ tenantId: run.tenantId, runId: run.runId }, type);
    while ((await relay.relayEvents(100)) > 0);
    const rows = await world.deliveries({ event_id: eventId, channel: 'writeback' });
    return String(rows[0]?.['id']);
  };

  const attemptsOf = (vendor: FakeVendor, wanted: () => Composition | null, own: Partial<WritebackAttemptDeps> = {}) =>
    createWritebackAttempts({
      ...parts,
      deliveries: createDeliveryStore(parts),
      writebacks: createWritebackStore(parts),
      atsSessions: { open: () => Promise.resolve({ kind: 'fake', records: vendor.records, session: vendor.session }) },
      compose: () => Promise.resolve(wanted()),
      tellTrouble: () => Promise.resolve(),
      ...own,
    });

  const rows = (run: RunRef): Promise<Row[]> =>
    db('writebacks')
      .where({ tenant_id: run.tenantId, run_id: run.runId })
      .orderBy(['target', 'revision']) as unknown as Promise<Row[]>;
  const statuses = async (run: RunRef): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await rows(run)).map(({ target, revision, status, reason }) => [
        `${target}@${revision}`,
        reason === null ? status : `${status}: ${reason}`,
      ]),
    );
  return {
    ...world,
    parts,
    store: createWritebackStore(parts),
    order,
    happen,
    attemptsOf,
    rows,
    statuses,
    /** As when the process that held it has died and its time is over. */
    expireLease: (orderId: string) =>
      db('orders')
        .where({ id: orderId })
        .whereNotNull('written_until')
        .update({ written_until: new Date(0) }),
    newId,
  };
};

export const away = (retryAfterMs: number | null = null): VendorTrouble =>
  new VendorTrouble('rate_limited', { retryable: true, retryAfterMs });
export const refused = (code = 'value_refused'): VendorTrouble => new VendorTrouble(code);
