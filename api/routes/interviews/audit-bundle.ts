// GET …/audit-bundle: everything that is known of one interview as one signed file.
import { needScope } from '../../../domain/access/audience.ts';
import type { MakeAuditBundle } from '../../../usecases/privacy/audit-bundle.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { askerOf, runOf } from '../calls.ts';
import { basePath, runExample, runParams } from '../../schemas/fields.ts';

export const auditBundleRoutes = ({ makeAuditBundle }: { makeAuditBundle: MakeAuditBundle }): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${basePath}/interviews/:runId/audit-bundle`,
    operationId: 'downloadAuditBundle',
    summary: 'Download the audit bundle of an interview',
    description:
      'A signed ZIP file: request, plans with their rubric hashes, consent, transcript, assessments with the quotes they rest on, model calls, decisions with who made them, timeline, events, deliveries, audit entries, holds and the certificate of erasure. Anybody can check it offline: `npm run parley -- verify-bundle <file>`. What was erased is named, never shown. The download is an act in the audit log. It needs the scope of the audit log, since it tells who decided, and `interviews:read`.',
    tag: 'Tenant',
    access: { kind: 'key', scope: 'tenant:manage' },
    params: runParams,
    example: runExample,
    responses: {
      200: {
        description: 'The bundle.',
        contentType: 'application/zip',
        headers: { 'Content-Disposition': 'The name of the file.' },
      },
    },
    problems: ['interview.not_found', 'bundle.too_large'],
    limitClass: 'read',
    readsAs: 'bundle',
    handler: async (call) => {
      needScope(call.principal.scopes, 'interviews:read');
      const { fileName, bytes } = await makeAuditBundle(runOf(call), askerOf(call));
      const headers = { 'Content-Disposition': `attachment; filename="${fileName}"`, 'Cache-Control': 'no-store' };
      return { status: 200, body: bytes, headers };
    },
  }),
];
