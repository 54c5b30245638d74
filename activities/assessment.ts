// Scores a finished conversation: loads it, has it assessed, stores the result. Safe to run twice; the first result stays.
import { AppError } from '../domain/errors.ts';
import type { AssessmentStore, ReadingStore, ScoringMaterial, StoredVerdict } from '../domain/ports/assessment.ts';
import type { EngineName, ModelBudget, ModelStamp, UsageRecorder } from '../domain/ports/models.ts';
import type { Clock, Digest } from '../domain/ports/system.ts';
import { transcriptHash } from '../domain/scoring/transcript-hash.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';
import { assess, defaultAssessSettings, type AssessDeps, type AssessSettings } from './assess.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type ScoringSettings = AssessSettings & {
  /** How long scoring waits for the words of spoken answers before it goes on without them. */
  wordsWaitMs: number;
  /** How often it looks for them, a second apart, before it gives its place to others. */
  wordsLooksMax: number;
};

export const defaultScoringSettings: ScoringSettings = {
  ...defaultAssessSettings,
  wordsWaitMs: 15 * 60_000,
  wordsLooksMax: 8,
};

export type AssessmentActivityDeps = Omit<AssessDeps, 'settings' | 'kept' | 'record'> & {
  store: AssessmentStore;
  stamp: ModelStamp & { engine: EngineName };
  readingStore: ReadingStore;
  /** Keeps the cost of every reading's call; not used for rules, which cost nothing. */
  usage?: UsageRecorder;
  /** Asked once before the readings are: an assessment that has begun is finished. Left out where calls cost nothing. */
  budget?: ModelBudget;
  clock: Clock;
  digest: Digest;
  settings: ScoringSettings;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
  /** Aborts when the activity is cancelled. */
  signal(): AbortSignal;
  pause(durationMs: number): Promise<void>;
};

type Run = { tenantId: string; runId: string; revision: number };

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

/** Rules cost nothing: their many calls would only fill the record, and their readings are made again as fast as read. */
const callsOf = (
  deps: AssessmentActivityDeps,
  run: Run,
  material: ScoringMaterial,
): Pick<AssessDeps, 'kept' | 'record'> => {
  const { assessor, stamp, usage, digest, readingStore } = deps;
  if (assessor.advisory) return {};
  const { tenantId, runId, revision } = run;
  const { plan, turns, job } = material;
  const made = [transcriptHash(turns, digest), plan.rubricHash, job.position, job.level, assessor.basis];
  const basis = digest(JSON.stringify([...made, stamp.engine, stamp.model]));
  const place = { tenantId, runId, revision, basis };
  return {
    kept: { find: () => readingStore.find(place), keep: (reading) => readingStore.keep(place, reading) },
    ...(usage && {
      record: (call) => usage.record(tenantId, { runId, step: 'judge', revision, engine: stamp.engine }, call),
    }),
  };
};

const score = async (deps: AssessmentActivityDeps, run: Run): Promise<StoredVerdict> => {
  const signal = deps.signal();
  const material = await loadHeard(deps, run);
  await deps.budget?.check(run.tenantId);
  const { tenantId, revision } = run;
  const at = deps.clock.now();
  const made = await assess({ ...deps, ...callsOf(deps, run, material) }, { material, tenantId, revision, at }, signal);
  signal.throwIfAborted();
  return deps.store.insert(run, { planRevision: material.planRevision, dictated: material.dictated, ...made });
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
