// The review links of an interview: who was sent one by mail, and revoking one.
import { z } from 'zod';
import type { ReviewLinkUseCases, ReviewLinkView } from '../../../usecases/review/review-links.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { askerOf, runOf } from '../calls.ts';
import { basePath, runExample, runParams, toIso, toIsoOrNull } from '../../schemas/fields.ts';

const linksPath = `${basePath}/interviews/:runId/review-links`;
const common = {
  tag: 'Interviews',
  access: { kind: 'key', scope: 'interviews:decide' },
  path: linksPath,
  params: runParams,
  example: runExample,
} as const;

const linkSchema = z
  .object({
    linkId: z.string().meta({ description: 'Stands in the timeline as `actor.id` of what was decided by this link.' }),
    template: z.string().meta({ description: 'The mail that carries it.' }),
    reviewer: z
      .object({
        id: z.string().meta({ description: 'The same for all links of one address.' }),
        address: z
          .string()
          .nullable()
          .meta({ description: 'Null once it has left `mail.recruiters` and the connection’s settings.' }),
      })
      .nullable()
      .meta({ description: 'Null for a link of an earlier version, which went to all recruiters at once.' }),
    live: z.boolean().meta({
      description:
        'Whether it opens anything: not revoked, not expired, its reviewer in `mail.recruiters`, the interview open.',
    }),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable().meta({ description: 'Last use, to the minute.' }),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReviewLink' });

const show = ({ createdAt, expiresAt, usedAt, revokedAt, ...link }: ReviewLinkView) => ({
  ...link,
  createdAt: toIso(createdAt),
  expiresAt: toIso(expiresAt),
  usedAt: toIsoOrNull(usedAt),
  revokedAt: toIsoOrNull(revokedAt),
});

export const reviewLinkRoutes = (links: ReviewLinkUseCases): Route[] => [
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'listReviewLinks',
    summary: 'The review links that recruiters were sent',
    responses: {
      200: { description: 'The newest first, past ones too.', schema: z.object({ items: z.array(linkSchema) }) },
    },
    problems: ['interview.not_found'],
    limitClass: 'read',
    handler: async (call) => ({ status: 200, body: { items: (await links.list(runOf(call))).map(show) } }),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: `${linksPath}/:linkId`,
    operationId: 'revokeReviewLink',
    summary: 'Revoke a review link',
    description: 'It opens nothing from then on, and no form behind it is taken. Revoking twice is the same as once.',
    params: runParams.extend({ linkId: z.string().min(1).max(100) }),
    example: { params: { ...runExample.params, linkId: 'mail_0f1e2d3c4b5a69788796a5b4c3d2e1f0' } },
    responses: { 200: { description: 'The revoked link.', schema: linkSchema } },
    problems: ['review.link_not_found'],
    idempotent: true,
    limitClass: 'write',
    handler: async (call) => ({
      status: 200,
      body: show(await links.revoke(runOf(call), call.params.linkId, askerOf(call))),
    }),
  }),
];
