// Answers a recruiter's question about one conversation with a language model, with citations or not at all.
import { z } from 'zod';
import { chatRefusals, refusalWords } from '../../domain/assessment/chat-refusal.ts';
import type { Assistant, AssistantAnswer } from '../../domain/ports/models.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import type { ModelCaller } from './call-model.ts';
import { findQuotes } from './find-quote.ts';
import { loadPrompt } from './prompt-file.ts';
import { shownTurns } from './shown-turns.ts';

const answerSchema = z.strictObject({
  answered: z.boolean(),
  // A model that gives no reason, or one of its own, has found nothing.
  why: z.string().max(40).nullish().catch(null),
  answer: z.string().max(2_000),
  citations: z.array(z.strictObject({ turn: z.int().min(1).max(10_000), quote: z.string().min(1).max(1_000) })).max(12),
});

/** An answer that cites nothing the candidate said is not an answer from the transcript. */
const readAnswer = (
  { answered, why, answer, citations }: z.infer<typeof answerSchema>,
  turns: readonly Turn[],
): AssistantAnswer => {
  const spans = answered && answer !== '' ? findQuotes(citations, turns) : [];
  const refused = (!answered && chatRefusals.find((one) => one === why)) || 'not_in_transcript';
  if (spans.length === 0) return { answer: refusalWords[refused], citations: [], refused };
  return { answer, citations: spans.map(({ turn, start, end }) => ({ turn, start, end })), refused: null };
};

export const createModelAssistant = (call: ModelCaller): Assistant => ({
  answer: ({ question, turns, assessment, skills }, options) => {
    const results = assessment.competencies.map(({ name, status, score, rationale }) => ({
      name,
      status,
      score,
      rationale,
    }));
    return call(
      {
        name: 'chat',
        prompt: loadPrompt('assistant'),
        data: {
          question,
          turns: shownTurns(turns),
          assessment: { overallScore: assessment.overallScore, verdict: assessment.verdict, competencies: results },
          skills,
        },
        schema: answerSchema,
        outputTokensMax: 3_000,
        read: (output) => readAnswer(output, turns),
      },
      options,
    );
  },
});
