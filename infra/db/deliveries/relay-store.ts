// Turns events into things to send. Any number of relays may work at once, and a crash between any two lines repeats harmlessly.
import type { Knex } from 'knex';
import { appealReviewers } from '../../../domain/appeals/appeal.ts';
import {
  channels,
  dailyCapReached,
  deliveryChannels,
  type DeliveryChannel,
  type DueStart,
} from '../../../domain/delivery/channels.ts';
import { resolveReceivers } from '../../../domain/delivery/resolve-receivers.ts';
import { mailsOf } from '../../../domain/mail/mails-of.ts';
import type { AtsKinds } from '../../../domain/ports/ats.ts';
import { recruitersOf, reviewerId } from '../../../domain/mail/reviewers.ts';
import type { MailPlan } from '../../../domain/ports/mail.ts';
import type { Digest } from '../../../domain/ports/system.ts';
import { defaultCaps } from '../../../domain/tenant/caps.ts';
import { triggerFace } from '../../../domain/orders/order.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { writtenAfter } from '../../../domain/writeback/written-after.ts';
import { deliveryId, mailId, writebackDeliveryId } from '../../delivery/delivery-id.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import {
  factJoin,
  mailEventColumns,
  namedRecruiterSql,
  orderJoin,
  rowToMailEvent,
  type MailEventColumns,
} from './mail-event-rows.ts';
import { hasMappingSql, hasRecordSql } from '../writebacks/record-sql.ts';
import { readReceiverLevels, type Addressee } from '../events/receiver-levels.ts';

/** What is told or written of an order is the truth of that moment: the last one is enough. */
const ofOrders: readonly DeliveryChannel[] = ['result', 'writeback'];

/** Longer than a start may take, so that only a crash lets another relay take over. */
const claimSeconds = 10;

type EventRow = MailEventColumns & {
  id: string;
  tenant_id: string;
  run_id: string | null;
  at: Date;
  platform_id: string | null;
  settings: TenantOverrides;
  has_callback: boolean;
  has_person: boolean;
  order_id: string | null;
  connection_id: string | null;
  /** Of the connection, else of the face that the order came through. */
  ats_kind: string | null;
  named_recruiter: string | null;
  /** Who made the decision that is to be reviewed, as mails name readers. */
  first_decider: string | null;
  order_face: string | null;
  /** The order names a record of its connection's ATS, and somebody has said what goes where in it. */
  has_record: boolean;
};

/** Events that another relay has in hand are skipped, not waited for. */
const claimEvents = async (trx: Knex.Transaction, limit: number): Promise<EventRow[]> => {
  const { rows } = await trx.raw<{ rows: EventRow[] }>(
    `select e.id, e.tenant_id, e.run_id, e.at, ${mailEventColumns}, t.platform_id, t.settings,
            i.callback_url is not null as has_callback, i.personal_sealed is not null as has_person,
            o.id as order_id, o.connection_id, coalesce(c.kind, o.face) as ats_kind, o.face as order_face,
            ${hasRecordSql('o')} and ${hasMappingSql('o.connection_id')} as has_record, ${namedRecruiterSql} as named_recruiter,
            v.first_decider
       from events e left join interviews i on i.run_id = e.run_id join tenants t on t.id = e.tenant_id
       ${orderJoin('e')}
       ${factJoin}
       left join appeal_reviews v on v.run_id = e.run_id and v.tenant_id = e.tenant_id
      where e.relayed_at is null
      order by e.position limit ? for update of e skip locked`,
    [limit],
  );
  return rows;
};

const addresseeOf = (event: EventRow): Addressee => ({
  tenantId: event.tenant_id,
  platformId: event.platform_id,
  hasCallback: event.has_callback,
  callbackOnly: resolveSettings(event.settings).webhooks.callbackOnly,
});

const ofEvent = (trx: Knex.Transaction, event: EventRow) => ({
  tenant_id: event.tenant_id,
  event_id: event.id,
  event_type: event.event_type,
  run_id: event.run_id,
  // Not the transaction's time: rows of one batch keep the order of their events.
  created_at: trx.raw('clock_timestamp()'),
});

const deliveryRows = (trx: Knex.Transaction, event: EventRow, endpointIds: readonly string[]) =>
  endpointIds.map((endpointId) => ({
    ...ofEvent(trx, event),
    id: deliveryId(event.id, endpointId, 1),
    event_at: event.at,
    endpoint_id: endpointId,
    number: 1,
  }));

type Deps = { secretBox: SecretBox; keyedDigest: Digest; atsKinds: AtsKinds };

/**
 * The order's own ATS hears of what its adapter wants to tell; one without a connection is told of why that cannot be. Who
 * ordered by a change of stage is waiting for no call.
 */
const resultRows = (trx: Knex.Transaction, event: EventRow, { atsKinds }: Deps) => {
  const { order_id: orderId, connection_id: connectionId, ats_kind: kind } = event;
  if (orderId === null || kind === null || event.order_face === triggerFace) return [];
  if (!atsKinds[kind]?.adapter.tellsOf.includes(event.event_type)) return [];
  const row = { channel: 'result', order_id: orderId, connection_id: connectionId, number: 1 };
  return [{ ...ofEvent(trx, event), ...row, id: deliveryId(event.id, orderId, 1), event_at: event.at }];
};

/** One row for everything that the event changes in the record of the order. */
const writebackRows = (trx: Knex.Transaction, event: EventRow, { atsKinds }: Deps) => {
  const { order_id: orderId, connection_id: connectionId, ats_kind: kind, event_type: type } = event;
  if (orderId === null || connectionId === null || kind === null || !event.has_record) return [];
  if (!atsKinds[kind]?.records || !writtenAfter.includes(type)) return [];
  const row = { channel: 'writeback', order_id: orderId, connection_id: connectionId, number: 1 };
  return [{ ...ofEvent(trx, event), ...row, id: writebackDeliveryId(event.id, orderId, 1), event_at: event.at }];
};

/**
 * One row for each reader; the candidate is the one without a reviewer. Who has no address at all gets none: many
 * customers write their own mails. The turn of a mail looks closer.
 */
const readersOf = (
  { settings, named_recruiter: named, ...event }: EventRow,
  { audience, template }: MailPlan,
  { keyedDigest }: Deps,
): (string | null)[] => {
  const { mail } = resolveSettings(settings);
  if (audience === 'candidate') return mail.candidates && event.has_person ? [null] : [];
  const recruiters = template === 'link_to_pass_on' ? [named].filter((one) => one !== null) : recruitersOf(mail, named);
  const reviewers = recruiters.map((address) => reviewerId(keyedDigest, event.tenant_id, address));
  // A review is for others than who decided first.
  return template === 'appeal_review' ? [...appealReviewers({ first: event.first_decider, reviewers })] : reviewers;
};

const mailRows = (trx: Knex.Transaction, event: EventRow, deps: Deps) =>
  mailsOf({ ...rowToMailEvent(event), passesOn: event.named_recruiter !== null }).flatMap((plan) =>
    readersOf(event, plan, deps).map((reviewer) => ({
      ...ofEvent(trx, event),
      ...plan,
      id: mailId(event.id, plan.template, plan.audience, reviewer),
      reviewer,
    })),
  );

/**
 * Every attempt tells what is true by then: what still waits gives way to a telling of a later event of its order. Relays
 * may finish in any order, so the events' own decides: nothing takes the place of the last one.
 */
const supersedeOfOrders = async (trx: Knex.Transaction, rows: readonly { id: string }[]): Promise<void> => {
  await trx.raw(
    `update deliveries d
        set status = 'skipped', reason = 'superseded', next_attempt_at = null, finished_at = now()
       from deliveries later join events e on e.id = later.event_id
      where later.id = any(:ids::text[]) and later.status = 'pending' and d.order_id = later.order_id
        and d.channel = later.channel
        and d.status = 'pending'
        and exists (select from events before where before.id = d.event_id and before.position < e.position)`,
    { ids: rows.map(({ id }) => id) },
  );
};

const relayEventsIn = async (trx: Knex.Transaction, deps: Deps, limit: number): Promise<number> => {
  const events = await claimEvents(trx, limit);
  if (events.length === 0) return 0;
  const levelsOf = await readReceiverLevels(trx, deps.secretBox, events.map(addresseeOf));
  const rowsOf = {
    webhook: (event) => deliveryRows(trx, event, resolveReceivers(levelsOf(addresseeOf(event)), event.event_type)),
    mail: (event) => mailRows(trx, event, deps),
    result: (event) => resultRows(trx, event, deps),
    writeback: (event) => writebackRows(trx, event, deps),
  } satisfies Record<DeliveryChannel, (event: EventRow) => { id: string }[]>;
  for (const channel of deliveryChannels) {
    const rows = events.flatMap((event): { id: string }[] => rowsOf[channel](event));
    if (rows.length > 0) await trx(channels[channel].table).insert(rows).onConflict().ignore();
    if (ofOrders.includes(channel) && rows.length > 0) await supersedeOfOrders(trx, rows);
  }
  const ids = events.map(({ id }) => id);
  await trx('events').whereIn('id', ids).update({ relayed_at: trx.fn.now() });
  return events.length;
};

/**
 * How many more of a tenant may begin today, and a word at those that have to wait. Turns are counted per tenant where
 * there is a cap. What other relays claim in the same moment is not seen: a day may have a few more.
 */
const capSql = `,
     room as (
       select t.id as tenant_id, coalesce((t.caps ->> cast(:cap as text))::int, :capDefault) - (
         select count(*) from :table: m where m.tenant_id = t.id
            and m.started_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC') - (
         select count(*) from :table: m where m.tenant_id = t.id
            and m.started_at is null and m.start_claimed_until >= now()) as places
         from tenants t where t.id in (select tenant_id from waiting)
     ), allowed as (
       select w.* from waiting w join room using (tenant_id) where w.turn <= room.places
     ), told as (
       update :table: set reason = :capReason
        where id in (select id from :table:
          where id in (select id from waiting except select id from allowed) and reason is null
          limit 1000 for update skip locked)
     )`;

const capBindings = (cap: 'mailsPerDay' | null) =>
  cap === null ? {} : { cap, capDefault: defaultCaps[cap], capReason: dailyCapReached };

const claimStartsOf = async (db: Knex, channel: DeliveryChannel, limit: number): Promise<DueStart[]> => {
  const { table, rows: ofChannel, turnsBy, dailyCap } = channels[channel];
  const { rows } = await db.raw<{ rows: { tenant_id: string; id: string }[] }>(
    `with waiting as (
       select id, tenant_id, created_at, row_number() over (partition by ${turnsBy.join(', ')} order by created_at, id) as turn
         from :table: where ${ofChannel} and started_at is null and (start_claimed_until is null or start_claimed_until < now())
     )${dailyCap === null ? '' : capSql}, next as (
       select id from :table:
        where id in (select id from ${dailyCap === null ? 'waiting' : 'allowed'} order by turn, created_at limit :limit)
          and started_at is null and (start_claimed_until is null or start_claimed_until < now())
          for update skip locked)
     update :table: set start_claimed_until = now() + make_interval(secs => :claimSeconds)
      where id in (select id from next) returning tenant_id, id`,
    { table, claimSeconds, limit, ...capBindings(dailyCap) },
  );
  return rows.map((row) => ({ channel, tenantId: row.tenant_id, id: row.id }));
};

const eachChannel = async (
  starts: readonly DueStart[],
  work: (table: string, ids: string[]) => Promise<unknown>,
): Promise<void> => {
  for (const channel of deliveryChannels) {
    const ids = starts.filter((start) => start.channel === channel).map(({ id }) => id);
    if (ids.length > 0) await work(channels[channel].table, ids);
  }
};

export const createRelayStore = ({ db, ...deps }: Deps & { db: Knex }) => ({
  /** Turns the next events into what is to be sent, all or nothing; returns how many events there were. */
  relayEvents: (limit: number): Promise<number> => db.transaction((trx) => relayEventsIn(trx, deps, limit)),
  /** Takes what waits for its workflow for some seconds, so that no other relay starts it meanwhile. */
  claimStarts: async (limit: number): Promise<DueStart[]> => {
    const claimed: DueStart[] = [];
    for (const channel of deliveryChannels) claimed.push(...(await claimStartsOf(db, channel, limit)));
    return claimed;
  },
  markStarted: (started: readonly DueStart[]): Promise<void> =>
    eachChannel(started, (table, ids) => db(table).whereIn('id', ids).update({ started_at: db.fn.now() })),
  /** Gives back what could not be started. */
  releaseStarts: (starts: readonly DueStart[]): Promise<void> =>
    eachChannel(starts, (table, ids) =>
      db(table).whereIn('id', ids).whereNull('started_at').update({ start_claimed_until: null }),
    ),
  /** Gives up what still waits although its workflow has ended: somebody ended it by force. */
  giveUp: (starts: readonly DueStart[]): Promise<void> =>
    eachChannel(starts, (table, ids) =>
      db(table)
        .whereIn('id', ids)
        .where({ status: 'pending' })
        .update({ status: 'dead', reason: 'workflow_lost', next_attempt_at: null, finished_at: db.fn.now() }),
    ),
});

export type RelayStore = ReturnType<typeof createRelayStore>;
