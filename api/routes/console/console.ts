// The developer's console at this machine: its page and its calls; never mounted outside `npm start`.
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import { interviewStates } from '../../../domain/lifecycle/state.ts';
import { waitedFor } from '../../../domain/lifecycle/work.ts';
import { addressIn } from '../../../domain/mail/address.ts';
import { present } from '../../../domain/present.ts';
import type { WebBuild } from '../../../infra/web-build.ts';
import type { Console } from '../../../usecases/console/console.ts';
import { defineRoute, type RequestFacts, type Route } from '../../guard/route.ts';
import { pageReply, pageResponses } from '../../pages.ts';
import { opaqueReference, runParams, typed } from '../../schemas/fields.ts';

export type ConsoleRouteDeps = {
  console: Console;
  web: WebBuild | null;
  /** Stands in the page alone: pages of other origins can neither read it nor send its header. */
  token: string;
  /** Where the page leads besides its own calls; null where there is none. */
  places: { temporal: string | null; outbox: string | null };
};

const common = {
  tag: 'Service',
  access: { kind: 'public' },
  hidden: true,
  loopbackOnly: true,
  limitClass: 'none',
} as const;

/** Shorter than any patience between browser and server. */
const waitMsMax = 15_000;

/** The page's own calls: its token is needed, and a browser that says where it comes from comes from here. */
const checkOwn = (request: RequestFacts, token: string): void => {
  const origin = request.header('Origin');
  if (origin !== undefined && origin !== `http://${request.header('Host')}`)
    throw new AppError('request.foreign_origin');
  const given = Buffer.from(request.header('Parley-Console') ?? '');
  const own = Buffer.from(token);
  if (given.length !== own.length || !timingSafeEqual(given, own)) throw new AppError('request.not_found');
};

const pageRoute = ({ web, token, places }: ConsoleRouteDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: '/console',
    operationId: 'viewConsole',
    summary: 'The console.',
    query: z.looseObject({}),
    responses: pageResponses,
    problems: ['request.not_found'],
    handler: () => Promise.resolve(pageReply(web, 'console', { token, ...places })),
  });

const runSchema = z.object({
  runId: z.string(),
  candidateRef: z.string().nullable(),
  position: z.string().nullable(),
  state: z.string(),
  outcome: z.string().nullable(),
  waitsFor: z.enum(waitedFor),
  since: z.number(),
  attention: z.string().nullable(),
  createdAt: z.number(),
  hasRoom: z.boolean(),
  hasReview: z.boolean(),
});

const runsRoute = ({ console, token }: ConsoleRouteDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: '/console/api/runs',
    operationId: 'listConsoleRuns',
    summary: 'The newest runs; with `known` as soon as they are others, or after fifteen seconds.',
    query: z.strictObject({
      state: z.enum(interviewStates).optional(),
      waitsFor: z.enum(waitedFor).optional(),
      attention: z.enum(['true']).optional(),
      text: z.string().max(200).optional(),
      known: z.string().max(64).optional(),
    }),
    responses: {
      200: {
        description: 'The runs.',
        schema: z.object({ version: z.string(), now: z.number(), runs: z.array(runSchema), more: z.boolean() }),
      },
    },
    problems: ['request.not_found', 'request.foreign_origin'],
    handler: async ({ query: { known, attention, ...filter }, request }) => {
      checkOwn(request, token);
      const asked = { ...filter, attention: attention === 'true' };
      const body = await console.watch({ filter: asked, known, waitMs: waitMsMax, signal: request.signal });
      return { status: 200, body };
    },
  });

const templatesRoute = ({ console, token }: ConsoleRouteDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: '/console/api/templates',
    operationId: 'listConsoleTemplates',
    summary: 'What interviews can be made of.',
    responses: {
      200: {
        description: 'The templates.',
        schema: z.object({
          items: z.array(z.object({ id: z.string(), name: z.string(), position: z.string(), ready: z.boolean() })),
        }),
      },
    },
    problems: ['request.not_found', 'request.foreign_origin'],
    handler: async ({ request }) => {
      checkOwn(request, token);
      return { status: 200, body: { items: await console.templates() } };
    },
  });

const createBody = z.strictObject({
  templateId: z.string().min(1).max(64),
  candidateRef: opaqueReference,
  candidateName: typed('name', 200).optional(),
  candidateEmail: z.string().max(320).overwrite(addressIn).optional(),
  reviewPlan: z.boolean(),
});

const createRoute = ({ console, token }: ConsoleRouteDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/console/api/runs',
    operationId: 'createConsoleRun',
    summary: 'Make an interview of a template.',
    body: createBody,
    responses: { 201: { description: 'Accepted.', schema: z.object({ runId: z.string() }) } },
    problems: [
      'request.not_found',
      'request.foreign_origin',
      'template.not_found',
      'template.archived',
      'template.not_published',
      'tenant.active_interviews_limit',
      'locale.unsupported',
      'text.too_complex',
      'text.busy',
    ],
    handler: async ({ body: { candidateName, candidateEmail, ...wish }, request }) => {
      checkOwn(request, token);
      const runId = await console.create({ ...wish, ...present({ candidateName, candidateEmail }) });
      return { status: 201, body: { runId } };
    },
  });

const opening = (
  { console, token }: ConsoleRouteDeps,
  way: { to: 'room' | 'review'; operationId: string; summary: string },
): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `/console/api/runs/:runId/${way.to}`,
    operationId: way.operationId,
    summary: way.summary,
    params: runParams,
    responses: { 200: { description: 'The link.', schema: z.object({ url: z.string() }) } },
    reads: ['link'],
    readBy: 'operator',
    problems: [
      'request.not_found',
      'request.foreign_origin',
      'interview.not_found',
      'personal_data.erased',
      'review.ended',
    ],
    handler: async ({ params: { runId }, request }) => {
      checkOwn(request, token);
      return { status: 200, body: { url: await console[way.to](runId) } };
    },
  });

export const consoleRoutes = (deps: ConsoleRouteDeps): Route[] => [
  pageRoute(deps),
  runsRoute(deps),
  templatesRoute(deps),
  createRoute(deps),
  opening(deps, { to: 'room', operationId: 'openConsoleRoom', summary: 'The candidate’s link.' }),
  opening(deps, { to: 'review', operationId: 'openConsoleReview', summary: 'A review link, made for this.' }),
];
