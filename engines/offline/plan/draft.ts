// Drafts a whole plan from the planner's input, the same every time.
import { defaultThresholds } from '../../../domain/plan/plan.ts';
import type { PlanDraft, PlannerInput } from '../../../domain/plan/plan.ts';
import { recogniseSkills, skillsOf } from '../../../domain/skills/recognise-skills.ts';
import { clusterRequirements } from './cluster.ts';
import { composeCompetencies } from './compose-competencies.ts';
import { composeQuestions } from './compose-questions.ts';
import { closingText, greetingFor } from './frame.ts';
import { requirementsOf } from './requirement.ts';

/** For every skill the request asks for, whether some question, follow-up or competency takes it up. */
export const coverageOf = (
  input: PlannerInput,
  { competencies, questions }: Pick<PlanDraft, 'competencies' | 'questions'>,
): Record<string, boolean> => {
  const texts = [
    ...competencies.flatMap(({ name, definition }) => [name, definition]),
    ...questions.flatMap(({ text, probes }) => [text, ...probes]),
  ];
  const covered = new Set(texts.flatMap(recogniseSkills).map(({ skill }) => skill));
  const asked = skillsOf(input.qualifications, input.jobDescription);
  return Object.fromEntries(asked.map((skill) => [skill, covered.has(skill)]));
};

export const draftPlan = (input: PlannerInput): PlanDraft => {
  const clusters = clusterRequirements(requirementsOf(input));
  const competencies = composeCompetencies(clusters, input.level);
  const questions = composeQuestions(clusters, competencies, input.level);
  return {
    competencies,
    questions,
    greeting: greetingFor(input),
    closing: closingText,
    thresholds: defaultThresholds,
    skillsCoverage: coverageOf(input, { competencies, questions }),
  };
};
