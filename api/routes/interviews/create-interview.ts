// POST /interviews: the way in.
import { z } from 'zod';
import type { submitInterview, SubmittedInterview } from '../../../usecases/interviews/submit-interview.ts';
import { warningsOf, type RequestWarning } from '../../../domain/request/warnings.ts';
import { defineRoute, requestMark } from '../../guard/route.ts';
import { longTextProblems } from '../calls.ts';
import { basePath } from '../../schemas/fields.ts';
import { createBody, requestBytesMax, toRequest } from './interview-request.ts';
import { dataQualitySchema, missingFieldSchema, stateSchema, warningsSchema } from '../../schemas/interview.ts';
import { presentMissing } from './present-interview.ts';

export type CreateInterviewDeps = { submitInterview: ReturnType<typeof submitInterview> };

const submittedFields = {
  runId: z.string(),
  interviewId: z.string(),
  state: stateSchema,
  message: z.string(),
  dataQuality: dataQualitySchema.nullable(),
  missingFields: z.array(missingFieldSchema),
  warnings: warningsSchema,
};

const knownSchema = z
  .object({ runId: z.string(), existing: z.literal(true) })
  .meta({ id: 'KnownInterview', description: 'For keys that may not read interviews.' });

/** What one may do with an interview from its first moment on. */
const links = {
  to: [
    'getInterview',
    'supplyInfo',
    'approvePlan',
    'rejectPlan',
    'revisePlan',
    'scheduleInterview',
    'cancelInterview',
    'downloadAuditBundle',
    'eraseCandidateData',
    'placeLegalHold',
  ],
  with: { runId: '$response.body#/runId' },
};

const createdSchema = z.object(submittedFields).meta({ id: 'CreatedInterview' });
const existingSchema = z
  .object({
    ...submittedFields,
    existing: z.literal(true),
    differs: z
      .boolean()
      .meta({ description: 'Whether this request says something else than the one that made the run.' }),
  })
  .meta({ id: 'ExistingInterview' });

const messageOf = ({ existing, state }: SubmittedInterview): string => {
  if (existing) return 'An interview with this externalId exists already.';
  if (state === 'INFO_NEEDED')
    return 'Interview request accepted. Some information is needed first: see missingFields.';
  return 'Interview request accepted. Skill validation in progress.';
};

const present = (submitted: SubmittedInterview, warnings: RequestWarning[]) => ({
  runId: submitted.runId,
  interviewId: submitted.interviewId,
  state: submitted.state,
  message: messageOf(submitted),
  dataQuality: submitted.dataQuality,
  missingFields: presentMissing(submitted.missing),
  warnings,
  ...(submitted.existing ? { existing: true, differs: submitted.existing.differs } : {}),
});

export const createInterviewRoute = (deps: CreateInterviewDeps) =>
  defineRoute({
    method: 'POST',
    path: `${basePath}/interviews`,
    operationId: 'createInterview',
    summary: 'Submit an interview request',
    description:
      'Stores the request and starts drafting a plan. Incomplete data is accepted as well: the run then waits in INFO_NEEDED with a question for each gap. ' +
      'The same `externalId` returns the existing run with status 200, with its state for keys that may read interviews; the same `Idempotency-Key` never makes two runs.',
    tag: 'Interviews',
    access: { kind: 'key', scope: 'interviews:create' },
    body: createBody,
    responses: {
      200: {
        description: 'The interview of this externalId exists already.',
        schema: z.union([existingSchema, knownSchema]),
        links,
      },
      201: { description: 'Accepted.', schema: createdSchema, links },
    },
    problems: [
      'tenant.active_interviews_limit',
      'locale.unsupported',
      'template.not_found',
      'template.archived',
      'template.not_published',
      ...longTextProblems,
    ],
    idempotent: true,
    bodyBytesMax: requestBytesMax,
    limitClass: 'write',
    handler: async ({ body, principal, request }) => {
      const asked = toRequest(body);
      const submitted = await deps.submitInterview(principal.tenantId, asked, {
        source: 'native',
        actor: { kind: 'integrator', id: principal.keyId, ...requestMark(request) },
        creationKey: request.idempotencyHash,
        scopes: principal.scopes,
      });
      const headers = { Location: `${basePath}/interviews/${submitted.runId}` };
      // How far it has come since is for those who may read it.
      if (submitted.found && !principal.scopes.includes('interviews:read'))
        return { status: 200, body: { runId: submitted.runId, existing: true }, headers };
      return { status: submitted.existing ? 200 : 201, body: present(submitted, warningsOf(asked)), headers };
    },
  });
