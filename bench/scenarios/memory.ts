// What api, worker and engine hold: at rest, after work, and with many interviews that wait.
import { callApi, createInterview, runPath, untilState, wholeInterview } from '../interview.ts';
import { measureRate } from '../measure.ts';
import { memoryText } from '../process-figures.ts';
import type { Result, Scenario } from '../scenario.ts';

const waitingRuns = 1_000;
const none = { bare: '', ratio: null, aim: '' };

export const memoryScenario: Scenario = {
  name: 'memory',
  run: async ({ system, rounds, atRest }) => {
    const results: Result[] = [{ name: 'PSS at rest', ours: atRest, ...none }];
    const note = (name: string): void => void results.push({ name: `PSS ${name}`, ours: memoryText(system), ...none });
    await measureRate({ count: rounds, concurrency: 4, work: () => wholeInterview(system) });
    const one = await createInterview(system);
    await measureRate({ count: 2_000, concurrency: 8, work: () => callApi(system, 'GET', runPath(one)) });
    note('after use');
    await measureRate({ count: waitingRuns, concurrency: 8, work: () => createInterview(system) });
    await untilState(system, await createInterview(system), 'PENDING');
    note(`with ${waitingRuns} waiting runs more`);
    return results;
  },
};
