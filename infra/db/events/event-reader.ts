// Reads events for feed, webhooks and bundles: one statement per call, in an order that no late commit can change.
import { mayHear, mayKnowLink, type Audience } from '../../../domain/access/audience.ts';
import { eventBodyOf, type EventBody } from '../../../domain/events/event-body.ts';
import { eventTypes } from '../../../domain/events/event-types.ts';
import { interviewUrl } from '../../../domain/room/interview-url.ts';
import type { EventPage, EventPlace, EventQuery, EventReader } from '../../../domain/ports/events.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { eventColumns, needsLink, rowToEvent, type EventRecord, type LinkedRecord } from './event-rows.ts';
import type { Db } from '../knex.ts';

type Deps = { db: Db; sealer: Sealer; publicUrl: string };

/** Each may ask for its run's key; the pool has other callers. */
const unsealedAtOnce = 10;

const joined = 'left join interviews i on i.run_id = e.run_id and i.tenant_id = e.tenant_id';

// Shown are transactions below the oldest one that still runs: none of them can add a row any more, and whatever comes
// later has a higher number. `edge` lets a reader with a filter go on from the end of what was looked through.
const pageSql = `
  with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as at),
  edge as (
    select e.transaction_id, e.position from events e
    where e.tenant_id = :tenantId and e.transaction_id < (select at from horizon)
    order by e.transaction_id desc, e.position desc limit 1
  ), page as (
    select ${eventColumns}
    from events e ${joined}
    where e.tenant_id = :tenantId and e.transaction_id < (select at from horizon)
      and (:transaction::xid8 is null or (e.transaction_id, e.position) > (:transaction::xid8, :position::bigint))
      and (:types::text[] is null or e.type = any(:types::text[]))
    order by e.transaction_id, e.position limit :limit
  )
  select edge.transaction_id as edge_transaction, edge.position as edge_position, page.*,
    exists (select 1 from events e where e.tenant_id = :tenantId
      and e.transaction_id >= (select at from horizon)) as held_back
  from (select 1) as one left join edge on true left join page on true
  order by page.transaction_id, page.position`;

type PageRow = { edge_transaction: string | null; edge_position: number | null; held_back: boolean };
type FilledRow = PageRow & EventRecord;

const isLater = (a: EventPlace, b: EventPlace): boolean =>
  a.transaction === b.transaction ? a.position > b.position : BigInt(a.transaction) > BigInt(b.transaction);

/** A full page ends at its last row; another one at the end of what there is, even if a filter hid it. */
const placeAfter = (rows: readonly FilledRow[], edge: EventPlace | null, { after, limit }: EventQuery) => {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  if (last !== undefined) return { transaction: last.transaction_id, position: last.position };
  if (edge === null || after === null) return edge ?? after;
  return isLater(edge, after) ? edge : after;
};

const edgeOf = ({ edge_transaction: transaction, edge_position: position }: PageRow): EventPlace | null =>
  transaction === null || position === null ? null : { transaction, position };

/** Null once the run's key is destroyed. */
const openLink = async ({ sealer, publicUrl }: Deps, row: LinkedRecord) => {
  const place = sealPlaces.link({ tenantId: row.tenant_id, runId: row.run_id });
  const token = await openIfKept(sealer, place, row.link_sealed);
  return token === null ? null : interviewUrl(publicUrl, token);
};

const bodiesOf = async (deps: Deps, audience: Audience, rows: readonly EventRecord[]): Promise<EventBody[]> => {
  if (!mayKnowLink(audience)) return rows.map((row) => eventBodyOf(rowToEvent(row)));
  const links = new Map<string, string | null>();
  const withLink = [...new Map(rows.filter(needsLink).map((row) => [row.run_id, row])).values()];
  for (let from = 0; from < withLink.length; from += unsealedAtOnce) {
    const some = withLink.slice(from, from + unsealedAtOnce);
    const opened = await Promise.all(some.map((row) => openLink(deps, row)));
    for (const [index, row] of some.entries()) links.set(row.run_id, opened[index] ?? null);
  }
  return rows.map((row) => eventBodyOf(rowToEvent(row), links.get(row.run_id ?? '') ?? null));
};

const readPage = async (deps: Deps, tenantId: string, query: EventQuery): Promise<EventPage> => {
  const { after, types, limit, audience } = query;
  const wanted = (types.length === 0 ? eventTypes : types).filter((type) => mayHear(audience, type));
  const { rows } = await deps.db.raw<{ rows: (PageRow | FilledRow)[] }>(pageSql, {
    tenantId,
    transaction: after?.transaction ?? null,
    position: after?.position ?? null,
    types: wanted.length === eventTypes.length ? null : [...wanted],
    limit,
  });
  const [first] = rows;
  const filled = rows.filter((row): row is FilledRow => 'id' in row && row.id !== null);
  const next = placeAfter(filled, first === undefined ? null : edgeOf(first), query);
  return { events: await bodiesOf(deps, audience, filled), next, heldBack: first?.held_back ?? false };
};

const readRows = async ({ db }: Deps, condition: string, bindings: string[]): Promise<EventRecord[]> => {
  const statement = `select ${eventColumns} from events e ${joined} where e.tenant_id = ? and ${condition}`;
  return (await db.raw<{ rows: EventRecord[] }>(statement, bindings)).rows;
};

export const createEventReader = (deps: Deps): EventReader => ({
  page: (tenantId, query) => readPage(deps, tenantId, query),
  find: async (tenantId, eventId, audience) => {
    const [body] = await bodiesOf(deps, audience, await readRows(deps, 'e.id = ?', [tenantId, eventId]));
    return body ?? null;
  },
  ofRun: async ({ tenantId, runId }) =>
    await bodiesOf(deps, null, await readRows(deps, 'e.run_id = ? order by e.seq, e.position', [tenantId, runId])),
});
