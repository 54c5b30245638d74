// What the api holds while fifty rooms record, end their answers and hear them again: whole recordings would show.
import { setTimeout as sleep } from 'node:timers/promises';
import { peakBytes, resetPeak } from '../process-figures.ts';
import { openRooms, pieceOf, roomCount, type OpenRoom } from '../rooms.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

/** Five minutes of speech, about 1.8 MB. */
const pieces = 100;
const patienceMs = 60_000;

const record = async (room: OpenRoom, count: number): Promise<number> => {
  const { turn } = room.question;
  let bytes = 0;
  for (let n = 0; n < count; n += 1) {
    const piece = pieceOf(n);
    bytes += piece.length;
    await room.send('PUT', `recordings/${turn}/1/${n}`, piece);
  }
  await room.send('POST', 'answers', { clientTurnId: `${turn}`, turn, spoken: { take: 1, pieces: count } });
  return bytes;
};

const untilStored = async ({ db }: BenchContext): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const row = await db('recordings').where({ state: 'received' }).count('* as count').first();
    if (Number(row?.['count']) === 0) return;
    if (Date.now() > deadline) throw new Error('a recording was never stored');
    await sleep(200);
  }
};

const hear = ({ question, read }: OpenRoom): Promise<number> => read(`recordings/${question.turn}`);

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 23 ? 2 : 0)} MiB`;

export const roomMemoryScenario: Scenario = {
  name: 'room-memory',
  run: async (context): Promise<Result[]> => {
    const { system } = context;
    const all = async (rooms: readonly OpenRoom[], count: number): Promise<number> => {
      const sizes = await Promise.all(rooms.map((room) => record(room, count)));
      await untilStored(context);
      await Promise.all(rooms.map(hear));
      return sizes.reduce((sum, size) => sum + size, 0) / rooms.length;
    };
    // A process that has done everything once holds what it always holds from then on.
    await all(await openRooms(system, 10, 'voice'), 20);
    const rooms = await openRooms(system, roomCount, 'voice');
    const idle = resetPeak(system.pids().api);
    const recorded = await all(rooms, context.short ? 30 : pieces);
    const peak = peakBytes(system.pids().api);
    const each = (peak - idle) / roomCount;
    return [
      {
        name: `memory of the api, ${roomCount} rooms record, finish and listen`,
        ours: `${mebibytes(each)} a room (${mebibytes(idle)} idle, ${mebibytes(peak)} at most)`,
        bare: `a recording has ${mebibytes(recorded)}`,
        ratio: each / recorded,
        aim: '≤ 0.5 of a recording: nothing is held whole',
      },
    ];
  },
};
