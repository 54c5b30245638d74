// What a stage does: the interview that a rule wants is ordered, and one that nobody has begun ends with the reason it had.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { addressIn, isMailable } from '../../domain/mail/address.ts';
import type { AtsApplication } from '../../domain/ports/ats-hooks.ts';
import type { Hook, HookEnd, Standing, TriggerOrders, Unstarted } from '../../domain/ports/ats-inbox.ts';
import { triggerFace } from '../../domain/orders/order.ts';
import type { OrderCall } from '../../domain/ports/orders.ts';
import { present } from '../../domain/present.ts';
import type { Clock } from '../../domain/ports/system.ts';
import { parseDuration } from '../../domain/text/duration.ts';
import { typedAs } from '../../domain/text/typed-text.ts';
import type { TriggerRule } from '../../domain/triggers/rule.ts';
import { mayStartAgain } from '../../domain/triggers/step.ts';
import type { createPlaceNew } from '../orders/orders.ts';
import { evaluateWith, type ReadRecord } from './read-record.ts';

export type StageDeps = {
  orders: TriggerOrders;
  readRecord: ReadRecord;
  placeOrder: ReturnType<typeof createPlaceNew>;
  /** As the system; with a code for the timeline. Throws the machine's refusals. */
  cancel(run: RunRef, reasonCode: string): Promise<unknown>;
  clock: Clock;
};

/** A hook at its turn, with the rules of its connection. */
export type Turn = Hook & { rules: readonly TriggerRule[] };

type Placed = AtsApplication & { stage: NonNullable<AtsApplication['stage']> };

/** An address that takes no mail is none: the interview goes on, and the recruiter passes the link on. */
const personOf = ({ person }: AtsApplication) => {
  const email = person.email === null ? '' : addressIn(person.email);
  const name = person.name === null ? '' : typedAs('name', person.name.slice(0, 200));
  return present({
    candidateName: name === '' ? undefined : name,
    candidateEmail: isMailable(email) ? email : undefined,
  });
};

const callOf = (
  hook: Hook,
  rule: TriggerRule,
  { applicationId, candidateId, job, stage, ...application }: Placed,
  number: number,
): OrderCall => ({
  order: {
    face: triggerFace,
    connectionId: hook.connectionId,
    naturalKey: [applicationId, stage.id, String(number)],
    callbackUrl: null,
    vendorKeys: {
      applicationId,
      candidateId,
      jobId: job?.id ?? null,
      stageId: stage.id,
      ruleId: rule.id,
      hookId: hook.id,
    },
    secret: present({ profileUrl: application.profileUrl ?? undefined, jobName: job?.name ?? undefined }),
  },
  request: {
    templateId: rule.then.template,
    candidateRef: applicationId,
    ...personOf({ applicationId, candidateId, job, stage, ...application }),
  },
  needsInvitation: false,
  autoApprovePlan: rule.then.autoApprovePlan === true,
  actor: { kind: 'system' },
});

/** How many interviews the application had in this stage is the order's number: doing it twice makes the same order. */
const enterStage =
  (deps: StageDeps) =>
  async (
    hook: Turn,
    told: Placed,
    { earlier, jobClosed }: Pick<Standing, 'earlier' | 'jobClosed'>,
  ): Promise<HookEnd> => {
    const read = (id: string) => deps.readRecord(hook, id);
    const { fired, application: evaluated } = await evaluateWith(read, hook.rules, told);
    const application = { ...evaluated, stage: told.stage };
    if (fired === null) return { outcome: 'no_rule', known: application };
    const known = { ruleId: fired.id, known: application };
    const own = earlier.find(({ hookId }) => hookId === hook.id);
    if (own !== undefined) return { outcome: 'interview_placed', orderId: own.orderId, ...known };
    if (jobClosed || told.job?.open === false || application.job?.open === false)
      return { outcome: 'job_closed', ...known };
    const again = { againAfterMs: parseDuration(fired.againAfter) ?? Infinity, now: deps.clock.now() };
    const [last] = earlier;
    if (last !== undefined && !mayStartAgain(earlier, again))
      return { outcome: 'already_interviewed', orderId: last.orderId, ...known };
    const number = earlier.filter(({ ownApplication }) => ownApplication).length;
    const { orderId } = await deps.placeOrder(hook.tenantId, callOf(hook, fired, application, number));
    return { outcome: 'interview_placed', orderId, ...known };
  };

/** One that began, or ended, meanwhile is left alone. */
const cancelOne = async ({ cancel }: StageDeps, { run }: Unstarted, reasonCode: string): Promise<number> => {
  try {
    await cancel(run, reasonCode);
    return 1;
  } catch (error) {
    const isOver =
      error instanceof AppError && ['interview.closed', 'interview.invalid_transition'].includes(error.code);
    if (isOver) return 0;
    throw error;
  }
};

const cancelAll = async (deps: StageDeps, unstarted: readonly Unstarted[], reasonCode: string): Promise<number> => {
  let cancelled = 0;
  for (const each of unstarted) cancelled += await cancelOne(deps, each, reasonCode);
  return cancelled;
};

const wants = (rules: readonly TriggerRule[], flag: 'cancelOnLeave' | 'cancelOnJobClosed', { ruleId }: Unstarted) =>
  rules.some((rule) => rule.id === ruleId && rule[flag]);

type Unbegun = Pick<Standing, 'unstarted'>;

export const createStageEffects = (deps: StageDeps) => ({
  enterStage: enterStage(deps),
  /** How many were called off. */
  leaveOtherStages: async ({ rules }: Turn, { stage }: AtsApplication, { unstarted }: Unbegun): Promise<number> => {
    const left = unstarted.filter(({ stageId }) => stageId !== stage?.id);
    return await cancelAll(
      deps,
      left.filter((each) => wants(rules, 'cancelOnLeave', each)),
      'ats_stage_left',
    );
  },
  /** Nobody who was rejected or hired is asked to an interview any more, whatever the rules say. */
  endApplication: async (application: AtsApplication, { unstarted }: Unbegun): Promise<HookEnd> => {
    const cancelled = await cancelAll(deps, unstarted, application.status === 'hired' ? 'ats_hired' : 'ats_rejected');
    return { outcome: cancelled > 0 ? 'cancelled' : 'nothing_to_do', known: application };
  },
  closeJob: async ({ tenantId, connectionId, rules }: Turn, jobId: string): Promise<HookEnd> => {
    const open = await deps.orders.unstartedOf(tenantId, connectionId, jobId);
    await cancelAll(
      deps,
      open.filter((each) => wants(rules, 'cancelOnJobClosed', each)),
      'ats_job_closed',
    );
    return { outcome: 'job_closed' };
  },
});
