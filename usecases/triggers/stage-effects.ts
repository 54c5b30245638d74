// What a stage does: the interview that a rule wants is ordered, and one that nobody has begun ends with the reason it had.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { addressIn, isMailable } from '../../domain/mail/address.ts';
import type { AtsApplication } from '../../domain/ports/ats-hooks.ts';
import type {
  ConnectionRules,
  Hook,
  HookEnd,
  HookWork,
  TriggerOrders,
  Unstarted,
} from '../../domain/ports/ats-inbox.ts';
import { triggerFace } from '../../domain/orders/order.ts';
import type { OrderCall, Orders } from '../../domain/ports/orders.ts';
import { present } from '../../domain/present.ts';
import type { Clock } from '../../domain/ports/system.ts';
import { parseDuration } from '../../domain/text/duration.ts';
import { typedAs } from '../../domain/text/typed-text.ts';
import type { TriggerRule } from '../../domain/triggers/rule.ts';
import { mayStartAgain } from '../../domain/triggers/step.ts';
import { evaluateWith, type ReadRecord } from './read-record.ts';

export type StageDeps = {
  work: HookWork;
  orders: TriggerOrders;
  rules: ConnectionRules;
  readRecord: ReadRecord;
  placeOrder: Orders['place'];
  /** As the system; with a code for the timeline. Throws the machine's refusals. */
  cancel(run: RunRef, reasonCode: string): Promise<unknown>;
  clock: Clock;
};

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

const rulesOf = async ({ rules }: StageDeps, { tenantId, connectionId }: Hook): Promise<readonly TriggerRule[]> =>
  (await rules.read(tenantId, connectionId)) ?? [];

const isJobClosed = async ({ work }: StageDeps, { tenantId, connectionId }: Hook, { job }: AtsApplication) =>
  job !== null && (job.open === false || (await work.isJobClosed(tenantId, connectionId, job.id)));

/** How many interviews the application had in this stage is the order's number: doing it twice makes the same order. */
const enterStage =
  (deps: StageDeps) =>
  async (hook: Hook, told: Placed): Promise<HookEnd> => {
    const { tenantId, connectionId } = hook;
    const { applicationId, candidateId, stage } = told;
    const who = { applicationId, candidateId, jobId: told.job?.id ?? null, stageId: stage.id };
    const read = (id: string) => deps.readRecord(hook, id);
    const [{ fired, application: evaluated }, earlier, isClosed] = await Promise.all([
      rulesOf(deps, hook).then((rules) => evaluateWith(read, rules, told)),
      deps.orders.earlierOf(tenantId, connectionId, who),
      isJobClosed(deps, hook, told),
    ]);
    const application = { ...evaluated, stage };
    if (fired === null) return { outcome: 'no_rule', known: application };
    const known = { ruleId: fired.id, known: application };
    const own = earlier.find(({ hookId }) => hookId === hook.id);
    if (own !== undefined) return { outcome: 'interview_placed', orderId: own.orderId, ...known };
    if (isClosed || application.job?.open === false) return { outcome: 'job_closed', ...known };
    const again = { againAfterMs: parseDuration(fired.againAfter) ?? Infinity, now: deps.clock.now() };
    const [last] = earlier;
    if (last !== undefined && !mayStartAgain(earlier, again))
      return { outcome: 'already_interviewed', orderId: last.orderId, ...known };
    const number = earlier.filter(({ ownApplication }) => ownApplication).length;
    const { order } = await deps.placeOrder(tenantId, callOf(hook, fired, application, number));
    return { outcome: 'interview_placed', orderId: order.id, ...known };
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

export const createStageEffects = (deps: StageDeps) => ({
  enterStage: enterStage(deps),
  /** How many were called off. */
  leaveOtherStages: async (hook: Hook, { applicationId, stage }: AtsApplication): Promise<number> => {
    const open = await deps.orders.unstartedOf(hook.tenantId, hook.connectionId, { applicationId });
    const left = open.filter(({ stageId }) => stageId !== stage?.id);
    if (left.length === 0) return 0;
    const rules = await rulesOf(deps, hook);
    return await cancelAll(
      deps,
      left.filter((each) => wants(rules, 'cancelOnLeave', each)),
      'ats_stage_left',
    );
  },
  /** Nobody who was rejected or hired is asked to an interview any more, whatever the rules say. */
  endApplication: async (hook: Hook, application: AtsApplication): Promise<HookEnd> => {
    const { applicationId, status } = application;
    const open = await deps.orders.unstartedOf(hook.tenantId, hook.connectionId, { applicationId });
    const cancelled = await cancelAll(deps, open, status === 'hired' ? 'ats_hired' : 'ats_rejected');
    return { outcome: cancelled > 0 ? 'cancelled' : 'nothing_to_do', known: application };
  },
  closeJob: async (hook: Hook, jobId: string): Promise<HookEnd> => {
    const open = await deps.orders.unstartedOf(hook.tenantId, hook.connectionId, { jobId });
    const rules = await rulesOf(deps, hook);
    await cancelAll(
      deps,
      open.filter((each) => wants(rules, 'cancelOnJobClosed', each)),
      'ats_job_closed',
    );
    return { outcome: 'job_closed' };
  },
});
