// How plans are drafted, for a run as for a template: reuse, planner, checks, and the record of what it cost.
import { AppError } from '../domain/errors.ts';
import type { JobRequest } from '../domain/request/request.ts';
import { planErrorCode } from '../domain/plan/check-plan.ts';
import { finishPlan } from '../domain/plan/finish-plan.ts';
import { warningsOf, type DraftReview, type PlanFinding } from '../domain/plan/plan-findings.ts';
import { plannerInputHash } from '../domain/plan/plan-hashes.ts';
import { usualMinutes, withinMinutes } from '../domain/plan/plan-minutes.ts';
import { withNotDone } from '../domain/plan/check-anchors.ts';
import type { MinutesBounds, Plan, PlanDraft, PlannerInput, RevisionRequest } from '../domain/plan/plan.ts';
import type {
  EngineName,
  ModelBudget,
  ModelResult,
  ModelStamp,
  Planner,
  Rejected,
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

/** Two redrafts, each told what was wrong; what a planner insists on is left out. */
const draftsMax = 3;

export const plannerInputOf = (job: JobRequest & { locale: string; minutes: MinutesBounds }): PlannerInput => {
  const { position, level } = job;
  if (position === undefined || level === undefined) throw new AppError('plan.invalid');
  return {
    position,
    level,
    qualifications: job.qualifications ?? [],
    jobDescription: job.jobDescription ?? '',
    companyName: job.companyName ?? '',
    locale: job.locale,
    minutes: job.minutes,
    ...(job.wishes !== undefined && { wishes: job.wishes }),
  };
};

export const reviewOf = (deps: DraftingDeps, work: Drafting, draft: PlanDraft): Promise<DraftReview> =>
  deps.textWork.run('checkPlan', draft, by(deps, work));

const refusedIn = ({ findings }: DraftReview): PlanFinding[] => findings.filter(({ kind }) => kind === 'refused');

/** Whether it may be used again as it is: a person has approved what is doubtful. */
const isSound = (review: DraftReview): boolean => review.problems.length === 0 && refusedIn(review).length === 0;

const rejectedIn = ({ problems, findings }: DraftReview): Rejected[] => [
  ...findings.flatMap(({ kind, ...rest }) => (kind === 'doubtful' ? [] : [rest])),
  ...problems.map(({ code, part }) => ({ part, phrase: '', rule: code })),
];

/** `current` is the plan that was revised, or null. */
type Asked = Pick<PlannerInput, 'locale' | 'minutes'> & { current: Plan | null };

/** What may be shown to people: without what was refused, and with what they should know. */
export const showable = async (
  deps: DraftingDeps,
  work: Drafting,
  { draft, review, locale, minutes = usualMinutes, current }: Asked & { draft: PlanDraft; review: DraftReview },
): Promise<PlanDraft> => {
  if (review.problems.length > 0) throw new AppError(planErrorCode(review.problems));
  const { problems: _, findings } = review;
  const refused = refusedIn(review);
  const whole =
    refused.length === 0
      ? draft
      : await deps.textWork.run('leaveOut', { draft, findings: refused, locale, current }, by(deps, work));
  // In a revision each number and each anchor is what a person asked for.
  const bounded = current === null ? withNotDone(withinMinutes(whole, minutes), locale) : whole;
  return { ...bounded, warnings: [...(whole.warnings ?? []), ...warningsOf(bounded, findings, minutes)] };
};

const draftChecked = async (
  deps: DraftingDeps,
  work: Drafting,
  asked: Asked,
  draft: (rejected: Rejected[]) => Promise<ModelResult<PlanDraft>>,
): Promise<Content> => {
  await deps.budget?.check(work.tenantId);
  let rejected: Rejected[] = [];
  for (let round = 1; ; round += 1) {
    const { value, stamp } = await draft(rejected);
    const review = await reviewOf(deps, work, value);
    rejected = rejectedIn(review);
    if (rejected.length === 0 || round === draftsMax)
      return { draft: await showable(deps, work, { ...asked, draft: value, review }), stamp, reusedFrom: null };
  }
};

const recorded = ({ usage, engine }: DraftingDeps, { tenantId, ownerId, revision }: Drafting, step: string) => {
  const purpose = { runId: ownerId, step, revision, engine };
  return (call: () => Promise<ModelResult<PlanDraft>>): Promise<ModelResult<PlanDraft>> =>
    usage === undefined ? call() : usage.record(tenantId, purpose, call);
};

/** A plan that was approved before keeps the stamp of the engine that made it; who approved it has read its warnings. */
export const copyOf = ({ warnings: _, ...plan }: Plan, ownerId: string): Content => ({
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
  if (approved !== null && isSound(await reviewOf(deps, work, approved.plan)))
    return copyOf(approved.plan, approved.runId);
  const record = recorded(deps, work, 'draft_plan');
  return await draftChecked(deps, work, { ...input, current: null }, (rejected) =>
    record(() => deps.planner.draft(input, { ...by(deps, work), rejected })),
  );
};

/** What was not named is the current plan's own, whatever the engine returned. */
export const revisedContent = async (
  deps: DraftingDeps,
  work: Drafting,
  input: PlannerInput,
  { current, request }: { current: Plan; request: RevisionRequest },
): Promise<Content> => {
  const record = recorded(deps, work, 'revise_plan');
  return await draftChecked(deps, work, { ...input, current }, async (rejected) => {
    const result = await record(() => deps.planner.revise(input, current, request, { ...by(deps, work), rejected }));
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
