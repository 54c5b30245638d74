// The rules of a connection as stored: the whole list at once, with its act.
import type { Knex } from 'knex';
import { AppError } from '../../../domain/errors.ts';
import type { ConnectionRules } from '../../../domain/ports/ats-inbox.ts';
import type { TriggerRule } from '../../../domain/triggers/rule.ts';
import { noteAct } from '../audit/audit-intake.ts';

type Row = { rules: TriggerRule[] | null };

export const createConnectionRules = ({ db, now }: { db: Knex; now: () => number }): ConnectionRules => ({
  read: async (tenantId, connectionId) => {
    const row: Row | undefined = await db({ c: 'connections' })
      .leftJoin({ r: 'connection_rules' }, 'r.connection_id', 'c.id')
      .where({ 'c.tenant_id': tenantId, 'c.id': connectionId })
      .whereNot({ 'c.status': 'deleted' })
      .first('r.rules');
    return row === undefined ? null : (row.rules ?? []);
  },
  write: async (tenantId, connectionId, rules, by) =>
    await db.transaction(async (trx) => {
      const live: unknown = await trx('connections')
        .where({ tenant_id: tenantId, id: connectionId })
        .whereNot({ status: 'deleted' })
        .forUpdate()
        .first('id');
      if (live === undefined) throw new AppError('connection.not_found');
      await trx('connection_rules')
        .insert({ connection_id: connectionId, tenant_id: tenantId, rules: JSON.stringify(rules) })
        .onConflict('connection_id')
        .merge({ rules: JSON.stringify(rules), updated_at: trx.fn.now() });
      const about = { act: 'connection.rules_changed', targetKind: 'connection', targetId: connectionId } as const;
      await noteAct(trx, tenantId, new Date(now()), { ...about, ...by });
    }),
});
