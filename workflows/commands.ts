// Every command of the table, as an Update for the API and (decisions and repairs) as a Signal for operators.
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  currentUpdateInfo,
  defineSignal,
  defineUpdate,
  log,
  patched,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { AppError } from '../domain/errors.ts';
import { factOf } from '../domain/lifecycle/accept.ts';
import { check } from '../domain/lifecycle/check.ts';
import {
  answersAfterWork,
  commandNames,
  commandTable,
  refusalsMax,
  type Command,
  type CommandName,
} from '../domain/lifecycle/commands.ts';
import { packFact, type Actor } from '../domain/lifecycle/facts.ts';
import { summaryOf } from '../domain/lifecycle/state.ts';
import { callLostSignal, type CarriedFacts, type CommandResult } from './contracts.ts';
import { unprojected, untilProjected } from './projector.ts';
import type { Run } from './run.ts';
import { commandOfArguments, commandOfUpdate, type ReadUpdate } from './command-arguments.ts';

const sessionWait = '5 seconds';
const operator: Actor = { kind: 'operator' };

const toFailure = (error: unknown): ApplicationFailure => {
  if (error instanceof AppError) return ApplicationFailure.nonRetryable(error.code, error.code, error.extra);
  return ApplicationFailure.nonRetryable('internal.error', 'internal.error');
};

const accept = (run: Run, command: Command, actor: Actor): void =>
  run.record(factOf(run.state, command, run.policy, Date.now()), actor);

/** A merge is waited for until its end, a session within bounds. */
const waitForWork = async (run: Run, command: Command): Promise<void> => {
  if (command.name === 'supplyInfo') {
    return condition(() => run.state.pendingInfo !== command.args.submissionId || run.state.attention !== null);
  }
  await condition(() => run.state.pendingSession === null || run.state.attention !== null, sessionWait, {
    summary: 'session wait',
  });
};

const answer = async (run: Run, command: Command, carries: boolean): Promise<CommandResult | CarriedFacts> => {
  if (answersAfterWork(command.name)) await waitForWork(run, command);
  const facts = carries ? unprojected(run) : [];
  if (facts.length > 0) return { facts: facts.map(packFact) };
  await untilProjected(run);
  return { ...summaryOf(run.state), sessionId: run.lastSessionId };
};

/** Opening a session twice at once is one session: the second call waits for the first one's. */
const joinsPending = (run: Run, command: Command): boolean =>
  command.name === 'openSession' && run.state.pendingSession !== null && run.state.attention === null;

const readUpdate = (name: CommandName, raw: unknown[]): ReadUpdate => {
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

const handleUpdate = (run: Run, name: CommandName, raw: unknown[]): Promise<CommandResult | CarriedFacts> =>
  CancellationScope.nonCancellable(async () => {
    const { command, actor, carries } = readUpdate(name, raw);
    const updateId = currentUpdateInfo()?.id ?? '';
    if (!run.wasAnswered(updateId) && !joinsPending(run, command)) {
      // Several updates may pass their validators in one task before the first of them is applied.
      checkOrFail(run, command);
      accept(run, command, actor);
    }
    run.markAnswered(updateId);
    return answer(run, command, carries);
  });

const validate = (run: Run, name: CommandName, raw: unknown[]): void => {
  if (run.wasAnswered(currentUpdateInfo()?.id ?? '')) return;
  checkOrFail(run, readUpdate(name, raw).command);
};

const refuse = (run: Run, command: string, code: string): void => {
  log.warn('an operator command was refused', { command, code });
  if (run.state.refusals < refusalsMax) run.record({ type: 'commandRefused', detail: { command, code } }, operator);
};

/** What an earlier version took for an unknown name was refused then, and stays refused when such a history replays. */
const isNewName = (name: CommandName): boolean =>
  (name === 'optOut' || name === 'withdraw') && !patched('signals-for-candidates');

const refuseUnknown = (run: Run): void => refuse(run, 'unknown', 'request.not_found');

const handleSignal = (run: Run, name: CommandName, args: unknown[]): void => {
  if (isNewName(name)) return refuseUnknown(run);
  const command = commandOfArguments(name, args);
  if (command === null) return refuse(run, name, 'request.invalid');
  try {
    check(run.state, command);
  } catch (error) {
    return refuse(run, name, error instanceof AppError ? error.code : 'internal.error');
  }
  accept(run, command, operator);
};

/** A person looks at it; the candidate may go on meanwhile, which clears it. */
const handleCallLost = (run: Run): void => {
  const { state, attention, pendingSession } = run.state;
  if (state !== 'IN_PROGRESS' || attention !== null || pendingSession !== null) return;
  const detail = { work: 'openSession', code: 'session.call_lost', retryable: true } as const;
  run.record({ type: 'workFailed', detail }, { kind: 'system' });
};

/** Registers everything before the first await, so that nothing that arrives early is lost. */
export const registerCommands = (run: Run): void => {
  for (const name of commandNames) {
    const { description, signal } = commandTable[name];
    setHandler(defineUpdate<CommandResult | CarriedFacts, unknown[]>(name), (...raw) => handleUpdate(run, name, raw), {
      validator: (...raw) => validate(run, name, raw),
      description,
    });
    if (signal) setHandler(defineSignal<unknown[]>(name), (...args) => handleSignal(run, name, args), { description });
  }
  setHandler(defineSignal(callLostSignal), () => handleCallLost(run));
  setDefaultSignalHandler(() => refuseUnknown(run));
};
