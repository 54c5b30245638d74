// A tenant's events in their order, page by page, for those who poll; a reader may wait for the next one.
import type { Audience } from '../../domain/access/audience.ts';
import type { EventBody } from '../../domain/events/event-body.ts';
import type { EventType } from '../../domain/events/event-types.ts';
import type { EventPage, EventPlace, EventQuery, EventReader } from '../../domain/ports/events.ts';
import type { ChangeListener } from '../../domain/ports/interviews.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import { createCursors, isTextLike } from '../cursor.ts';

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
  audience: Audience;
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

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const placeShape = { transaction: isTextLike(/^\d{1,19}$/), position: isPosition };

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
    const { after, types, limit, audience, waitMs } = request;
    const cursors = createCursors(deps.digest, placeShape, [...new Set(types)].toSorted());
    const query = { after: cursors.read(after, 'after'), types, limit, audience };
    const page =
      waitMs > 0 ? await waitForPage(deps, tenantId, query, request) : await deps.events.page(tenantId, query);
    return { items: page.events, nextCursor: cursors.write(page.next ?? beginning) };
  };
