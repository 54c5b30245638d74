// Finds a wording that the plan does not have yet.
import type { Level } from '../../../domain/request/request.ts';
import type { PlanDraft, PlannerInput, Question } from '../../../domain/plan/plan.ts';
import { findProtectedMatter } from '../../../domain/protected-matters/find-protected-matter.ts';
import type { SkillArea } from '../../../domain/skills/skill.ts';
import { areaOf } from './area-of.ts';
import { composeQuestion, createVariety } from './compose-question.ts';
import type { ComposedQuestion } from './compose-question.ts';
import { levelBeside, questionForms } from './level-wording.ts';
import type { QuestionForm } from './level-wording.ts';
import { areaOfCompetency, topicOfQuestion } from './plan-reading.ts';
import type { Wish } from './wish.ts';
import { composeWished } from './wished-stems.ts';

export type WordingInput = {
  topic: string;
  area: SkillArea;
  wish: Wish;
  input: PlannerInput;
  plan: PlanDraft;
};

/** Frames of a trade only fit its own subjects; one that the recruiter names gets a neutral frame. */
const namesSubject = ({ kind, topic }: Wish): boolean => topic !== null && (kind === 'about' || kind === 'add');

const preferredForms = (wish: Wish): QuestionForm[] => {
  const { form, levelStep } = wish;
  if (form === null && namesSubject(wish)) return ['experience', 'scenario', 'depth'];
  const byLevel: QuestionForm[] =
    levelStep < 0 ? ['experience', 'depth', 'scenario'] : ['scenario', 'depth', 'experience'];
  return form === null ? byLevel : [form, ...questionForms.filter((other) => other !== form)];
};

/** Above MID a higher level means more people, not harder questions; the extra demand is said instead. */
export const levelFor = (level: Level, { levelStep }: Wish): Level =>
  levelStep > 0 && !['JUNIOR', 'MID'].includes(level) ? level : levelBeside(level, levelStep);

const extraDemand: Record<QuestionForm, string> = {
  experience: 'Also say what you would do differently today, and why.',
  scenario: 'Then assume that your first step fails.',
  depth: 'Also say where your answer stops being true.',
};

const demanding = (question: ComposedQuestion, form: QuestionForm, { levelStep }: Wish): ComposedQuestion =>
  levelStep > 0 ? { ...question, text: `${question.text} ${extraDemand[form]}` } : question;

const opening = (text: string): string => text.split(' ').slice(0, 6).join(' ');

/** The first wording nobody has met in this plan yet, preferring the form and level that the wish asks for. */
export const freshWording = ({ topic, area, wish, input, plan }: WordingInput): ComposedQuestion => {
  const level = levelFor(input.level, wish);
  const texts = plan.questions.map(({ text }) => text);
  const candidates = preferredForms(wish).flatMap((form) =>
    [0, 1, 2].map((start) =>
      demanding(
        namesSubject(wish)
          ? composeWished({ topic, form, level }, start)
          : composeQuestion({ topic, area, form, level }, createVariety(start)),
        form,
        wish,
      ),
    ),
  );
  const unused = candidates.filter(({ text }) => !texts.includes(text) && findProtectedMatter(text) === null);
  const distinct = unused.find(({ text }) => !texts.some((other) => opening(other) === opening(text)));
  const [fallback = { text: `What have you done yourself when it comes to ${topic}?`, timeBudgetSeconds: 180 }] =
    unused;
  return distinct ?? fallback;
};

/** The kind of work of a question: that of its competency, unless the wish leads elsewhere. */
export const areaFor = (question: Question, topic: string, plan: PlanDraft, input: PlannerInput): SkillArea => {
  const competency = plan.competencies.find(({ id }) => question.competencyIds.includes(id));
  return areaOf(topic) ?? (competency === undefined ? 'general' : areaOfCompetency(competency, input));
};

/** The same subject (or the wish's) in another form; unknown wishes are taken up as an addition. */
export const rewordedQuestion = (question: Question, wish: Wish, plan: PlanDraft, input: PlannerInput): Question => {
  if (wish.literal !== null && wish.kind === 'quote') return { ...question, text: wish.literal };
  const oldTopic = topicOfQuestion(question, plan, input);
  const topic = wish.kind === 'about' ? (wish.topic ?? oldTopic) : oldTopic;
  const { text, timeBudgetSeconds } = freshWording({
    topic,
    area: areaFor(question, topic, plan, input),
    wish,
    input,
    plan,
  });
  const isMore = wish.kind === 'other' && wish.topic !== null && wish.topic !== oldTopic;
  const addition = isMore ? ` Where it fits, please also speak about ${wish.topic ?? ''}.` : '';
  return { ...question, text: `${text}${addition}`, timeBudgetSeconds };
};
