// The rules that a plan from any engine must meet before a recruiter sees it.
import { anchorLevels } from './plan.ts';
import type { Competency, PlanDraft, Question } from './plan.ts';
import { findBannedWord } from '../protected-matters/find-banned-word.ts';
import { findProtectedMatter } from '../protected-matters/find-protected-matter.ts';
import { planLimits } from './plan-limits.ts';

export type PlanProblemCode =
  | 'count'
  | 'duplicate_id'
  | 'text_length'
  | 'weight'
  | 'anchors_equal'
  | 'banned_word'
  | 'minimum_evidence'
  | 'unknown_competency'
  | 'competency_uncovered'
  | 'duplicate_question'
  | 'time_budget'
  | 'thresholds'
  | 'protected_matter';

/** `part` names the field (`c1.anchors.3`, `q2.probes`); no text of the plan is repeated. */
export type PlanProblem = { code: PlanProblemCode; part: string };

const problem = (code: PlanProblemCode, part: string): PlanProblem => ({ code, part });

const when = (isWrong: boolean, code: PlanProblemCode, part: string): PlanProblem[] =>
  isWrong ? [problem(code, part)] : [];

const within = (value: number, min: number, max: number): boolean =>
  Number.isFinite(value) && value >= min && value <= max;

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

const checkText = (text: string, part: string, min: number, max: number): PlanProblem[] =>
  when(!within(Array.from(text.trim()).length, min, max), 'text_length', part);

const duplicates = (values: string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

const checkProtected = (text: string, part: string): PlanProblem[] =>
  when(findProtectedMatter(text) !== null, 'protected_matter', part);

const checkAnchors = ({ id, anchors }: Competency): PlanProblem[] => [
  ...anchorLevels.flatMap((level) => {
    const part = `${id}.anchors.${level}`;
    return [
      ...checkText(anchors[level], part, 1, planLimits.textLengthMax),
      ...when(findBannedWord(anchors[level]) !== null, 'banned_word', part),
      ...checkProtected(anchors[level], part),
    ];
  }),
  ...when(duplicates(anchorLevels.map((level) => plain(anchors[level]))).length > 0, 'anchors_equal', `${id}.anchors`),
];

const checkCompetency = (competency: Competency): PlanProblem[] => {
  const { id, name, definition, weight, minimumScore, minimumEvidence, notScoreable } = competency;
  return [
    ...checkText(id, 'id', 1, 40),
    ...checkText(name, `${id}.name`, 1, planLimits.nameLengthMax),
    ...checkText(definition, `${id}.definition`, 1, planLimits.textLengthMax),
    ...when(!(within(weight, 0, planLimits.weightSumMax) && weight > 0), 'weight', `${id}.weight`),
    ...when(minimumScore !== undefined && !within(minimumScore, 1, 5), 'weight', `${id}.minimumScore`),
    ...when(
      !(Number.isInteger(minimumEvidence) && within(minimumEvidence, 1, planLimits.minimumEvidenceMax)),
      'minimum_evidence',
      id,
    ),
    ...when(notScoreable.length > 20, 'count', `${id}.notScoreable`),
    ...checkAnchors(competency),
    ...[name, definition].flatMap((text) => checkProtected(text, id)),
  ];
};

const checkQuestion = (question: Question, known: Set<string>): PlanProblem[] => {
  const { id, text, competencyIds, probes, timeBudgetSeconds } = question;
  const { questionLengthMin, questionLengthMax, probesMax, timeBudgetSecondsMin, timeBudgetSecondsMax } = planLimits;
  return [
    ...checkText(id, 'id', 1, 40),
    ...checkText(text, `${id}.text`, questionLengthMin, questionLengthMax),
    ...when(
      competencyIds.length === 0 || competencyIds.some((competency) => !known.has(competency)),
      'unknown_competency',
      id,
    ),
    ...when(probes.length > probesMax, 'count', `${id}.probes`),
    ...probes.flatMap((probe) => checkText(probe, `${id}.probes`, 1, questionLengthMax)),
    ...when(!within(timeBudgetSeconds, timeBudgetSecondsMin, timeBudgetSecondsMax), 'time_budget', id),
    ...[text, ...probes].flatMap((part) => checkProtected(part, id)),
  ];
};

const checkThresholds = ({ strongHire, hire, maybe, maxMissingWeightShare }: PlanDraft['thresholds']): PlanProblem[] =>
  when(
    !(
      within(strongHire, hire, 100) &&
      within(hire, maybe, 100) &&
      within(maybe, 0, 100) &&
      within(maxMissingWeightShare, 0, 1)
    ),
    'thresholds',
    'thresholds',
  );

const checkWhole = ({ competencies, questions, greeting, closing }: PlanDraft): PlanProblem[] => {
  const { competenciesMin, competenciesMax, questionsMin, questionsMax, weightSumMax, textLengthMax } = planLimits;
  const covered = new Set(questions.flatMap(({ competencyIds }) => competencyIds));
  const weightSum = competencies.reduce((sum, { weight }) => sum + weight, 0);
  return [
    ...when(!within(competencies.length, competenciesMin, competenciesMax), 'count', 'competencies'),
    ...when(!within(questions.length, questionsMin, questionsMax), 'count', 'questions'),
    ...duplicates([...competencies, ...questions].map(({ id }) => id)).map((id) => problem('duplicate_id', id)),
    ...duplicates(competencies.map(({ name }) => plain(name))).map(() => problem('duplicate_id', 'competencies.name')),
    ...duplicates(questions.map(({ text }) => plain(text))).map(() => problem('duplicate_question', 'questions')),
    ...when(weightSum > weightSumMax, 'weight', 'competencies'),
    ...competencies.filter(({ id }) => !covered.has(id)).map(({ id }) => problem('competency_uncovered', id)),
    ...[greeting, closing].flatMap((text, index) => {
      const part = index === 0 ? 'greeting' : 'closing';
      return [...checkText(text, part, 1, textLengthMax), ...checkProtected(text, part)];
    }),
  ];
};

/** Everything that is wrong with a draft; empty when it may be shown to a recruiter. */
export const checkPlan = (draft: PlanDraft): PlanProblem[] => {
  const known = new Set(draft.competencies.map(({ id }) => id));
  return [
    ...checkWhole(draft),
    ...draft.competencies.flatMap(checkCompetency),
    ...draft.questions.flatMap((question) => checkQuestion(question, known)),
    ...checkThresholds(draft.thresholds),
  ];
};

/** The error code that a failed check stands for. */
export const planErrorCode = (problems: PlanProblem[]): 'plan.protected_matter' | 'plan.invalid' =>
  problems.some(({ code }) => code === 'protected_matter') ? 'plan.protected_matter' : 'plan.invalid';
