// From rows to workflows: takes whole lanes, so that what belongs together is told in the order of arrival, whoever tells it.
import { goneEventTypes } from '../../../domain/ports/ats-hooks.ts';
import type { HookRelay, HookStart } from '../../../domain/ports/ats-inbox.ts';
import type { Db } from '../knex.ts';
import { prepared } from '../prepared.ts';
import { claimSeconds, hookAddedChannel, inboxTable } from './inbox-rows.ts';

/** Of one lane at a time: no more is claimed than is told, so that the rest waits for nobody's claim to end. */
const hooksMax = 100;

/**
 * The oldest untold hook of a lane stands for the lane: who has it has all of them. Connections take turns, and those that
 * are paused wait with everything that they were told, but for who is gone by a signed body: that brooks no delay, and asks no ATS.
 */
const claimSql = `
  with untold as (
    select distinct on (i.lane) i.id, i.lane, i.position, i.connection_id, i.start_claimed_until
      from ats_inbox i join connections c on c.id = i.connection_id
       and (c.status <> 'paused' or (i.body_signed and i.event = any(:gone)))
     where i.status = 'received' and i.told_at is null
     order by i.lane, i.position
  ), turns as (
    select id, position, row_number() over (partition by connection_id order by position) as turn
      from untold where start_claimed_until is null or start_claimed_until < now()
  ), heads as (
    select id, lane from ats_inbox
     where id in (select id from turns order by turn, position limit :limit)
       and status = 'received' and told_at is null and (start_claimed_until is null or start_claimed_until < now())
       for update skip locked
  ), claimed as (
    update ats_inbox i set start_claimed_until = now() + make_interval(secs => :claimSeconds)
      from heads h cross join lateral (
        select w.id from ats_inbox w
         where w.lane = h.lane and w.status = 'received' and w.told_at is null order by w.position limit :hooksMax) first
     where i.id = first.id and i.status = 'received' and i.told_at is null
    returning i.id, i.lane, i.position, i.tenant_id, i.connection_id)
  select * from claimed order by position`;

type Row = { id: string; lane: string; tenant_id: string; connection_id: string };

/** What came behind them while they were claimed by whoever had kept them was passed over by relays. */
const markTold = prepared(
  'mark_hooks_told',
  `with told as (
     update ats_inbox set told_at = now(), start_claimed_until = null
      where id = any($1::text[]) and start_claimed_until is not null
     returning lane)
   select pg_notify('${hookAddedChannel}', '') where exists (
     select from told t join ats_inbox i on i.lane = t.lane
      where i.status = 'received' and i.told_at is null and i.start_claimed_until is null and not i.id = any($1::text[]))`,
);

export const createHookRelay = (db: Db): HookRelay => ({
  claim: async (limit) => {
    const { rows } = await db.raw<{ rows: Row[] }>(claimSql, { limit, hooksMax, claimSeconds, gone: goneEventTypes });
    return [...Map.groupBy(rows, ({ lane }) => lane)].map(([lane, [first, ...others]]): HookStart => ({
      lane,
      tenantId: first?.tenant_id ?? '',
      connectionId: first?.connection_id ?? '',
      ids: [...(first === undefined ? [] : [first]), ...others].map(({ id }) => id),
    }));
  },
  markTold: async (ids) => {
    if (ids.length > 0) await markTold(db, [ids]);
  },
  release: async (ids) => {
    await db(inboxTable).whereIn('id', ids).whereNull('told_at').update({ start_claimed_until: null });
  },
});
