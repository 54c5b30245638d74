// Runs interviews while processes are killed under them, and tells how they ended.
import { expect } from 'vitest';
import { present } from '../../domain/present.ts';
import { createNativeClient, type Exchange } from '../harness/native-client.ts';
import { engineerRequest, wholeJourney, type Journey, type Step } from '../harness/journey.ts';
import { partNames, type ParleySystem, type PartName, type TestTenant } from '../harness/system.ts';
import { readEndState, type EndState } from './end-state.ts';

type OnStep = (step: Step, runId: string) => void;

const patienceMs = 150_000;
const atOnce = 3;

/** In the order in which each can come up. */
const startOrder: readonly PartName[] = [...partNames].toReversed();

/** `spoken` names the turns that are answered by voice, `callbackUrl` whom events are told. */
type Habits = { spoken?: readonly number[]; callbackUrl?: string };

export const createCrashBench = (system: ParleySystem, { spoken = [], callbackUrl }: Habits = {}) => {
  const request = { ...engineerRequest, ...present({ callbackUrl }) };
  const failures: string[] = [];
  /** An outage is no excuse for an answer that tells nothing. */
  const onExchange = ({ method, path, status, text }: Exchange): void => {
    if (status === 500) failures.push(`${method} ${path}: ${text}`);
  };
  const travel = async ({ apiKeys }: TestTenant, onStep?: OnStep, said?: Uint8Array): Promise<Journey> => {
    const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: apiKeys.integration, patienceMs, onExchange });
    return wholeJourney({ client, apiUrl: system.apiUrl, patienceMs, spoken, request, ...present({ onStep, said }) });
  };
  const crash = async (parts: readonly PartName[]): Promise<void> => {
    await Promise.all(parts.map((part) => system.kill(part, 'SIGKILL')));
    for (const part of startOrder) if (parts.includes(part)) await system.start(part);
  };
  const endOf = async ({ runId }: Journey): Promise<EndState> => readEndState(system.db, runId);

  return {
    /** In a tenant of its own: a plan approved before would be used again. */
    travel: async (onStep?: OnStep, said?: Uint8Array): Promise<Journey> =>
      travel(await system.addTenant(), onStep, said),
    endOf,
    undisturbed: async (): Promise<EndState> => endOf(await travel(await system.addTenant())),
    /** Several interviews at once; whenever the first of them comes to one of the steps, `parts` are killed and started again. */
    disturbed: async (parts: readonly PartName[], steps: readonly Step[]): Promise<EndState[]> => {
      const open = new Set(steps);
      let crashes = Promise.resolve();
      const onStep = (step: Step): void => {
        if (open.delete(step)) crashes = crashes.then(() => crash(parts));
      };
      // Made before the first crash, since making them needs the database.
      const tenants = await Promise.all(Array.from({ length: atOnce }, system.addTenant));
      const journeys = await Promise.all(tenants.map((tenant) => travel(tenant, onStep))).finally(() => crashes);
      expect([...open]).toEqual([]);
      return Promise.all(journeys.map(endOf));
    },
    /** Answers with status 500 so far. */
    failures: (): string[] => failures,
  };
};
