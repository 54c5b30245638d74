// The workflow's part without Temporal: the real machine, projection and session activity, one command at a time per run.
import type { Knex } from 'knex';
import { AppError } from '../../domain/errors.ts';
import { factOf } from '../../domain/lifecycle/accept.ts';
import { check } from '../../domain/lifecycle/check.ts';
import type { Command } from '../../domain/lifecycle/commands.ts';
import type { Actor, Fact, NewFact } from '../../domain/lifecycle/facts.ts';
import type { Policy } from '../../domain/lifecycle/policy.ts';
import { isTerminal, type RunState } from '../../domain/lifecycle/state.ts';
import type { CommandResult, WorkflowEngine } from '../../domain/ports/engine.ts';
import type { ProjectionStore } from '../../domain/ports/interviews.ts';
import type { createSessionActivities } from '../../activities/session.ts';

type Deps = {
  db: Knex;
  projection: ProjectionStore;
  activities: ReturnType<typeof createSessionActivities>;
  now: () => number;
};

type Row = { tenant_id: string; machine: RunState; policy: Policy };

/** A `WorkflowEngine` that also counts the commands it applied and can record any fact. */
export type LocalEngine = WorkflowEngine & {
  applied: Command[];
  record(runId: string, fact: NewFact): Promise<void>;
};

export const createLocalEngine = ({ db, projection, activities, now }: Deps): LocalEngine => {
  const queues = new Map<string, Promise<unknown>>();
  const answered = new Map<string, Promise<CommandResult>>();
  const applied: Command[] = [];

  const inTurn = <T>(runId: string, work: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(runId) ?? Promise.resolve()).then(work, work);
    queues.set(runId, turn);
    return turn;
  };

  const read = async (runId: string): Promise<Row> => {
    const row: Row | undefined = await db('interviews')
      .select('tenant_id', 'machine', 'policy')
      .where({ run_id: runId })
      .first();
    if (!row) throw new AppError('interview.not_found');
    return row;
  };

  const append = async (runId: string, fact: NewFact, actor: Actor): Promise<Row> => {
    const row = await read(runId);
    const placed: Fact = { ...fact, seq: row.machine.seq + 1, at: now(), actor };
    await projection.project({ tenantId: row.tenant_id, runId }, [placed]);
    return read(runId);
  };

  const openSession = async (runId: string, row: Row): Promise<string> => {
    const pending = row.machine.pendingSession;
    if (!pending) throw new AppError('interview.invalid_transition');
    const opened = await activities.openSession({ tenantId: row.tenant_id, runId, ...pending });
    await append(runId, { type: 'sessionOpened', detail: { ...opened, ...pending } }, { kind: 'system' });
    return opened.sessionId;
  };

  const apply = async ({
    runId,
    command,
    actor,
  }: {
    runId: string;
    command: Command;
    actor: Actor;
  }): Promise<CommandResult> => {
    const before = await read(runId);
    if (isTerminal(before.machine.state)) throw new AppError('interview.closed');
    check(before.machine, command);
    applied.push(command);
    const row = await append(runId, factOf(before.machine, command, before.policy, now()), actor);
    const sessionId = command.name === 'openSession' ? await openSession(runId, row) : null;
    const { machine } = await read(runId);
    const { seq, state, outcome, planRevision, assessmentRevision, verdict } = machine;
    return { seq, state, outcome, planRevision, assessmentRevision, verdict, sessionId };
  };

  return {
    applied,
    record: (runId, fact) => inTurn(runId, async () => void (await append(runId, fact, { kind: 'system' }))),
    startInterview: () => Promise.resolve(),
    sendCommand: (input) => {
      const key = `${input.runId}/${input.updateId}`;
      const known = answered.get(key);
      if (known) return known;
      const result = inTurn(input.runId, () => apply(input));
      answered.set(key, result);
      result.catch(() => answered.delete(key));
      return result;
    },
  };
};
