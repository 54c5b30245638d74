// The page of a result behind its link, and the links of an interview for those who may end them.
import { z } from 'zod';
import type { ResultLink } from '../../../domain/ports/result-links.ts';
import type { ResultPages } from '../../../usecases/orders/result-links.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { pageContentType, pageHeaders } from '../../markup.ts';
import { basePath, runExample, runParams, toIso, toIsoOrNull } from '../../schemas/fields.ts';
import { askerOf, runOf } from '../calls.ts';
import { resultFace, resultPage } from './result-page.ts';

const linksPath = `${basePath}/interviews/:runId/result-links`;
const common = {
  tag: 'Results',
  access: { kind: 'key', scope: 'interviews:decide' },
  path: linksPath,
  params: runParams,
  example: runExample,
} as const;

const linkSchema = z
  .object({
    id: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable().meta({ description: 'Last use, to the minute.' }),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ResultLink' });

const show = ({ createdAt, expiresAt, usedAt, revokedAt, id }: ResultLink) => ({
  id,
  createdAt: toIso(createdAt),
  expiresAt: toIso(expiresAt),
  usedAt: toIsoOrNull(usedAt),
  revokedAt: toIsoOrNull(revokedAt),
});

const pageRoute = (pages: ResultPages): Route =>
  defineRoute({
    method: 'GET',
    path: '/result/:token',
    operationId: 'openResult',
    summary: 'The result of one interview, as far as its tenant shows it to whoever has the link.',
    tag: 'Results',
    access: { kind: 'public' },
    face: resultFace,
    params: z.object({ token: z.string().min(1).max(400) }),
    hidden: true,
    readBy: 'result_link',
    reads: ['assessment', 'transcript'],
    uses: ['plan', 'link'],
    responses: { 200: { description: 'The page.', contentType: pageContentType } },
    problems: [
      'interview.not_found',
      'result.link_invalid',
      'result.link_ended',
      'personal_data.erased',
      'consent.withdrawn',
    ],
    limitClass: 'read',
    holder: ({ params }) => Promise.resolve(pages.holderOf(params.token)),
    handler: async ({ params }) => {
      const view = await pages.open(params.token);
      const shows = view.report === null ? [] : (['assessment', 'transcript'] as const);
      return {
        status: 200,
        headers: pageHeaders,
        body: resultPage(view),
        shows: view.detail === 'quotes' ? shows : shows.slice(0, 1),
      };
    },
  });

export const resultRoutes = (pages: ResultPages): Route[] => [
  pageRoute(pages),
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'listResultLinks',
    summary: 'The links to the public page of a result',
    description: 'An ATS gets one with a complete result. Whoever has it can read the page until it ends.',
    responses: { 200: { description: 'The newest first.', schema: z.object({ items: z.array(linkSchema) }) } },
    problems: ['interview.not_found'],
    limitClass: 'read',
    handler: async (call) => ({ status: 200, body: { items: (await pages.list(runOf(call))).map(show) } }),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: `${linksPath}/:linkId`,
    operationId: 'revokeResultLink',
    summary: 'End a link to the page of a result',
    description:
      'It opens nothing from then on; the ATS gets another one when it asks for the result again. Twice is the same as once.',
    params: runParams.extend({ linkId: z.string().min(1).max(100) }),
    example: { params: { ...runExample.params, linkId: 'res_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
    responses: { 200: { description: 'The link, ended.', schema: linkSchema } },
    problems: ['interview.not_found', 'result.link_invalid'],
    idempotent: true,
    limitClass: 'write',
    handler: async (call) => ({
      status: 200,
      body: show(await pages.revoke(runOf(call), call.params.linkId, askerOf(call))),
    }),
  }),
];
