// A tenant's events in their order, page by page, for those who poll; a reader may wait for the next one.
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { AppError } from '../../domain/errors.ts';
import type { EventBody } from '../../domain/events/event-body.ts';
import type { EventType } from '../../domain/events/event-types.ts';
import type { EventPage, EventPlace, EventQuery, EventReader } from '../../domain/ports/events.ts';
import type { ChangeListener } from '../../domain/ports/interviews.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';

export type EventsFeedDeps = {
  events: Pick<EventReader, 'page'>;
  changes: ChangeListener;
  clock: Clock;
  digest: Digest;
};

export type FeedRequest = {
  after?: string | undefined;
  types: readonly EventType[];
  limit: number;
  /** How long to hold an empty answer back. */
  waitMs: number;
  signal: AbortSignal;
};

export type ReadEvents = (
  tenantId: string,
  request: FeedRequest,
) => Promise<{ items: EventBody[]; nextCursor: string }>;

/** A transaction that is older than a new event ends within milliseconds as a rule: look again soon, then less often. */
const heldBackMs = { first: 50, last: 1_000 };
/** The place before every other. */
const beginning: EventPlace = { transaction: '0', position: 0 };

const encode = (filterHash: string, { transaction, position }: EventPlace): string =>
  Buffer.from(JSON.stringify([filterHash, transaction, position]), 'utf8').toString('base64url');

const parse = (cursor: string): unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.length === 3 ? parts : [];
  } catch {
    return [];
  }
};

const isTransaction = (value: unknown): value is string => typeof value === 'string' && /^\d{1,19}$/.test(value);

/** A cursor belongs to its filter: with another one it would skip events without anyone noticing. */
const decode = (filterHash: string, cursor: string): EventPlace => {
  const [hash, transaction, position] = parse(cursor);
  const valid = hash === filterHash && isTransaction(transaction);
  if (valid && typeof position === 'number' && Number.isSafeInteger(position) && position >= 0)
    return { transaction, position };
  throw new AppError('cursor.invalid');
};

const waitForPage = async (
  { events, changes, clock }: EventsFeedDeps,
  tenantId: string,
  query: EventQuery,
  { waitMs, signal }: FeedRequest,
): Promise<EventPage> => {
  const deadline = clock.now() + waitMs;
  // Watching begins before the first look, so that no event falls between the two.
  const watch = changes.watch(tenantId);
  try {
    let place = query.after;
    for (let patienceMs = heldBackMs.first; ; patienceMs = Math.min(patienceMs * 2, heldBackMs.last)) {
      const page = await events.page(tenantId, { ...query, after: place });
      const leftMs = deadline - clock.now();
      if (page.events.length > 0 || leftMs <= 0 || watch === null) return page;
      place = page.next;
      const timeoutMs = page.heldBack ? Math.min(patienceMs, leftMs) : leftMs;
      if ((await watch.next({ timeoutMs, signal })) === 'stop') return page;
    }
  } finally {
    watch?.close();
  }
};

/** Oldest first; `nextCursor` always goes on where the page ended. Throws `cursor.invalid`. */
export const createEventsFeed =
  (deps: EventsFeedDeps): ReadEvents =>
  async (tenantId, request) => {
    const { after, types, limit, waitMs } = request;
    const filterHash = deps.digest(canonicalJson([...new Set(types)].toSorted())).slice(0, 16);
    const query = { after: after === undefined ? null : decode(filterHash, after), types, limit };
    const page =
      waitMs > 0 ? await waitForPage(deps, tenantId, query, request) : await deps.events.page(tenantId, query);
    return { items: page.events, nextCursor: encode(filterHash, page.next ?? beginning) };
  };
