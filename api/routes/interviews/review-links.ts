// The review links of an interview: making one, who has one by mail or otherwise, and revoking one; and links to an inbox.
import { z } from 'zod';
import { parseDuration } from '../../../domain/text/duration.ts';
import type { LinkMaking, ReviewLinkUseCases, ReviewLinkView } from '../../../usecases/review/review-links.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { askerOf, runOf } from '../calls.ts';
import { basePath, runExample, runParams, said, toIso, toIsoOrNull } from '../../schemas/fields.ts';

const linksPath = `${basePath}/interviews/:runId/review-links`;
const inboxesPath = `${basePath}/review-inboxes`;
const common = {
  tag: 'Interviews',
  access: { kind: 'key', scope: 'interviews:decide' },
  path: linksPath,
  params: runParams,
  example: runExample,
  // Whom a link was made for is sealed with the run.
  uses: ['notes'],
} as const;

const dayMs = 86_400_000;
const usualLife = 'P14D';
const lifeMaxMs = 90 * dayMs;

const isLife = (text: string): boolean => {
  const lifeMs = parseDuration(text);
  return lifeMs !== null && lifeMs >= 60_000 && lifeMs <= lifeMaxMs;
};

const wish = z.strictObject({
  reviewer: said('line', 200).meta({
    description:
      'Whose link it is: an address, or any label. It is named as who decided, and what is equal is the same reviewer.',
  }),
  expiresIn: z
    .string()
    .max(30)
    .refine(isLife, { error: 'An ISO 8601 duration from PT1M to P90D.' })
    .default(usualLife)
    .meta({ description: 'How long it works. ISO 8601, PT1M to P90D.' }),
});

const wishOf = ({ reviewer, expiresIn }: z.output<typeof wish>) => ({
  reviewer,
  lifeMs: parseDuration(expiresIn) ?? 0,
});

const linkFields = z.object({
  linkId: z.string().meta({ description: 'Stands in the timeline as `actor.id` of what was decided by this link.' }),
  template: z
    .string()
    .nullable()
    .meta({ description: 'The mail that carries it; null for one that was made by a call.' }),
  reviewer: z
    .object({
      id: z.string().meta({ description: 'The same for all links of one address or label.' }),
      address: z.string().nullable().meta({
        description:
          'Or the label. Null once the address of a mailed link has left `mail.recruiters` and the connection’s settings.',
      }),
    })
    .nullable()
    .meta({ description: 'Null for a link of an earlier version, which went to all recruiters at once.' }),
  live: z.boolean().meta({
    description:
      'Whether it opens anything: not revoked, not expired, the reviewer of a mailed one in `mail.recruiters`, the interview open.',
  }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable().meta({ description: 'When it was last exchanged for a session.' }),
  revokedAt: z.iso.datetime().nullable(),
});
const linkSchema = linkFields.meta({ id: 'ReviewLink' });

const url = z
  .string()
  .nullable()
  .meta({ description: 'To hand to the reviewer. Shown once: null when the call is repeated.' });

const show = ({ createdAt, expiresAt, usedAt, revokedAt, ...link }: ReviewLinkView) => ({
  ...link,
  createdAt: toIso(createdAt),
  expiresAt: toIso(expiresAt),
  usedAt: toIsoOrNull(usedAt),
  revokedAt: toIsoOrNull(revokedAt),
});

const makeRoute = ({ making }: ReviewLinkRoutes): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    operationId: 'makeReviewLink',
    summary: 'Make a review link',
    description:
      'For a reviewer who gets no mail from here. It opens this interview alone, for whoever has it: hand it to nobody else.',
    body: wish.meta({ id: 'NewReviewLink', example: { reviewer: 'dana@acme.example', expiresIn: 'P7D' } }),
    responses: { 201: { description: 'The link.', schema: linkFields.extend({ url }).meta({ id: 'MadeReviewLink' }) } },
    problems: ['interview.not_found', 'personal_data.erased', 'review.ended'],
    idempotent: true,
    limitClass: 'write',
    handler: async (call) => {
      const { url: address, ...link } = await making.makeLink(runOf(call), wishOf(call.body), askerOf(call));
      const body = { ...show(link), url: address };
      return { status: 201, body, repeatBody: { ...body, url: null }, headers: { 'Cache-Control': 'no-store' } };
    },
  });

const inboxSchema = z.object({
  inboxId: z.string(),
  reviewer: z.object({ id: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

const inboxAccess = { tag: 'Interviews', access: { kind: 'key', scope: 'interviews:decide' } } as const;

const makeInboxRoute = ({ making }: ReviewLinkRoutes): Route =>
  defineRoute({
    ...inboxAccess,
    method: 'POST',
    path: inboxesPath,
    operationId: 'makeReviewInbox',
    summary: 'Make a link to everything that a reviewer was sent',
    description:
      'Whoever has it sees every interview for which this reviewer has a live link, now and later, and may decide on each: hand it to nobody else, unlike a link to one interview. Only for addresses of `mail.recruiters`, and labels that a link was made for.',
    body: wish.meta({ id: 'NewReviewInbox', example: { reviewer: 'dana@acme.example' } }),
    responses: {
      201: { description: 'The link.', schema: inboxSchema.extend({ url }).meta({ id: 'MadeReviewInbox' }) },
    },
    problems: ['review.reviewer_unknown'],
    idempotent: true,
    limitClass: 'write',
    handler: async (call) => {
      const { tenantId } = call.principal;
      const made = await making.makeInbox(tenantId, wishOf(call.body), askerOf(call));
      const times = { createdAt: toIso(made.createdAt), expiresAt: toIso(made.expiresAt) };
      const body = { inboxId: made.id, reviewer: { id: made.reviewer }, ...times, url: made.url };
      return { status: 201, body, repeatBody: { ...body, url: null }, headers: { 'Cache-Control': 'no-store' } };
    },
  });

const revokeInboxRoute = ({ making }: ReviewLinkRoutes): Route =>
  defineRoute({
    ...inboxAccess,
    method: 'DELETE',
    path: `${inboxesPath}/:inboxId`,
    operationId: 'revokeReviewInbox',
    summary: 'Revoke a link to an inbox',
    description: 'Sessions behind it end at once. Revoking twice is the same as once.',
    params: z.object({ inboxId: z.string().min(1).max(100) }),
    example: { params: { inboxId: 'rvi_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
    responses: {
      200: {
        description: 'The revoked link.',
        schema: inboxSchema.extend({ revokedAt: z.iso.datetime().nullable() }).meta({ id: 'RevokedReviewInbox' }),
      },
    },
    problems: ['review.link_not_found'],
    idempotent: true,
    limitClass: 'write',
    handler: async (call) => {
      const { tenantId } = call.principal;
      const inbox = await making.revokeInbox(tenantId, call.params.inboxId, askerOf(call));
      const times = { createdAt: toIso(inbox.createdAt), expiresAt: toIso(inbox.expiresAt) };
      const revokedAt = toIsoOrNull(inbox.revokedAt);
      return { status: 200, body: { inboxId: inbox.id, reviewer: { id: inbox.reviewer }, ...times, revokedAt } };
    },
  });

const listRoute = ({ links }: ReviewLinkRoutes): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'listReviewLinks',
    summary: 'The review links of an interview, mailed and made',
    responses: {
      200: { description: 'The newest first, past ones too.', schema: z.object({ items: z.array(linkSchema) }) },
    },
    problems: ['interview.not_found'],
    limitClass: 'read',
    handler: async (call) => ({ status: 200, body: { items: (await links.list(runOf(call))).map(show) } }),
  });

const revokeRoute = ({ links }: ReviewLinkRoutes): Route =>
  defineRoute({
    ...common,
    method: 'DELETE',
    path: `${linksPath}/:linkId`,
    operationId: 'revokeReviewLink',
    summary: 'Revoke a review link',
    description:
      'It opens nothing from then on, and sessions behind it end at once. Revoking twice is the same as once.',
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
  });

export type ReviewLinkRoutes = { links: ReviewLinkUseCases; making: LinkMaking };

export const reviewLinkRoutes = (deps: ReviewLinkRoutes): Route[] => [
  listRoute(deps),
  makeRoute(deps),
  revokeRoute(deps),
  makeInboxRoute(deps),
  revokeInboxRoute(deps),
];
