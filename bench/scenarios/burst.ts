// A whole campaign at once: whether plans come as quickly per second for many creations as for few.
import { createInterview } from '../interview.ts';
import { measureRate, sampleOf, timed } from '../measure.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

const sizes = [150, 1_500] as const;
const callers = 300;
const patienceMs = 300_000;

const planned = async ({ db }: BenchContext, runIds: readonly string[]): Promise<number> => {
  const row = await db('plans').whereIn('run_id', runIds).count('* as count').first();
  return Number(row?.['count'] ?? 0);
};

const untilPlanned = async (context: BenchContext, runIds: readonly string[]): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while ((await planned(context, runIds)) < runIds.length) {
    if (Date.now() > deadline) throw new Error(`a plan is missing after ${patienceMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

const burst = async (context: BenchContext, count: number) => {
  const runIds: string[] = [];
  const times: number[] = [];
  const startedAt = performance.now();
  const create = async (): Promise<void> => {
    times.push(await timed(async () => runIds.push(await createInterview(context.system))));
  };
  const created = await measureRate({ count, concurrency: callers, work: create });
  await untilPlanned(context, runIds);
  return { created, p95Ms: sampleOf(times).p95Ms, planned: (count * 1_000) / (performance.now() - startedAt) };
};

export const burstScenario: Scenario = {
  name: 'burst',
  run: async (context): Promise<Result[]> => {
    const [few, many] = sizes;
    await burst(context, 30);
    const [usual, whole] = [await burst(context, few), await burst(context, many)];
    const text = ({ created, planned: plans, p95Ms }: typeof whole): string =>
      `${plans.toFixed(1)} plans/s, ${created.toFixed(0)} created/s (p95 ${p95Ms.toFixed(0)} ms)`;
    return [
      {
        name: `plans of ${many} created at once, beside ${few}`,
        ours: text(whole),
        bare: text(usual),
        ratio: whole.planned / usual.planned,
        aim: '≥ 0.9 of few at once',
      },
    ];
  },
};
