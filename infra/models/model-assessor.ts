// Judges one competency with a language model: it points at words and picks an anchor, code does the rest.
import { z } from 'zod';
import type { Judgement } from '../../domain/assessment/assessment.ts';
import { anchorLevels } from '../../domain/plan/plan.ts';
import type { Assessor, AssessorInput } from '../../domain/ports/models.ts';
import type { ModelCaller } from './call-model.ts';
import { findQuotes } from './find-quote.ts';
import { loadPrompt } from './prompt-file.ts';
import { shownTurns } from './shown-turns.ts';

const judgementSchema = z.strictObject({
  evidence: z.array(z.strictObject({ turn: z.int().min(1).max(10_000), quote: z.string().min(1).max(1_000) })).max(12),
  rationale: z.string().max(800),
  score: z.int().min(1).max(5).nullable(),
});

/** A score without a single quote that the candidate really said is no score. */
const readJudgement = (output: z.infer<typeof judgementSchema>, input: AssessorInput): Judgement => {
  const evidence = findQuotes(output.evidence, input.turns);
  const score = evidence.length === 0 ? null : output.score;
  return {
    judge: `judge-${input.judge}`,
    competencyId: input.competency.id,
    score,
    anchor: score === null ? null : (anchorLevels[score - 1] ?? null),
    rationale: score === null && output.score !== null ? '' : output.rationale,
    evidence,
  };
};

export const createModelAssessor = (call: ModelCaller): Assessor => ({
  advisory: false,
  judge: (input, options) => {
    const { competency, questions, turns, judge } = input;
    const askedFor = new Set(
      questions.filter(({ competencyIds }) => competencyIds.includes(competency.id)).map(({ id }) => id),
    );
    return call(
      {
        name: 'judge',
        prompt: loadPrompt('assessor'),
        // Weights, bounds and other competencies stay out: a judge should not see what a score leads to.
        data: {
          competency: { name: competency.name, definition: competency.definition, anchors: competency.anchors },
          notScoreable: competency.notScoreable,
          turns: shownTurns(turns, ({ questionId }) => askedFor.has(questionId)),
        },
        schema: judgementSchema,
        outputTokensMax: 3_000,
        seed: judge,
        read: (output) => readJudgement(output, input),
      },
      options,
    );
  },
});
