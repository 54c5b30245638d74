// A tenant's own settings, read and changed by its integration.
import { z } from 'zod';
import { tenantCapsSchema } from '../../../domain/tenant/caps.ts';
import { settingsPatchSchema, tenantSettingsSchema } from '../../../domain/tenant/settings.ts';
import type { TenantUseCases, TenantView } from '../../../usecases/access/tenants.ts';
import { entityTag, expectedTags } from '../../guard/answer.ts';
import { askerOf, longTextProblems } from '../calls.ts';
import { defineRoute, type Reply, type Route } from '../../guard/route.ts';

const tenantBody = z
  .object({
    tenantId: z.string(),
    platformId: z.string().nullable(),
    name: z.string(),
    settings: tenantSettingsSchema,
    caps: tenantCapsSchema,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Tenant' });

const present = ({ id, platformId, name, settings, caps, createdAt, updatedAt, tag }: TenantView): Reply => ({
  status: 200,
  body: { tenantId: id, platformId, name, settings, caps, createdAt, updatedAt },
  headers: { ETag: entityTag(tag) },
});

const answer = (description: string) => ({
  200: { description, schema: tenantBody, headers: { ETag: 'Changes with every setting and cap.' } },
});

const common = {
  path: '/api/v1/tenant',
  tag: 'Tenant',
  access: { kind: 'key', scope: 'tenant:manage' },
} as const;

export const tenantRoutes = ({
  tenants,
}: {
  tenants: Pick<TenantUseCases, 'getTenant' | 'updateTenantSettings'>;
}): Route[] => [
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'getTenant',
    summary: 'Read the tenant, its settings and its caps',
    description: 'Settings that the tenant did not set show their defaults. Caps are granted by the operator.',
    responses: answer('The tenant.'),
    problems: [],
    limitClass: 'read',
    handler: async ({ principal }) => present(await tenants.getTenant(principal.tenantId)),
  }),
  defineRoute({
    ...common,
    method: 'PATCH',
    operationId: 'updateTenantSettings',
    summary: 'Change settings of the tenant',
    description:
      'What is absent stays, null goes back to the default. Applies to new interviews: running ones keep the rules they started with. `If-Match` with the `ETag` of a read refuses the change when somebody else was faster. Default reminders that a shorter deadline leaves no room for are not sent.',
    body: settingsPatchSchema,
    responses: answer('The tenant with its new settings.'),
    problems: ['request.precondition_failed', 'locale.unsupported', ...longTextProblems],
    idempotent: true,
    limitClass: 'write',
    handler: async ({ body, principal, request }) =>
      present(
        await tenants.updateTenantSettings({
          tenantId: principal.tenantId,
          patch: body,
          expectedTags: expectedTags(request.header('If-Match')),
          asker: askerOf({ principal, request }),
        }),
      ),
  }),
];
