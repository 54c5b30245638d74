// Candidates as ARIA shows them: the list, one, its scorecard and its recording.
import { z } from 'zod';
import { interviewStates, outcomes } from '../../../domain/lifecycle/state.ts';
import type { Candidate, ReadCandidates, ReportedRun, Which } from '../../../usecases/candidates/read-candidates.ts';
import { defineRoute, inFace, type Route } from '../../guard/route.ts';
import { toIso, toIsoOrNull } from '../../schemas/fields.ts';
import { candidatesFace, pageFields, pageOf, reference } from './face.ts';
import {
  analysisOf,
  candidateStatuses,
  categoryOf,
  keyInsightsOf,
  recommendationOf,
  recommendations,
  redFlagsOf,
  statusesOf,
  statusOf,
  tenthsOf,
} from './words.ts';

export type CandidateRoutesDeps = { readCandidates: ReadCandidates; publicUrl: string };

const base = '/api/v1/candidates';
const shared = { method: 'GET', tag: 'ARIA', limitClass: 'read' } as const;
const one = {
  problems: ['candidate.not_found'],
  params: z.object({ id: reference }),
  query: z.strictObject({
    interviewId: z
      .uuid()
      .optional()
      .meta({ description: 'One of the candidate’s interviews; the newest when absent.' }),
  }),
  example: { params: { id: 'cand_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
} as const;

const time = z.string().meta({ format: 'date-time' }).nullable();
const standing = {
  overallScore: z.number().min(0).max(10).nullable().meta({ description: 'One decimal; null until `completed`.' }),
  recommendation: z.enum(recommendations).nullable().meta({ description: '`pass` means no.' }),
  status: z.enum(candidateStatuses),
};
const advisory = z
  .boolean()
  .meta({ description: 'No person has decided, or no model that may be relied on has scored.' });

const listed = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    jobId: z.string().nullable().meta({ description: 'Of the template; null for an interview without one.' }),
    ...standing,
    scorecardUrl: z.string(),
    interviewId: z.string(),
    advisory,
    updatedAt: time,
  })
  .meta({ id: 'AriaCandidate' });

const detailed = listed
  .extend({
    phone: z.string().nullable(),
    jobTitle: z.string().nullable(),
    requisitionId: z.string().nullable(),
    appliedAt: z.string().nullable(),
    createdAt: time,
    interview: z.object({
      id: z.string(),
      state: z.enum(interviewStates),
      outcome: z.enum(outcomes).nullable(),
      summary: z.string().meta({ description: 'How it stands, in plain words for a recruiter.' }),
      humanFollowUp: z.boolean(),
      scheduledAt: time,
      startedAt: time,
      completedAt: time,
      decidedAt: time,
    }),
  })
  .meta({ id: 'AriaCandidateDetail' });

const listedOf = (publicUrl: string, { candidateId: id, interviewId, result, ...candidate }: Candidate) => ({
  id,
  name: candidate.name,
  email: candidate.email,
  jobId: candidate.jobId,
  overallScore: tenthsOf(result.score),
  recommendation: recommendationOf(result.verdict),
  status: statusOf(result.status),
  scorecardUrl: `${publicUrl}${base}/${encodeURIComponent(id)}/scorecard?interviewId=${interviewId}`,
  interviewId,
  advisory: result.advisory,
  updatedAt: toIso(candidate.updatedAt),
});

const detailOf = (publicUrl: string, candidate: Candidate) => {
  const { profile, result, interviewId, state, position, requisitionId, scheduledAt } = candidate;
  const { words: summary, outcome, humanFollowUp, startedAt, completedAt, decidedAt } = result;
  return {
    ...listedOf(publicUrl, candidate),
    phone: profile.phone ?? null,
    jobTitle: position,
    requisitionId,
    appliedAt: profile.appliedAt ?? null,
    createdAt: toIso(candidate.createdAt),
    interview: {
      id: interviewId,
      state,
      outcome,
      summary,
      humanFollowUp,
      scheduledAt: toIsoOrNull(scheduledAt),
      startedAt: toIsoOrNull(startedAt),
      completedAt: toIsoOrNull(completedAt),
      decidedAt: toIsoOrNull(decidedAt),
    },
  };
};

const listRoute = ({ readCandidates, publicUrl }: CandidateRoutesDeps): Route =>
  defineRoute({
    ...shared,
    path: base,
    operationId: 'ariaListCandidates',
    summary: 'List candidates',
    description:
      'Each by its newest interview, with `jobId` by the newest for that job. Whoever changed last comes first. A candidate whose data was erased is in no list.',
    access: { kind: 'key', scope: 'candidates:read' },
    reads: ['request'],
    query: z.strictObject({
      ...pageFields,
      jobId: reference.optional().meta({ description: 'A template, by its `externalId` or id.' }),
      status: z.enum(candidateStatuses).optional(),
    }),
    responses: {
      200: {
        description: 'A page.',
        schema: z
          .object({ candidates: z.array(listed), total: z.int(), page: z.int(), limit: z.int() })
          .meta({ id: 'AriaCandidates' }),
      },
    },
    problems: [],
    handler: async ({ query: { limit, page, jobId, status }, principal }) => {
      const statuses = status === undefined ? undefined : statusesOf(status);
      const { tenantId } = principal;
      const found = await readCandidates.list(tenantId, { jobId, statuses }, pageOf({ limit, page }));
      const candidates = found.candidates.map((candidate) => listedOf(publicUrl, candidate));
      return { status: 200, body: { candidates, total: found.total, page, limit } };
    },
  });

const readRoute = ({ readCandidates, publicUrl }: CandidateRoutesDeps): Route =>
  defineRoute({
    ...shared,
    ...one,
    path: `${base}/:id`,
    operationId: 'ariaGetCandidate',
    summary: 'Read a candidate with a summary of the interview',
    access: { kind: 'key', scope: 'candidates:read' },
    reads: ['request'],
    responses: { 200: { description: 'As it is now.', schema: detailed } },
    handler: async ({ params, query, principal }) => {
      const which: Which = { candidateId: params.id, ...query };
      return { status: 200, body: detailOf(publicUrl, await readCandidates.read(principal.tenantId, which)) };
    },
  });

const head = {
  candidateId: z.string(),
  interviewId: z.string(),
  jobId: z.string().nullable(),
  status: standing.status,
};
const headOf = ({ run, result }: ReportedRun) => ({
  candidateId: run.candidateId,
  interviewId: run.interviewId,
  jobId: run.jobId,
  status: statusOf(result.status),
});

const texts = z.array(z.string());
const scorecard = z
  .object({
    ...head,
    overallScore: standing.overallScore,
    recommendation: standing.recommendation,
    advisory,
    categories: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        score: z.number().min(0).max(10).nullable().meta({ description: 'One decimal; null without enough evidence.' }),
        rubricScore: z.number().min(1).max(5).nullable(),
        weight: z.number().meta({ description: 'Percent of the total.' }),
        required: z.boolean(),
        hasEvidence: z.boolean(),
        rationale: z.string(),
        evidence: z.array(z.object({ turn: z.int(), quote: z.string().nullable() })),
      }),
    ),
    strengths: texts,
    concerns: texts,
    keyInsights: texts,
    redFlags: texts.meta({ description: 'Required competencies under the minimum of the rubric. Empty is normal.' }),
    executiveSummary: z.string().nullable(),
    detailedAnalysis: z.string().nullable(),
  })
  .meta({ id: 'AriaScorecard' });

const scorecardOf = (reported: ReportedRun) => {
  const { report, result } = reported;
  return {
    ...headOf(reported),
    overallScore: tenthsOf(result.score),
    recommendation: recommendationOf(result.verdict),
    advisory: result.advisory,
    categories: report?.competencies.map(categoryOf) ?? [],
    strengths: report?.strengths ?? [],
    concerns: report?.concerns ?? [],
    keyInsights: report === null ? [] : keyInsightsOf(report),
    redFlags: report === null ? [] : redFlagsOf(report),
    executiveSummary: report?.summary ?? null,
    detailedAnalysis: report === null ? null : analysisOf(report),
  };
};

const scorecardRoute = ({ readCandidates }: CandidateRoutesDeps): Route =>
  defineRoute({
    ...shared,
    ...one,
    path: `${base}/:id/scorecard`,
    operationId: 'ariaGetScorecard',
    summary: 'Read the scorecard of a candidate',
    description: 'Empty lists and nulls until the status is `completed`.',
    access: { kind: 'key', scope: 'scorecards:read' },
    reads: ['transcript', 'assessment'],
    uses: ['plan', 'link'],
    responses: { 200: { description: 'As it is now.', schema: scorecard } },
    handler: async ({ params, query, principal }) => {
      const reported = await readCandidates.readReport(principal.tenantId, { candidateId: params.id, ...query });
      return { status: 200, body: scorecardOf(reported) };
    },
  });

const recording = z
  .object({
    ...head,
    provider: z.literal('parley'),
    recordingUrl: z.string().nullable(),
    transcript: z.array(
      z.object({
        speaker: z.enum(['interviewer', 'candidate']),
        text: z.string(),
        startMs: z.int().nullable().meta({ description: 'Since the interview began.' }),
        timestamp: time,
      }),
    ),
  })
  .meta({ id: 'AriaRecording' });

const recordingOf = (reported: ReportedRun) => {
  const { report, result } = reported;
  const segments = report?.transcript ?? [];
  const begun = segments.find(({ at }) => at !== null)?.at ?? result.startedAt;
  return {
    ...headOf(reported),
    provider: 'parley',
    recordingUrl: report?.recordingUrl ?? null,
    transcript: segments.map(({ role, text, at }) => ({
      speaker: role,
      text,
      startMs: at === null || begun === null ? null : Math.max(0, at - begun),
      timestamp: toIsoOrNull(at),
    })),
  };
};

const recordingRoute = ({ readCandidates }: CandidateRoutesDeps): Route =>
  defineRoute({
    ...shared,
    ...one,
    path: `${base}/:id/recording`,
    operationId: 'ariaGetRecording',
    summary: 'Read the recording and the transcript of a candidate',
    description: 'Null and an empty list until the status is `completed`.',
    access: { kind: 'key', scope: 'recordings:read' },
    reads: ['transcript'],
    uses: ['plan', 'link', 'assessment'],
    responses: { 200: { description: 'As it is now.', schema: recording } },
    handler: async ({ params, query, principal }) => {
      const reported = await readCandidates.readReport(principal.tenantId, { candidateId: params.id, ...query });
      return { status: 200, body: recordingOf(reported) };
    },
  });

export const candidateRoutes = (deps: CandidateRoutesDeps): Route[] =>
  inFace(candidatesFace, [listRoute(deps), readRoute(deps), scorecardRoute(deps), recordingRoute(deps)]);
