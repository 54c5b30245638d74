// Reads who could be told of events, for a whole batch of them in one statement.
import type { EndpointChoice, ReceiverLevels } from '../../../domain/delivery/resolve-receivers.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';
import { ensureCallbackEndpoint } from './webhook-endpoint-store.ts';

/** An event's place among tenants, platforms and callbacks. */
export type Addressee = { tenantId: string; platformId: string | null; hasCallback: boolean };

type Row = EndpointChoice & {
  kind: 'registered' | 'callback';
  tenant_id: string | null;
  platform_id: string | null;
};

const unique = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].toSorted();

const readRows = async (db: Db, addressees: readonly Addressee[]): Promise<Row[]> =>
  await db('webhook_endpoints')
    .select('id', 'kind', 'status', 'events', 'tenant_id', 'platform_id')
    .whereNull('deleted_at')
    .where((owned) =>
      owned
        .whereIn('tenant_id', unique(addressees.map(({ tenantId }) => tenantId)))
        .orWhereIn('platform_id', unique(addressees.map(({ platformId }) => platformId))),
    )
    .orderBy('id');

/** In the order of their ids, so that two relays never wait for each other in a circle. */
const ensureCallbacks = async (
  db: Db,
  secretBox: SecretBox,
  rows: Row[],
  addressees: readonly Addressee[],
): Promise<boolean> => {
  const known = new Set(rows.filter(({ kind }) => kind === 'callback').map((row) => row.tenant_id));
  const wanted = unique(addressees.map(({ tenantId, hasCallback }) => (hasCallback ? tenantId : null)));
  const missing = wanted.filter((tenantId) => !known.has(tenantId));
  for (const tenantId of missing) await ensureCallbackEndpoint(db, secretBox, tenantId);
  return missing.length > 0;
};

/** Tells each addressee's levels; the callback endpoints of tenants that need one now are made. */
export const readReceiverLevels = async (
  db: Db,
  secretBox: SecretBox,
  addressees: readonly Addressee[],
): Promise<(addressee: Addressee) => ReceiverLevels> => {
  let rows = await readRows(db, addressees);
  if (await ensureCallbacks(db, secretBox, rows, addressees)) rows = await readRows(db, addressees);
  return ({ tenantId, platformId, hasCallback }) => {
    const ofTenant = rows.filter((row) => row.tenant_id === tenantId);
    return {
      callback: (hasCallback ? ofTenant.find(({ kind }) => kind === 'callback') : null) ?? null,
      tenant: ofTenant.filter(({ kind }) => kind === 'registered'),
      platform: platformId === null ? [] : rows.filter((row) => row.platform_id === platformId),
    };
  };
};
