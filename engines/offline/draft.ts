// Drafts a plan: one competency per statement of the job, questions that quote it, the same for the same input.
import type { Competency, PlanDraft, PlannerInput, Question } from '../../domain/plan/plan.ts';
import { defaultThresholds } from '../../domain/plan/plan.ts';
import { findBannedWord } from '../../domain/protected-matters/find-banned-word.ts';
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import type { Level } from '../../domain/request/request.ts';
import { recogniseSkills, skillsOf } from '../../domain/skills/recognise-skills.ts';
import { anchorsOf, definitionOf, followUps, questionTexts } from './frames.ts';
import { isOrder } from './orders.ts';
import { shortened, statementsOf, tidy, type Statement } from './statements.ts';

const nameLengthMax = 100;
/** Up to so many statements get two questions each. */
const fewStatements = 3;
const seconds: Readonly<Record<Level, number>> = { JUNIOR: 180, MID: 240, SENIOR: 300, LEAD: 300, PRINCIPAL: 300 };
const conditionSeconds = 120;
const weights = { required: 30, plain: 20, optional: 10 };

export const notScoreable = [
  'fluency or grammar',
  'accent or pronunciation',
  'confidence or enthusiasm',
  'speed or length of the answer',
  'anything about the person rather than the work',
];

/** For every skill that the request asks for, whether a question or competency names it. */
export const coverageOf = (
  { qualifications, jobDescription }: Pick<PlannerInput, 'qualifications' | 'jobDescription'>,
  { competencies, questions }: Pick<PlanDraft, 'competencies' | 'questions'>,
): Record<string, boolean> => {
  const texts = [...competencies.map(({ name }) => name), ...questions.map(({ text }) => text)];
  const covered = new Set(texts.flatMap(recogniseSkills).map(({ skill }) => skill));
  return Object.fromEntries(skillsOf(qualifications, jobDescription).map((skill) => [skill, covered.has(skill)]));
};

export type CompetencyInput = Statement & { id: string };

/** A rubric never holds words about how somebody sounds or seems, even where the job does. */
export const composeCompetency = ({ id, quote, kind, counts }: CompetencyInput, level: Level): Competency => ({
  id,
  name: shortened(quote, nameLengthMax),
  definition: definitionOf(quote, level),
  weight: weights[counts],
  required: counts === 'required',
  anchors: anchorsOf(findBannedWord(quote) === null ? `“${quote}”` : 'what the job asks for here', kind),
  minimumEvidence: level === 'JUNIOR' || kind === 'condition' ? 1 : 2,
  notScoreable,
});

/** Names must differ: one that was cut like another is told apart by its id. */
const withOwnNames = (competencies: readonly Competency[]): Competency[] => {
  const names = competencies.map(({ name }) => name.toLowerCase());
  return competencies.map((one, at) =>
    names.indexOf(names[at] ?? '') === at ? one : { ...one, name: `${one.name} (${one.id})` },
  );
};

const composeQuestions = (statements: readonly Statement[], level: Level): Question[] => {
  const rounds = statements.length <= fewStatements ? [0, 1] : [0];
  return rounds
    .flatMap((round) => statements.map((statement, index) => ({ ...statement, index, round })))
    .map(({ quote, kind, index, round }, position) => ({
      id: `q${position + 1}`,
      text: questionTexts(quote, kind, level).at((kind === 'work' ? position : round) % 4) ?? quote,
      competencyIds: [`c${index + 1}`],
      probes: [...followUps],
      timeBudgetSeconds: kind === 'condition' ? conditionSeconds : seconds[level],
    }));
};

/** Texts that are lawful one by one could meet in a frame to make a protected matter the subject. */
const isSafe = (statement: Statement, level: Level): boolean => {
  const { definition, anchors } = composeCompetency({ ...statement, id: 'c1' }, level);
  return [definition, ...Object.values(anchors), ...questionTexts(statement.quote, statement.kind, level)].every(
    (text) => findProtectedMatter(text) === null,
  );
};

const sayable = (text: string): string | null => {
  const name = shortened(tidy(text.slice(0, 1_000)), nameLengthMax);
  return /\p{L}/u.test(name) && !isOrder(name) && findProtectedMatter(name) === null ? name : null;
};

const greetingAbout = (subject: string): string =>
  [
    `Hello {name}, thank you for taking the time to talk about ${subject}.`,
    'I am an AI interviewer, not a person; people read your answers afterwards, and a person decides.',
    'I will ask you one question at a time, and sometimes a follow-up. Real examples help most.',
    'Take a moment to think if you like, and say so at any time if you need help or would rather talk to a person.',
  ].join(' ');

/** Names nothing that a revision could change, such as the number of questions. */
const greetingFor = ({ position, companyName }: PlannerInput): string => {
  const [role, company] = [sayable(position), sayable(companyName)];
  const at = company === null ? '' : ` at ${company}`;
  const greeting = greetingAbout(role === null ? `this position${at}` : `the position of ${role}${at}`);
  return findProtectedMatter(greeting) === null ? greeting : greetingAbout('this position');
};

const closing =
  'Thank you, those were all my questions. Your answers are stored as you gave them, and a person will read them before anything is decided. You will hear from the recruiting team about the next step.';

const nothingNamed: Statement = { quote: 'The work of this position', kind: 'work', counts: 'plain' };

export const draftPlan = (input: PlannerInput): PlanDraft => {
  const safe = statementsOf(input).filter((statement) => isSafe(statement, input.level));
  const statements = safe.length === 0 ? [nothingNamed] : safe;
  const competencies = withOwnNames(
    statements.map((statement, index) => composeCompetency({ ...statement, id: `c${index + 1}` }, input.level)),
  );
  const questions = composeQuestions(statements, input.level);
  return {
    competencies,
    questions,
    greeting: greetingFor(input),
    closing,
    thresholds: defaultThresholds,
    skillsCoverage: coverageOf(input, { competencies, questions }),
  };
};
