// The nightly look at the evidence: of the candidates of each connection who progressed past screening, whose record lacks a part.
import type { Db } from '../knex.ts';

const pageMax = 200;

type Found = { progressed: number; incomplete: number };

const connectionsAfter = async (db: Db, after: string): Promise<{ id: string; tenant_id: string }[]> =>
  await db('connections')
    .where('id', '>', after)
    .whereNot({ status: 'deleted' })
    .orderBy('id')
    .limit(pageMax)
    .select('id', 'tenant_id');

/** Once a day and connection; a second time counts anew. Connections without such candidates get no row. */
const checkOne = async (db: Db, tenantId: string, connectionId: string): Promise<Found> => {
  const { rows } = await db.raw<{ rows: Found[] }>(
    `insert into audit_ready_checks (tenant_id, connection_id, checked_on, progressed, incomplete)
     select tenant_id, connection_id, (now() at time zone 'UTC')::date, count(*), count(*) filter (where cardinality(missing) > 0)
       from audit_ready_runs where tenant_id = :tenantId and connection_id = :connectionId group by tenant_id, connection_id
     on conflict (tenant_id, connection_id, checked_on)
       do update set progressed = excluded.progressed, incomplete = excluded.incomplete
     returning progressed, incomplete`,
    { tenantId, connectionId },
  );
  return rows[0] ?? { progressed: 0, incomplete: 0 };
};

/** `beat` tells that it goes on. Resolves to all connections together. */
export const checkRecords = async (db: Db, beat: () => void): Promise<Found> => {
  const all: Found = { progressed: 0, incomplete: 0 };
  for (let after = ''; ;) {
    const page = await connectionsAfter(db, after);
    for (const { id, tenant_id: tenantId } of page) {
      beat();
      const { progressed, incomplete } = await checkOne(db, tenantId, id);
      all.progressed += progressed;
      all.incomplete += incomplete;
    }
    const last = page.at(-1);
    if (page.length < pageMax || last === undefined) return all;
    after = last.id;
  }
};
