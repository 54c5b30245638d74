// Runs interviews while processes are killed under them, and tells how they ended.
import { expect } from 'vitest';
import { createNativeClient, type Exchange } from '../harness/native-client.ts';
import { wholeJourney, type Journey, type Step } from '../harness/journey.ts';
import { partNames, type ParleySystem, type PartName } from '../harness/system.ts';
import { readEndState, type EndState } from './end-state.ts';

const patienceMs = 150_000;
const atOnce = 3;

/** In the order in which each can come up. */
const startOrder: readonly PartName[] = [...partNames].toReversed();

export const createCrashBench = (system: ParleySystem) => {
  const failures: string[] = [];
  /** An outage is no excuse for an answer that tells nothing. */
  const onExchange = ({ method, path, status, text }: Exchange): void => {
    if (status === 500) failures.push(`${method} ${path}: ${text}`);
  };
  const travel = async (onStep?: (step: Step, runId: string) => void): Promise<Journey> => {
    // A tenant of its own for each: a plan approved before would be used again.
    const { apiKeys } = await system.addTenant();
    const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: apiKeys.integration, patienceMs, onExchange });
    return wholeJourney({ client, apiUrl: system.apiUrl, patienceMs, ...(onStep ? { onStep } : {}) });
  };
  const crash = async (parts: readonly PartName[]): Promise<void> => {
    await Promise.all(parts.map((part) => system.kill(part, 'SIGKILL')));
    for (const part of startOrder) if (parts.includes(part)) await system.start(part);
  };
  const endOf = async ({ runId }: Journey): Promise<EndState> => readEndState(system.db, runId);

  return {
    travel,
    endOf,
    undisturbed: async (): Promise<EndState> => endOf(await travel()),
    /** Several interviews at once; whenever the first of them comes to one of the steps, `parts` are killed and started again. */
    disturbed: async (parts: readonly PartName[], steps: readonly Step[]): Promise<EndState[]> => {
      const open = new Set(steps);
      let crashes = Promise.resolve();
      const onStep = (step: Step): void => {
        if (open.delete(step)) crashes = crashes.then(() => crash(parts));
      };
      const journeys = await Promise.all(Array.from({ length: atOnce }, () => travel(onStep)));
      await crashes;
      expect([...open]).toEqual([]);
      return Promise.all(journeys.map(endOf));
    },
    /** Answers with status 500 so far. */
    failures: (): string[] => failures,
  };
};
