// Asks follow-up questions with a language model, at most two sentences and never about protected matters.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Interviewer } from '../../domain/ports/models.ts';
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import { splitSentences } from '../../domain/text/sentences.ts';
import type { ModelCaller } from './call-model.ts';
import { loadPrompt } from './prompt-file.ts';
import { shownTurns } from './shown-turns.ts';

const followUpSchema = z.strictObject({ followUp: z.string().max(400).nullable() });

const sentencesMax = 2;

const readFollowUp = ({ followUp }: z.infer<typeof followUpSchema>): string | null => {
  if (followUp === null || followUp === '') return null;
  const isUsable =
    splitSentences(followUp).length <= sentencesMax &&
    /[?？؟]/u.test(followUp) &&
    findProtectedMatter(followUp) === null;
  if (!isUsable) throw new AppError('model.invalid_output');
  return followUp;
};

export const createModelInterviewer = (call: ModelCaller): Interviewer => ({
  followUp: ({ question, competencies, turns }, options) => {
    const bound = competencies.filter(({ id }) => question.competencyIds.includes(id));
    return call(
      {
        name: 'follow_up',
        prompt: loadPrompt('interviewer'),
        data: {
          question: { text: question.text, probes: question.probes },
          competencies: bound.map(({ name, definition }) => ({ name, definition })),
          exchange: shownTurns(turns.filter(({ questionId }) => questionId === question.id)),
        },
        schema: followUpSchema,
        outputTokensMax: 1_000,
        read: readFollowUp,
      },
      options,
    );
  },
});
