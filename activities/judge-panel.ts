// Has an interview read: a few readings at a time, each kept as it arrives, and more of them only where they differ.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Judgement } from '../domain/assessment/assessment.ts';
import { AppError } from '../domain/errors.ts';
import type { Competency } from '../domain/plan/plan.ts';
import type { KeptReading } from '../domain/ports/assessment.ts';
import {
  unusableOutput,
  type Again,
  type AssessorInput,
  type ModelResult,
  type ModelUsage,
} from '../domain/ports/models.ts';
import type { Turn } from '../domain/room/transcript.ts';
import { isOpenQuestion, lacksQuotes, piecesOf } from '../domain/scoring/aggregate.ts';

export type ReadingLimits = {
  /** Most readings of one competency. */
  readings: number;
  /** How many of them are asked for at once; the others where these differ or a required competency would fail on them. */
  firstReadings: number;
  /** Calls under way at once. */
  parallelMax: number;
  /** Further tries of a reading whose output was unusable. */
  invalidRetryCountMax: number;
};

export type ReadingPanel = {
  limits: ReadingLimits;
  /** What every call is given beside its competency and reading. */
  shared: Omit<AssessorInput, 'competency' | 'judge'>;
  ask(input: AssessorInput, signal: AbortSignal): Promise<ModelResult<Judgement>>;
  /** What an earlier attempt left. */
  kept: readonly KeptReading[];
  keep(reading: KeptReading): Promise<void>;
};

type Task = { competency: Competency; judge: number };

const isUnusable = (error: unknown): error is AppError => error instanceof AppError && unusableOutput.has(error.code);

export const noUsage: KeptReading['usage'] = {
  inputTokens: 0,
  outputTokens: 0,
  costMicros: 0,
  durationMs: 0,
  calls: 0,
};

/** Figures that only some providers tell are summed where they are told. */
export const addUsage = <Usage extends ModelUsage>(total: Usage, usage: ModelUsage): Usage => {
  const names = new Set([...Object.keys(total), ...Object.keys(usage)]);
  const of = (figures: object, name: string): number =>
    Number(Object.entries(figures).find(([key]) => key === name)?.[1] ?? 0);
  return { ...total, ...Object.fromEntries([...names].map((name) => [name, of(total, name) + of(usage, name)])) };
};

/** Of two outputs of one reading the one that stands on more of what was said; of equal ones the first. */
const better = (
  first: ModelResult<Judgement> | null,
  second: ModelResult<Judgement>,
  isEnough: (judgement: Judgement) => boolean,
  turns: readonly Turn[],
): ModelResult<Judgement> => {
  if (first === null || isEnough(second.value)) return second;
  return piecesOf(second.value, turns) > piecesOf(first.value, turns) ? second : first;
};

/**
 * One reading: unusable output is asked for again, and quotes that a score lacks once. Every other try has another seed
 * and says what was wrong. Null when no try was usable.
 */
const read = async (panel: ReadingPanel, task: Task, signal: AbortSignal): Promise<KeptReading | null> => {
  const { turns } = panel.shared;
  const isEnough = (judgement: Judgement): boolean => !lacksQuotes(judgement, task.competency, turns);
  let [failures, askedForQuotes, usage] = [0, false, noUsage];
  let best: ModelResult<Judgement> | null = null;
  let problem: Again['problem'] | null = null;
  for (let attempt = 0; failures <= panel.limits.invalidRetryCountMax; attempt += 1) {
    // Rules never wait: without this they would hold up everything else in the process.
    await nextTurn();
    signal.throwIfAborted();
    try {
      const again = problem && { again: { attempt, problem } };
      const result = await panel.ask({ ...panel.shared, ...task, ...again }, signal);
      usage = addUsage({ ...usage, calls: usage.calls + 1 }, result.usage);
      best = better(best, result, isEnough, turns);
      if (askedForQuotes || isEnough(best.value)) break;
      askedForQuotes = true;
      problem = 'quotes_missing';
    } catch (error) {
      if (!isUnusable(error)) throw error;
      if (best !== null) break;
      failures += 1;
      problem = error.code;
    }
  }
  return best && { judge: task.judge, judgement: best.value, stamp: best.stamp, usage };
};

/**
 * The usable readings. A failure that is none of the output's ends the taking of new calls and is thrown once those under
 * way are kept: the whole scoring is tried again later, and asks for what is missing alone.
 */
const readAll = async (panel: ReadingPanel, tasks: readonly Task[], signal: AbortSignal): Promise<KeptReading[]> => {
  const isOf = ({ competency, judge }: Task, one: KeptReading): boolean =>
    one.judgement.competencyId === competency.id && one.judge === judge;
  const found = panel.kept.filter((one) => tasks.some((task) => isOf(task, one)));
  const queue = tasks.filter((task) => !found.some((one) => isOf(task, one))).values();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const task of queue) {
      if (hasFailed) return;
      const reading = await read(panel, task, signal);
      if (reading === null) continue;
      await panel.keep(reading);
      found.push(reading);
    }
  };
  const workers = Array.from({ length: Math.min(panel.limits.parallelMax, tasks.length) }, async () => {
    try {
      await work();
    } finally {
      // Only a failure leaves anything in the queue.
      hasFailed = true;
    }
  });
  const settled = await Promise.allSettled(workers);
  const rejected = settled.find((one) => one.status === 'rejected');
  if (rejected?.status === 'rejected') throw rejected.reason;
  return found;
};

const tasksOf = (competencies: readonly Competency[], from: number, to: number): Task[] =>
  // Readings in the same order of turns follow each other: what they share is then still in the provider's cache.
  Array.from({ length: to - from }, (_, index) => from + index).flatMap((judge) =>
    competencies.map((competency) => ({ competency, judge })),
  );

/** The readings of each competency, and how many were asked for. A score needs a majority of them: no single call decides. */
export const readInterview = async (
  panel: ReadingPanel,
  competencies: readonly Competency[],
  signal: AbortSignal,
): Promise<{ readings: KeptReading[]; asked: Record<string, number> }> => {
  const { limits, shared } = panel;
  const first = Math.min(limits.firstReadings, limits.readings);
  const of = ({ id }: Competency, readings: readonly KeptReading[]): Judgement[] =>
    readings.map(({ judgement }) => judgement).filter(({ competencyId }) => competencyId === id);
  const early = await readAll(panel, tasksOf(competencies, 0, first), signal);
  const open = competencies.filter((one) => isOpenQuestion(one, of(one, early), { ...shared, asked: first }));
  const late = await readAll(panel, tasksOf(open, first, limits.readings), signal);
  const readings = [...early, ...late];
  const asked = Object.fromEntries(competencies.map((one) => [one.id, open.includes(one) ? limits.readings : first]));
  for (const one of competencies)
    if (of(one, readings).length * 2 <= (asked[one.id] ?? 0)) throw new AppError('assessment.invalid');
  return { readings, asked };
};
