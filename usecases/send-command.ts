// Sends one command to a run: refused early where the row already says no, never sent where nobody would take it up.
import { canonicalJson } from '../domain/text/canonical-json.ts';
import { AppError } from '../domain/errors.ts';
import { check, refusalDetails } from '../domain/lifecycle/check.ts';
import type { Command } from '../domain/lifecycle/commands.ts';
import type { Actor } from '../domain/lifecycle/facts.ts';
import { isTerminal } from '../domain/lifecycle/state.ts';
import type { CommandResult, WorkflowEngine } from '../domain/ports/engine.ts';
import type { InterviewStore, StoredInterview, WorkerPresence } from '../domain/ports/interviews.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Clock, Digest } from '../domain/ports/system.ts';
import type { InFlight } from './in-flight.ts';

const workerRetrySeconds = 5;

export type SendCommandDeps = {
  interviews: Pick<InterviewStore, 'find'>;
  engine: WorkflowEngine;
  workers: WorkerPresence;
  inFlight: InFlight;
  clock: Clock;
  /** Keyed: update ids stand in histories, and must tell nothing about the text they were made from. */
  keyedDigest: Digest;
  metrics: Metrics;
};

/** Who asks, and the hash of the `Idempotency-Key` under which the same request may come again (null without one). */
export type Caller = { actor: Actor; updateKey: string | null };

/** Adds to a command what had to be stored for it; runs once the command is about to be sent, and again on a repeat. */
export type Attach = (run: StoredInterview, updateId: string) => Promise<Command>;

export type SendOptions = Caller & {
  /** What the request says beside the command's arguments; part of its identity. */
  content?: unknown;
  attach?: Attach;
};

export type SendCommand = (
  tenantId: string,
  runId: string,
  command: Command,
  options: SendOptions,
) => Promise<CommandResult>;

/** Eighty bits tell the commands of one run apart; the id stands five times in its history, so it is short. */
const updateIdOf = (
  { keyedDigest }: SendCommandDeps,
  run: StoredInterview,
  command: Command,
  options: SendOptions,
): string => {
  if (options.updateKey !== null) return `key_${keyedDigest(`update:${options.updateKey}`).slice(0, 20)}`;
  const identity = canonicalJson([run.runId, run.machine.seq, command, options.content ?? null]);
  return `cmd_${keyedDigest(`update:${identity}`).slice(0, 20)}`;
};

/**
 * The row is as fresh as any answer a caller has seen, so its refusal stands; but the repeat of a request under its
 * key may be about a command that was applied already, and then the engine knows the answer.
 */
const refuseEarly = (run: StoredInterview, command: Command, { updateKey }: Caller): void => {
  if (updateKey === null) check(run.machine, command);
};

const findRun = async ({ interviews }: SendCommandDeps, tenantId: string, runId: string): Promise<StoredInterview> => {
  const run = await interviews.find(tenantId, runId);
  if (run === null) throw new AppError('interview.not_found');
  return run;
};

type Sending = { tenantId: string; runId: string; command: Command; actor: Actor; updateId: string };

/** The engine has no such open run: it has ended, was never started, or was lost and awaits the reconciler. */
const recover = async (deps: SendCommandDeps, sending: Sending): Promise<CommandResult> => {
  const { tenantId, runId, command, actor, updateId } = sending;
  const run = await findRun(deps, tenantId, runId);
  if (isTerminal(run.machine.state)) throw new AppError('interview.closed', { extra: refusalDetails(run.machine) });
  if (run.started) throw new AppError('engine.unavailable', { retryAfterSeconds: workerRetrySeconds });
  await deps.engine.startInterview({ version: 1, runId, tenantId, state: run.machine, policy: run.policy });
  return deps.engine.sendCommand({ runId, command, actor, updateId });
};

const deliver = async (deps: SendCommandDeps, sending: Sending): Promise<CommandResult> => {
  const { runId, command, actor, updateId } = sending;
  try {
    return await deps.engine.sendCommand({ runId, command, actor, updateId });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'interview.not_found')) throw error;
    return recover(deps, sending);
  }
};

const send = async (
  deps: SendCommandDeps,
  ...[tenantId, runId, command, options]: Parameters<SendCommand>
): Promise<CommandResult> => {
  const run = await findRun(deps, tenantId, runId);
  refuseEarly(run, command, options);
  const leave = deps.inFlight.enter(runId);
  try {
    if (!(await deps.workers.alive()))
      throw new AppError('worker.unavailable', { retryAfterSeconds: workerRetrySeconds });
    const updateId = updateIdOf(deps, run, command, options);
    const complete = options.attach ? await options.attach(run, updateId) : command;
    return await deliver(deps, { tenantId, runId, command: complete, actor: options.actor, updateId });
  } finally {
    leave();
  }
};

/**
 * Sends a command and answers once the caller's next read sees its effect. Throws 404 for a run that is absent or
 * another tenant's, the machine's refusals (409, 422), 429 and 503; after `interview.unknown_outcome` the same
 * request may be repeated and is applied once.
 */
export const createSendCommand =
  (deps: SendCommandDeps): SendCommand =>
  async (tenantId, runId, command, options) => {
    const startedAt = deps.clock.now();
    const observe = (result: string): void =>
      deps.metrics.observe('command', { command: command.name, result }, deps.clock.now() - startedAt);
    try {
      const result = await send(deps, tenantId, runId, command, options);
      observe('ok');
      return result;
    } catch (error) {
      observe(error instanceof AppError ? error.code : 'internal.error');
      throw error;
    }
  };
