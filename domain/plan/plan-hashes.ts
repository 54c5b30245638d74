// What identifies a plan's parts: the rubric that is locked, the form that is compared, the input that is reused.
import type { Plan, PlanDraft, PlannerInput } from './plan.ts';
import type { Digest } from '../ports/system.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { normalised } from '../text/typed-text.ts';

/** Everything that scoring relies on, and nothing else; approving a plan locks its hash. */
export const rubricText = (plan: PlanDraft | Plan): string =>
  canonicalJson({
    version: 1,
    competencies: plan.competencies,
    questions: plan.questions.map(({ id, competencyIds }) => ({ id, competencyIds })),
    thresholds: plan.thresholds,
  });

export const rubricHash = (plan: PlanDraft | Plan, digest: Digest): string => digest(rubricText(plan));

/** Equal for candidates who meet the same competencies and the same questions in the same order, whatever their ids. */
export const formId = (plan: PlanDraft | Plan, digest: Digest): string =>
  digest(
    canonicalJson({
      competencies: plan.competencies.map(({ id: _id, ...rest }) => rest),
      questions: plan.questions.map(({ text }) => text),
    }),
  );

const plain = (text: string): string => normalised(text).trim().replaceAll(/\s+/g, ' ');

/**
 * Equal for requests that one plan can serve. The company counts too, since the greeting names it.
 */
export const plannerInputHash = (input: PlannerInput, digest: Digest): string =>
  digest(
    canonicalJson({
      position: plain(input.position),
      level: input.level,
      qualifications: input.qualifications.map(plain),
      jobDescription: plain(input.jobDescription),
      companyName: plain(input.companyName),
      locale: input.locale.toLowerCase(),
      // Left out where there are none: what was approved before there were wishes is found again.
      ...(input.wishes !== undefined && { wishes: input.wishes.map(plain) }),
    }),
  );
