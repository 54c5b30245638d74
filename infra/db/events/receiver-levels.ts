// Reads who could be told of events, for a whole batch of them in one statement.
import {
  decidingEndpoints,
  type EndpointChoice,
  type ReceiverLevels,
} from '../../../domain/delivery/resolve-receivers.ts';
import type { EndpointOwner } from '../../../domain/ports/webhooks.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';
import { ensureCallbackEndpoint } from './webhook-endpoint-store.ts';

/** An event's place among tenants, platforms and callbacks. */
export type Addressee = {
  tenantId: string;
  platformId: string | null;
  hasCallback: boolean;
  /** The tenant's setting. */
  callbackOnly: boolean;
};

type Row = EndpointChoice & {
  kind: 'registered' | 'callback';
  tenant_id: string | null;
  platform_id: string | null;
};

const unique = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].toSorted();

const readRows = async (db: Db, addressees: readonly Addressee[]): Promise<Row[]> =>
  await db('webhook_endpoints')
    .select('id', 'kind', 'status', 'events', 'scopes', 'tenant_id', 'platform_id')
    .whereNull('deleted_at')
    .where((owned) =>
      owned
        .whereIn('tenant_id', unique(addressees.map(({ tenantId }) => tenantId)))
        .orWhereIn('platform_id', unique(addressees.map(({ platformId }) => platformId))),
    )
    .orderBy('id');

const levelsIn =
  (rows: readonly Row[]) =>
  ({ tenantId, platformId, hasCallback, callbackOnly }: Addressee): ReceiverLevels => {
    const ofTenant = rows.filter((row) => row.tenant_id === tenantId);
    return {
      callback: hasCallback ? ofTenant.filter(({ kind }) => kind === 'callback') : null,
      tenant: ofTenant.filter(({ kind }) => kind === 'registered'),
      platform: platformId === null ? [] : rows.filter((row) => row.platform_id === platformId),
      callbackOnly,
    };
  };

/** The callback endpoints of tenants that need one now; in the order of their ids, so that no two relays wait in a circle. */
const ensureCallbacks = async (
  db: Db,
  secretBox: SecretBox,
  rows: readonly Row[],
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
  const rows = await readRows(db, addressees);
  return levelsIn((await ensureCallbacks(db, secretBox, rows, addressees)) ? await readRows(db, addressees) : rows);
};

type TenantRow = { id: string; platform_id: string | null; settings: TenantOverrides };

/** Whose events an endpoint hears of, among those that its owner could be told of. */
export const readAddresseesOf = async (db: Db, owner: EndpointOwner, endpointId: string): Promise<Addressee[]> => {
  const tenants: TenantRow[] = await db('tenants')
    .select('id', 'platform_id', 'settings')
    .where(owner.kind === 'tenant' ? { id: owner.id } : { platform_id: owner.id });
  const addressees = tenants.flatMap(({ id: tenantId, platform_id: platformId, settings }) => {
    const { callbackOnly } = resolveSettings(settings).webhooks;
    return [true, false].map((hasCallback) => ({ tenantId, platformId, hasCallback, callbackOnly }));
  });
  const levelsOf = levelsIn(await readRows(db, addressees));
  return addressees.filter((one) => decidingEndpoints(levelsOf(one)).some(({ id }) => id === endpointId));
};
