// The parts of the API's answers that the demo reads; what is missing in one of them ends the demo with its name.
import { z } from 'zod';

export const submitted = z.object({
  runId: z.string(),
  state: z.string(),
  missingFields: z.array(z.object({ field: z.string(), severity: z.string(), question: z.string() })),
});

export const supplied = z.object({ state: z.string(), dataQuality: z.string() });

const competency = z.object({
  id: z.string(),
  name: z.string(),
  definition: z.string(),
  weight: z.number(),
  required: z.boolean(),
  anchors: z.record(z.string(), z.string()),
});

const plan = z.object({
  revision: z.number(),
  engine: z.string(),
  rubricHash: z.string(),
  competencies: z.array(competency).min(1),
  questions: z
    .array(
      z.object({ id: z.string(), text: z.string(), competencyIds: z.array(z.string()), timeBudgetSeconds: z.number() }),
    )
    .min(1),
});

const competencyResult = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  score: z.number().nullable(),
  rationale: z.string().nullable(),
  evidence: z.array(z.object({ turn: z.number(), quote: z.string().nullable() })),
});

const assessment = z.object({
  engine: z.string(),
  advisory: z.boolean(),
  overallScore: z.number().nullable(),
  uncertainty: z.number().nullable(),
  verdict: z.string().nullable(),
  competencies: z.array(competencyResult).min(1),
  summary: z.string().nullable(),
  concerns: z.array(z.string()),
});

const timelineEntry = z.object({
  seq: z.number(),
  at: z.string(),
  type: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  actor: z.object({ kind: z.string() }),
});

export const interview = z.object({
  state: z.string(),
  outcome: z.string().nullable(),
  attention: z.object({ code: z.string() }).nullable(),
  plan: plan.nullable(),
  assessment: assessment.nullable(),
  timeline: z.array(timelineEntry),
  seq: z.number(),
});

export const approvedPlan = z.object({ state: z.string(), interviewLink: z.string() });
export const verdictGiven = z.object({ state: z.string(), verdict: z.string(), overridden: z.boolean() });
export const chatAnswer = z.object({
  answer: z.string(),
  citations: z.array(z.object({ turn: z.number(), quote: z.string() })),
});

const question = z.object({ turn: z.number(), id: z.string(), kind: z.string(), text: z.string() });
export const openedRoom = z.object({ notice: z.object({ text: z.string(), hash: z.string() }) });
export const consentGiven = z.object({ consent: z.object({ accepted: z.literal(true) }) });
export const started = z.object({ greeting: z.string(), question, timeLeftMs: z.number() });
export const storedAnswer = z.object({ next: question.nullable(), timeLeftMs: z.number() });
export const finished = z.object({ receipt: z.object({ answered: z.number(), transcriptHash: z.string() }) });

export type PlanAnswer = z.output<typeof plan>;
export type AssessmentAnswer = z.output<typeof assessment>;
export type Interview = z.output<typeof interview>;
export type TimelineAnswer = z.output<typeof timelineEntry>;
export type RoomQuestion = z.output<typeof question>;
