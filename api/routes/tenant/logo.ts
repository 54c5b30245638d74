// A tenant's logo: put by its integration, and shown to candidates at an address that says nothing about the tenant.
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { BrandingUseCases } from '../../../usecases/access/branding.ts';
import { defineBytesRoute, defineRoute, type Route } from '../../guard/route.ts';
import { askerOf } from '../calls.ts';

const bytesMax = 200_000;

const logoBody = z
  .object({
    logoUrl: z.string().nullable().meta({
      description: 'Where candidates get it, open to whoever has the address; null without one.',
    }),
  })
  .meta({ id: 'TenantLogo' });

const common = {
  path: '/api/v1/tenant/logo',
  tag: 'Tenant',
  access: { kind: 'key', scope: 'tenant:manage' },
} as const;

type LogoDeps = { branding: BrandingUseCases; publicUrl: string };

const ownRoutes = ({ branding, publicUrl }: LogoDeps): Route[] => [
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'getTenantLogo',
    summary: 'Where the logo of the tenant is',
    responses: { 200: { description: 'Its address.', schema: logoBody } },
    problems: [],
    limitClass: 'read',
    handler: async ({ principal }) => {
      const { logoUrl } = await branding.readBranding(principal.tenantId);
      return { status: 200, body: { logoUrl: logoUrl === null ? null : publicUrl + logoUrl } };
    },
  }),
  defineBytesRoute({
    ...common,
    method: 'PUT',
    operationId: 'putTenantLogo',
    summary: 'Set the logo that candidates see',
    description:
      'The body is the picture: PNG, JPEG or WebP, at most 200 kB and 16 million pixels, not moving. What is kept is a PNG of our own making within 512 × 256 pixels, without anything told beside the picture.',
    bodyBytes: ['image/png', 'image/jpeg', 'image/webp'],
    bodyBytesMax: bytesMax,
    responses: { 200: { description: 'The logo is set.', schema: logoBody } },
    problems: ['image.invalid'],
    limitClass: 'write',
    handler: async ({ body, principal, request }) => {
      const path = await branding.setLogo({
        tenantId: principal.tenantId,
        bytes: body.bytes,
        asker: askerOf({ principal, request }),
      });
      return { status: 200, body: { logoUrl: publicUrl + path } };
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    operationId: 'deleteTenantLogo',
    summary: 'Remove the logo',
    description: 'Candidates see the name of the company instead. Without a logo nothing happens.',
    responses: { 204: { description: 'There is none now.' } },
    problems: [],
    limitClass: 'write',
    handler: async ({ principal, request }) => {
      await branding.removeLogo({ tenantId: principal.tenantId, asker: askerOf({ principal, request }) });
      return { status: 204 };
    },
  }),
];

/** Another picture has another address, so that it may be kept for ever. */
const publicRoute = ({ branding }: LogoDeps): Route =>
  defineRoute({
    method: 'GET',
    path: '/logos/:name',
    operationId: 'readLogo',
    summary: 'A logo, for the pages of candidates.',
    tag: 'Service',
    access: { kind: 'public' },
    params: z.object({ name: z.string().min(1).max(100) }),
    query: z.looseObject({}),
    responses: { 200: { description: 'The picture.', contentType: 'image/png' } },
    problems: ['request.not_found'],
    hidden: true,
    limitClass: 'page',
    handler: async ({ params }) => {
      const [, hash] = /^([0-9a-f]{32})\.png$/.exec(params.name) ?? [];
      const image = hash === undefined ? null : await branding.findLogoImage(hash);
      if (image === null) throw new AppError('request.not_found');
      return { status: 200, body: image, headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } };
    },
  });

export const logoRoutes = (deps: LogoDeps): Route[] => [...ownRoutes(deps), publicRoute(deps)];
