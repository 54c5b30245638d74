// Sound on its way up: pieces per second of fifty rooms, beside a bare route that hashes, seals and writes as many rows.
import { openBareRooms, openRooms, pieceOf, roomCount, type BareRoom } from '../rooms.ts';
import type { Result, Scenario } from '../scenario.ts';

/** Four minutes of speech each. */
const piecesEach = 80;
/** Spread over the measurement, so that a machine whose speed drifts is unfair to neither. */
const slices = 4;

/** Pieces `from` to `until` of every room, one after the other in each. */
const upload = async (rooms: readonly BareRoom[], path: string, from: number, until: number): Promise<number> => {
  const each = until - from;
  const pieces = Array.from({ length: each }, (_, index) => pieceOf(from + index));
  const sendAll = async (room: BareRoom): Promise<void> => {
    for (const [index, piece] of pieces.entries()) await room.send('PUT', `${path}${from + index}`, piece);
  };
  const startedAt = performance.now();
  await Promise.all(rooms.map(sendAll));
  return (rooms.length * each * 1_000) / (performance.now() - startedAt);
};

const mean = (rates: readonly number[]): number => rates.reduce((sum, rate) => sum + rate, 0) / rates.length;

export const roomPieceScenario: Scenario = {
  name: 'room-pieces',
  run: async (context): Promise<Result[]> => {
    const rooms = await openRooms(context.system, roomCount, 'voice');
    const bare = await openBareRooms(context, roomCount);
    const rates: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
    const size = piecesEach / slices;
    for (let slice = 0; slice <= slices; slice += 1) {
      const [from, until] = [slice * size, (slice + 1) * size];
      const pair = {
        ours: await upload(rooms, 'recordings/1/1/', from, until),
        bare: await upload(bare.rooms, '/', from, until),
      };
      // The first one warms up.
      if (slice > 0) for (const side of ['ours', 'bare'] as const) rates[side].push(pair[side]);
    }
    for (const room of [...rooms, ...bare.rooms]) room.close();
    await bare.stop();
    const [ours, theirs] = [mean(rates.ours), mean(rates.bare)];
    return [
      {
        name: `pieces of sound, ${roomCount} rooms at once`,
        ours: `${ours.toFixed(0)}/s`,
        bare: `${theirs.toFixed(0)}/s`,
        ratio: ours / theirs,
        aim: '≥ 0.6 of Koa that hashes, seals and writes as many rows',
      },
    ];
  },
};
