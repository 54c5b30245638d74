// Tries the other jobs of an engine on each occupation of a set: a plan, a follow-up question, answers about a transcript.
import type { EvaluatedInterview } from '../domain/evaluation/expand-set.ts';
import type { Occupation, WrittenSet } from '../domain/evaluation/written-set.ts';
import { checkPlan } from '../domain/plan/check-plan.ts';
import type { Plan, PlanDraft, PlannerInput } from '../domain/plan/plan.ts';
import type { AssistantAnswer, Engines, ModelResult } from '../domain/ports/models.ts';
import { isFinding, type Ledger } from './ledger.ts';
import { patiently } from './patience.ts';

export type Trials = {
  /** Of each occupation, the parts of the model's draft that the plan check refused; null without a usable draft. */
  drafts: { occupation: string; problems: string[] | null }[];
  chat: { answerable: boolean; answered: boolean }[];
  /** Texts of the set's own plans, all of them lawful, and those that were flagged all the same. */
  protectedMatters: { looked: number; flagged: string[] };
};

const unanswerable: Readonly<Record<Occupation['locale'], string>> = {
  en: 'Which car does the candidate drive?',
  de: 'Welches Auto fährt die Person?',
  es: '¿Qué coche conduce la persona?',
};
const answerable: Readonly<Record<Occupation['locale'], (topic: string) => string>> = {
  en: (topic) => `What did the candidate tell about this: ${topic}?`,
  de: (topic) => `Was hat die Person hierüber erzählt: ${topic}?`,
  es: (topic) => `¿Qué contó la persona sobre esto: ${topic}?`,
};

const plannerInput = ({ position, level, jobDescription, locale, competencies }: Occupation): PlannerInput => ({
  position,
  level,
  qualifications: competencies.map(({ name }) => name),
  jobDescription,
  companyName: 'Example Company',
  locale,
});

const problemsOf = (draft: PlanDraft): string[] => checkPlan(draft).map(({ code, part }) => `${part} ${code}`);

const lawfulTexts = ({ competencies, questions }: Plan): number => competencies.length * 7 + questions.length;

/** Unusable answers are counted by the ledger; here there is just no value. */
const valueOf = async <T>(call: () => Promise<ModelResult<T>>): Promise<T | null> => {
  try {
    return (await patiently(call)).value;
  } catch (error) {
    if (isFinding(error)) return null;
    throw error;
  }
};

export const tryJobs = async (
  { occupations }: WrittenSet,
  interviews: readonly EvaluatedInterview[],
  {
    engines,
    ledger,
    signal,
  }: { engines: Omit<Engines, 'assessor'>; ledger: Pick<Ledger, 'pass'>; signal: AbortSignal },
): Promise<Trials> => {
  const trials: Trials = { drafts: [], chat: [], protectedMatters: { looked: 0, flagged: [] } };
  const options = { signal, tenantId: 'ten_evaluation' };
  const kept = ledger.pass(0);
  for (const { id, occupation } of occupations) {
    const strong = interviews.find((one) => one.occupation === id && one.ladder === 3);
    if (strong === undefined) continue;
    const { plan, turns } = strong;
    trials.protectedMatters.looked += lawfulTexts(plan);
    const flagged = problemsOf({ ...plan, greeting: 'Hello.', closing: 'Thank you.' }).filter((one) =>
      one.endsWith('protected_matter'),
    );
    trials.protectedMatters.flagged.push(...flagged.map((one) => `${id} ${one}`));

    const job = plannerInput(occupation);
    const draft = await valueOf(() => kept('draft_plan', job, () => engines.planner.draft(job, options)));
    trials.drafts.push({ occupation: id, problems: draft === null ? null : problemsOf(draft) });

    const [question] = plan.questions;
    if (question !== undefined) {
      const asked = {
        question,
        competencies: plan.competencies,
        turns: turns.slice(0, 1),
        open: question.probes.map((_, place) => place),
      };
      await valueOf(() => kept('follow_up', asked, () => engines.interviewer.followUp(asked, options)));
    }
    const ask = async (words: string, isAnswerable: boolean): Promise<void> => {
      const assessment = { competencies: [], overallScore: null, verdict: null };
      const input = { question: words, turns, assessment, skills: [] };
      const answer = await valueOf<AssistantAnswer>(() =>
        kept('chat', input, () => engines.assistant.answer(input, options)),
      );
      if (answer !== null) trials.chat.push({ answerable: isAnswerable, answered: answer.refused === null });
    };
    await ask(answerable[occupation.locale](occupation.competencies[0]?.name ?? ''), true);
    await ask(unanswerable[occupation.locale], false);
  }
  return trials;
};
