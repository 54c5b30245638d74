// Parts a plan into its structure, which stays for good, and its wording, which belongs to a person where one dictated it.
import { erasedMark } from '../erasure/places.ts';
import type { Competency, Plan, Question } from './plan.ts';

type CompetencyTexts = Pick<Competency, 'name' | 'definition' | 'anchors' | 'notScoreable'>;
type QuestionTexts = Pick<Question, 'text' | 'probes'>;

/** Every word of a plan; parts stand in the plan's own order. */
export type PlanTexts = Pick<Plan, 'greeting' | 'closing' | 'skillsCoverage' | 'warnings'> & {
  competencies: CompetencyTexts[];
  questions: QuestionTexts[];
};

/** Ids, numbers and hashes. */
export type PlanStructure = Omit<Plan, keyof PlanTexts> & {
  competencies: Omit<Competency, keyof CompetencyTexts>[];
  questions: Omit<Question, keyof QuestionTexts>[];
};

/**
 * A planner's own first draft is nobody's wording, and neither is a copy of one: only such are copied. Whatever comes
 * after it is what somebody wished for this one person.
 */
export const isDictated = ({ revision }: Pick<Plan, 'revision'>): boolean => revision > 1;

const competencyStructure = (competency: Competency): PlanStructure['competencies'][number] => {
  const { id, weight, required, minimumScore, minimumEvidence } = competency;
  return { id, weight, required, ...(minimumScore === undefined ? {} : { minimumScore }), minimumEvidence };
};

/** Names what may stay; a member that is not named goes with the words. */
export const splitPlan = (plan: Plan): { structure: PlanStructure; texts: PlanTexts } => {
  const { revision, formId, engine, model, promptHash, rubricHash, thresholds, createdAt } = plan;
  const { competencies, questions, greeting, closing, skillsCoverage, warnings } = plan;
  return {
    structure: {
      revision,
      formId,
      engine,
      ...(model === undefined ? {} : { model }),
      promptHash,
      rubricHash,
      thresholds,
      competencies: competencies.map(competencyStructure),
      questions: questions.map(({ id, competencyIds, timeBudgetSeconds }) => ({
        id,
        competencyIds,
        timeBudgetSeconds,
      })),
      createdAt,
    },
    texts: {
      competencies: competencies.map(({ name, definition, anchors, notScoreable }) => ({
        name,
        definition,
        anchors,
        notScoreable,
      })),
      questions: questions.map(({ text, probes }) => ({ text, probes })),
      greeting,
      closing,
      skillsCoverage,
      ...(warnings === undefined ? {} : { warnings }),
    },
  };
};

const noCompetencyTexts: CompetencyTexts = {
  name: erasedMark,
  definition: erasedMark,
  anchors: { '1': erasedMark, '2': erasedMark, '3': erasedMark, '4': erasedMark, '5': erasedMark },
  notScoreable: [],
};
const noQuestionTexts: QuestionTexts = { text: erasedMark, probes: [] };

/** The plan again; with `null` for words that are gone, it says of each that it was erased. */
export const joinPlan = (structure: PlanStructure, texts: PlanTexts | null): Plan => ({
  ...structure,
  competencies: structure.competencies.map((one, index) => ({
    ...one,
    ...(texts?.competencies[index] ?? noCompetencyTexts),
  })),
  questions: structure.questions.map((one, index) => ({ ...one, ...(texts?.questions[index] ?? noQuestionTexts) })),
  greeting: texts?.greeting ?? erasedMark,
  closing: texts?.closing ?? erasedMark,
  skillsCoverage: texts?.skillsCoverage ?? {},
  ...(texts?.warnings === undefined ? {} : { warnings: texts.warnings }),
});
