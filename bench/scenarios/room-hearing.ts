// How soon the recogniser is asked: from a spoken answer on its way to the recogniser's having its sound, for one and for fifty at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleOf, timed } from '../measure.ts';
import { openRooms, pieceOf, roomCount, type OpenRoom } from '../rooms.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

/** About what a recogniser with a graphics card takes for a short answer. */
const latencyMs = 500;
const patienceMs = 60_000;
/** For all that comes between an answer and the next question. */
const waitMs = 6_000;

const untilCalled = async ({ system }: BenchContext, count: number): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (system.recogniser.calls.length < count) {
    if (Date.now() > deadline) throw new Error('a spoken answer was never listened to');
    await sleep(5);
  }
};

/** Delays of the first, the second … call behind the first, the second … answer: nobody overtakes far. */
const delaysOf = async (context: BenchContext, rooms: readonly OpenRoom[]): Promise<number[]> => {
  const { calls } = context.system.recogniser;
  for (const room of rooms) await room.send('PUT', `recordings/${room.question.turn}/1/0`, pieceOf(0));
  const before = calls.length;
  const sentAt: number[] = [];
  const answered = rooms.map((room) => {
    const { turn } = room.question;
    sentAt.push(performance.now());
    return room.send('POST', 'answers', { clientTurnId: `${turn}`, turn, spoken: { take: 1, pieces: 1 } });
  });
  await untilCalled(context, before + rooms.length);
  await Promise.all(answered);
  return calls.slice(before).map((at, index) => at - (sentAt[index] ?? at));
};

/** The same sound sent straight to the recogniser, as many at once: until its words are there. */
const floor = async ({ system }: BenchContext, count: number): Promise<number> => {
  const body = new Uint8Array(pieceOf(0));
  const ask = async (): Promise<unknown> => (await fetch(system.recogniser.url, { method: 'POST', body })).json();
  return sampleOf(await Promise.all(Array.from({ length: count }, () => timed(ask)))).p95Ms;
};

const line = (name: string, delays: readonly number[], bareMs: number): Result => {
  const { medianMs, p95Ms } = sampleOf(delays);
  const inTime = delays.filter((delay) => delay + latencyMs < waitMs).length;
  return {
    name: `recogniser asked after a spoken answer, ${name}`,
    ours: `p50 ${medianMs.toFixed(0)}, p95 ${p95Ms.toFixed(0)} ms; ${inTime} of ${delays.length} before the next question`,
    bare: `words of the recogniser alone ${bareMs.toFixed(0)} ms`,
    ratio: p95Ms / bareMs,
    aim: delays.length === roomCount ? 'all before the next question' : '≤ 1 of the recogniser’s own time',
  };
};

export const roomHearingScenario: Scenario = {
  name: 'room-hearing',
  run: async (context): Promise<Result[]> => {
    const { recogniser } = context.system;
    recogniser.setLatency(latencyMs);
    const alone: number[] = [];
    // The first one warms up.
    for (const room of await openRooms(context.system, context.short ? 4 : 11, 'voice'))
      alone.push(...(await delaysOf(context, [room])));
    const crowd = await delaysOf(context, await openRooms(context.system, roomCount, 'voice'));
    const results = [
      line('one at a time', alone.slice(1), await floor(context, 1)),
      line(`${roomCount} at once`, crowd, await floor(context, roomCount)),
    ];
    recogniser.setLatency(0);
    return results;
  },
};
