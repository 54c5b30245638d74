import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allMade,
  cutAt,
  isDelivered,
  newDelivery,
  nextToSend,
  pieceMade,
  received,
  sendingPiece,
  sentPiece,
  type Delivery,
} from './pieces.ts';

const range = fc.tuple(fc.nat(12), fc.nat(12));
const step = fc.oneof(
  fc.constant(pieceMade),
  fc.constant((delivery: Delivery) => nextToSend(delivery).reduce(sendingPiece, delivery)),
  fc.nat(12).map((n) => (delivery: Delivery) => sentPiece(delivery, n)),
  fc.array(range, { maxLength: 3 }).map((ranges) => (delivery: Delivery) => received(delivery, ranges)),
  fc.nat(12).map((n) => (delivery: Delivery) => ({ ...cutAt(delivery, Math.min(n, delivery.made)), ended: false })),
);

test('after any history, at most two pieces are on their way, none twice, none that does not exist, the oldest first', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const delivery = steps.reduce((before, change) => change(before), newDelivery);
      const next = nextToSend(delivery);

      expect(delivery.underway.size + next.length).toBeLessThanOrEqual(2);
      expect([...delivery.acknowledged, ...delivery.underway, ...next].every((n) => n < delivery.made)).toBe(true);
      expect(next.some((n) => delivery.acknowledged.has(n) || delivery.underway.has(n))).toBe(false);
      expect(next).toEqual([...next].sort((a, b) => a - b));
      expect(isDelivered(delivery)).toBe(false);
      expect(isDelivered(allMade(delivery))).toBe(delivery.acknowledged.size === delivery.made);
    }),
  );
});

test('an answer that comes late takes nothing back, and speaks of no piece that is not made', () => {
  const three = pieceMade(pieceMade(pieceMade(newDelivery)));
  const late = received(received(three, [[0, 2]]), [
    [0, 1],
    [7, 9],
  ]);

  expect([...late.acknowledged]).toEqual([0, 1]);
  expect(nextToSend(late)).toEqual([2]);
});

test('an answer that is too long ends before the piece that was refused', () => {
  const four = [0, 1, 2, 3].reduce(pieceMade, newDelivery);
  const cut = cutAt(received(four, [[0, 1]]), 2);

  expect(nextToSend(cut)).toEqual([1]);
  expect(isDelivered(received(cut, [[0, 4]]))).toBe(true);
});
