// Reads an existing plan back: what a question is about, which kind of work a competency is, what a wish refers to.
import { levels } from '../../../domain/request/request.ts';
import type { Competency, PlanDraft, PlannerInput, Question } from '../../../domain/plan/plan.ts';
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { skillAreas } from '../../../domain/skills/skill.ts';
import type { SkillArea } from '../../../domain/skills/skill.ts';
import { areaOf } from './area-of.ts';
import { kitOf } from './area-kits.ts';
import { midSentence } from './letter-case.ts';
import { questionForms, wordingOf } from './level-wording.ts';
import { homeAreaOf, requirementsOf } from './requirement.ts';

const opening = (template: string): string => template.slice(0, template.indexOf('{topic}'));

/** By the definition that the offline planner wrote, else by the words. */
export const areaOfCompetency = ({ name, definition }: Competency, input: PlannerInput): SkillArea =>
  skillAreas.find((area) => definition.startsWith(opening(kitOf(area).definition))) ??
  areaOf(name) ??
  areaOf(definition) ??
  homeAreaOf(input.position);

/** The subject of a competency: its name without the heading that joined names have. */
export const focusOfCompetency = ({ name }: Competency): string => midSentence(name.replace(/^[^:]{3,40}: /u, ''));

/** The requirement that a question takes up, else its competency's subject. */
export const topicOfQuestion = (question: Question, plan: PlanDraft, input: PlannerInput): string => {
  const named = requirementsOf(input)
    .map(({ topic }) => topic)
    .filter((topic) => question.text.includes(topic))
    .toSorted((a, b) => b.length - a.length)[0];
  const competency = plan.competencies.find(({ id }) => question.competencyIds.includes(id));
  return named ?? (competency === undefined ? midSentence(input.position) : focusOfCompetency(competency));
};

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** "question 2", "q2", "the second question", "the last question". */
export const questionReferredTo = (text: string, { questions }: PlanDraft): Question | undefined => {
  const number = /\b(?:question|q|no\.?|number|#)\s*(\d{1,2})\b/iu.exec(text)?.[1];
  const byNumber = questions.find(({ id }) => number !== undefined && id === `q${Number(number)}`);
  if (byNumber !== undefined) return byNumber;
  if (/\blast question\b/iu.test(text)) return questions.at(-1);
  const ordinal = ordinals.findIndex((word) => new RegExp(`\\b${word} question\\b`, 'iu').test(text));
  return ordinal === -1 ? undefined : questions[ordinal];
};

/** A competency named in full or by its id. */
export const competencyReferredTo = (text: string, { competencies }: PlanDraft): Competency | undefined => {
  const lower = text.toLowerCase();
  return competencies.find(
    ({ id, name }) =>
      lower.includes(name.toLowerCase()) || new RegExp(`\\bcompetency ${id}\\b|\\b${id}\\b`, 'iu').test(text),
  );
};

const common = new Set(
  'about what which when that this with have from your their they them then than more less question questions please make should would could where does into over very some such only also each other there these those been were work involved involves'.split(
    ' ',
  ),
);

const significantWords = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/\p{L}{4,}/gu) ?? [])
      .filter((word) => !common.has(word))
      .map((word) => word.replace(/(?:ing|ed|es|s)$/u, '')),
  );

/** Words that stand in questions whatever they are about. */
const templateWords = significantWords(
  [
    ...skillAreas.flatMap((area) => questionForms.flatMap((form) => [...kitOf(area)[form]])),
    ...levels.flatMap((level) => questionForms.flatMap((form) => [...wordingOf(level).endings[form]])),
  ].join(' '),
);

const overlap = (wanted: Set<string>, text: string): number => {
  const present = significantWords(text);
  return [...wanted].filter((word) => present.has(word) && !templateWords.has(word)).length;
};

/** The question whose words (and skills) a free wish is closest to, or undefined when none shares any. */
export const closestQuestion = (text: string, plan: PlanDraft): Question | undefined => {
  const words = significantWords(text);
  const skills = new Set(recogniseSkills(text).map(({ skill }) => skill));
  const scored = plan.questions.map((question) => {
    const names = plan.competencies.filter(({ id }) => question.competencyIds.includes(id)).map(({ name }) => name);
    const shared = recogniseSkills(question.text).filter(({ skill }) => skills.has(skill)).length;
    return { question, score: overlap(words, [question.text, ...names].join(' ')) + 2 * shared };
  });
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best === undefined || best.score === 0 ? undefined : best.question;
};

/** The competency that a new question about `topic` belongs to: shared words, else the same kind of work, else the weightiest. */
export const competencyFor = (topic: string, plan: PlanDraft, input: PlannerInput): Competency | undefined => {
  const words = significantWords(topic);
  const area = areaOf(topic);
  const score = (competency: Competency): number =>
    3 * overlap(words, competency.name) +
    (areaOfCompetency(competency, input) === area ? 2 : 0) +
    competency.weight / 1_000;
  return plan.competencies.toSorted((a, b) => score(b) - score(a))[0];
};
