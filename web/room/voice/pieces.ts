// Which pieces of a take are still to be sent, and when all of it has arrived: the rules of the queue, without any line or clock.
import type { PieceRange } from '../../../domain/room/pieces.ts';

/** Pieces are numbered from 0 in the order in which they were made. What was acknowledged stays so, in whatever order the answers come. */
export type Delivery = {
  made: number;
  /** No more pieces will be made. */
  ended: boolean;
  acknowledged: ReadonlySet<number>;
  underway: ReadonlySet<number>;
};

export const newDelivery: Delivery = { made: 0, ended: false, acknowledged: new Set(), underway: new Set() };

const atOnce = 2;

const without = (numbers: ReadonlySet<number>, gone: (n: number) => boolean): Set<number> =>
  new Set([...numbers].filter((n) => !gone(n)));

const within =
  (ranges: readonly PieceRange[]) =>
  (n: number): boolean =>
    ranges.some(([from, to]) => n >= from && n < to);

export const pieceMade = (delivery: Delivery): Delivery => ({ ...delivery, made: delivery.made + 1 });

export const allMade = (delivery: Delivery): Delivery => ({ ...delivery, ended: true });

export const nextToSend = ({ made, acknowledged, underway }: Delivery): number[] => {
  const next: number[] = [];
  for (let n = 0; n < made && underway.size + next.length < atOnce; n += 1)
    if (!acknowledged.has(n) && !underway.has(n)) next.push(n);
  return next;
};

export const sendingPiece = (delivery: Delivery, n: number): Delivery => ({
  ...delivery,
  underway: new Set([...delivery.underway, n]),
});

/** Whether it arrived or not is told by `received` alone. */
export const sentPiece = (delivery: Delivery, n: number): Delivery => ({
  ...delivery,
  underway: without(delivery.underway, (one) => one === n),
});

/** What the server says that it has; it may say so late, twice, or of pieces that we do not know. */
export const received = (delivery: Delivery, ranges: readonly PieceRange[]): Delivery => {
  const has = within(ranges);
  const numbers = Array.from({ length: delivery.made }, (_, n) => n).filter(has);
  return { ...delivery, acknowledged: new Set([...delivery.acknowledged, ...numbers]) };
};

/** The server takes no more: the answer ends before that piece. */
export const cutAt = (delivery: Delivery, made: number): Delivery => {
  const isCut = (n: number): boolean => n >= made;
  const { acknowledged, underway } = delivery;
  return { made, ended: true, acknowledged: without(acknowledged, isCut), underway: without(underway, isCut) };
};

export const isDelivered = ({ made, ended, acknowledged }: Delivery): boolean => ended && acknowledged.size === made;
