// The signed heads of chains as the database keeps them: added, never changed; whoever rewrites them too cannot sign.
import type { ChainEnd, SignedHead } from '../../../domain/audit/signed-head.ts';
import type { Db } from '../knex.ts';

/** Where chains end now, of those whose end this key has not signed. */
export const unsignedEnds = async (db: Db, keyId: string): Promise<ChainEnd[]> => {
  const { rows } = await db.raw<{ rows: ChainEnd[] }>(
    `select c.id as "tenantId", l.position, l.hash
     from (select id from tenants union all select id from platforms) c
     cross join lateral (
       select position, hash from audit_log where tenant_id = c.id order by position desc limit 1
     ) l
     where not exists (
       select from audit_heads h
       where h.tenant_id = c.id and h.position = l.position and h.hash = l.hash and h.key_id = ?
     )`,
    [keyId],
  );
  return rows;
};

const insertMax = 1_000;

/** Another worker may have signed the same ends meanwhile. */
export const storeHeads = async (db: Db, heads: readonly SignedHead[]): Promise<void> => {
  for (let from = 0; from < heads.length; from += insertMax) {
    const rows = heads.slice(from, from + insertMax).map((head) => ({
      tenant_id: head.tenantId,
      position: head.position,
      hash: head.hash,
      signed_at: head.signedAt,
      key_id: head.keyId,
      signature: head.signature,
    }));
    await db('audit_heads').insert(rows).onConflict().ignore();
  }
};

type HeadRow = {
  tenant_id: string;
  position: number;
  hash: string;
  signed_at: Date;
  key_id: string;
  signature: string;
};

/** The head that was signed last, of whatever chain. */
export const newestHead = async (db: Db): Promise<SignedHead | null> => {
  const row: HeadRow | undefined = await db('audit_heads').orderBy('signed_at', 'desc').first();
  if (row === undefined) return null;
  const { tenant_id: tenantId, position, hash, signed_at: at, key_id: keyId, signature } = row;
  return { tenantId, position, hash, signedAt: at.toISOString(), keyId, signature };
};

/** When the oldest entry happened that no signed head covers yet; null when there is none. */
export const oldestUncovered = async (db: Db): Promise<Date | null> => {
  const { rows } = await db.raw<{ rows: { at: Date | null }[] }>(
    `select min(l.at) as at from (select id from tenants union all select id from platforms) c
     cross join lateral (
       select at from audit_log
       where tenant_id = c.id
         and position > coalesce((select max(h.position) from audit_heads h where h.tenant_id = c.id), 0)
       order by position limit 1
     ) l`,
  );
  return rows[0]?.at ?? null;
};
