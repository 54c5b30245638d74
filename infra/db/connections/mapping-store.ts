// Mappings of connections as stored: one row each, whose version counts up.
import type { Knex } from 'knex';
import { AppError } from '../../../domain/errors.ts';
import type { Mapping, MappingTargets, SavedMapping } from '../../../domain/mapping/mapping.ts';
import type { Mappings, MappingSaving } from '../../../domain/ports/mappings.ts';
import { canonicalJson } from '../../../domain/text/canonical-json.ts';
import { noteAct } from '../audit/audit-intake.ts';
import type { Db } from '../knex.ts';

const table = 'connection_mappings';

type Row = { version: number; mapping: Mapping; targets: MappingTargets; updated_at: Date };

const rowToMapping = ({ version, mapping, targets, updated_at: at }: Row): SavedMapping => ({
  version,
  mapping,
  targets,
  updatedAt: at.toISOString(),
});

const find = async (db: Db, tenantId: string, connectionId: string): Promise<SavedMapping | null> => {
  const row = (await db(table)
    .where({ tenant_id: tenantId, connection_id: connectionId })
    .first('version', 'mapping', 'targets', 'updated_at')) as Row | undefined;
  return row === undefined ? null : rowToMapping(row);
};

const isSame = (saved: SavedMapping, { mapping, targets }: MappingSaving): boolean =>
  canonicalJson([saved.mapping, saved.targets]) === canonicalJson([mapping, targets]);

/** The connection's row is held, so that two savings come one after the other. */
const lockConnection = async (trx: Knex.Transaction, tenantId: string, id: string): Promise<void> => {
  const row: unknown = await trx('connections')
    .where({ tenant_id: tenantId, id })
    .whereNot({ status: 'deleted' })
    .forUpdate()
    .first('id');
  if (row === undefined) throw new AppError('connection.not_found');
};

const save = async (
  trx: Knex.Transaction,
  tenantId: string,
  connectionId: string,
  saving: MappingSaving,
): Promise<SavedMapping> => {
  const { mapping, targets, expectedVersions, actor, requestId } = saving;
  await lockConnection(trx, tenantId, connectionId);
  const before = await find(trx, tenantId, connectionId);
  if (expectedVersions !== null && !expectedVersions.includes(before?.version ?? 0))
    throw new AppError('request.precondition_failed');
  if (before !== null && isSame(before, saving)) return before;
  const at = new Date();
  const row = {
    version: (before?.version ?? 0) + 1,
    mapping: JSON.stringify(mapping),
    targets: JSON.stringify(targets),
    updated_at: at,
  };
  await trx(table)
    .insert({ ...row, connection_id: connectionId, tenant_id: tenantId })
    .onConflict('connection_id')
    .merge(row);
  const target = { targetKind: 'connection', targetId: connectionId } as const;
  await noteAct(trx, tenantId, at, { act: 'connection.mapping_changed', actor, requestId, ...target });
  return { version: row.version, mapping, targets, updatedAt: at.toISOString() };
};

export const createMappingStore = (db: Knex): Mappings => ({
  find: (tenantId, connectionId) => find(db, tenantId, connectionId),
  save: (tenantId, connectionId, saving) => db.transaction((trx) => save(trx, tenantId, connectionId, saving)),
});
