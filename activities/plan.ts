// Drafts or revises a run's plan: its template's, reuse, planner, store. Safe to run twice; the first plan of a revision stays.
import { AppError } from '../domain/errors.ts';
import { needsPerson } from '../domain/plan/plan-findings.ts';
import { isDictated } from '../domain/plan/plan-texts.ts';
import type { Plan, PlannerInput, PlanWarning, RevisionRequest } from '../domain/plan/plan.ts';
import type { PlanStore, RunJob, TemplatePlan } from '../domain/ports/plan.ts';
import type { RunTexts } from '../domain/ports/run-texts.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';
import {
  by,
  copyOf,
  finished,
  firstContent,
  hashOf,
  plannerInputOf,
  revisedContent,
  reviewOf,
  showable,
  type Content,
  type DraftingDeps,
} from './drafting.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type PlanActivityDeps = DraftingDeps & {
  plans: PlanStore;
  texts: Pick<RunTexts, 'readNote' | 'readPersonal'>;
};

type Work = Parameters<InterviewActivities['draftPlan']>[0] & { ownerId: string };

const requestOf = async (deps: PlanActivityDeps, work: Work): Promise<RevisionRequest> => {
  const { noteId, competencyIds } = work;
  const note = noteId === null ? null : await deps.texts.readNote(work, noteId);
  return { instructions: note?.text ?? '', targets: note?.targets ?? [], competencyIds };
};

/** A planner may be given the candidate's name, and a recruiter dictate it: plans are read by many. Hashes are made afterwards. */
const nameless = async (
  deps: PlanActivityDeps,
  work: Work,
  { companyName, position }: PlannerInput,
  content: Content,
): Promise<Content> => {
  const { candidateName: name, candidateEmail: email } = await deps.texts.readPersonal(work);
  const naming = { draft: content.draft, person: { name, email }, keep: [companyName, position] };
  return { ...content, draft: await deps.textWork.run('withoutNames', naming, by(deps, work)) };
};

const held = (code: PlanWarning['code']): PlanWarning['code'] => (code === 'left_out' ? 'replaced' : code);

/** Equal for all its candidates, so it is never drafted anew; rules may have grown since its approval. */
const templateContent = async (
  deps: PlanActivityDeps,
  work: Work,
  { templateId, plan }: TemplatePlan,
  input: PlannerInput,
): Promise<Content> => {
  const content = copyOf(plan, templateId);
  const review = await reviewOf(deps, work, plan);
  if (!review.findings.some(({ kind }) => kind === 'refused') && review.problems.length === 0) return content;
  // What was approved has changed: a person looks again.
  const { warnings = [], ...draft } = await showable(deps, work, {
    draft: content.draft,
    review,
    ...input,
    current: null,
  });
  return { ...content, draft: { ...draft, warnings: warnings.map((one) => ({ ...one, code: held(one.code) })) } };
};

type Made = { content: Content; inputHash: string | null };

const contentFor = async (deps: PlanActivityDeps, work: Work, job: RunJob): Promise<Made> => {
  const input = plannerInputOf(job);
  const inputHash = hashOf(deps, input);
  if (work.revision > 1) {
    const current = await deps.plans.find(work, work.revision - 1);
    if (current === null) throw new AppError('plan.not_found');
    const revised = await revisedContent(deps, work, input, { current, request: await requestOf(deps, work) });
    return { content: await nameless(deps, work, input, revised), inputHash };
  }
  const { template } = job;
  // What a recruiter worded for the template is for its candidates alone.
  if (template !== null)
    return {
      content: await templateContent(deps, work, template, input),
      inputHash: template.isRevised ? null : inputHash,
    };
  const content = await firstContent(deps, work, input, inputHash);
  return { content: content.reusedFrom === null ? await nameless(deps, work, input, content) : content, inputHash };
};

/** The plan that is stored now: an attempt that raced may have stored another one. */
const make = async (deps: PlanActivityDeps, work: Work): Promise<Plan | null> => {
  const { tenantId, runId, revision } = work;
  const job = await deps.plans.readJob({ tenantId, runId });
  if (job === null) throw new AppError('interview.not_found');
  const { content, inputHash } = await contentFor(deps, work, job);
  const plan = finished(deps, content, revision);
  const newPlan = { plan, plannerInputHash: inputHash, reusedFrom: content.reusedFrom, dictated: isDictated(plan) };
  const isStored = await deps.plans.insert({ tenantId, runId }, newPlan);
  return isStored ? plan : await deps.plans.find({ tenantId, runId }, revision);
};

/** `draftPlan` leaves the stored plan of that revision as it is when there is one, however often it is asked. */
export const createPlanActivities = (deps: PlanActivityDeps): Pick<InterviewActivities, 'draftPlan'> => ({
  draftPlan: async (work) => {
    const { tenantId, runId, revision } = work;
    const run = { tenantId, runId };
    const stored = (await deps.plans.exists(run, revision))
      ? await deps.plans.find(run, revision)
      : await withHeartbeat(
          () => deps.heartbeat(),
          () => make(deps, { ...work, ownerId: runId }),
        );
    return { revision, ...(stored !== null && needsPerson(stored) && { held: true as const }) };
  },
});
