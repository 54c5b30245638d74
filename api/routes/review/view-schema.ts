// What the recruiter's page is told of one interview, as `usecases/review/view.ts` has it.
import { z } from 'zod';
import { deviationCodes } from '../../../domain/voice/call-turns.ts';
import { appealOutcomes } from '../../../domain/appeals/appeal.ts';
import { abstainReasons, insufficientReasons, integrityNotes } from '../../../domain/assessment/assessment.ts';
import { actorKinds } from '../../../domain/lifecycle/facts.ts';
import { severities } from '../../../domain/lifecycle/state.ts';
import { invitationStatuses } from '../../../domain/mail/invitation.ts';
import { anchorLevels } from '../../../domain/plan/plan.ts';
import { draftSubjects, ratings } from '../../../domain/review/evidence.ts';
import { hearings } from '../../../domain/room/hearing.ts';
import { choiceCodes, questionKinds, wishes } from '../../../domain/room/transcript.ts';
import { verdictSchema } from '../../schemas/assessment.ts';
import { outcomeSchema, stateSchema } from '../../schemas/interview.ts';
import { planSchema } from '../../schemas/plan.ts';

const time = z.number().meta({ description: 'Milliseconds since 1970.' });
const verdict = verdictSchema.nullable();
const band = z.object({ low: z.number(), high: z.number() }).nullable();

const run = z.object({
  runId: z.string(),
  interviewId: z.string(),
  candidateRef: z.string().nullable(),
  position: z.string().nullable(),
  level: z.string().nullable(),
  companyName: z.string().nullable(),
  locale: z.string(),
  state: stateSchema,
  outcome: outcomeSchema.nullable(),
  seq: z.int(),
  createdAt: time,
  completedAt: time.nullable(),
  decidedAt: time.nullable(),
  durationMs: z.number().nullable(),
  attention: z.object({ code: z.string(), since: time, retryable: z.boolean() }).nullable(),
  deadlineAt: time.nullable(),
});

const targets = z.array(
  z.union([
    z.object({ questionId: z.string(), change: z.string() }),
    z.object({ competency: z.string(), change: z.string() }),
  ]),
);

const revision = z.object({
  revision: z.int(),
  at: time,
  engine: z.string(),
  instructions: z.string().nullable(),
  targets: targets.optional(),
  by: z.string().nullable(),
  tokens: z.number().nullable(),
  cost: z.number().nullable(),
});

const proposed = z.object({
  status: z.enum(['SCORED', 'INSUFFICIENT_EVIDENCE']),
  reason: z.enum(insufficientReasons).nullable(),
  abstained: z.enum(abstainReasons).nullable(),
  score: z.number().nullable(),
  spread: z.number().nullable(),
  band,
  anchor: z.enum(anchorLevels).nullable(),
  held: z.boolean(),
  quotesLost: z.int(),
  rationale: z.string(),
  missingForNextLevel: z.string(),
});

export const ownRating = z.union([
  z.object({ rating: z.literal([...ratings]) }),
  z.object({ rating: z.literal('passed') }),
]);

const competency = z.object({
  id: z.string(),
  name: z.string(),
  definition: z.string(),
  weight: z.number(),
  required: z.boolean(),
  anchors: z.record(z.enum(anchorLevels), z.string()).nullable(),
  turns: z.array(z.int()),
  evidence: z.array(
    z.object({ turn: z.int(), version: z.int(), start: z.int(), end: z.int(), quote: z.string().nullable() }),
  ),
  own: ownRating.nullable(),
  proposed: proposed
    .nullable()
    .meta({ description: 'Null until this reader has rated the competency, or passed, where the tenant wants that.' }),
});

const total = z.object({
  overallScore: z.number().nullable(),
  uncertainty: z.number().nullable(),
  band,
  verdict,
  summary: z.string(),
  strengths: z.array(z.string()),
  concerns: z.array(z.string()),
  followUps: z.array(z.object({ competencyId: z.string(), text: z.string() })),
});

const assessment = z.object({
  revision: z.int(),
  engine: z.string(),
  model: z.string().nullable(),
  advisory: z.boolean(),
  createdAt: time,
  competencies: z.array(competency),
  coverage: z.number(),
  talkTime: z.number(),
  integrity: z.array(
    z.object({
      code: z.enum(Object.keys(integrityNotes) as (keyof typeof integrityNotes)[]),
      note: z.string(),
      turns: z.array(z.int()),
    }),
  ),
  deviations: z
    .array(z.object({ code: z.enum(deviationCodes), questionId: z.string(), turn: z.int().nullable() }))
    .optional()
    .meta({
      description:
        'How what a voice provider asked differs from the plan; absent where there is nothing to say. They change no score.',
    }),
  lateWords: z
    .array(z.object({ by: z.enum(['interviewer', 'candidate']), text: z.string() }))
    .optional()
    .meta({
      description:
        'What was said in a call and came after the conversation was closed: no turn, and part of no score. Absent where there is none.',
    }),
  total: total.nullable().meta({ description: 'Null until each competency was rated or passed, likewise.' }),
});

const intents = [...new Set([...wishes, ...choiceCodes, 'unclear' as const, 'unheard' as const])];

const turn = z.object({
  turn: z.int(),
  version: z.int(),
  sessionId: z.string(),
  kind: z.enum(questionKinds),
  questionId: z.string(),
  question: z.string(),
  answer: z.string().nullable(),
  intent: z.enum(intents).nullable().optional(),
  followUpSkipped: z.boolean().optional(),
  askedAt: time,
  answeredAt: time.nullable(),
  hearing: z.enum(hearings).nullable().optional(),
  recordingId: z.string().nullable().optional(),
  words: z.array(
    z.object({
      start: z.int(),
      end: z.int(),
      startMs: z.number(),
      endMs: z.number(),
      confidence: z.number().nullable(),
    }),
  ),
  recorded: z.boolean(),
});

const other = z.object({
  turn: z.int(),
  version: z.int(),
  answer: z.string().nullable(),
  correctedAt: time.nullable(),
  late: z.boolean(),
});

const decision = z.object({
  kind: z.string(),
  at: time,
  by: z.string().nullable(),
  actor: z.enum(actorKinds),
  verdict,
  proposed: verdict,
  reasonCodes: z.array(z.string()),
  note: z.string().nullable(),
});

export const draftSchema = z.object({
  about: z.enum(draftSubjects),
  revision: z.int(),
  savedAt: time,
  outcome: z.enum(appealOutcomes).nullable().optional(),
  verdict,
  reasonCodes: z.array(z.string()),
  note: z.string(),
  instructions: z.string(),
  targets: targets.optional(),
});

const appeal = z.object({
  text: z.string(),
  requestedAt: time,
  state: z.enum(['open', 'upheld', 'changed']),
  decidedAt: time.nullable(),
  firstDecider: z.boolean(),
});

export const viewSchema = z
  .object({
    run,
    waitsFor: z.enum(['plan', 'verdict', 'appeal']).nullable(),
    reader: z.object({ label: z.string().nullable(), hasInbox: z.boolean() }),
    blindFirst: z.boolean(),
    remindAt: time.nullable(),
    plan: z.object({ plan: planSchema, previous: planSchema.nullable(), revisions: z.array(revision) }).nullable(),
    assessment: assessment.nullable(),
    turns: z.array(turn),
    others: z.array(other),
    decisions: z.array(decision),
    appeal: appeal.nullable(),
    draft: draftSchema.nullable(),
    evidenceOpened: z.boolean(),
    invitation: z
      .object({ status: z.enum(invitationStatuses), reason: z.string().nullable(), link: z.string().nullable() })
      .nullable()
      .optional(),
    missing: z.array(z.object({ field: z.string(), severity: z.enum(severities), reason: z.string() })).optional(),
    wishes: z.array(z.enum(wishes)).optional(),
  })
  .meta({ id: 'ReviewView' });
