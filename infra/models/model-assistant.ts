// Answers a recruiter's question about one conversation with a language model, with citations or not at all.
import { z } from 'zod';
import type { Assistant, AssistantAnswer } from '../../domain/ports/models.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import type { ModelCaller } from './call-model.ts';
import { findQuotes } from './find-quote.ts';
import { loadPrompt } from './prompt-file.ts';
import { shownTurns } from './shown-turns.ts';

const answerSchema = z.strictObject({
  answered: z.boolean(),
  answer: z.string().max(2_000),
  citations: z.array(z.strictObject({ turn: z.int().min(1).max(10_000), quote: z.string().min(1).max(1_000) })).max(12),
});

const noAnswer: AssistantAnswer = {
  answer: 'The transcript holds no answer to this question.',
  citations: [],
  answered: false,
};

/** An answer that cites nothing the candidate said is not an answer from the transcript. */
const readAnswer = (output: z.infer<typeof answerSchema>, turns: readonly Turn[]): AssistantAnswer => {
  const spans = output.answered && output.answer !== '' ? findQuotes(output.citations, turns) : [];
  if (spans.length === 0) return noAnswer;
  return {
    answer: output.answer,
    citations: spans.map(({ turn, start, end }) => ({ turn, start, end })),
    answered: true,
  };
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
