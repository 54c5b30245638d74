// Fifty candidates answer at the same moment, over and over, beside a bare route that writes the same.
import { answerText, type Question } from '../interview.ts';
import { sampleOf, timed, type Sample } from '../measure.ts';
import { openBareRooms, openRooms, roomCount, type BareRoom, type OpenRoom } from '../rooms.ts';
import type { Result, Scenario } from '../scenario.ts';

/** The answer to the second question is the first that counts. */
const warmUpTurns = 1;
const turnsMax = 5;

type Answered = { next: Question };

/** One question of every room, all answered at once; how long each waited for its next one. */
const answerAll = async (rooms: readonly OpenRoom[]): Promise<number[]> =>
  Promise.all(
    rooms.map((room) =>
      timed(async () => {
        const { turn } = room.question;
        const body = { clientTurnId: `${turn}`, turn, text: answerText };
        room.question = (await room.send<Answered>('POST', 'answers', body)).next;
      }),
    ),
  );

const answerBare = async (rooms: readonly BareRoom[], turn: number): Promise<number[]> =>
  Promise.all(rooms.map((room) => timed(() => room.send('POST', '', { turn, text: answerText }))));

const text = ({ medianMs, p95Ms, count }: Sample): string =>
  `p50 ${medianMs.toFixed(0)}, p95 ${p95Ms.toFixed(0)} ms of ${count}`;

export const roomAnswerScenario: Scenario = {
  name: 'room-answers',
  run: async (context): Promise<Result[]> => {
    const times: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
    for (let crowd = 0; crowd < (context.short ? 1 : 3); crowd += 1) {
      const rooms = await openRooms(context.system, roomCount, 'text');
      const bare = await openBareRooms(context, roomCount);
      for (let turn = 1; turn <= turnsMax; turn += 1) {
        const pair = { ours: await answerAll(rooms), bare: await answerBare(bare.rooms, turn) };
        if (turn > warmUpTurns) for (const side of ['ours', 'bare'] as const) times[side].push(...pair[side]);
      }
      for (const room of [...rooms, ...bare.rooms]) room.close();
      await bare.stop();
    }
    const [ours, bare] = [sampleOf(times.ours), sampleOf(times.bare)];
    return [
      {
        name: `answers, ${roomCount} rooms at once (p95)`,
        ours: text(ours),
        bare: text(bare),
        ratio: ours.p95Ms / bare.p95Ms,
        aim: '≤ 2.5 of Koa + as many rows in as many commits',
      },
    ];
  },
};
