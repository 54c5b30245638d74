// A plan as the native API shows it.
import { z } from 'zod';
import { planWarningCodes } from '../../domain/plan/plan.ts';

const competency = z.object({
  id: z.string(),
  name: z.string(),
  definition: z.string(),
  weight: z.int().min(1).max(100).meta({
    description:
      'Share of the whole, whatever scale the engine thinks in: those of a plan sum to exactly 100. Scores are made of the stored weights.',
  }),
  required: z.boolean(),
  minimumScore: z.number().optional(),
  anchors: z.object({ '1': z.string(), '2': z.string(), '3': z.string(), '4': z.string(), '5': z.string() }),
  minimumEvidence: z.number(),
  notScoreable: z.array(z.string()),
});

const question = z.object({
  id: z.string(),
  text: z.string(),
  competencyIds: z.array(z.string()),
  probes: z.array(z.string()),
  timeBudgetSeconds: z.number(),
});

export const planSchema = z
  .object({
    revision: z.int(),
    formId: z.string().meta({ description: 'Equal for runs whose candidates are asked and rated alike.' }),
    engine: z.string(),
    model: z.string().optional(),
    promptHash: z.string(),
    rubricHash: z.string().meta({ description: 'SHA-256 of the rubric; locked by the approval.' }),
    thresholds: z.object({
      strongHire: z.number(),
      hire: z.number(),
      maybe: z.number(),
      maxMissingWeightShare: z.number(),
    }),
    competencies: z.array(competency),
    questions: z.array(question),
    greeting: z.string(),
    closing: z.string(),
    skillsCoverage: z.record(z.string(), z.boolean()),
    uncovered: z.array(z.string()).meta({
      description:
        'What the request asks for and no competency or question is about: a qualification as it was given, or a skill by name.',
    }),
    minutes: z.int().meta({
      description:
        'What the questions are planned to take together, rounded up; each follow-up adds half of its question’s time.',
    }),
    warnings: z
      .array(
        z.object({
          code: z.enum(planWarningCodes).meta({
            description:
              '`doubtful`: may be about a protected matter. `anchors`: an anchor cannot be read alone. `left_out`: a question or follow-up that may not be asked is gone. `replaced`: what may not be asked or judged was replaced by plain words, or by what stood there before. `too_long`, `too_short`: outside the tenant’s `interview` minutes. New codes may be added.',
          }),
          part: z.string().meta({ description: 'The field of the drafted plan, such as `q2.text` or `c1.anchors.4`.' }),
          phrase: z.string().meta({ description: 'The words that it is about.' }),
          rule: z.string(),
        }),
      )
      .meta({
        description:
          'What to know before deciding. All but `left_out` and `too_short` make the plan wait for a person, whatever `autoApprovePlans` says.',
      }),
    createdAt: z.string(),
  })
  .meta({
    id: 'Plan',
    description:
      'Every revision is about one candidate: after that candidate’s erasure each of its texts is the word `erased`.',
  });
