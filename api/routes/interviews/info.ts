// PATCH /interviews/:runId/info: the missing data.
import { z } from 'zod';
import type { supplyInfo } from '../../../usecases/interviews/supply-info.ts';
import { defineRoute } from '../../guard/route.ts';
import { callerOf } from './caller.ts';
import { basePath, runExample, runParams } from './fields.ts';
import { infoBody, toRequest } from './interview-request.ts';
import { dataQualitySchema, missingFieldSchema, stateSchema } from './interview-schema.ts';
import { presentMissing } from './present-interview.ts';
import { notedCommandProblems } from './problems.ts';

export type InfoRouteDeps = { supplyInfo: ReturnType<typeof supplyInfo> };

const suppliedSchema = z
  .object({ state: stateSchema, dataQuality: dataQualitySchema.nullable(), missingFields: z.array(missingFieldSchema) })
  .meta({ id: 'SuppliedInfo' });

export const infoRoute = (deps: InfoRouteDeps) =>
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
    problems: [...notedCommandProblems, 'interview.busy'],
    idempotent: true,
    limitClass: 'write',
    handler: async ({ params, body, principal, request }) => {
      const supplied = await deps.supplyInfo(
        principal.tenantId,
        params.runId,
        toRequest(body),
        callerOf(principal, request),
      );
      const { state, dataQuality, missing } = supplied;
      return { status: 200, body: { state, dataQuality, missingFields: presentMissing(missing) } };
    },
  });
