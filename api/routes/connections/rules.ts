// The rules of a connection over HTTP: which stage of its ATS starts which interview, and trying that on a hook.
import { z } from 'zod';
import { ruleMisses, rulesMax, namesMax, type TriggerRule } from '../../../domain/triggers/rule.ts';
import { atsEventTypes } from '../../../domain/ports/ats-hooks.ts';
import { present } from '../../../domain/present.ts';
import { parseDuration } from '../../../domain/text/duration.ts';
import type { RuleTrying, RuleUseCases } from '../../../usecases/triggers/rules.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { typed } from '../../schemas/fields.ts';
import { askerOf } from '../calls.ts';

const path = '/api/v1/connections/:id/rules';
const common = {
  tag: 'Triggers',
  access: { kind: 'key', scope: 'connections:manage' },
  params: z.object({ id: z.string().min(1).max(100).meta({ description: 'The connection.' }) }),
} as const;
const exampleParams = { id: 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' };

const vendorId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/)
  .meta({ description: 'As the ATS spells it.' });
const ids = z.array(vendorId).min(1).max(namesMax);
const names = z.array(typed('line', 200)).min(1).max(namesMax);
const ruleId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,60}$/)
  .meta({ description: 'Yours, unique in the connection: it stands in the ledger of hooks and in orders.' });

/** One change comes as several hooks: what tells them from coming back to a stage is time. */
const againAfterMinMs = 3_600_000;

const duration = z
  .string()
  .max(30)
  .refine((text) => (parseDuration(text) ?? 0) >= againAfterMinMs, {
    error: 'An ISO 8601 duration such as P30D, an hour (PT1H) at least.',
  });

const ruleSchema = z
  .strictObject({
    id: ruleId,
    name: typed('line', 200).optional(),
    when: z
      .strictObject({
        event: z.literal('stage_entered'),
        stageIds: ids.optional(),
        stageNames: names.optional().meta({ description: 'Capitals and blanks make no difference.' }),
        jobIds: ids.optional().meta({ description: 'Absent: of any job.' }),
        departments: names.optional().meta({ description: 'By their names, one of them. Absent: of any.' }),
      })
      .refine(({ stageIds, stageNames }) => stageIds !== undefined || stageNames !== undefined, {
        error: 'Say which stage: stageIds, stageNames, or both.',
      }),
    then: z.strictObject({
      template: typed('line', 200).meta({ description: 'By its `externalId`, else by its id.' }),
      autoApprovePlan: z.boolean().optional().meta({
        description:
          'For a template without an approved plan: a plan is drafted for each candidate, and nobody looks at it first. Otherwise such a hook fails with `template.not_published`.',
      }),
    }),
    againAfter: duration.default('P30D').meta({
      description: 'How long after an interview the same stage starts none again; ISO 8601, `PT1H` at least.',
    }),
    cancelOnLeave: z.boolean().default(false).meta({
      description: 'When the application leaves the stage, an interview that nobody has begun is cancelled.',
    }),
    cancelOnJobClosed: z.boolean().default(false).meta({
      description: 'When the job is closed, an interview that nobody has begun is cancelled.',
    }),
  })
  .meta({ id: 'TriggerRule', description: 'Tried in their order; the first that fits counts.' });

const rulesSchema = z.strictObject({ rules: z.array(ruleSchema).max(rulesMax) }).meta({ id: 'TriggerRules' });

const exampleRule = {
  id: 'pre-screen',
  when: { event: 'stage_entered', stageNames: ['Pre-Screen'] },
  then: { template: 'backend-engineer' },
  againAfter: 'P30D',
  cancelOnLeave: true,
};

const trySchema = z
  .strictObject({
    hookId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,100}$/)
      .optional()
      .meta({ description: 'A hook that came, while its body is kept.' }),
    payload: z.record(z.string().max(200), z.unknown()).optional().meta({
      description: 'Or a body as the ATS sends it; no signature is needed.',
    }),
    rules: z.array(ruleSchema).max(rulesMax).optional().meta({ description: 'Instead of those that are stored.' }),
  })
  .refine(({ hookId, payload }) => (hookId === undefined) !== (payload === undefined), {
    error: 'Send either a hookId or a payload.',
  });

const nameSchema = z.object({ id: z.string(), name: z.string().nullable() }).nullable();

const tryingSchema = z
  .object({
    reading: z.enum(['event', 'ping', 'ignored', 'unreadable']),
    action: z.string().nullable().meta({ description: 'The vendor’s word.' }),
    event: z.enum(atsEventTypes).nullable(),
    application: z
      .object({
        applicationId: z.string(),
        status: z.string(),
        stage: nameSchema,
        job: nameSchema,
        departments: z.array(z.string()),
      })
      .nullable()
      .meta({ description: 'What rules look at.' }),
    fired: z.string().nullable().meta({ description: 'The rule that would start an interview.' }),
    trials: z.array(
      z.object({
        ruleId: z.string(),
        why: z.enum(ruleMisses).nullable().meta({ description: 'Why it did not count; null for the one that fired.' }),
      }),
    ),
  })
  .meta({ id: 'TriggerTrial' });

type SentRule = z.output<typeof ruleSchema>;

/** Absent members stay absent. */
const toRule = ({ name, when, then, ...rule }: SentRule): TriggerRule => ({
  ...rule,
  ...present({ name }),
  when: { event: when.event, ...present({ ...when, event: undefined }) },
  then: { template: then.template, ...present({ autoApprovePlan: then.autoApprovePlan }) },
});

const presentTrying = ({ application, ...trying }: RuleTrying) => ({
  ...trying,
  application:
    application === null
      ? null
      : {
          applicationId: application.applicationId,
          status: application.status,
          stage: application.stage,
          job: application.job === null ? null : { id: application.job.id, name: application.job.name },
          departments: application.job?.departments ?? [],
        },
});

export type RuleRoutesDeps = { rules: RuleUseCases };

const readRoute = ({ rules }: RuleRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path,
    operationId: 'getConnectionRules',
    summary: 'Read the rules of a connection',
    limitClass: 'read',
    example: { params: exampleParams },
    responses: { 200: { description: 'In the order in which they are tried.', schema: rulesSchema } },
    problems: ['connection.not_found'],
    handler: async ({ params: { id }, principal }) => ({
      status: 200,
      body: { rules: await rules.read(principal.tenantId, id) },
    }),
  });

const writeRoute = ({ rules }: RuleRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'PUT',
    path,
    operationId: 'setConnectionRules',
    summary: 'Set the rules of a connection',
    description:
      'All of them at once. They count for every hook whose turn comes from now on; interviews that were started go on, whatever became of their rule.',
    limitClass: 'write',
    body: rulesSchema,
    example: { params: exampleParams, body: { rules: [exampleRule] } },
    responses: { 200: { description: 'As they are stored.', schema: rulesSchema } },
    problems: ['connection.not_found', 'rules.invalid'],
    handler: async ({ params: { id }, body, ...call }) => {
      const wanted = body.rules.map(toRule);
      await rules.write(call.principal.tenantId, id, wanted, askerOf(call));
      return { status: 200, body: { rules: wanted } };
    },
  });

const tryRoute = ({ rules }: RuleRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `${path}/try`,
    operationId: 'tryConnectionRules',
    summary: 'Try the rules of a connection on a hook',
    description:
      'Says which rule would start an interview, and why each of the others would not. Nothing is stored and nothing happens; where a body says too little, the record is read over the API of the ATS.',
    limitClass: 'write',
    body: trySchema,
    bodyBytesMax: 2 * 1024 * 1024,
    example: {
      params: exampleParams,
      body: { payload: { action: 'ping', web_hook_id: 1 }, rules: [exampleRule] },
    },
    responses: { 200: { description: 'What would be.', schema: tryingSchema } },
    problems: [
      'connection.not_found',
      'connection.paused',
      'rules.invalid',
      'hook.not_found',
      'hook.body_gone',
      'hook.vendor_unavailable',
    ],
    handler: async ({ params: { id }, body, principal }) => {
      const { rules: own, ...wish } = body;
      const trying = await rules.try(principal.tenantId, id, { ...wish, rules: own?.map(toRule) });
      return { status: 200, body: presentTrying(trying) };
    },
  });

export const ruleRoutes = (deps: RuleRoutesDeps): Route[] => [readRoute(deps), writeRoute(deps), tryRoute(deps)];
