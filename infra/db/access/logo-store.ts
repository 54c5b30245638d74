// Tenants' logos as stored: one each, found by the tenant, or by the hash that its public address has.
import type { Logo } from '../../../domain/ports/administration.ts';
import type { Db } from '../knex.ts';

type LogoRow = { tenant_id: string; hash: string; image: Buffer };

export const saveLogo = async (db: Db, tenantId: string, { hash, image }: Logo): Promise<void> => {
  const row = { tenant_id: tenantId, hash, image: Buffer.from(image), updated_at: db.fn.now() };
  await db('tenant_logos').insert(row).onConflict('tenant_id').merge();
};

export const removeLogo = async (db: Db, tenantId: string): Promise<boolean> =>
  (await db('tenant_logos').where({ tenant_id: tenantId }).delete()) > 0;

export const findLogoHash = async (db: Db, tenantId: string): Promise<string | null> =>
  (await db<LogoRow>('tenant_logos').where({ tenant_id: tenantId }).first('hash'))?.hash ?? null;

export const findLogoImage = async (db: Db, hash: string): Promise<Uint8Array | null> =>
  (await db<LogoRow>('tenant_logos').where({ hash }).first('image'))?.image ?? null;
