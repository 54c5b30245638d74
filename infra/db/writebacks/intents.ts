// What is wanted in a record goes into the ledger before anything is written: in one transaction, beside what was wanted before.
import type { Knex } from 'knex';
import type { AtsValue } from '../../../domain/ports/ats-records.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';
import type { Writeback, WritebackOrder, WritebackPlace } from '../../../domain/ports/writebacks.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { planIntents, type Intent, type Wanted } from '../../../domain/writeback/decide.ts';
import type { Composition, IntendedItem, WritebackKind } from '../../../domain/writeback/item.ts';
import { digestOf } from '../../../domain/writeback/value-digest.ts';
import { ofRun } from '../knex.ts';
import { rowToWriteback, writebackColumns, type WritebackRow } from './writeback-rows.ts';

export type IntentDeps = { db: Knex; sealer: Sealer; keyedDigest: Digest; newId(prefix: string): string };

type WantedItem = Wanted & {
  kind: WritebackKind;
  parts: readonly string[];
  place: WritebackPlace;
  mark: string | null;
  /** Kept sealed; notes and files are made anew whenever they are needed. */
  value: AtsValue | undefined;
};

const placeOf = (item: IntendedItem, { stageId }: WritebackOrder): WritebackPlace => {
  if (item.kind === 'field') return { object: item.object, key: item.key };
  if (item.kind === 'tag') return { tag: item.tag };
  if (item.kind === 'file') return { name: item.name };
  return item.kind === 'stage' ? { from: stageId, to: item.toStageId } : {};
};

const valueOf = (item: IntendedItem): AtsValue | undefined => {
  if (item.kind === 'field') return item.value;
  return item.kind === 'link' ? item.url : undefined;
};

const wantedOf = (deps: IntentDeps, order: WritebackOrder, { items, problems }: Composition): WantedItem[] => [
  ...items.map((item) => ({
    target: item.target,
    kind: item.kind,
    parts: item.parts,
    digest: digestOf(deps.keyedDigest, order, item),
    reason: null,
    place: placeOf(item, order),
    mark: 'mark' in item ? item.mark : null,
    value: valueOf(item),
  })),
  ...problems.map(({ target, kind, code }) => ({
    target,
    kind,
    parts: [],
    digest: null,
    reason: code,
    place: {},
    mark: null,
    value: undefined,
  })),
];

const insertRow = async (
  { sealer, newId }: IntentDeps,
  order: WritebackOrder,
  { item, revision, status }: Intent<WantedItem>,
): Promise<Record<string, unknown>> => {
  const id = newId('wbk');
  const { value } = item;
  return {
    id,
    tenant_id: order.tenantId,
    run_id: order.runId,
    order_id: order.orderId,
    connection_id: order.connectionId,
    kind: item.kind,
    target: item.target,
    revision,
    status,
    reason: item.reason,
    parts: [...item.parts],
    place: JSON.stringify(item.place),
    value_sealed:
      value === undefined ? null : Buffer.from(await sealer.seal(sealPlaces.writebackValue(order, id), value)),
    value_digest: item.digest,
    mark: item.mark,
  };
};

const readRows = async (trx: Knex.Transaction, order: WritebackOrder): Promise<Writeback[]> => {
  const rows: WritebackRow[] = await trx('writebacks')
    .where({ ...ofRun(order), connection_id: order.connectionId })
    .select([...writebackColumns])
    .orderBy(['revision', 'created_at', 'id'])
    .forUpdate();
  return rows.map(rowToWriteback);
};

/** Throws `personal_data.erased` once there is no key to seal with. */
export const intend = (deps: IntentDeps, order: WritebackOrder, composition: Composition): Promise<Writeback[]> =>
  deps.db.transaction(async (trx) => {
    const before = await readRows(trx, order);
    const plan = planIntents(before, wantedOf(deps, order, composition), composition.revision);
    const own = () => trx('writebacks').where(ofRun(order));
    for (const { id, reason } of plan.supersede)
      await own().where({ id }).update({ status: 'superseded', reason, updated_at: trx.fn.now() });
    if (plan.again.length > 0)
      await own().whereIn('id', plan.again).update({ status: 'intended', updated_at: trx.fn.now() });
    const rows = await Promise.all(plan.add.map((intent) => insertRow(deps, order, intent)));
    if (rows.length > 0) await trx('writebacks').insert(rows);
    return await readRows(trx, order);
  });
