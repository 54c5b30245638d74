// The one door for what people decide about a run: each checks, seals what was written, sends and tells what came of it.
import type { RunRef } from '../domain/access/ids.ts';
import { AppError } from '../domain/errors.ts';
import type { Command, CommandArgs } from '../domain/lifecycle/commands.ts';
import { deciderMembers } from '../domain/lifecycle/deciders.ts';
import type { InterviewState, Verdict } from '../domain/lifecycle/state.ts';
import type { CommandResult } from '../domain/ports/engine.ts';
import type { Plan, RevisionRequest } from '../domain/plan/plan.ts';
import { revisionTargets } from '../domain/plan/revision-targets.ts';
import type { StoredInterview } from '../domain/ports/interviews.ts';
import type { Planner } from '../domain/ports/models.ts';
import type { PlanStore } from '../domain/ports/plan.ts';
import type { NoteTarget, RunTexts } from '../domain/ports/run-texts.ts';
import { present } from '../domain/present.ts';
import { checkStartTime } from '../domain/request/start-time.ts';
import { linkOf, type LinkDeps } from './interviews/interview-link.ts';
import { supplyInfo, type SupplyInfoDeps } from './interviews/supply-info.ts';
import {
  createSendCommand,
  findRun,
  noteIdOf,
  type Caller,
  type CommandNote,
  type SendCommand,
  type SendCommandDeps,
} from './send-command.ts';

export type { Caller } from './send-command.ts';

export type DecisionDeps = SendCommandDeps &
  LinkDeps &
  Omit<SupplyInfoDeps, 'send'> &
  WishDeps & {
    texts: Pick<RunTexts, 'readNote'>;
    plans: Pick<PlanStore, 'find'>;
    /** The tenant's setting as it is now. */
    wantsDeciderNames(tenantId: string): Promise<boolean>;
  };

type Deps = DecisionDeps & { send: SendCommand };

/** What a decision says beside its note; a revision names what was looked at, and another current one is refused. */
type Wish<T> = { [K in keyof T]?: T[K] | undefined };
type OnPlan = Wish<{ planRevision: number }> & CommandNote;
type OnAssessment = Wish<{ assessmentRevision: number }> & CommandNote;
type WithCode = Wish<{ reasonCode: string }> & CommandNote;

export type ApprovedPlan = { state: InterviewState; interviewLink: string | null; expiresAt: number | null };

/** The machine knows the start that was asked for, but for one that an earlier version merged into the row alone. */
const unheardStart = ({ requestedStartAt, machine }: StoredInterview, now: number): number | undefined =>
  requestedStartAt !== null && requestedStartAt !== machine.scheduledAt && requestedStartAt > now
    ? requestedStartAt
    : undefined;

type Approval = OnPlan & { scheduledAt?: number | undefined };

/** Answers with what the caller needs to go on: the candidate's link. */
const approvePlan =
  (deps: Deps) =>
  async (run: RunRef, { planRevision, scheduledAt, ...note }: Approval, caller: Caller): Promise<ApprovedPlan> => {
    checkStartTime(scheduledAt, deps.clock.now());
    const commandAt = (start: number | undefined): Command => ({
      name: 'approvePlan',
      args: present({ planRevision, scheduledAt: start }),
    });
    await deps.send(run, commandAt(scheduledAt), {
      ...caller,
      note,
      prepare: (stored) => Promise.resolve(commandAt(scheduledAt ?? unheardStart(stored, deps.clock.now()))),
    });
    const { machine, linkSealed } = await findRun(deps, run);
    const interviewLink = await linkOf(deps, run, linkSealed);
    return { state: machine.state, interviewLink, expiresAt: machine.linkExpiresAt };
  };

const missingTarget = (plan: Plan | null, targets: NoteTarget[]): number =>
  targets.findIndex((target) => {
    const named = { instructions: '', targets: [target], competencyIds: [] };
    return plan === null || revisionTargets(plan, named).unknown.length > 0;
  });

/** The engine that will revise plans: it says beforehand what it cannot do. */
export type WishDeps = { planner: Pick<Planner, 'revisionRefusal'> };

/** Refuses a wish that cannot come true before it is sent, so that nobody waits for it and the plan stays as it is. */
export const checkWish = async (
  { planner }: WishDeps,
  tenantId: string,
  plan: Plan | null,
  { instructions, targets }: Pick<RevisionRequest, 'instructions' | 'targets'>,
): Promise<void> => {
  const index = missingTarget(plan, targets);
  if (index >= 0) {
    const message = 'The current plan has no such question or competency.';
    throw new AppError('plan.question_not_found', {
      errors: [{ pointer: `/targets/${index}`, code: 'not_found', message }],
    });
  }
  const wish = { instructions, targets, competencyIds: [] };
  const possible = plan === null ? null : await planner.revisionRefusal?.(plan, wish, { tenantId });
  if (possible != null) throw new AppError('plan.revision_not_understood', { extra: { possible } });
};

/** Answers with the number of the revision that is being drafted. */
const revisePlan =
  (deps: Deps) =>
  async (run: RunRef, { planRevision, ...note }: OnPlan, caller: Caller): Promise<{ planRevision: number }> => {
    const command = { name: 'revisePlan', args: present({ planRevision }) } as const;
    const result = await deps.send(run, command, {
      ...caller,
      note,
      prepare: async ({ machine }, updateId) => {
        const isCurrent =
          machine.state === 'PENDING' && (planRevision ?? machine.planRevision) === machine.planRevision;
        // A note that is kept already passed these checks: the repeat may meet the plan that it brought about.
        if (isCurrent && (await deps.texts.readNote(run, noteIdOf(deps, run, updateId))) === null) {
          const { text: instructions = '', targets = [] } = note;
          const plan = await deps.plans.find(run, machine.planRevision);
          await checkWish(deps, run.tenantId, plan, { instructions, targets });
        }
        return command;
      },
    });
    return { planRevision: result.state === 'GENERATING_PLAN' ? result.planRevision + 1 : result.planRevision };
  };

const onPlans = (deps: Deps) => ({
  approvePlan: approvePlan(deps),
  revisePlan: revisePlan(deps),
  rejectPlan: (run: RunRef, { planRevision, ...note }: OnPlan, caller: Caller): Promise<CommandResult> =>
    deps.send(run, { name: 'rejectPlan', args: present({ planRevision }) }, { ...caller, note }),
});

export type ApprovedAssessment = { state: InterviewState; verdict: Verdict | null; overridden: boolean };

/** A person's own word counts, and a departure from the proposal is marked. */
const approveAssessment =
  (deps: Deps) =>
  async (
    run: RunRef,
    {
      assessmentRevision,
      verdict,
      reasonCodes,
      ...note
    }: OnAssessment & Wish<Pick<CommandArgs['approveAssessment'], 'verdict' | 'reasonCodes'>>,
    caller: Caller,
  ): Promise<ApprovedAssessment> => {
    const args = present({ assessmentRevision, verdict, reasonCodes });
    await deps.send(run, { name: 'approveAssessment', args }, { ...caller, note });
    const { state, verdict: given, proposedVerdict } = (await findRun(deps, run)).machine;
    return { state, verdict: given, overridden: given !== proposedVerdict };
  };

/** Answers with the number of the assessment that is being made. */
const rescore =
  (deps: Deps) =>
  async (
    run: RunRef,
    { assessmentRevision }: OnAssessment,
    caller: Caller,
  ): Promise<{ assessmentRevision: number }> => {
    const result = await deps.send(run, { name: 'rescore', args: present({ assessmentRevision }) }, caller);
    const next = result.state === 'COMPLETED' ? result.assessmentRevision + 1 : result.assessmentRevision;
    return { assessmentRevision: next };
  };

const onAssessments = (deps: Deps) => ({
  approveAssessment: approveAssessment(deps),
  rescore: rescore(deps),
  rejectAssessment: (run: RunRef, { assessmentRevision, ...note }: OnAssessment, caller: Caller) =>
    deps.send(run, { name: 'rejectAssessment', args: present({ assessmentRevision }) }, { ...caller, note }),
});

const onRuns = (deps: Deps) => ({
  supplyInfo: supplyInfo(deps),
  schedule: async (run: RunRef, args: CommandArgs['schedule'], caller: Caller): Promise<CommandResult> => {
    checkStartTime(args.scheduledAt, deps.clock.now());
    return await deps.send(run, { name: 'schedule', args }, caller);
  },
});

/** What sets a run going or ends it, whatever it waits for: all that an operator's command needs. */
const onProgress = ({ send }: Pick<Deps, 'send'>) => ({
  cancel: (run: RunRef, caller: Caller, { reasonCode, ...note }: WithCode = {}) =>
    send(run, { name: 'cancel', args: present({ reasonCode }) }, { ...caller, note }),
  retry: (run: RunRef, caller: Caller, note: CommandNote = {}) =>
    send(run, { name: 'retry', args: {} }, { ...caller, note }),
  abort: (run: RunRef, caller: Caller) => send(run, { name: 'abort', args: {} }, caller),
});

export const createProgressDecisions = (deps: SendCommandDeps) => onProgress({ send: createSendCommand(deps) });

const byCandidates = ({ send }: Deps) => ({
  openSession: (run: RunRef, args: CommandArgs['openSession'], caller: Caller) =>
    send(run, { name: 'openSession', args }, caller),
  completeInterview: (run: RunRef, args: CommandArgs['completeInterview'], caller: Caller) =>
    send(run, { name: 'completeInterview', args }, caller),
  requestHelp: (
    run: RunRef,
    { code, ...note }: Pick<CommandArgs['requestHelp'], 'code'> & CommandNote,
    caller: Caller,
  ) => send(run, { name: 'requestHelp', args: { code } }, { ...caller, note }),
  optOut: (run: RunRef, { reasonCode, ...note }: WithCode, caller: Caller) =>
    send(run, { name: 'optOut', args: present({ reasonCode }) }, { ...caller, note }),
  withdraw: (run: RunRef, { reasonCode, ...note }: WithCode, caller: Caller) =>
    send(run, { name: 'withdraw', args: present({ reasonCode }) }, { ...caller, note }),
  withdrawConsent: (run: RunRef, caller: Caller) => send(run, { name: 'withdrawConsent', args: {} }, caller),
});

/** Refuses a decision without a name where the tenant wants one, whichever way it came and before anything happens. */
export const checkDeciderName = async (
  { wantsDeciderNames }: Pick<DecisionDeps, 'wantsDeciderNames'>,
  tenantId: string,
  member: string,
  decidedBy: string | undefined,
): Promise<void> => {
  if (decidedBy !== undefined || !(await wantsDeciderNames(tenantId))) return;
  const message = 'Say who decided: the tenant wants every decision on plans and verdicts to name a person.';
  throw new AppError('decision.decider_required', { errors: [{ pointer: `/${member}`, code: 'required', message }] });
};

const namingDeciders =
  (deps: DecisionDeps, send: SendCommand): SendCommand =>
  async (run, command, options) => {
    const member = deciderMembers[command.name];
    if (member !== undefined) await checkDeciderName(deps, run.tenantId, member, options.note?.decidedBy);
    return await send(run, command, options);
  };

/** One of these per process: it counts the commands that are under way. */
export const createDecisions = (given: DecisionDeps) => {
  const deps = { ...given, send: namingDeciders(given, createSendCommand(given)) };
  return { ...onPlans(deps), ...onAssessments(deps), ...onRuns(deps), ...onProgress(deps), ...byCandidates(deps) };
};
export type Decisions = ReturnType<typeof createDecisions>;
