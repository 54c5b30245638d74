// Tells tenants that a key of theirs ends soon: once 30 and once 7 days before, however many workers look.
import type { Knex } from 'knex';
import type { KeyKind } from '../../../domain/access/principal.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import { deliveryDueChannel } from '../deliveries/resend-store.ts';
import { keyEventId } from '../../system.ts';

/** The nearest first: a warning that came late is not followed by an earlier one. */
const warningDays = [7, 30] as const;
const batchMax = 1_000;

type Ending = { id: string; kind: KeyKind; tenant_id: string | null; expires_at: Date };

/** Those that never lived longer than the warning's time are not warned of: whoever made them knows. */
const dueSql = `
  with due as (
    select id from api_keys
    where revoked_at is null and (warned_days is null or warned_days > :days)
      and expires_at > :now and expires_at <= :now::timestamptz + make_interval(days => :days)
      and expires_at - created_at > make_interval(days => :days)
    order by expires_at limit :limit for update skip locked
  )
  update api_keys k set warned_days = :days from due where k.id = due.id
  returning k.id, k.kind, k.tenant_id, k.expires_at`;

const eventOf = ({ id, kind, tenant_id, expires_at }: Ending, days: number, at: Date) => ({
  id: keyEventId(id, expires_at, days),
  tenant_id,
  type: 'key.expiring',
  at,
  data: JSON.stringify({ keyId: id, kind, expiresAt: expires_at.toISOString(), daysLeft: days }),
});

const warnIn = async (trx: Knex.Transaction, log: Logger, days: number, at: Date): Promise<void> => {
  const { rows } = await trx.raw<{ rows: Ending[] }>(dueSql, { days, now: at, limit: batchMax });
  for (const { id: keyId } of rows) log.warn('key.expiring', { keyId });
  const events = rows.filter(({ tenant_id: tenantId }) => tenantId !== null).map((row) => eventOf(row, days, at));
  if (events.length === 0) return;
  await trx('events').insert(events).onConflict('id').ignore();
  for (const tenantId of new Set(events.map((event) => event.tenant_id)))
    await trx.raw(`select pg_notify('event_added', ?)`, [tenantId]);
  await trx.raw('select pg_notify(?, ?)', [deliveryDueChannel, '']);
};

/** Platforms have no feed: their keys are in the log and in `doctor`. */
export const warnOfExpiringKeys = async ({
  db,
  clock,
  log,
}: {
  db: Knex;
  clock: Clock;
  log: Logger;
}): Promise<void> => {
  for (const days of warningDays) await db.transaction((trx) => warnIn(trx, log, days, new Date(clock.now())));
};
