// The mapping of a connection: read, checked against what the vendor says of itself, saved.
import { AppError } from '../../domain/errors.ts';
import { mappingProblems, targetsOf, type VendorFacts } from '../../domain/mapping/check.ts';
import { proposedMapping, type Mapping, type SavedMapping } from '../../domain/mapping/mapping.ts';
import { ownershipOf, type OwnedThing } from '../../domain/mapping/ownership.ts';
import {
  VendorTrouble,
  type AtsField,
  type AtsRecords,
  type AtsSession,
  type AtsSessions,
} from '../../domain/ports/ats-records.ts';
import type { Connections } from '../../domain/ports/connections.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import type { ExpressionReading, Expressions } from '../../domain/ports/expressions.ts';
import type { Mappings } from '../../domain/ports/mappings.ts';
import type { Asker } from '../access/tenants.ts';

export type MappingDeps = {
  mappings: Mappings;
  connections: Pick<Connections, 'find'>;
  kinds: AtsKinds;
  sessions: AtsSessions;
  expressions: Expressions;
};

/** Version 0 is the proposal that stands where none was saved: nothing is written by it. */
export type ShownMapping = { version: number; isSaved: boolean; mapping: Mapping; updatedAt: string | null };

const proposal: ShownMapping = { version: 0, isSaved: false, mapping: proposedMapping, updatedAt: null };

const shown = (saved: SavedMapping | null): ShownMapping => {
  if (saved === null) return proposal;
  const { version, mapping, updatedAt } = saved;
  return { version, isSaved: true, mapping, updatedAt };
};

/** Throws `connection.not_found`, and `connection.no_record` for a kind whose record we cannot write. */
export const writableRecords = async (
  { connections, kinds }: Pick<MappingDeps, 'connections' | 'kinds'>,
  tenantId: string,
  id: string,
): Promise<AtsRecords> => {
  const connection = await connections.find(tenantId, id);
  if (connection === null || connection.status === 'deleted') throw new AppError('connection.not_found');
  const records = kinds[connection.kind]?.records ?? null;
  if (records === null) throw new AppError('connection.no_record');
  return records;
};

/** What a vendor's trouble means to whoever asked over our API. */
export const vendorRefusal = (error: unknown): unknown => {
  if (!(error instanceof VendorTrouble)) return error;
  const { code, retryable, retryAfterMs } = error;
  return new AppError(retryable ? 'connection.vendor_unavailable' : 'connection.vendor_refused', {
    extra: { reason: code },
    ...(retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }),
    cause: error,
  });
};

/** Null where stages are known per job only. */
const stagesOf = async (records: AtsRecords, session: AtsSession): Promise<VendorFacts['stages']> => {
  const stages = await records.listStages(session, null);
  return stages.length === 0 ? null : stages;
};

export const vendorFacts = async (
  { sessions }: Pick<MappingDeps, 'sessions'>,
  tenantId: string,
  id: string,
  mapping: Mapping,
): Promise<VendorFacts> => {
  try {
    const { records, session } = await sessions.open(tenantId, id);
    const fields = await records.listFields(session);
    const stages = mapping.stage === null ? null : await stagesOf(records, session);
    return { fields, stages, canMoveStage: records.moveStage !== undefined };
  } catch (error) {
    throw vendorRefusal(error);
  }
};

const readingsOf = async (
  expressions: Expressions,
  tenantId: string,
  { fields }: Mapping,
): Promise<ReadonlyMap<number, ExpressionReading>> => {
  const places = fields.flatMap(({ expression }, index) => (expression === undefined ? [] : [{ index, expression }]));
  const readings = await expressions.read(
    tenantId,
    places.map(({ expression }) => expression),
  );
  return new Map(places.map(({ index }, at) => [index, readings[at] ?? { failure: 'failed' }]));
};

/** The fields that it writes. Throws `mapping.invalid` with everything that is wrong, and what a vendor's trouble means. */
export const checkedTargets = async (
  deps: MappingDeps,
  tenantId: string,
  id: string,
  mapping: Mapping,
): Promise<AtsField[]> => {
  const vendor = await vendorFacts(deps, tenantId, id, mapping);
  const errors = mappingProblems(mapping, vendor, await readingsOf(deps.expressions, tenantId, mapping));
  if (errors.length > 0) throw new AppError('mapping.invalid', { errors });
  return targetsOf(mapping, vendor.fields);
};

export type MappingUseCases = ReturnType<typeof createMappingUseCases>;

export const createMappingUseCases = (deps: MappingDeps) => ({
  read: async (tenantId: string, id: string): Promise<ShownMapping> => {
    await writableRecords(deps, tenantId, id);
    return shown(await deps.mappings.find(tenantId, id));
  },
  /** Nothing is saved that could not be checked: a drop-down is written by the ids of its options. */
  save: async (
    tenantId: string,
    id: string,
    mapping: Mapping,
    by: Asker & { expectedVersions: readonly number[] | null },
  ): Promise<ShownMapping> => {
    await writableRecords(deps, tenantId, id);
    const targets = await checkedTargets(deps, tenantId, id, mapping);
    return shown(await deps.mappings.save(tenantId, id, { mapping, targets, ...by }));
  },
  fields: async (tenantId: string, id: string): Promise<AtsField[]> => {
    await writableRecords(deps, tenantId, id);
    return [...(await vendorFacts(deps, tenantId, id, proposedMapping)).fields];
  },
  ownership: async (tenantId: string, id: string): Promise<OwnedThing[]> => {
    await writableRecords(deps, tenantId, id);
    return ownershipOf(await deps.mappings.find(tenantId, id));
  },
});
