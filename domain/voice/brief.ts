// What a voice provider is told of an interview: the questions that are left, word for word, and how far it may go beside them.
import type { Plan, Question } from '../plan/plan.ts';
import { fillGreeting, followUpsPerQuestionMax } from '../room/next-question.ts';
import type { Turn } from '../room/transcript.ts';

export type BriefQuestion = { id: string; text: string; probes: readonly string[] };

/** Nothing about the candidate: no name, no profile. */
export type CallBrief = {
  companyName: string | null;
  position: string | null;
  greeting: string;
  closing: string;
  questions: readonly BriefQuestion[];
  followUpsMax: number;
  /** Something was asked before, in this interview. */
  resumed: boolean;
  /** After so long the call ends. */
  limitMs: number;
};

/** Planned questions that nobody has answered yet, in their order. */
export const openQuestions = (plan: Pick<Plan, 'questions'>, turns: readonly Turn[]): Question[] => {
  const asked = new Set(
    turns
      .filter(({ kind, answeredAt }) => kind === 'question' && answeredAt !== null)
      .map(({ questionId }) => questionId),
  );
  return plan.questions.filter(({ id }) => !asked.has(id));
};

type About = {
  plan: Plan;
  turns: readonly Turn[];
  companyName: string | null;
  position: string | null;
  limitMs: number;
};

export const briefOf = ({ plan, turns, companyName, position, limitMs }: About): CallBrief => ({
  companyName,
  position,
  greeting: fillGreeting(plan.greeting, undefined),
  closing: plan.closing,
  questions: openQuestions(plan, turns).map(({ id, text, probes }) => ({
    id,
    text: fillGreeting(text, undefined),
    probes: probes.map((probe) => fillGreeting(probe, undefined)),
  })),
  followUpsMax: followUpsPerQuestionMax,
  resumed: turns.length > 0,
  limitMs,
});
