// A recruiter's decisions on a plan, with what the caller needs to go on: the candidate's link, the next revision.
import { AppError } from '../domain/errors.ts';
import type { InterviewState } from '../domain/lifecycle/state.ts';
import type { InterviewStore, StoredInterview } from '../domain/ports/interviews.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { CommandNote, NoteTarget, createNoteAttacher } from './command-note.ts';
import { linkOf, type LinkDeps } from './interviews/interview-link.ts';
import type { Caller, SendCommand } from './send-command.ts';
import { checkStartTime } from '../domain/request/start-time.ts';

export type DecidePlanDeps = LinkDeps & {
  sendCommand: SendCommand;
  attachNote: ReturnType<typeof createNoteAttacher>;
  interviews: Pick<InterviewStore, 'find' | 'planTargets'>;
  clock: Clock;
};

type Approval = { planRevision?: number; scheduledAt?: number; decidedBy?: string };
type Revision = { planRevision?: number; note: CommandNote };

export type ApprovedPlan = { state: InterviewState; interviewLink: string | null; expiresAt: number | null };

const optional = <T extends Record<string, unknown>>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

/** The machine knows the start that was asked for, but for one that an earlier version merged into the row alone. */
const unheardStart = ({ requestedStartAt, machine }: StoredInterview, now: number): number | undefined =>
  requestedStartAt !== null && requestedStartAt !== machine.scheduledAt && requestedStartAt > now
    ? requestedStartAt
    : undefined;

export const approvePlan =
  (deps: DecidePlanDeps) =>
  async (tenantId: string, runId: string, approval: Approval, caller: Caller): Promise<ApprovedPlan> => {
    const { planRevision, scheduledAt, decidedBy } = approval;
    checkStartTime(scheduledAt, deps.clock.now());
    await deps.sendCommand(
      tenantId,
      runId,
      { name: 'approvePlan', args: optional({ planRevision, scheduledAt }) },
      {
        ...caller,
        content: { decidedBy },
        attach: (run, updateId) => {
          const args = optional({ planRevision, scheduledAt: scheduledAt ?? unheardStart(run, deps.clock.now()) });
          return deps.attachNote(tenantId, { name: 'approvePlan', args }, optional({ decidedBy }))(run, updateId);
        },
      },
    );
    const run = await deps.interviews.find(tenantId, runId);
    if (run === null) throw new AppError('interview.not_found');
    const interviewLink = await linkOf(deps, { tenantId, runId }, run.linkSealed);
    return { state: run.machine.state, interviewLink, expiresAt: run.machine.linkExpiresAt };
  };

/** Refuses a target that the plan under revision does not have, so that nobody waits for a change that cannot come. */
const checkTargets = async (
  deps: DecidePlanDeps,
  tenantId: string,
  run: StoredInterview,
  targets: NoteTarget[],
): Promise<void> => {
  if (targets.length === 0) return;
  const plan = await deps.interviews.planTargets(tenantId, run.runId, run.machine.planRevision);
  const isKnown = ({ questionId, competency }: NoteTarget): boolean =>
    (questionId === undefined || plan?.questionIds.includes(questionId) === true) &&
    (competency === undefined || plan?.competencies.includes(competency) === true);
  const index = targets.findIndex((target) => !isKnown(target));
  if (index < 0) return;
  throw new AppError('plan.question_not_found', {
    errors: [
      {
        pointer: `/targets/${index}`,
        code: 'not_found',
        message: 'The current plan has no such question or competency.',
      },
    ],
  });
};

/** Answers with the number of the revision that is being drafted. */
export const revisePlan =
  (deps: DecidePlanDeps) =>
  async (
    tenantId: string,
    runId: string,
    { planRevision, note }: Revision,
    caller: Caller,
  ): Promise<{ planRevision: number }> => {
    const command = { name: 'revisePlan', args: optional({ planRevision }) } as const;
    const result = await deps.sendCommand(tenantId, runId, command, {
      ...caller,
      content: note,
      attach: async (run, updateId) => {
        if (run.machine.state === 'PENDING') await checkTargets(deps, tenantId, run, note.targets ?? []);
        return deps.attachNote(tenantId, command, note)(run, updateId);
      },
    });
    return { planRevision: result.state === 'GENERATING_PLAN' ? result.planRevision + 1 : result.planRevision };
  };
