// Simulated ATS that tell things to connections of their own, with rules and hooks.
import { afterAll } from 'vitest';
import { startAshbyAts } from '../../../simulators/ashby/ats.ts';
import type { SimulatedAts } from '../../../simulators/ats.ts';
import { startGreenhouseAts } from '../../../simulators/greenhouse/ats.ts';
import { startLeverAts } from '../../../simulators/lever/ats.ts';
import { preScreen, useHookBench, type HookBenchOptions } from './hook-bench.ts';

export const secret = 'hook-secret-0123456789';

export const first = (ats: SimulatedAts) => {
  const [person] = ats.candidates;
  if (person === undefined) throw new Error('The simulator has no candidates.');
  return { ...person, stage: (name: string) => ats.stageNamed(person.applicationId, name) };
};

/** What the vendor waits before it sends a hook again is shortened. */
const retryScale = 0.00001;

export const useAtsBench = async (options: HookBenchOptions = {}) => {
  const bench = await useHookBench(options);
  const owner = await bench.tenant();
  const opened: SimulatedAts[] = [];
  afterAll(() => Promise.all(opened.map((ats) => ats.close())));
  const keep = <Ats extends SimulatedAts>(ats: Ats): Ats => {
    opened.push(ats);
    return ats;
  };
  return {
    ...bench,
    owner,
    /** Each with a connection, its rules and its hook. */
    greenhouse: async (rule: object = preScreen(), tenant = owner) => {
      const ats = keep(await startGreenhouseAts({ retryScale }));
      const { id, hookUrl } = await tenant.connect('greenhouse', { webhookSecret: secret });
      await tenant.setRules(id, rule);
      await ats.hooks.add({ url: hookUrl, secret });
      return { ats, id, hookUrl };
    },
    ashby: async (rule: object = preScreen()) => {
      const ats = keep(await startAshbyAts({ retryScale }));
      const credentials = { apiKey: ats.apiKey, webhookSecret: secret };
      const { id, hookUrl } = await owner.connect('ashby', credentials, { apiUrl: ats.apiUrl });
      await owner.setRules(id, rule);
      await ats.hooks.add({ url: hookUrl, secret });
      return { ats, id, hookUrl };
    },
    /** Its token is known once the hook is made. */
    lever: async (rule: object = preScreen()) => {
      const ats = keep(await startLeverAts({ retryScale }));
      const credentials = { apiKey: ats.apiKey, signatureTokens: [secret] };
      const { id, hookUrl } = await owner.connect('lever', credentials, { apiUrl: ats.apiUrl });
      await owner.setRules(id, rule);
      await ats.hooks.add({ url: hookUrl, secret });
      return { ats, id, hookUrl };
    },
    outcomes: async (id: string, count: number) =>
      (await bench.settled(id, count)).map(({ event, status, outcome }) => [event, status, outcome]),
  };
};
