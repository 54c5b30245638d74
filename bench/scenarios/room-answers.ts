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

type Side = 'ours' | 'bare';

const middle = (values: readonly number[]): number => sampleOf(values).medianMs;

/** Of the rounds in which all answer at once the one in the middle: a machine that stumbles in one round is unfair to neither. */
const roundOf = (rounds: readonly Sample[]) => ({
  p50: middle(rounds.map(({ medianMs }) => medianMs)),
  p95: middle(rounds.map(({ p95Ms }) => p95Ms)),
});

export const roomAnswerScenario: Scenario = {
  name: 'room-answers',
  run: async (context): Promise<Result[]> => {
    const rounds: Record<Side, Sample[]> = { ours: [], bare: [] };
    // Statements are planned anew the first few times on each connection: the first crowd warms up.
    const warmUpCrowds = context.short ? 0 : 1;
    for (let crowd = 0; crowd < (context.short ? 1 : 4); crowd += 1) {
      const rooms = await openRooms(context.system, roomCount, 'text');
      const bare = await openBareRooms(context, roomCount);
      for (let turn = 1; turn <= turnsMax; turn += 1) {
        const pair = { ours: await answerAll(rooms), bare: await answerBare(bare.rooms, turn) };
        if (crowd < warmUpCrowds || turn <= warmUpTurns) continue;
        for (const side of ['ours', 'bare'] as const) rounds[side].push(sampleOf(pair[side]));
      }
      for (const room of [...rooms, ...bare.rooms]) room.close();
      await bare.stop();
    }
    const text = ({ p50, p95 }: ReturnType<typeof roundOf>): string =>
      `p50 ${p50.toFixed(0)}, p95 ${p95.toFixed(0)} ms, ${rounds.ours.length} rounds`;
    const [ours, bare] = [roundOf(rounds.ours), roundOf(rounds.bare)];
    return [
      {
        name: `answers, ${roomCount} rooms at once (p95)`,
        ours: text(ours),
        bare: text(bare),
        ratio: ours.p95 / bare.p95,
        aim: '≤ 2.5 of Koa that seals + as many rows in as many commits',
      },
    ];
  },
};
