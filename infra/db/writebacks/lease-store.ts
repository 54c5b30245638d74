// Who may write into the record of an order right now: one process, until its time is over; the database's clock decides.
import type { WritebackLease, WritebackStore } from '../../../domain/ports/writebacks.ts';
import type { Db } from '../knex.ts';

/** Renewed several times before it ends: so long nobody else writes after a process that died, or stood still. */
const leaseSeconds = 6;

const until = (db: Db) => db.raw('now() + make_interval(secs => ?)', [leaseSeconds]);

export const createLeases = (db: Db): Pick<WritebackStore, 'take' | 'renew' | 'release' | 'follow'> => {
  const ofOrder = ({ tenantId, orderId }: WritebackLease) => db('orders').where({ tenant_id: tenantId, id: orderId });
  const held = (lease: WritebackLease) => ofOrder(lease).where({ written_by: lease.holder });
  return {
    take: async (lease, candidateId) => {
      const taken = await ofOrder(lease)
        .whereRaw(`vendor_keys ->> 'candidateId' = ?`, [candidateId])
        .where((free) => free.whereNull('written_until').orWhereRaw('written_until < now()'))
        .update({ written_by: lease.holder, written_until: until(db) });
      return taken === 1;
    },
    renew: async (lease) =>
      (await held(lease)
        .whereRaw('written_until > now()')
        .update({ written_until: until(db) })) === 1,
    release: async (lease) => {
      await held(lease).update({ written_by: null, written_until: null });
    },
    follow: async (lease, candidateId) => {
      const keys = db.raw(`vendor_keys || jsonb_build_object('candidateId', cast(? as text))`, [candidateId]);
      await held(lease).update({ vendor_keys: keys });
    },
  };
};
