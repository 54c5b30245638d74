// Questions for the next round, out of what stayed open: never about what may not be asked.
import type { Competency, Question } from '../plan/plan.ts';
import { findProtectedMatter } from '../protected-matters/find-protected-matter.ts';
import { foldWords } from '../text/fold-words.ts';

/** A question for the next round, and the competency that it is about. */
export type FollowUp = { competencyId: string; text: string };

type Result = { id: string; score: number | null; missingForNextLevel?: string };

export type OpenPlan = { competencies: readonly Pick<Competency, 'id'>[]; questions: readonly Question[] };

const mostShown = 8;

/** The words alone, so that a question that was asked is known again. */
const same = (text: string): string => foldWords(text).text;

/** What the plan held ready for a competency and nobody asked, else its first question once more. */
const unasked = (id: string, { questions }: OpenPlan, asked: ReadonlySet<string>): string[] => {
  const about = questions.filter(({ competencyIds }) => competencyIds.includes(id));
  const probes = about.flatMap((question) => question.probes).filter((probe) => !asked.has(same(probe)));
  return probes.length > 0 ? probes : about.map(({ text }) => text);
};

const textFor = (result: Result, plan: OpenPlan, asked: ReadonlySet<string>): string | undefined => {
  const { score, missingForNextLevel = '' } = result;
  if (score === null) return unasked(result.id, plan, asked)[0];
  return missingForNextLevel === '' ? undefined : missingForNextLevel;
};

/**
 * For what gave no score an unused follow-up of the plan; for what did, what its reading missed for the next level. `asked`
 * are the questions of the conversation.
 */
export const followUpsOf = (results: readonly Result[], plan: OpenPlan, asked: readonly string[]): FollowUp[] => {
  const known = new Set(asked.map(same));
  return results
    .flatMap((result) => {
      const text = textFor(result, plan, known)?.trim() ?? '';
      return text === '' || findProtectedMatter(text) !== null ? [] : [{ competencyId: result.id, text }];
    })
    .slice(0, mostShown);
};
