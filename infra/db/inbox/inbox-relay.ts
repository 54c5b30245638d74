// From rows to workflows: takes whole lanes, so that what belongs together is told in the order of arrival, whoever tells it.
import { goneEventTypes } from '../../../domain/ports/ats-hooks.ts';
import type { HookRelay, HookStart } from '../../../domain/ports/ats-inbox.ts';
import type { Db } from '../knex.ts';
import { inboxTable } from './inbox-rows.ts';

/** Longer than a start may take, so that only a crash lets another relay take over. */
const claimSeconds = 10;
/** Of one lane at a time. */
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
      from heads h
     where i.lane = h.lane and i.status = 'received' and i.told_at is null
    returning i.id, i.lane, i.position, i.tenant_id, i.connection_id)
  select * from claimed order by position`;

type Row = { id: string; lane: string; tenant_id: string; connection_id: string };

export const createHookRelay = (db: Db): HookRelay => ({
  claim: async (limit) => {
    const { rows } = await db.raw<{ rows: Row[] }>(claimSql, { limit, claimSeconds, gone: goneEventTypes });
    return [...Map.groupBy(rows, ({ lane }) => lane)].map(([lane, [first, ...others]]): HookStart => ({
      lane,
      tenantId: first?.tenant_id ?? '',
      connectionId: first?.connection_id ?? '',
      ids: [...(first === undefined ? [] : [first]), ...others].slice(0, hooksMax).map(({ id }) => id),
    }));
  },
  markTold: async (ids) => {
    await db(inboxTable).whereIn('id', ids).update({ told_at: db.fn.now(), start_claimed_until: null });
  },
  release: async (ids) => {
    await db(inboxTable).whereIn('id', ids).whereNull('told_at').update({ start_claimed_until: null });
  },
});
