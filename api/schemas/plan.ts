// A plan as the native API shows it.
import { z } from 'zod';

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
    createdAt: z.string(),
  })
  .meta({
    id: 'Plan',
    description:
      'Every revision is about one candidate: after that candidate’s erasure each of its texts is the word `erased`.',
  });
