// An assessment as the native API shows it: scores with the candidate's own words as evidence.
import { z } from 'zod';
import { abstainReasons, insufficientReasons, integrityNotes } from '../../domain/assessment/assessment.ts';
import { verdicts } from '../../domain/lifecycle/state.ts';
import { asExpected } from '../../domain/plan/plan.ts';

export const verdictSchema = z.enum(verdicts).meta({ id: 'Verdict' });

const evidence = z
  .object({ turn: z.int(), version: z.int(), start: z.int(), end: z.int(), quote: z.string().nullable() })
  .meta({
    description:
      'A half-open span in Unicode code points of that answer; the quote is null once the answers are erased.',
  });

const band = (description: string) => z.object({ low: z.number(), high: z.number() }).nullable().meta({ description });

/** Absent from what was assessed before readings were told apart from judges. */
const readingFigures = z
  .object({
    readings: z.object({ asked: z.int(), usable: z.int() }).meta({
      description: 'How many readings were asked for, and of how many the output was usable.',
    }),
    band: band('95 % band of the score inside 1 to 5, by spread and number of readings.'),
    held: z.boolean().meta({
      description: 'True where the score is one step lower than it was given, because it lacks pieces of evidence.',
    }),
    quotesLost: z.int().meta({ description: 'Quotes that stand in no answer: counted, never shown.' }),
    abstained: z
      .enum(abstainReasons)
      .nullable()
      .meta({ description: 'Why most readings without a score gave none; the rationale says it in words.' }),
    missingForNextLevel: z.string().meta({ description: 'What was missing for the next level; may be empty.' }),
  })
  .partial();

const competencyResult = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['SCORED', 'INSUFFICIENT_EVIDENCE']),
  reason: z.enum(insufficientReasons).nullable(),
  score: z
    .number()
    .nullable()
    .meta({ description: `Median of the readings, 1 to 5, of two middle ones the lower; 3 ${asExpected}.` }),
  spread: z.number().nullable().meta({ description: 'Highest minus lowest reading.' }),
  anchor: z.string().nullable(),
  rationale: z.string().nullable(),
  meetsLevel: z.string().nullable().meta({
    description:
      '“Meets level 3: …”, in the rubric’s words, or “Nearest to level 3; …” where the rationale denies a part of these; null without a score, and where those words are gone.',
  }),
  forNextLevel: z.string().nullable().meta({ description: '“For level 4: …”, likewise; null at the top.' }),
  evidence: z.array(evidence).meta({ description: 'Best first.' }),
  ...readingFigures.shape,
});

const skill = z.object({
  skill: z.string(),
  asked: z.boolean(),
  claimed: z.boolean(),
  evidenced: z.boolean(),
  demonstrated: z.boolean(),
});

export const assessmentSchema = z
  .object({
    revision: z.int(),
    engine: z.string(),
    model: z.string().optional(),
    advisory: z
      .boolean()
      .meta({ description: 'True where nobody should rely on it alone: always for the offline engine.' }),
    rubricHash: z.string(),
    promptHash: z.string(),
    transcriptHash: z.string(),
    overallScore: z.number().nullable().meta({ description: '0 to 100, or null when too much evidence is missing.' }),
    uncertainty: z.number().nullable(),
    band: band('95 % band of the total inside 0 to 100; absent from older assessments.').optional(),
    integrity: z
      .array(
        z.object({
          code: z.enum(Object.keys(integrityNotes) as (keyof typeof integrityNotes)[]),
          note: z.string(),
          turns: z.array(z.int()),
        }),
      )
      .optional()
      .meta({ description: 'What to know of the conversation; it changes no score. Absent from older assessments.' }),
    verdict: verdictSchema.nullable().meta({ description: 'What is proposed; a person decides.' }),
    competencies: z.array(competencyResult),
    skills: z.array(skill),
    strengths: z.array(z.string()),
    concerns: z.array(z.string()),
    summary: z.string().nullable(),
    coverage: z.number(),
    talkTime: z.number(),
    followUpsSkipped: z.int().optional().meta({
      description:
        'Follow-ups that were not asked for technical reasons; they count for nobody. Absent in older assessments.',
    }),
    probes: z.array(z.object({ probe: z.string(), maxDelta: z.number(), flagged: z.boolean() })),
    createdAt: z.string(),
  })
  .meta({ id: 'Assessment' });
