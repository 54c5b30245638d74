// What waits for a reviewer, over everything that their links open.
import type { ReviewPrincipal } from '../../domain/access/principal.ts';
import { AppError } from '../../domain/errors.ts';
import type { GivenForm, InboxReader, ReviewInboxStore } from '../../domain/ports/review-inbox.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import { givenTo } from '../../domain/review/given.ts';
import type { Inbox } from './view.ts';

export type InboxDeps = { reviewInboxes: ReviewInboxStore; keyedDigest: Digest; clock: Clock };

/** More than anybody decides in a day. */
export const inboxMax = 200;

/** Throws `review.inbox_required`: whoever was sent one interview is told of no other. */
export const inboxReader = (
  { inbox, tenantId, reviewer }: Pick<ReviewPrincipal, 'inbox' | 'tenantId' | 'reviewer'>,
  { clock }: Pick<InboxDeps, 'clock'>,
): InboxReader => {
  if (!inbox) throw new AppError('review.inbox_required');
  return { tenantId, reviewer, now: clock.now() };
};

/** One run alone is beside nothing. */
const comparableMin = 2;

const formsOf = (forms: readonly GivenForm[]): Inbox['forms'] => {
  const byId = new Map<string, Inbox['forms'][number]>();
  for (const { formId, position, runs } of forms) {
    const before = byId.get(formId)?.runs ?? 0;
    byId.set(formId, { formId, position, runs: before + runs });
  }
  return [...byId.values()].filter(({ runs }) => runs >= comparableMin).slice(0, inboxMax);
};

export const createReadInbox =
  (deps: InboxDeps) =>
  async (principal: ReviewPrincipal): Promise<Inbox> => {
    const reader = inboxReader(principal, deps);
    const { recruiters, targetMs, waiting, forms } = await deps.reviewInboxes.waiting(reader);
    const isGiven = givenTo({ ...reader, recruiters, keyedDigest: deps.keyedDigest });
    const open = waiting.filter(isGiven);
    return {
      label: principal.label.address,
      items: open.slice(0, inboxMax).map(({ made: _made, namedRecruiter: _named, ...item }) => ({
        ...item,
        dueAt: item.dueAt ?? item.since + targetMs,
      })),
      more: open.length > inboxMax,
      forms: formsOf(forms.filter(isGiven)),
    };
  };
export type ReadInbox = ReturnType<typeof createReadInbox>;
