// What stands in an audit bundle: one file per kind of record, each readable by itself.
import type { HashedAuditEntry, AuditHead } from '../audit/chain.ts';
import type { EvaluationEvidence, IdentityPart, ScoringIdentity } from '../evaluation/evidence.ts';
import type { Certificate } from '../erasure/certificate.ts';
import type { EventBody } from '../events/event-body.ts';
import type { TimelineEntry } from '../audit/fact-acts.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanStructure } from '../plan/plan-texts.ts';
import type { Span } from '../room/transcript.ts';

/** Stands where something was that must not or cannot be shown; `keyId` names the destroyed key, as the certificate does. */
export type Withheld = { withheld: true; reason: 'erased' | 'credential'; at: string | null; keyId: string | null };

/** A sealed value: opened, withheld, or null where there was none. */
export type Opened = unknown;

export type BundledPlan = {
  revision: number;
  rubricHash: string;
  formId: string;
  /** Null where dictated: nothing is found by it. */
  plannerInputHash: string | null;
  reusedFrom: string | null;
  dictated: boolean;
  approvedAt: string | null;
  createdAt: string;
  plan: Plan | (PlanStructure & { texts: Withheld });
};

export type BundledTurn = {
  turn: number;
  version: number;
  sessionId: string;
  kind: string;
  questionId: string;
  question: Opened;
  answer: Opened;
  /** What the answer was if it was none; absent from bundles made before that was kept. */
  intent?: string | null;
  /** When it was corrected, and whether after the conversation was frozen: absent from bundles made before that was possible. */
  correctedAt?: string | null;
  late?: boolean;
  followUpSkipped: boolean;
  askedAt: string;
  answeredAt: string | null;
};

export type BundledEvidence = Span & { quote: string | Withheld };

/** Every file by name. Times are ISO 8601; lists stand under `items`, in the order in which things happened. */
export type BundleContents = {
  'request.json': Record<string, unknown> & { runId: string; personal: Opened };
  'plans.json': { items: BundledPlan[] };
  'consent.json': { items: Record<string, unknown>[] };
  /** `hash` is null once words are withheld. */
  'transcript.json': { hash: string | null; sessions: Record<string, unknown>[]; turns: BundledTurn[] };
  /** What was said aloud, by the hash of each file; the hash is null once it is erased. */
  'recordings.json': { items: Record<string, unknown>[] };
  'assessments.json': { items: Record<string, unknown>[] };
  'model-calls.json': { items: Record<string, unknown>[] };
  /** The evaluation that the tenant names, what scored when the bundle was made, and what has changed in between. */
  'evaluation.json': { evidence: EvaluationEvidence | null; now: ScoringIdentity; evaluationOutdated: IdentityPart[] };
  /** `unnamed` of the decisions on plan and verdict name nobody; `acts` are those of operators at the command line. */
  'decisions.json': {
    items: Record<string, unknown>[];
    unnamed: number;
    acts: Record<string, unknown>[];
    /** The candidate's wish for a person's review, and its words; absent from older bundles. */
    appeal?: { requestedAt: string; text: Opened; review?: Record<string, unknown> | null } | null;
  };
  /** What reviewers did before deciding, in codes and numbers: own ratings beside the proposed ones, what they looked at. */
  'reviews.json': { ratings: Record<string, unknown>[]; looked: Record<string, unknown>[] };
  'chats.json': { items: Record<string, unknown>[] };
  'timeline.json': { items: TimelineEntry[] };
  'events.json': { items: (Omit<EventBody, 'data'> & { data: Record<string, unknown> })[] };
  'deliveries.json': {
    webhooks: Record<string, unknown>[];
    results: Record<string, unknown>[];
    writebacks: Record<string, unknown>[];
    mails: Record<string, unknown>[];
  };
  /** Codes and times: what was written is in the other files, and in the customer's system. */
  'write-backs.json': { items: Record<string, unknown>[] };
  /** `waiting` facts of the run were not chained yet when the bundle was made. */
  'audit-log.json': { items: HashedAuditEntry[]; head: AuditHead | null; waiting: number };
  /** Who read what is about the candidate: ids of keys and links, days, parts, counts. */
  'access-log.json': { items: Record<string, unknown>[] };
  'erasure.json': {
    certificate: Certificate | null;
    destroyedKeys: { keyId: string; purpose: string; destroyedAt: string }[];
    holds: Record<string, unknown>[];
  };
};

export const contentFiles = [
  'request.json',
  'plans.json',
  'consent.json',
  'transcript.json',
  'recordings.json',
  'assessments.json',
  'model-calls.json',
  'evaluation.json',
  'decisions.json',
  'reviews.json',
  'chats.json',
  'timeline.json',
  'events.json',
  'deliveries.json',
  'write-backs.json',
  'audit-log.json',
  'access-log.json',
  'erasure.json',
] as const satisfies readonly (keyof BundleContents)[];

/** Files that bundles of an earlier version lack; where the signed manifest names one, it is checked like the others. */
export const laterFiles: readonly string[] = [
  'access-log.json',
  'recordings.json',
  'evaluation.json',
  'reviews.json',
] satisfies readonly (keyof BundleContents)[];

export const isWithheld = (value: unknown): value is Withheld =>
  typeof value === 'object' && value !== null && 'withheld' in value && value.withheld === true;
