// A workflow engine inside the test's process: the real machine and the real projection, without a Temporal server.
import { AppError } from '../../domain/errors.ts';
import { factOf } from '../../domain/lifecycle/accept.ts';
import { record } from '../../domain/lifecycle/apply.ts';
import { check, refusalDetails } from '../../domain/lifecycle/check.ts';
import type { Actor, NewFact } from '../../domain/lifecycle/facts.ts';
import { isTerminal, type MissingField } from '../../domain/lifecycle/state.ts';
import type { CommandResult, InterviewInput, WorkflowEngine } from '../../domain/ports/engine.ts';
import type { ProjectionStore } from '../../domain/ports/interviews.ts';

export type MachineEngine = WorkflowEngine & {
  started: string[];
  sent: { runId: string; name: string; args: unknown; updateId: string; actor: Actor }[];
  /** Records the result of work, as the main loop of a workflow does. */
  feed(runId: string, fact: NewFact): Promise<void>;
  /** While set, every call fails with it. */
  failWith: AppError | null;
  /** What merging a submission comes to. */
  merged: { dataQuality: 'EXCELLENT' | 'INSUFFICIENT'; missing: MissingField[] };
  /** Called before a start is accepted. */
  holdStart: () => Promise<void>;
  /** Called before a command is applied, after it was sent. */
  hold: () => Promise<void>;
};

export const createMachineEngine = (projection: ProjectionStore): MachineEngine => {
  const runs = new Map<string, InterviewInput>();
  const answers = new Map<string, CommandResult>();
  const apply = async (runId: string, fact: NewFact, actor: Actor): Promise<void> => {
    const run = runs.get(runId);
    if (!run) throw new AppError('interview.not_found');
    const recorded = record(run.state, fact, actor, Date.now());
    run.state = recorded.state;
    await projection.project({ tenantId: run.tenantId, runId }, [recorded.fact]);
  };
  const engine: MachineEngine = {
    started: [],
    sent: [],
    failWith: null,
    merged: { dataQuality: 'EXCELLENT', missing: [] },
    holdStart: () => Promise.resolve(),
    hold: () => Promise.resolve(),
    feed: (runId, fact) => apply(runId, fact, { kind: 'system' }),
    startInterview: async (input) => {
      if (engine.failWith) throw engine.failWith;
      await engine.holdStart();
      engine.started.push(input.runId);
      if (!runs.has(input.runId)) runs.set(input.runId, structuredClone(input));
    },
    sendCommand: async ({ runId, command, actor, updateId }) => {
      if (engine.failWith) throw engine.failWith;
      engine.sent.push({ runId, name: command.name, args: command.args, updateId, actor });
      await engine.hold();
      const answered = answers.get(`${runId} ${updateId}`);
      if (answered) return answered;
      const run = runs.get(runId);
      if (!run) throw new AppError('interview.not_found');
      if (isTerminal(run.state.state)) throw new AppError('interview.closed', { extra: refusalDetails(run.state) });
      check(run.state, command);
      await apply(runId, factOf(run.state, command, run.policy, Date.now()), actor);
      if (command.name === 'supplyInfo') {
        const detail = { submissionId: command.args.submissionId, ...engine.merged };
        await apply(runId, { type: 'infoMerged', detail }, { kind: 'system' });
      }
      const { seq, state, outcome, planRevision, assessmentRevision, verdict } = run.state;
      const result = { seq, state, outcome, planRevision, assessmentRevision, verdict, sessionId: null };
      answers.set(`${runId} ${updateId}`, result);
      return result;
    },
  };
  return engine;
};
