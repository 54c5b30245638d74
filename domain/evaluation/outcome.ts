// What one assessment of one written interview came to: numbers and codes, nothing of what was said.
import type { Assessment, CompetencyResult, Judgement } from '../assessment/assessment.ts';
import { isWithheld } from '../scoring/leak.ts';
import type { EvaluatedInterview } from './expand-set.ts';
import type { Truth } from './written-set.ts';

export type CompetencyOutcome = {
  id: string;
  score: number | null;
  reason: string | null;
  spread: number | null;
  /** As each reading gave it, in the order of the readings. */
  readings: (number | null)[];
  evidence: number;
  /** Lowered for lack of evidence; null where the assessment does not say. */
  held: boolean | null;
  /** Its explanation was withheld, since it repeated the candidate or named somebody. */
  withheld: boolean;
  /** Quotes that stand in no answer; null where the assessment does not say. */
  quotesLost: number | null;
};

export type Outcome = {
  interview: string;
  repeat: number;
  competencies: CompetencyOutcome[];
  overallScore: number | null;
  verdict: string | null;
  /** The code of what kept it from being assessed at all. */
  failed?: string;
};

const outcomeOf = (result: CompetencyResult, judgements: readonly Judgement[]): CompetencyOutcome => ({
  id: result.id,
  score: result.score,
  reason: result.reason,
  spread: result.spread,
  readings: judgements
    .filter(({ competencyId }) => competencyId === result.id)
    .toSorted((left, right) => left.judge.localeCompare(right.judge, 'en'))
    .map(({ score }) => score),
  evidence: result.evidence.length,
  held: result.held ?? null,
  withheld: isWithheld(result.rationale),
  quotesLost: result.quotesLost ?? null,
});

export const assessedOutcome = (
  about: { interview: string; repeat: number },
  { competencies, overallScore, verdict }: Pick<Assessment, 'competencies' | 'overallScore' | 'verdict'>,
  judgements: readonly Judgement[],
): Outcome => ({
  ...about,
  competencies: competencies.map((result) => outcomeOf(result, judgements)),
  overallScore,
  verdict,
});

/** An assessed competency beside what it should be. */
export type Case = CompetencyOutcome & {
  interview: EvaluatedInterview;
  repeat: number;
  truth: Truth;
  trap: string | null;
  /** Of the answer to its own question. */
  words: number;
};

const wordsOf = ({ turns, plan }: EvaluatedInterview, competencyId: string): number => {
  const asked = plan.questions.filter(({ competencyIds }) => competencyIds.includes(competencyId)).map(({ id }) => id);
  const said = turns.filter(({ questionId }) => asked.includes(questionId)).map(({ answer }) => answer ?? '');
  return said
    .join(' ')
    .split(/\s+/u)
    .filter((word) => word !== '').length;
};

/** Every competency that was assessed; interviews that failed as a whole have none. */
export const casesOf = (interviews: readonly EvaluatedInterview[], outcomes: readonly Outcome[]): Case[] => {
  const byId = new Map(interviews.map((interview) => [interview.id, interview]));
  return outcomes.flatMap((outcome) => {
    const interview = byId.get(outcome.interview);
    if (interview === undefined) return [];
    return outcome.competencies.flatMap((competency) => {
      const known = interview.truth.find(({ competencyId }) => competencyId === competency.id);
      if (known === undefined) return [];
      const { truth, trap } = known;
      return [
        { ...competency, interview, repeat: outcome.repeat, truth, trap, words: wordsOf(interview, competency.id) },
      ];
    });
  });
};
