// The commands about a run as a whole: cancel, schedule, and the two that repair failed work.
import { z } from 'zod';
import type { Clock } from '../../../domain/ports/system.ts';
import type { Decisions } from '../../../usecases/decisions.ts';
import { defineRoute } from '../../guard/route.ts';
import { callerOf, commandProblems, runOf } from '../calls.ts';
import { basePath, instant, runExample, runParams, toIso } from '../../schemas/fields.ts';
import { outcomeSchema, stateSchema } from '../../schemas/interview.ts';

export type RunCommandRoutesDeps = { decisions: Decisions; clock: Clock };

const runPath = `${basePath}/interviews/:runId`;
const common = {
  tag: 'Interviews',
  access: { kind: 'key', scope: 'interviews:decide' },
  params: runParams,
  example: runExample,
  problems: commandProblems,
  idempotent: true,
  limitClass: 'write',
} as const;

const cancelRoute = ({ decisions }: RunCommandRoutesDeps) =>
  defineRoute({
    ...common,
    method: 'DELETE',
    path: runPath,
    operationId: 'cancelInterview',
    summary: 'Cancel an interview',
    description: 'Ends the run wherever it stands. What was stored stays until it is erased.',
    responses: { 200: { description: 'Cancelled.', schema: z.object({ runId: z.string(), state: stateSchema }) } },
    handler: async (call) => {
      await decisions.cancel(runOf(call), callerOf(call));
      return { status: 200, body: { runId: call.params.runId, state: 'CANCELLED' } };
    },
  });

const weekMs = 7 * 24 * 3_600_000;

/** The example must lie ahead whenever it is tried. */
const scheduleBody = (clock: Clock) =>
  z
    .strictObject({ scheduledAt: instant })
    .meta({ id: 'Schedule', example: { scheduledAt: toIso(clock.now() + weekMs) } });

const scheduleRoute = ({ decisions, clock }: RunCommandRoutesDeps) =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `${runPath}/schedule`,
    operationId: 'scheduleInterview',
    summary: 'Agree on a start',
    description:
      'Sets or moves the agreed start, at most a year ahead. The link stays valid at least until a day after it.',
    body: scheduleBody(clock),
    responses: {
      200: {
        description: 'Scheduled.',
        schema: z.object({ state: stateSchema, scheduledAt: z.string().meta({ format: 'date-time' }) }),
      },
    },
    handler: async ({ body, ...call }) => {
      const scheduledAt = Date.parse(body.scheduledAt);
      await decisions.schedule(runOf(call), { scheduledAt }, callerOf(call));
      return { status: 200, body: { state: 'SCHEDULED', scheduledAt: toIso(scheduledAt) } };
    },
  });

const emptyBody = z.strictObject({});

const retryRoute = ({ decisions }: RunCommandRoutesDeps) =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `${runPath}/retry`,
    operationId: 'retryInterview',
    summary: 'Try failed work again',
    description: 'Allowed while `attention` is set.',
    body: emptyBody,
    bodyOptional: true,
    responses: { 200: { description: 'Trying again.', schema: z.object({ state: stateSchema }) } },
    handler: async (call) => {
      const { state } = await decisions.retry(runOf(call), callerOf(call));
      return { status: 200, body: { state } };
    },
  });

const abortRoute = ({ decisions }: RunCommandRoutesDeps) =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `${runPath}/abort`,
    operationId: 'abortInterview',
    summary: 'Give the run up as failed',
    description: 'Allowed while `attention` is set. The candidate should be routed to a person.',
    body: emptyBody,
    bodyOptional: true,
    responses: { 200: { description: 'Given up.', schema: z.object({ state: stateSchema, outcome: outcomeSchema }) } },
    handler: async (call) => {
      await decisions.abort(runOf(call), callerOf(call));
      return { status: 200, body: { state: 'CANCELLED', outcome: 'FAILED' } };
    },
  });

export const runCommandRoutes = (deps: RunCommandRoutesDeps) => [
  cancelRoute(deps),
  scheduleRoute(deps),
  retryRoute(deps),
  abortRoute(deps),
];
