// Chooses the planned follow-up that an answer leaves open with a language model, and fits its words to what was said.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Interviewer, Wished } from '../../domain/ports/models.ts';
import type { Question } from '../../domain/plan/plan.ts';
import type { ProbeChoice } from '../../domain/room/fitted-probe.ts';
import { wishes, type Turn } from '../../domain/room/transcript.ts';
import type { ModelCaller } from './call-model.ts';
import { loadPrompt } from './prompt-file.ts';
import { shownTurns } from './shown-turns.ts';

// A model that knows nothing of intents leaves them out, and one that makes one up is not believed. Words that are none
// are like none: the planned ones are asked.
const followUpSchema = z.strictObject({
  probe: z.int().min(0).max(100).nullable(),
  wording: z.string().max(400).nullish().catch(null),
  intent: z.string().max(20).nullish().catch(null),
});
const rewordSchema = z.strictObject({ question: z.string().max(600).nullable() });
type Output = z.infer<typeof followUpSchema>;

const readFollowUp = ({ probe, wording, intent }: Output, open: readonly number[]): ProbeChoice | null | Wished => {
  const wish = wishes.find((one) => one === intent);
  if (wish !== undefined) return { wish };
  if (probe === null) return null;
  if (!open.includes(probe)) throw new AppError('model.invalid_output');
  return { probe, wording: wording ?? null };
};

/** What was said to other questions serves only to see what is answered already. */
const elsewhereMax = { turns: 12, characters: 800 };

const shortened = (text: string): string =>
  text.length <= elsewhereMax.characters ? text : `${text.slice(0, elsewhereMax.characters).toWellFormed()} …`;

const elsewhere = (turns: readonly Turn[], { id }: Pick<Question, 'id'>): { question: string; answer: string }[] =>
  shownTurns(turns.filter(({ questionId }) => questionId !== id).slice(-elsewhereMax.turns)).map((one) => ({
    question: shortened(one.question),
    answer: shortened(one.answer),
  }));

export const createModelInterviewer = (call: ModelCaller): Interviewer => ({
  followUp: ({ question, competencies, turns, open }, options) => {
    const bound = competencies.filter(({ id }) => question.competencyIds.includes(id));
    return call(
      {
        name: 'follow_up',
        prompt: loadPrompt('interviewer'),
        data: {
          question: { text: question.text },
          probes: open.map((probe) => ({ probe, text: question.probes[probe] })),
          competencies: bound.map(({ name, definition }) => ({ name, definition })),
          elsewhere: elsewhere(turns, question),
          exchange: shownTurns(turns.filter(({ questionId }) => questionId === question.id)),
        },
        schema: followUpSchema,
        outputTokensMax: 1_000,
        read: (output) => readFollowUp(output, open),
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
