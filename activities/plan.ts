// Drafts or revises a run's plan: reuse, planner, checks, store. Safe to run twice; the first plan of a revision stays.
import { AppError } from '../domain/errors.ts';
import type { JobRequest } from '../domain/request/request.ts';
import { planErrorCode } from '../domain/plan/check-plan.ts';
import type { PlanProblem } from '../domain/plan/check-plan.ts';
import { finishPlan } from '../domain/plan/finish-plan.ts';
import { isDictated } from '../domain/plan/plan-texts.ts';
import { plannerInputHash } from '../domain/plan/plan-hashes.ts';
import type { Plan, PlanDraft, PlannerInput, RevisionRequest } from '../domain/plan/plan.ts';
import type { ModelBudget, ModelResult, ModelStamp, Planner, UsageRecorder } from '../domain/ports/models.ts';
import type { PlanStore } from '../domain/ports/plan.ts';
import type { RunTexts } from '../domain/ports/run-texts.ts';
import type { Clock, Digest } from '../domain/ports/system.ts';
import type { TextWork } from '../domain/ports/text-work.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type PlanActivityDeps = {
  plans: PlanStore;
  texts: Pick<RunTexts, 'readNote' | 'readPersonal'>;
  planner: Planner;
  textWork: TextWork;
  /** The engine's name for the cost record; `usage` is left out where calls cost nothing. */
  engine: string;
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

type Work = Parameters<InterviewActivities['draftPlan']>[0];

const by = (deps: PlanActivityDeps, { tenantId }: Work) => ({ tenantId, signal: deps.signal() });

/** One redraft: an unlucky draft gets a second chance, a planner that insists does not. */
const draftsMax = 2;

const plannerInputOf = (job: JobRequest & { locale: string }): PlannerInput => {
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

const draftChecked = async (
  deps: PlanActivityDeps,
  work: Work,
  draft: () => Promise<ModelResult<PlanDraft>>,
): Promise<ModelResult<PlanDraft>> => {
  let problems: PlanProblem[] = [];
  for (let round = 0; round < draftsMax; round += 1) {
    const result = await draft();
    problems = await deps.textWork.run('checkPlan', result.value, by(deps, work));
    if (problems.length === 0) return result;
  }
  throw new AppError(planErrorCode(problems));
};

const recorded = (deps: PlanActivityDeps, work: Work, step: string) => {
  const { usage, engine } = deps;
  const { tenantId, runId, revision } = work;
  return (call: () => Promise<ModelResult<PlanDraft>>): Promise<ModelResult<PlanDraft>> =>
    usage === undefined ? call() : usage.record(tenantId, { runId, step, revision, engine }, call);
};

const firstDraft = (deps: PlanActivityDeps, work: Work, input: PlannerInput): Promise<ModelResult<PlanDraft>> => {
  const record = recorded(deps, work, 'draft_plan');
  return draftChecked(deps, work, () => record(() => deps.planner.draft(input, by(deps, work))));
};

const requestOf = async (deps: PlanActivityDeps, work: Work): Promise<RevisionRequest> => {
  const { noteId, competencyIds } = work;
  const note = noteId === null ? null : await deps.texts.readNote(work, noteId);
  return { instructions: note?.text ?? '', targets: note?.targets ?? [], competencyIds };
};

/** What was not named is the current plan's own, whatever the engine returned. */
const redraft = async (deps: PlanActivityDeps, work: Work, input: PlannerInput): Promise<ModelResult<PlanDraft>> => {
  const current = await deps.plans.find(work, work.revision - 1);
  if (current === null) throw new AppError('plan.not_found');
  const request = await requestOf(deps, work);
  const record = recorded(deps, work, 'revise_plan');
  return draftChecked(deps, work, async () => {
    const result = await record(() => deps.planner.revise(input, current, request, by(deps, work)));
    const merge = { current, redraft: result.value, request };
    return { ...result, value: await deps.textWork.run('mergeRevision', merge, by(deps, work)) };
  });
};

type Content = { draft: PlanDraft; stamp: ModelStamp; reusedFrom: string | null };

const contentOf = ({ value, stamp }: ModelResult<PlanDraft>): Content => ({ draft: value, stamp, reusedFrom: null });

/** A planner may be given the candidate's name, and a recruiter dictate it: plans are read by many. Hashes are made afterwards. */
const nameless = async (
  deps: PlanActivityDeps,
  work: Work,
  { companyName, position }: PlannerInput,
  result: ModelResult<PlanDraft>,
): Promise<Content> => {
  const { candidateName: name, candidateEmail: email } = await deps.texts.readPersonal(work);
  const naming = { draft: result.value, person: { name, email }, keep: [companyName, position] };
  return contentOf({ ...result, value: await deps.textWork.run('withoutNames', naming, by(deps, work)) });
};

/** An approved plan keeps the stamp of the engine that made it. */
const reused = ({ runId, plan }: { runId: string; plan: Plan }): Content => ({
  draft: plan,
  stamp: {
    engine: plan.engine,
    promptHash: plan.promptHash,
    ...(plan.model === undefined ? {} : { model: plan.model }),
  },
  reusedFrom: `${runId}/${plan.revision}`,
});

const contentFor = async (
  deps: PlanActivityDeps,
  work: Work,
  input: PlannerInput,
  inputHash: string,
): Promise<Content> => {
  if (work.revision > 1) {
    await deps.budget?.check(work.tenantId);
    return await nameless(deps, work, input, await redraft(deps, work, input));
  }
  const approved = await deps.plans.findReusable(work.tenantId, inputHash);
  // Rules may have grown since that approval.
  const problems = approved && (await deps.textWork.run('checkPlan', approved.plan, by(deps, work)));
  if (approved !== null && problems?.length === 0) return reused(approved);
  await deps.budget?.check(work.tenantId);
  return await nameless(deps, work, input, await firstDraft(deps, work, input));
};

const make = async (deps: PlanActivityDeps, work: Work): Promise<void> => {
  const { tenantId, runId, revision } = work;
  const job = await deps.plans.readJob({ tenantId, runId });
  if (job === null) throw new AppError('interview.not_found');
  const input = plannerInputOf(job);
  const inputHash = plannerInputHash(input, deps.digest);
  const { draft, stamp, reusedFrom } = await contentFor(deps, work, input, inputHash);
  deps.signal().throwIfAborted();
  const createdAt = new Date(deps.clock.now()).toISOString();
  const plan = finishPlan({ draft, stamp, revision, createdAt }, deps.digest);
  const newPlan = { plan, plannerInputHash: inputHash, reusedFrom, dictated: isDictated(plan) };
  await deps.plans.insert({ tenantId, runId }, newPlan);
};

/** `draftPlan` leaves the stored plan of that revision as it is when there is one, however often it is asked. */
export const createPlanActivities = (deps: PlanActivityDeps): Pick<InterviewActivities, 'draftPlan'> => ({
  draftPlan: async (work) => {
    const { tenantId, runId, revision } = work;
    if (!(await deps.plans.exists({ tenantId, runId }, revision)))
      await withHeartbeat(
        () => deps.heartbeat(),
        () => make(deps, work),
      );
    return { revision };
  },
});
