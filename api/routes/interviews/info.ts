// PATCH /interviews/:runId/info: the missing data.
import { z } from 'zod';
import type { Decisions } from '../../../usecases/decisions.ts';
import { warningsOf } from '../../../domain/request/warnings.ts';
import { defineRoute } from '../../guard/route.ts';
import { callerOf, longTextProblems, commandProblems, runOf } from '../calls.ts';
import { basePath, runExample, runParams } from '../../schemas/fields.ts';
import { infoBody, requestBytesMax, toRequest } from './interview-request.ts';
import { dataQualitySchema, missingFieldSchema, stateSchema, warningsSchema } from '../../schemas/interview.ts';
import { presentMissing } from './present-interview.ts';

const suppliedSchema = z
  .object({
    state: stateSchema,
    dataQuality: dataQualitySchema.nullable(),
    missingFields: z.array(missingFieldSchema),
    warnings: warningsSchema,
  })
  .meta({ id: 'SuppliedInfo' });

export const infoRoute = ({ decisions }: { decisions: Decisions }) =>
  defineRoute({
    method: 'PATCH',
    path: `${basePath}/interviews/:runId/info`,
    operationId: 'supplyInfo',
    summary: 'Supply missing data',
    description: 'Allowed in INFO_NEEDED. Takes any field of the request and answers with what is still missing.',
    tag: 'Interviews',
    access: { kind: 'key', scope: 'interviews:decide' },
    params: runParams,
    example: runExample,
    body: infoBody,
    responses: { 200: { description: 'Merged and validated again.', schema: suppliedSchema } },
    problems: [...commandProblems, 'interview.busy', 'locale.unsupported', ...longTextProblems],
    idempotent: true,
    bodyBytesMax: requestBytesMax,
    limitClass: 'write',
    handler: async ({ body, ...call }) => {
      const info = toRequest(body);
      const { missing, ...supplied } = await decisions.supplyInfo(runOf(call), info, {
        ...callerOf(call),
        scopes: call.principal.scopes,
      });
      return { status: 200, body: { ...supplied, missingFields: presentMissing(missing), warnings: warningsOf(info) } };
    },
  });
