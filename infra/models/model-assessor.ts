// Reads one competency with a language model: it points at words and picks an anchor, code does the rest.
import { z } from 'zod';
import { abstainReasons, type Judgement } from '../../domain/assessment/assessment.ts';
import { AppError } from '../../domain/errors.ts';
import { anchorLevels } from '../../domain/plan/plan.ts';
import type { Again, Assessor, AssessorInput } from '../../domain/ports/models.ts';
import { cutAtSentence } from '../../domain/text/sentences.ts';
import type { ModelCaller } from './call-model.ts';
import { placeQuotes } from './find-quote.ts';
import { loadPrompt } from './prompt-file.ts';
import { seedOf } from './sampling.ts';
import { inBlocks, shownTurns } from './shown-turns.ts';

const abstain = z.strictObject({ why: z.enum(abstainReasons) }).nullable();

// What can be left out without harm may be: another call would cost more than it is worth.
const judgementSchema = z.strictObject({
  evidence: z.array(z.strictObject({ turn: z.int().min(1).max(10_000), quote: z.string().min(1).max(1_000) })).max(12),
  rationale: z.string().max(4_000),
  missingForNextLevel: z.string().max(4_000).catch(''),
  score: z.int().min(1).max(5).nullable(),
  abstain: abstain.catch(null),
});
type Output = z.infer<typeof judgementSchema>;

const shownMax = 800;

/** A score without a single quote that the candidate really said is no score. */
const readJudgement = (output: Output, { judge, competency, turns }: AssessorInput): Judgement => {
  if (output.score !== null && output.abstain !== null) throw new AppError('model.invalid_output');
  const { spans: evidence, lost } = placeQuotes(output.evidence, turns);
  const score = evidence.length === 0 ? null : output.score;
  return {
    judge: `reading-${judge + 1}`,
    competencyId: competency.id,
    score,
    anchor: score === null ? null : (anchorLevels[score - 1] ?? null),
    rationale: score === null && output.score !== null ? '' : cutAtSentence(output.rationale, shownMax),
    evidence,
    given: output.score,
    abstained: output.abstain?.why ?? null,
    missingForNextLevel: score === null ? '' : cutAtSentence(output.missingForNextLevel, shownMax),
    quotesLost: lost,
  };
};

const wrong = (problem: Again['problem'], minimumEvidence: number): string => {
  if (problem === 'quotes_missing')
    return `Your previous output gave a score with too few quotes that stand in the answers letter by letter. Give ${minimumEvidence} or more from different statements, or the score that those you can give reach.`;
  if (problem === 'model.ambiguous_answer')
    return 'Your previous output held more than one answer. Give one JSON object, each member once.';
  if (problem === 'model.invalid_output')
    return 'Your previous output could not be read: it was not the one JSON object described under "Output".';
  return 'Your previous output was empty or a refusal. Rate the competency as described, or abstain.';
};

/** What readings of one interview share comes first, so that providers can keep it: the competency is last. */
const dataOf = (input: AssessorInput): Record<string, unknown> => {
  const { competency, questions, turns, judge, position, level, again } = input;
  const { name, definition, anchors, minimumEvidence, notScoreable } = competency;
  const askedFor = new Set(questions.filter((one) => one.competencyIds.includes(competency.id)).map(({ id }) => id));
  const shown = shownTurns(turns, ({ questionId }) => askedFor.has(questionId));
  const asked = new Set(turns.filter(({ questionId }) => askedFor.has(questionId)).map(({ turn }) => turn));
  const askedInTurns = shown.map(({ turn }) => turn).filter((turn) => asked.has(turn));
  return {
    position: position ?? null,
    level: level ?? null,
    turns: inBlocks(shown, turns, judge),
    // Weights, bounds and other competencies stay out: a reader should not see what a score leads to.
    competency: { name, definition, anchors, askedInTurns, minimumEvidence, notScoreable },
    ...(again && { again: wrong(again.problem, minimumEvidence) }),
  };
};

export const createModelAssessor = (call: ModelCaller): Assessor => ({
  advisory: false,
  basis: loadPrompt('assessor').hash,
  judge: (input, options) =>
    call(
      {
        name: 'judge',
        prompt: loadPrompt('assessor'),
        data: dataOf(input),
        schema: judgementSchema,
        outputTokensMax: 3_000,
        seed: seedOf(input),
        read: (output) => readJudgement(output, input),
      },
      options,
    ),
});
