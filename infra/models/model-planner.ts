// Plans interviews with a language model.
import type { DraftOptions, Planner } from '../../domain/ports/models.ts';
import type { ModelCaller } from './call-model.ts';
import { draftFromOutput, draftFromRevision } from './plan-from-output.ts';
import { draftSchema, revisionSchema } from './plan-schema.ts';
import { loadPrompt } from './prompt-file.ts';

const outputTokensMax = 8_000;

const again = ({ rejected = [] }: DraftOptions) => (rejected.length === 0 ? {} : { rejected });

export const createModelPlanner = (call: ModelCaller): Planner => ({
  draft: (input, options) =>
    call(
      {
        name: 'draft_plan',
        prompt: loadPrompt('planner'),
        data: { job: input, ...again(options) },
        schema: draftSchema,
        outputTokensMax,
        read: draftFromOutput,
      },
      options,
    ),

  revise: (input, current, request, options) => {
    const { competencies, questions, greeting, closing, skillsCoverage } = current;
    return call(
      {
        name: 'revise_plan',
        prompt: loadPrompt('planner-revise'),
        data: {
          job: input,
          plan: { competencies, questions, greeting, closing, skillsCoverage },
          request,
          ...again(options),
        },
        schema: revisionSchema,
        outputTokensMax,
        read: (output) => draftFromRevision(current, output, request),
      },
      options,
    );
  },
});
