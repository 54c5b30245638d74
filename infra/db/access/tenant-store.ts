// Platforms and tenants as stored.
import type { Platform, Tenant } from '../../../domain/ports/administration.ts';
import type { TenantCapOverrides } from '../../../domain/tenant/caps.ts';
import type { MinutesBounds } from '../../../domain/plan/plan.ts';
import { minutesWanted, resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides, TenantSettings } from '../../../domain/tenant/settings.ts';
import type { Db } from '../knex.ts';

type PlatformRow = { id: string; name: string; created_at: Date };
type TenantRow = {
  id: string;
  platform_id: string | null;
  name: string;
  settings: TenantOverrides;
  caps: TenantCapOverrides;
  created_at: Date;
  updated_at: Date;
};

const toPlatform = (row: PlatformRow): Platform => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
});

const toTenant = (row: TenantRow): Tenant => ({
  id: row.id,
  platformId: row.platform_id,
  name: row.name,
  settings: row.settings,
  caps: row.caps,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

const only = <Row>(rows: Row[]): Row => {
  const [row] = rows;
  if (row === undefined) throw new Error('a row was expected');
  return row;
};

export const insertPlatform = async (db: Db, platform: Pick<Platform, 'id' | 'name'>): Promise<Platform> =>
  toPlatform(only(await db<PlatformRow>('platforms').insert(platform).returning('*')));

export const listPlatforms = async (db: Db): Promise<Platform[]> =>
  (await db<PlatformRow>('platforms').orderBy('id')).map(toPlatform);

export const findPlatform = async (db: Db, platformId: string): Promise<Platform | null> => {
  const row = await db<PlatformRow>('platforms').where({ id: platformId }).first();
  return row ? toPlatform(row) : null;
};

export const insertTenant = async (db: Db, tenant: Pick<Tenant, 'id' | 'name' | 'platformId'>): Promise<Tenant> => {
  const row = { id: tenant.id, name: tenant.name, platform_id: tenant.platformId };
  return toTenant(only(await db<TenantRow>('tenants').insert(row).returning('*')));
};

export const listTenants = async (db: Db): Promise<Tenant[]> =>
  (await db<TenantRow>('tenants').orderBy('id')).map(toTenant);

export const findTenant = async (db: Db, tenantId: string): Promise<Tenant | null> => {
  const row = await db<TenantRow>('tenants').where({ id: tenantId }).first();
  return row ? toTenant(row) : null;
};

/** The tenant's own, else the defaults. */
export const tenantSettings = async (db: Db, tenantId: string): Promise<TenantSettings> =>
  resolveSettings((await findTenant(db, tenantId))?.settings ?? {});

export const wantsDeciderNames = async (db: Db, tenantId: string): Promise<boolean> =>
  (await tenantSettings(db, tenantId)).requireDeciderNames;

export const wantedMinutes = async (db: Db, tenantId: string): Promise<MinutesBounds> =>
  minutesWanted(await tenantSettings(db, tenantId));

export const saveSettings = async (db: Db, tenantId: string, settings: TenantOverrides): Promise<Tenant> => {
  const change = { settings: db.raw('?::jsonb', [JSON.stringify(settings)]), updated_at: db.fn.now() };
  return toTenant(only(await db('tenants').where({ id: tenantId }).update(change).returning('*')));
};

export const saveCaps = async (db: Db, tenantId: string, caps: TenantCapOverrides): Promise<Tenant> => {
  const change = { caps: db.raw('?::jsonb', [JSON.stringify(caps)]), updated_at: db.fn.now() };
  return toTenant(only(await db('tenants').where({ id: tenantId }).update(change).returning('*')));
};
