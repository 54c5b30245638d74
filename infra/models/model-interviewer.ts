// Asks follow-up questions with a language model, at most two sentences and never about protected matters.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Interviewer, Wished } from '../../domain/ports/models.ts';
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import { wishes } from '../../domain/room/transcript.ts';
import { splitSentences } from '../../domain/text/sentences.ts';
import type { ModelCaller } from './call-model.ts';
import { loadPrompt } from './prompt-file.ts';
import { shownTurns } from './shown-turns.ts';

// A model that knows nothing of intents leaves them out, and one that makes one up is not believed.
const followUpSchema = z.strictObject({
  followUp: z.string().max(400).nullable(),
  intent: z.string().max(20).nullish().catch(null),
});
const rewordSchema = z.strictObject({ question: z.string().max(600).nullable() });
type Output = z.infer<typeof followUpSchema>;

const sentencesMax = 2;

const usable = (text: string | null): string | null => {
  if (text === null || text === '') return null;
  const isUsable =
    splitSentences(text).length <= sentencesMax && /[?？؟]/u.test(text) && findProtectedMatter(text) === null;
  if (!isUsable) throw new AppError('model.invalid_output');
  return text;
};

const readFollowUp = ({ followUp, intent }: Output): string | null | Wished => {
  const wish = wishes.find((one) => one === intent);
  return wish === undefined ? usable(followUp) : { wish };
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
  // Neither probes nor competencies are shown: what a model does not know, it cannot hint at.
  reword: ({ question }, options) =>
    call(
      {
        name: 'reword',
        prompt: loadPrompt('interviewer'),
        data: { question: { text: question } },
        schema: rewordSchema,
        outputTokensMax: 1_000,
        read: ({ question: words }) => (words === '' ? null : words),
      },
      options,
    ),
});
