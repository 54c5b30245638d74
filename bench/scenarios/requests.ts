// Single requests against what the bare engine needs for the same: create, command, finish.
import { bareUpdate, startBareRun } from '../bare/engine.ts';
import { approvedInterview, createInterview, holdConversation, schedule, untilState, type Room } from '../interview.ts';
import { measurePair, warmUpRounds, type Pair } from '../measure.ts';
import type { Result, Scenario } from '../scenario.ts';

/** People pause between two clicks; programs do not. The engine behaves differently in the two cases. */
const paces = [
  { name: 'with pauses', pauseMs: 150 },
  { name: 'back to back', pauseMs: 0 },
];

const text = ({ medianMs, p95Ms }: Pair['ours']): string => `${medianMs.toFixed(1)} ms (p95 ${p95Ms.toFixed(1)})`;

const line = (name: string, aim: string, { ours, bare, ratio }: Pair): Result => ({
  name,
  ours: text(ours),
  bare: text(bare),
  ratio,
  aim,
});

export const createScenario: Scenario = {
  name: 'create',
  run: async (context) => {
    const results: Result[] = [];
    for (const { name, pauseMs } of paces) {
      const pair = await measurePair({
        rounds: context.rounds,
        pauseMs,
        ours: () => createInterview(context.system),
        bare: () => startBareRun(context),
      });
      results.push(line(`create, ${name}`, '≤ 1.5 of start + insert', pair));
    }
    return results;
  },
};

export const commandScenario: Scenario = {
  name: 'command',
  run: async (context) => {
    const runId = await approvedInterview(context.system);
    const handle = await startBareRun(context);
    const results: Result[] = [];
    for (const { name, pauseMs } of paces) {
      const pair = await measurePair({
        rounds: context.rounds,
        pauseMs,
        ours: (round) => schedule(context.system, runId, round),
        bare: () => bareUpdate(handle),
      });
      results.push(line(`command, ${name}`, '≤ 1.25 of an update + transaction', pair));
    }
    return results;
  },
};

/** The candidate's last click: the room's receipt waits for `completeInterview`. */
export const finishScenario: Scenario = {
  name: 'finish',
  run: async (context) => {
    const held = async () => {
      const runId = await createInterview(context.system);
      await untilState(context.system, runId, 'PENDING');
      return holdConversation(context.system, runId);
    };
    const rooms: Room[] = [];
    for (let count = 0; count < context.rounds + warmUpRounds; count += 1) rooms.push(await held());
    const handle = await startBareRun(context);
    const pair = await measurePair({
      rounds: context.rounds,
      pauseMs: 0,
      ours: async (round) => rooms[round]?.post('finish', {}),
      bare: () => bareUpdate(handle),
    });
    return [line('finish, back to back', '≤ 1.3 of an update + transaction', pair)];
  },
};
