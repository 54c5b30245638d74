// Scores a finished conversation: gate, judges, aggregate, probes, store. Safe to run twice; the first result stays.
import type { Judgement, ProbeResult } from '../domain/assessment/assessment.ts';
import { AppError } from '../domain/errors.ts';
import type { AssessmentStore, ScoringMaterial, StoredVerdict } from '../domain/ports/assessment.ts';
import type {
  Assessor,
  EngineName,
  ModelBudget,
  ModelResult,
  ModelStamp,
  ModelUsage,
  UsageRecorder,
} from '../domain/ports/models.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { JudgedMaterial, TextWork } from '../domain/ports/text-work.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { probeNames, probeResult } from '../domain/scoring/probes.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';
import { askJudges, type JudgeCall } from './judge-panel.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type ScoringSettings = {
  /** Judges per competency; odd. */
  judgeCount: number;
  /** Judge calls under way at once. */
  parallelMax: number;
  /** Further tries of a judge whose output was unusable. */
  invalidRetryCountMax: number;
  /** Whether every transcript is scored again in changed forms; costs four times the judges' calls. */
  probes: boolean;
  /** How long scoring waits for the words of spoken answers before it goes on without them. */
  wordsWaitMs: number;
  /** How often it looks for them, a second apart, before it gives its place to others. */
  wordsLooksMax: number;
};

export const defaultScoringSettings: ScoringSettings = {
  judgeCount: 3,
  parallelMax: 4,
  invalidRetryCountMax: 1,
  probes: false,
  wordsWaitMs: 15 * 60_000,
  wordsLooksMax: 8,
};

export type AssessmentActivityDeps = {
  store: AssessmentStore;
  assessor: Assessor;
  textWork: TextWork;
  /** What is recorded when no judge had to be asked. */
  stamp: ModelStamp & { engine: EngineName };
  /** Keeps the cost of every judge's call; not used for rules, which cost nothing. */
  usage?: UsageRecorder;
  /** Asked once before the judges are: a panel that has begun is finished. Left out where calls cost nothing. */
  budget?: ModelBudget;
  clock: Clock;
  settings: ScoringSettings;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
  /** Aborts when the activity is cancelled. */
  signal(): AbortSignal;
  pause(durationMs: number): Promise<void>;
};

type Run = { tenantId: string; runId: string; revision: number };
type Panel = { judgements: Judgement[]; stamp: ModelStamp; usage: ModelUsage & { calls: number } };

const nothing: Panel['usage'] = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0, calls: 0 };

const sum = (total: Panel['usage'], { usage }: ModelResult<Judgement>): Panel['usage'] => ({
  inputTokens: total.inputTokens + usage.inputTokens,
  outputTokens: total.outputTokens + usage.outputTokens,
  costMicros: total.costMicros + usage.costMicros,
  durationMs: total.durationMs + usage.durationMs,
  calls: total.calls + 1,
});

/** A score needs a majority of its judges: no single call decides, and a failed call is never a plausible default. */
const requireQuorum = (
  open: readonly string[],
  results: readonly ModelResult<Judgement>[],
  judgeCount: number,
): void => {
  for (const id of open) {
    const heard = results.filter(({ value }) => value.competencyId === id).length;
    if (heard * 2 <= judgeCount) throw new AppError('assessment.invalid');
  }
};

const createPanel = (deps: AssessmentActivityDeps, run: Run) => {
  const { assessor, settings, usage, stamp } = deps;
  // Rules cost nothing: their many calls would only fill the record.
  const recorder = assessor.advisory ? undefined : usage;
  const recorded = (call: JudgeCall): JudgeCall =>
    recorder
      ? (signal) =>
          recorder.record(
            run.tenantId,
            { runId: run.runId, step: 'judge', revision: run.revision, engine: stamp.engine },
            () => call(signal),
          )
      : call;
  const { tenantId } = run;
  return async (
    { competencies, questions }: Plan,
    { readable: turns, open }: JudgedMaterial,
    signal: AbortSignal,
  ): Promise<Panel> => {
    const asked = competencies.filter(({ id }) => open.includes(id));
    const calls = asked.flatMap((competency) =>
      Array.from({ length: settings.judgeCount }, (_, judge) =>
        recorded((abort) => assessor.judge({ competency, questions, turns, judge }, { signal: abort, tenantId })),
      ),
    );
    const results = await askJudges(calls, settings, signal);
    requireQuorum(open, results, settings.judgeCount);
    return {
      judgements: results.map(({ value }) => value),
      stamp: results[0]?.stamp ?? stamp,
      usage: results.reduce(sum, nothing),
    };
  };
};

type Reading = { textWork: TextWork; tenantId: string; signal: AbortSignal };

const runProbes = async (
  panel: ReturnType<typeof createPanel>,
  material: ScoringMaterial,
  base: Judgement[],
  { textWork, ...by }: Reading,
): Promise<ProbeResult[]> => {
  const { plan, turns: said } = material;
  const before = await textWork.run('resultsOf', { material, judgements: base }, by);
  const results: ProbeResult[] = [];
  for (const probe of probeNames) {
    const changed = await textWork.run('judgedMaterial', { plan, turns: said, probe }, by);
    const { judgements } = await panel(plan, changed, by.signal);
    const after = { material: { ...material, turns: changed.turns }, judgements };
    results.push(probeResult(probe, before, await textWork.run('resultsOf', after, by)));
  }
  return results;
};

/**
 * The frozen conversation with the words of what was spoken. They mostly come within seconds; else the workflow waits,
 * which takes no place of other interviews, and after a quarter of an hour what is missing stays missing.
 */
const loadHeard = async (deps: AssessmentActivityDeps, run: Run): Promise<ScoringMaterial> => {
  const { wordsWaitMs, wordsLooksMax } = deps.settings;
  for (let looks = 1; ; looks += 1) {
    deps.signal().throwIfAborted();
    const material = await deps.store.loadMaterial(run);
    const { awaitedSince } = material;
    if (awaitedSince === undefined || deps.clock.now() - awaitedSince >= wordsWaitMs) return material;
    if (looks >= wordsLooksMax) throw new AppError('assessment.words_awaited');
    await deps.pause(1_000);
  }
};

const score = async (deps: AssessmentActivityDeps, run: Run): Promise<StoredVerdict> => {
  const signal = deps.signal();
  const material = await loadHeard(deps, run);
  await deps.budget?.check(run.tenantId);
  const { textWork } = deps;
  const by = { tenantId: run.tenantId, signal };
  const panel = createPanel(deps, run);
  const { plan, turns } = material;
  const judged = await textWork.run('judgedMaterial', { plan, turns, probe: null }, by);
  const { judgements: raw, stamp, usage } = await panel(plan, judged, signal);
  const judgements = await textWork.run('withoutLeaks', { judgements: raw, material }, by);
  const probes = deps.settings.probes ? await runProbes(panel, material, judgements, { ...by, textWork }) : [];
  const { advisory } = deps.assessor;
  const whole = { revision: run.revision, material, judgements, probes, stamp, advisory, at: deps.clock.now() };
  const assessment = await textWork.run('assembleAssessment', whole, by);
  signal.throwIfAborted();
  return deps.store.insert(run, {
    planRevision: material.planRevision,
    dictated: material.dictated,
    assessment,
    judgements,
    usage,
  });
};

/** `scoreInterview` returns the stored assessment of that revision when there is one, however often it is asked. */
export const createAssessmentActivities = (
  deps: AssessmentActivityDeps,
): Pick<InterviewActivities, 'scoreInterview'> => ({
  scoreInterview: async (run) => {
    const existing = await deps.store.find(run, run.revision);
    return (
      existing ??
      withHeartbeat(
        () => deps.heartbeat(),
        () => score(deps, run),
      )
    );
  },
});
