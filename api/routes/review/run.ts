// One interview on the recruiter's page: read it, rate and draft before deciding, say what was looked at, decide.
import { z } from 'zod';
import type { ReadPart } from '../../../domain/access/reads.ts';
import type { ReviewPrincipal } from '../../../domain/access/principal.ts';
import { overrideReasonCodes } from '../../../domain/review/reason-codes.ts';
import { appealOutcomes } from '../../../domain/appeals/appeal.ts';
import { draftSubjects, ratings, traceKinds } from '../../../domain/review/evidence.ts';
import type { createDecide } from '../../../usecases/review/decide.ts';
import type { createReaderUseCases } from '../../../usecases/review/reader.ts';
import type { RunReader } from '../../../usecases/review/show.ts';
import type { ReviewView } from '../../../usecases/review/view.ts';
import type { WayIn } from '../../guard/access.ts';
import { defineRoute, requestMark, type Reply, type Route } from '../../guard/route.ts';
import { verdictSchema } from '../../schemas/assessment.ts';
import { revision, said, typed } from '../../schemas/fields.ts';
import { commandProblems, longTextProblems } from '../calls.ts';
import { revisionTarget } from '../interviews/plan.ts';
import { aboutRun, linkProblems, readerOf, runsPath } from './reading.ts';
import { draftSchema, viewSchema } from './view-schema.ts';

export type ReviewRunRoutes = {
  way: WayIn<ReviewPrincipal>;
  show(reader: RunReader): Promise<ReviewView>;
  reader: ReturnType<typeof createReaderUseCases>;
  decide: ReturnType<typeof createDecide>;
};

/** What of the interview is on the page, for the record of who read what. */
const partsIn = ({ plan, assessment, turns, decisions, appeal, invitation }: ReviewView): ReadPart[] => [
  ...(plan === null ? [] : (['plan'] as const)),
  ...(turns.length === 0 ? [] : (['transcript'] as const)),
  ...(assessment === null ? [] : (['assessment'] as const)),
  ...(decisions.some(({ by, note }) => by !== null || note !== null) ? (['notes'] as const) : []),
  ...(appeal === null ? [] : (['appeal'] as const)),
  ...(invitation?.link == null ? [] : (['link'] as const)),
];

const shown = (view: ReviewView): Reply => ({ status: 200, body: view, shows: partsIn(view) });

const asSeen = { 200: { description: 'The interview as it is now.', schema: viewSchema } };

const viewRoute = ({ way, show }: ReviewRunRoutes): Route =>
  defineRoute({
    ...aboutRun(way),
    method: 'GET',
    path: runsPath,
    operationId: 'readReview',
    summary: 'What an interview waits for, with everything to decide on',
    description:
      'The plan, or the assessment with its conversation. Where the tenant has reviewers rate first (`review.blindFirst`), what is proposed is null until this reader has rated each competency, or passed.',
    responses: asSeen,
    problems: linkProblems,
    limitClass: 'read',
    handler: async ({ principal }) => shown(await show(readerOf(principal))),
  });

const rating = z
  .strictObject({
    revision,
    competencyId: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[\w.:-]+$/, { error: 'Letters, digits and _ . : - only.' }),
    rating: z.union([z.literal([...ratings]), z.literal('passed')]),
  })
  .meta({ id: 'ReviewRating', example: { revision: 1, competencyId: 'c1', rating: 4 } });

const rateRoute = ({ way, reader }: ReviewRunRoutes): Route =>
  defineRoute({
    ...aboutRun(way),
    method: 'PUT',
    path: `${runsPath}/ratings`,
    operationId: 'rateCompetency',
    summary: 'Rate a competency, or pass',
    description:
      'Where reviewers rate first, the first word counts. It stands beside what was proposed in the record and in the audit bundle, and changes no score.',
    body: rating,
    responses: asSeen,
    problems: [...linkProblems, 'review.nothing_to_rate', 'review.already_rated'],
    limitClass: 'write',
    handler: async ({ principal, body }) => {
      const { rating: given, ...about } = body;
      const own = given === 'passed' ? { rating: given } : { rating: given };
      return shown(await reader.rate(readerOf(principal), { ...about, ...own }));
    },
  });

const codes = z.array(z.enum(overrideReasonCodes)).max(overrideReasonCodes.length);

const draft = z
  .strictObject({
    about: z.enum(draftSubjects),
    revision: z.int().min(0).max(10_000),
    outcome: z.enum(appealOutcomes).nullable().default(null).meta({ description: 'Of an appeal.' }),
    verdict: verdictSchema.nullable().default(null),
    reasonCodes: codes,
    // What is empty counts as left out.
    note: typed('prose', 5_000).default(''),
    instructions: typed('prose', 10_000).default(''),
    targets: z.array(revisionTarget).max(20).optional(),
  })
  .meta({
    id: 'ReviewDraft',
    example: {
      about: 'verdict',
      revision: 1,
      verdict: 'HIRE',
      reasonCodes: [],
      note: 'Moved the traffic within',
      instructions: '',
    },
  });

const draftRoute = ({ way, reader }: ReviewRunRoutes): Route =>
  defineRoute({
    ...aboutRun(way),
    reads: [],
    method: 'PUT',
    path: `${runsPath}/draft`,
    operationId: 'saveReviewDraft',
    summary: 'Keep what is written and not sent; only its reader sees it',
    description:
      'One for each reader, about what they decide on now; once that is decided, by whomever, it is neither shown nor kept any more.',
    body: draft,
    responses: { 200: { description: 'Kept.', schema: z.object({ draft: draftSchema }) } },
    problems: [...linkProblems, 'review.nothing_to_draft'],
    limitClass: 'write',
    handler: async ({ principal, body }) => ({ status: 200, body: await reader.saveDraft(readerOf(principal), body) }),
  });

const traced = z
  .strictObject({
    revision,
    entries: z
      .array(
        z.strictObject({
          kind: z.enum(traceKinds),
          target: z
            .string()
            .min(1)
            .max(40)
            .regex(/^[a-z0-9_.:-]+$/, { error: 'Small letters, digits and _ . : - only.' })
            .meta({ description: 'The id of a competency, or the number of a turn.' }),
          seconds: z.number().min(0).max(3_600),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'ReviewTrace', example: { revision: 1, entries: [{ kind: 'opened', target: 'c1', seconds: 12 }] } });

const traceRoute = ({ way, reader }: ReviewRunRoutes): Route =>
  defineRoute({
    ...aboutRun(way),
    reads: [],
    method: 'POST',
    path: `${runsPath}/trace`,
    operationId: 'traceReview',
    summary: 'Say what was looked at',
    description:
      'Of an assessment: evidence that was opened, seconds, what was scrolled past. It becomes review evidence in the audit bundle; at most 500 places for each reader, and seconds add up.',
    body: traced,
    responses: { 200: { description: 'Noted.', schema: z.object({ noted: z.int() }) } },
    problems: linkProblems,
    limitClass: 'write',
    handler: async ({ principal, body }) => ({ status: 200, body: await reader.trace(readerOf(principal), body) }),
  });

const reason = said('prose', 5_000);
const decision = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('approvePlan'), revision }),
    z.strictObject({ kind: z.literal('rejectPlan'), revision, reason }),
    z
      .strictObject({
        kind: z.literal('revisePlan'),
        revision,
        instructions: typed('prose', 10_000).default(''),
        targets: z.array(revisionTarget).max(20).default([]),
      })
      .refine(({ instructions, targets }) => instructions !== '' || targets.length > 0, {
        error: 'Say what should change.',
      }),
    z.strictObject({
      kind: z.literal('approveAssessment'),
      revision,
      verdict: verdictSchema,
      reasonCodes: codes.default([]).meta({ description: 'Needed when the verdict departs from the proposed one.' }),
      note: said('prose', 5_000).nullable().default(null),
      withoutEvidence: z
        .boolean()
        .optional()
        .meta({ description: 'Said after `review.no_evidence_opened`; it is kept as review evidence.' }),
    }),
    z.strictObject({ kind: z.literal('rejectAssessment'), revision, reason }),
    z.strictObject({
      kind: z.literal('decideAppeal'),
      outcome: z.enum(['upheld', 'changed']),
      verdict: verdictSchema.nullable().default(null),
      reasonCodes: codes.default([]),
      note: said('prose', 5_000),
    }),
  ])
  .meta({ id: 'ReviewDecision', example: { kind: 'approvePlan', revision: 1 } });

const decideRoute = ({ way, decide }: ReviewRunRoutes): Route =>
  defineRoute({
    ...aboutRun(way),
    method: 'POST',
    path: `${runsPath}/decisions`,
    operationId: 'decideReview',
    summary: 'Decide on exactly what was shown',
    description:
      'Each decision names the revision that was seen. `review.already_decided` says in `decided` what another person decided meanwhile; read the interview again to see who.',
    body: decision,
    responses: asSeen,
    problems: [
      ...linkProblems,
      ...commandProblems,
      'consent.withdrawn',
      'interview.stale_revision',
      'interview.revision_limit',
      'interview.busy',
      'plan.question_not_found',
      'plan.revision_not_understood',
      'assessment.verdict_required',
      'assessment.reason_required',
      'decision.decider_required',
      'appeal.not_found',
      'appeal.decided',
      'appeal.first_decider',
      'appeal.verdict_mismatch',
      'appeal.reason_required',
      'review.rate_first',
      'review.no_evidence_opened',
      'review.already_decided',
      ...longTextProblems,
    ],
    limitClass: 'write',
    handler: async ({ principal, body, request }) =>
      shown(await decide(readerOf(principal), body, requestMark(request))),
  });

export const reviewRunRoutes = (deps: ReviewRunRoutes): Route[] => [
  viewRoute(deps),
  rateRoute(deps),
  draftRoute(deps),
  traceRoute(deps),
  decideRoute(deps),
];
