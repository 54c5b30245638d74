// Makes an assessment of a conversation: gate, readings, aggregate, probes. It knows no store and no workflow: evaluations use it too.
import type { Judgement, ProbeResult } from '../domain/assessment/assessment.ts';
import type { KeptReading, NewAssessment, ScoringMaterial } from '../domain/ports/assessment.ts';
import type { Assessor, ModelResult, ModelStamp } from '../domain/ports/models.ts';
import type { JudgedMaterial, TextWork } from '../domain/ports/text-work.ts';
import type { Readings } from '../domain/scoring/assemble.ts';
import { withoutSkipped } from '../domain/scoring/coverage.ts';
import { probeNames, probeResult } from '../domain/scoring/probes.ts';
import { addUsage, noUsage, readInterview, type ReadingLimits } from './judge-panel.ts';

export type AssessSettings = ReadingLimits & {
  /** Whether every transcript is scored again in changed forms; costs four times the calls. */
  probes: boolean;
};

export const defaultAssessSettings: AssessSettings = {
  readings: 3,
  firstReadings: 2,
  parallelMax: 4,
  invalidRetryCountMax: 1,
  probes: false,
};

type Call = () => Promise<ModelResult<Judgement>>;

export type AssessDeps = {
  assessor: Assessor;
  textWork: TextWork;
  /** What is recorded when nothing had to be read. */
  stamp: ModelStamp;
  settings: AssessSettings;
  /** Keeps readings, so that a second attempt asks only for what is missing. */
  kept?: { find(): Promise<KeptReading[]>; keep(reading: KeptReading): Promise<void> };
  /** Keeps what each call cost. */
  record?(call: Call): Promise<ModelResult<Judgement>>;
};

export type ToAssess = {
  material: ScoringMaterial;
  tenantId: string;
  revision: number;
  /** Epoch milliseconds. */
  at: number;
};

export type Assessed = Pick<NewAssessment, 'assessment' | 'judgements' | 'usage'>;

type By = { tenantId: string; signal: AbortSignal };
type Panel = (judged: JudgedMaterial, kept?: AssessDeps['kept']) => ReturnType<typeof readInterview>;

const createPanel = ({ assessor, settings, record }: AssessDeps, { plan, job }: ScoringMaterial, by: By): Panel => {
  const { tenantId, signal } = by;
  const about = {
    ...(job.position !== undefined && { position: job.position }),
    ...(job.level && { level: job.level }),
  };
  return async ({ turns: said, readable: turns, open }, kept) =>
    readInterview(
      {
        limits: settings,
        shared: { questions: plan.questions, turns, ...about },
        ask: (input, abort) => {
          const call: Call = () => assessor.judge(input, { signal: abort, tenantId });
          return record ? record(call) : call();
        },
        kept: (await kept?.find()) ?? [],
        keep: async (reading) => kept?.keep(reading),
      },
      plan.competencies
        .filter(({ id }) => open.includes(id))
        .map((competency) => withoutSkipped(competency, { plan, turns: said })),
      signal,
    );
};

const judgementsOf = (readings: readonly KeptReading[]): Judgement[] => readings.map(({ judgement }) => judgement);

const runProbes = async (
  panel: Panel,
  { textWork, material, ...by }: By & { textWork: TextWork; material: ScoringMaterial },
  base: Readings,
): Promise<ProbeResult[]> => {
  const { plan, turns: said } = material;
  const before = await textWork.run('resultsOf', { material, ...base }, by);
  const results: ProbeResult[] = [];
  for (const probe of probeNames) {
    const changed = await textWork.run('judgedMaterial', { plan, turns: said, probe }, by);
    const { readings, asked } = await panel(changed);
    const after = { material: { ...material, turns: changed.turns }, judgements: judgementsOf(readings), asked };
    results.push(probeResult(probe, before, await textWork.run('resultsOf', after, by)));
  }
  return results;
};

/** Of several models all are named. */
const stampOf = (readings: readonly KeptReading[], none: ModelStamp): ModelStamp => {
  const [first] = readings;
  if (first === undefined) return none;
  const all = (names: readonly (string | undefined)[]): string =>
    [...new Set(names.filter((name) => name !== undefined))].toSorted().join(' + ');
  const model = all(readings.map(({ stamp }) => stamp.model));
  return {
    engine: all(readings.map(({ stamp }) => stamp.engine)),
    ...(model !== '' && { model }),
    promptHash: first.stamp.promptHash,
  };
};

export const assess = async (deps: AssessDeps, toAssess: ToAssess, signal: AbortSignal): Promise<Assessed> => {
  const { textWork, assessor, settings } = deps;
  const { material, tenantId, revision, at } = toAssess;
  const by = { tenantId, signal };
  const panel = createPanel(deps, material, by);
  const { plan, turns } = material;
  const judged = await textWork.run('judgedMaterial', { plan, turns, probe: null }, by);
  const { readings, asked } = await panel(judged, deps.kept);
  const raw = judgementsOf(readings);
  const judgements = await textWork.run('withoutLeaks', { judgements: raw, material }, by);
  const probes = settings.probes ? await runProbes(panel, { ...by, textWork, material }, { judgements, asked }) : [];
  const stamp = stampOf(readings, deps.stamp);
  const whole = { revision, material, judgements, asked, probes, stamp, advisory: assessor.advisory, at };
  return {
    assessment: await textWork.run('assembleAssessment', whole, by),
    judgements,
    usage: readings.reduce((total, { usage }) => addUsage(total, usage), noUsage),
  };
};
