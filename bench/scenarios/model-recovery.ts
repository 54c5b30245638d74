// A worker killed in the middle of a model call: how long until another one has taken the step up again.
import { setTimeout as sleep } from 'node:timers/promises';

import { startOpenAiServer } from '../../test/fakes/openai-server.ts';
import { createInterview } from '../interview.ts';
import type { Scenario } from '../scenario.ts';

const killCount = 3;
const patienceMs = 60_000;

type Model = Awaited<ReturnType<typeof startOpenAiServer>>;

const untilCalls = async (model: Model, count: number): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (model.received.length < count) {
    if (Date.now() > deadline) throw new Error(`the model was called ${model.received.length} times, not ${count}`);
    await sleep(10);
  }
};

export const modelRecoveryScenario: Scenario = {
  name: 'model',
  run: async ({ system }) => {
    const model = await startOpenAiServer();
    const env = {
      PARLEY_ENGINE: 'openai-compatible',
      PARLEY_MODEL_URL: `${model.url}/v1`,
      PARLEY_MODEL_NAME: 'bench',
    };
    await system.kill('worker');
    await system.startWorker(env);
    const times: number[] = [];
    for (let round = 0; round < killCount; round += 1) {
      const calls = model.received.length;
      model.script({ kind: 'hang' });
      await createInterview(system, { position: `Engineer ${round}` });
      await untilCalls(model, calls + 1);
      await system.kill('worker');
      const killedAt = performance.now();
      const restarted = system.startWorker(env);
      await untilCalls(model, calls + 2);
      times.push(performance.now() - killedAt);
      await restarted;
    }
    await system.kill('worker');
    await system.startWorker();
    await model.close();
    return [
      {
        name: `model step after kill -9 of the worker (${killCount} times)`,
        ours: `worst ${(Math.max(...times) / 1_000).toFixed(1)} s`,
        bare: '',
        ratio: null,
        aim: '≤ 8 s, start of the process included',
      },
    ];
  },
};
