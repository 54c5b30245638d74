// How plans are drafted, for a run as for a template: reuse, planner, checks, and the record of what it cost.
import { AppError } from '../domain/errors.ts';
import type { JobRequest } from '../domain/request/request.ts';
import { planErrorCode } from '../domain/plan/check-plan.ts';
import type { PlanProblem } from '../domain/plan/check-plan.ts';
import { finishPlan } from '../domain/plan/finish-plan.ts';
import { plannerInputHash } from '../domain/plan/plan-hashes.ts';
import type { Plan, PlanDraft, PlannerInput, RevisionRequest } from '../domain/plan/plan.ts';
import type {
  EngineName,
  ModelBudget,
  ModelResult,
  ModelStamp,
  Planner,
  UsageRecorder,
} from '../domain/ports/models.ts';
import type { PlanStore } from '../domain/ports/plan.ts';
import type { Clock, Digest } from '../domain/ports/system.ts';
import type { TextWork } from '../domain/ports/text-work.ts';

export type DraftingDeps = {
  plans: Pick<PlanStore, 'findReusable'>;
  planner: Planner;
  textWork: TextWork;
  /** The engine's name for the cost record; `usage` is left out where calls cost nothing. */
  engine: EngineName;
  usage?: UsageRecorder;
  /** Asked before the planner is; left out likewise. */
  budget?: ModelBudget;
  clock: Clock;
  digest: Digest;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
  /** Aborts when the activity is cancelled. */
  signal(): AbortSignal;
};

/** Whose plan, and which of its revisions; `ownerId` is the run's or the template's. */
export type Drafting = { tenantId: string; ownerId: string; revision: number };

export type Content = { draft: PlanDraft; stamp: ModelStamp; reusedFrom: string | null };

export const by = (deps: DraftingDeps, { tenantId }: Pick<Drafting, 'tenantId'>) => ({
  tenantId,
  signal: deps.signal(),
});

/** One redraft: an unlucky draft gets a second chance, a planner that insists does not. */
const draftsMax = 2;

export const plannerInputOf = (job: JobRequest & { locale: string }): PlannerInput => {
  const { position, level } = job;
  if (position === undefined || level === undefined) throw new AppError('plan.invalid');
  return {
    position,
    level,
    qualifications: job.qualifications ?? [],
    jobDescription: job.jobDescription ?? '',
    companyName: job.companyName ?? '',
    locale: job.locale,
    ...(job.wishes !== undefined && { wishes: job.wishes }),
  };
};

export const problemsOf = (deps: DraftingDeps, work: Drafting, draft: PlanDraft): Promise<PlanProblem[]> =>
  deps.textWork.run('checkPlan', draft, by(deps, work));

const draftChecked = async (
  deps: DraftingDeps,
  work: Drafting,
  draft: () => Promise<ModelResult<PlanDraft>>,
): Promise<Content> => {
  await deps.budget?.check(work.tenantId);
  let problems: PlanProblem[] = [];
  for (let round = 0; round < draftsMax; round += 1) {
    const { value, stamp } = await draft();
    problems = await problemsOf(deps, work, value);
    if (problems.length === 0) return { draft: value, stamp, reusedFrom: null };
  }
  throw new AppError(planErrorCode(problems));
};

const recorded = ({ usage, engine }: DraftingDeps, { tenantId, ownerId, revision }: Drafting, step: string) => {
  const purpose = { runId: ownerId, step, revision, engine };
  return (call: () => Promise<ModelResult<PlanDraft>>): Promise<ModelResult<PlanDraft>> =>
    usage === undefined ? call() : usage.record(tenantId, purpose, call);
};

/** A plan that was approved before keeps the stamp of the engine that made it. */
export const copyOf = (plan: Plan, ownerId: string): Content => ({
  draft: plan,
  stamp: {
    engine: plan.engine,
    promptHash: plan.promptHash,
    ...(plan.model === undefined ? {} : { model: plan.model }),
  },
  reusedFrom: `${ownerId}/${plan.revision}`,
});

/** The tenant's approved plan for the same input, else a new draft. */
export const firstContent = async (
  deps: DraftingDeps,
  work: Drafting,
  input: PlannerInput,
  inputHash: string,
): Promise<Content> => {
  const approved = await deps.plans.findReusable(work.tenantId, inputHash);
  // Rules may have grown since that approval.
  const problems = approved && (await problemsOf(deps, work, approved.plan));
  if (approved !== null && problems?.length === 0) return copyOf(approved.plan, approved.runId);
  const record = recorded(deps, work, 'draft_plan');
  return await draftChecked(deps, work, () => record(() => deps.planner.draft(input, by(deps, work))));
};

/** What was not named is the current plan's own, whatever the engine returned. */
export const revisedContent = async (
  deps: DraftingDeps,
  work: Drafting,
  input: PlannerInput,
  { current, request }: { current: Plan; request: RevisionRequest },
): Promise<Content> => {
  const record = recorded(deps, work, 'revise_plan');
  return await draftChecked(deps, work, async () => {
    const result = await record(() => deps.planner.revise(input, current, request, by(deps, work)));
    const merge = { current, redraft: result.value, request };
    return { ...result, value: await deps.textWork.run('mergeRevision', merge, by(deps, work)) };
  });
};

export const hashOf = (deps: DraftingDeps, input: PlannerInput): string => plannerInputHash(input, deps.digest);

/** Nothing is made of it once the activity was cancelled. */
export const finished = (deps: DraftingDeps, { draft, stamp }: Content, revision: number): Plan => {
  deps.signal().throwIfAborted();
  const createdAt = new Date(deps.clock.now()).toISOString();
  return finishPlan({ draft, stamp, revision, createdAt }, deps.digest);
};
