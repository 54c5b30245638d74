// Every command of the table, as an Update for the API and (decisions and repairs) as a Signal for operators.
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  currentUpdateInfo,
  defineSignal,
  defineUpdate,
  log,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { AppError } from '../domain/errors.ts';
import { factOf } from '../domain/lifecycle/accept.ts';
import { check } from '../domain/lifecycle/check.ts';
import {
  commandNames,
  commandTable,
  refusalsMax,
  type Command,
  type CommandName,
} from '../domain/lifecycle/commands.ts';
import type { Actor } from '../domain/lifecycle/facts.ts';
import type { CommandResult } from './contracts.ts';
import { untilProjected } from './projector.ts';
import type { Run } from './run.ts';
import { commandOfArguments, commandOfUpdate } from './command-arguments.ts';

const sessionWait = '5 seconds';
const operator: Actor = { kind: 'operator' };

const toFailure = (error: unknown): ApplicationFailure => {
  if (error instanceof AppError) return ApplicationFailure.nonRetryable(error.code, error.code, error.extra);
  return ApplicationFailure.nonRetryable('internal.error', 'internal.error');
};

const accept = (run: Run, command: Command, actor: Actor): void =>
  run.record(factOf(run.state, command, run.policy, Date.now()), actor);

const resultOf = (run: Run, sessionId: string | null): CommandResult => ({
  seq: run.state.seq,
  state: run.state.state,
  outcome: run.state.outcome,
  planRevision: run.state.planRevision,
  assessmentRevision: run.state.assessmentRevision,
  verdict: run.state.verdict,
  sessionId,
});

/** Two commands answer only once their work is done: a merge always, a session within a bounded wait. */
const waitForWork = async (run: Run, command: Command): Promise<void> => {
  if (command.name === 'supplyInfo') {
    return condition(() => run.state.pendingInfo !== command.args.submissionId || run.state.attention !== null);
  }
  if (command.name === 'openSession') {
    await condition(() => run.state.pendingSession === null || run.state.attention !== null, sessionWait, {
      summary: 'session wait',
    });
  }
};

/** Opening a session twice at once is one session: the second call waits for the first one's. */
const joinsPending = (run: Run, command: Command): boolean =>
  command.name === 'openSession' && run.state.pendingSession !== null && run.state.attention === null;

const readUpdate = (name: CommandName, raw: unknown[]): { command: Command; actor: Actor } => {
  const update = commandOfUpdate(name, raw);
  if (update === null) throw ApplicationFailure.nonRetryable('request.invalid', 'request.invalid');
  return update;
};

const checkOrFail = (run: Run, command: Command): void => {
  try {
    check(run.state, command);
  } catch (error) {
    throw toFailure(error);
  }
};

const handleUpdate = (run: Run, name: CommandName, raw: unknown[]): Promise<CommandResult> =>
  CancellationScope.nonCancellable(async () => {
    const { command, actor } = readUpdate(name, raw);
    const updateId = currentUpdateInfo()?.id ?? '';
    if (!run.wasAnswered(updateId) && !joinsPending(run, command)) {
      // Several updates may pass their validators in one task before the first of them is applied.
      checkOrFail(run, command);
      accept(run, command, actor);
    }
    run.markAnswered(updateId);
    await waitForWork(run, command);
    await untilProjected(run);
    return resultOf(run, run.lastSessionId);
  });

const validate = (run: Run, name: CommandName, raw: unknown[]): void => {
  if (run.wasAnswered(currentUpdateInfo()?.id ?? '')) return;
  checkOrFail(run, readUpdate(name, raw).command);
};

const refuse = (run: Run, command: string, code: string): void => {
  log.warn('an operator command was refused', { command, code });
  if (run.state.refusals < refusalsMax) run.record({ type: 'commandRefused', detail: { command, code } }, operator);
};

const handleSignal = (run: Run, name: CommandName, args: unknown[]): void => {
  const command = commandOfArguments(name, args);
  if (command === null) return refuse(run, name, 'request.invalid');
  try {
    check(run.state, command);
  } catch (error) {
    return refuse(run, name, error instanceof AppError ? error.code : 'internal.error');
  }
  accept(run, command, operator);
};

/** Registers everything before the first await, so that nothing that arrives early is lost. */
export const registerCommands = (run: Run): void => {
  for (const name of commandNames) {
    const { description, signal } = commandTable[name];
    setHandler(defineUpdate<CommandResult, unknown[]>(name), (...raw) => handleUpdate(run, name, raw), {
      validator: (...raw) => validate(run, name, raw),
      description,
    });
    if (signal) setHandler(defineSignal<unknown[]>(name), (...args) => handleSignal(run, name, args), { description });
  }
  setDefaultSignalHandler(() => refuse(run, 'unknown', 'request.not_found'));
};
