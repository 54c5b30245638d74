// What a reading of an application means beside the one before: hooks come twice, late and in any order.
import type { AtsApplication, AtsEventType } from '../ports/ats-hooks.ts';

/** Where an application stood by the latest hook that counted; null where none has. */
export type KnownApplication = Pick<AtsApplication, 'status' | 'updatedAt'> & {
  stageId: string | null;
  /** Of the hook that told it; epoch milliseconds. */
  receivedAt: number;
};

/** `receivedAt` is Infinity for a record that was read just now. */
export type Telling = { type: AtsEventType; receivedAt: number };

/** By the vendor's times; where one of the two has none, by when they came: one that was tried again later is no news. */
const isBefore = (known: KnownApplication, { updatedAt }: AtsApplication, receivedAt: number): boolean =>
  known.updatedAt === null || updatedAt === null ? receivedAt < known.receivedAt : updatedAt < known.updatedAt;

export type Step =
  /** It tells of a time before what is known. */
  | { kind: 'stale' }
  /** Rejected, hired, or no application any more. */
  | { kind: 'ended' }
  /** It stands in a stage, into which it came by this event or by one that never arrived. */
  | { kind: 'standing'; entered: boolean };

export const stepOf = (known: KnownApplication | null, now: AtsApplication, { type, receivedAt }: Telling): Step => {
  if (known !== null && isBefore(known, now, receivedAt)) return { kind: 'stale' };
  if (now.status === 'rejected' || now.status === 'hired') return { kind: 'ended' };
  if (now.stage === null || now.status !== 'active') return { kind: 'standing', entered: false };
  const moved = known !== null && (known.stageId !== now.stage.id || known.status !== 'active');
  return { kind: 'standing', entered: type === 'stage_entered' || moved };
};

/** What of an order counts when its stage is entered again. */
export type EarlierInterview = {
  at: number;
  /** It was called off before it began, since the stage had been left. */
  calledOff: boolean;
};

/** An interview that never was keeps nobody from the next one. */
export const mayStartAgain = (
  earlier: readonly EarlierInterview[],
  { againAfterMs, now }: { againAfterMs: number; now: number },
): boolean => earlier.every(({ at, calledOff }) => calledOff || now - at >= againAfterMs);
