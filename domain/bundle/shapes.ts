// What a checker reads of a bundle's files: everything it computes with, and nothing it does not need.
import { z } from 'zod';
import { readerKinds, readParts } from '../access/reads.ts';
import { actorKinds } from '../lifecycle/facts.ts';
import { verdicts } from '../lifecycle/state.ts';

const withheld = z.object({
  withheld: z.literal(true),
  reason: z.enum(['erased', 'credential']),
  at: z.string().nullable(),
  keyId: z.string().nullable(),
});
const orWithheld = <Schema extends z.ZodType>(schema: Schema) => z.union([withheld, schema]);
const list = <Schema extends z.ZodType>(item: Schema) => z.array(item).max(10_000);
const items = <Schema extends z.ZodType>(item: Schema) => z.looseObject({ items: list(item) });

const anchor = z.string();
const competencyStructure = z.looseObject({
  id: z.string(),
  weight: z.number(),
  required: z.boolean(),
  minimumScore: z.number().exactOptional(),
  minimumEvidence: z.number(),
});
const competency = competencyStructure.extend({
  name: z.string(),
  definition: z.string(),
  anchors: z.looseObject({ '1': anchor, '2': anchor, '3': anchor, '4': anchor, '5': anchor }),
  notScoreable: z.array(z.string()),
});
const question = z.looseObject({ id: z.string(), competencyIds: z.array(z.string()) });
const thresholds = z.strictObject({
  strongHire: z.number(),
  hire: z.number(),
  maybe: z.number(),
  maxMissingWeightShare: z.number(),
});
const plan = z.looseObject({ competencies: z.array(competency), questions: z.array(question), thresholds });
/** What is left of a plan whose words were dictated and are erased. */
const planStructure = plan.extend({ competencies: z.array(competencyStructure), texts: withheld });

const span = { turn: z.int(), version: z.int(), start: z.int(), end: z.int() };
const result = z.looseObject({
  id: z.string(),
  score: z.number().nullable(),
  evidence: list(z.looseObject({ ...span, quote: orWithheld(z.string()) })),
});
const assessment = z.looseObject({
  revision: z.int(),
  planRevision: z.int(),
  rubricHash: z.string(),
  transcriptHash: z.string(),
  advisory: z.boolean().optional(),
  overallScore: z.number().nullable(),
  verdict: z.enum(verdicts).nullable(),
  competencies: list(result),
  texts: orWithheld(z.unknown()),
});

const turn = z.looseObject({
  turn: z.int(),
  version: z.int(),
  kind: z.string(),
  questionId: z.string(),
  question: orWithheld(z.string()),
  answer: orWithheld(z.string().nullable()),
  late: z.boolean().exactOptional(),
});

const auditEntry = z.strictObject({
  tenantId: z.string(),
  position: z.int().min(1),
  at: z.string(),
  actorKind: z.enum(actorKinds),
  actorId: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  act: z.string(),
  targetKind: z.string(),
  targetId: z.string().nullable(),
  requestId: z.string().nullable(),
  reason: z.string().nullable(),
  contentHash: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
});
/** One line of an exported log. */
export const auditEntrySchema = auditEntry;

export const shapes = {
  'request.json': z.looseObject({ runId: z.string(), personal: orWithheld(z.unknown()) }),
  'plans.json': items(
    z.looseObject({ revision: z.int(), rubricHash: z.string(), plan: z.union([plan, planStructure]) }),
  ),
  'consent.json': items(
    z.looseObject({ noticeHash: z.string(), noticeText: z.string(), accepted: z.boolean(), at: z.string() }),
  ),
  'transcript.json': z.looseObject({ hash: z.string().nullable(), turns: list(turn) }),
  'assessments.json': items(assessment),
  'timeline.json': items(
    z.looseObject({
      runId: z.string(),
      seq: z.int(),
      at: z.string(),
      type: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      actor: z.strictObject({ kind: z.enum(actorKinds), id: z.string().nullable() }),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  'audit-log.json': z.looseObject({
    items: list(auditEntry),
    head: z.object({ position: z.int(), hash: z.string() }).nullable(),
    waiting: z.int(),
  }),
  'reviews.json': z.looseObject({
    ratings: list(
      z.looseObject({
        revision: z.int(),
        reviewer: z.string(),
        competencyId: z.string(),
        rating: z.int().min(1).max(5).nullable(),
        blind: z.boolean(),
      }),
    ),
    looked: list(
      z.looseObject({
        revision: z.int(),
        reviewer: z.string(),
        kind: z.string(),
        target: z.string(),
        seconds: z.int(),
      }),
    ),
  }),
  'access-log.json': items(
    z.strictObject({
      day: z.iso.date(),
      readerKind: z.enum(readerKinds),
      readerId: z.string(),
      part: z.enum(readParts),
      firstAt: z.string(),
      lastAt: z.string(),
      count: z.int().min(1),
    }),
  ),
  'erasure.json': z.looseObject({ certificate: z.unknown() }),
} as const;

type Shapes = typeof shapes;
export type CheckedFiles = { [Name in keyof Shapes]: z.output<Shapes[Name]> };
export type CheckedTurn = z.output<typeof turn>;
export type CheckedAssessment = z.output<typeof assessment>;
