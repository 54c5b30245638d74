// Sends one command to a run: refused early where the row already says no, its note sealed before it goes.
import type { RunRef } from '../domain/access/ids.ts';
import { canonicalJson } from '../domain/text/canonical-json.ts';
import { AppError } from '../domain/errors.ts';
import { check, refusalDetails } from '../domain/lifecycle/check.ts';
import { answersAfterWork, commandTable, type Command } from '../domain/lifecycle/commands.ts';
import { unpackFact, type Actor } from '../domain/lifecycle/facts.ts';
import { isTerminal, summaryOf } from '../domain/lifecycle/state.ts';
import type { CarriedFacts, CommandResult, WorkflowEngine } from '../domain/ports/engine.ts';
import type { InterviewStore, ProjectionStore, StoredInterview, WorkerPresence } from '../domain/ports/interviews.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { NoteTarget, NoteTexts, RunTexts } from '../domain/ports/run-texts.ts';
import type { Clock, Digest } from '../domain/ports/system.ts';
import { present } from '../domain/present.ts';

const workerRetrySeconds = 5;
/** Commands of one run that may be under way in this process: the engine takes ten, and hides the eleventh. */
const inFlightMax = 8;

export type SendCommandDeps = {
  interviews: Pick<InterviewStore, 'find'>;
  texts: Pick<RunTexts, 'keepNote'>;
  engine: WorkflowEngine;
  projection: ProjectionStore;
  workers: WorkerPresence;
  clock: Clock;
  /** Keyed: ids made with it stand in histories, and must tell nothing about the text they were made from. */
  keyedDigest: Digest;
  metrics: Metrics;
};

type Deps = SendCommandDeps & { inFlight: Map<string, number> };

/** Who asks, and the hash of the `Idempotency-Key` under which the same request may come again (null without one). */
export type Caller = { actor: Actor; updateKey: string | null };

/** What a person wrote beside a decision, and who decided as the caller named them. */
export type CommandNote = {
  text?: string | undefined;
  targets?: NoteTarget[] | undefined;
  decidedBy?: string | undefined;
};

export type SendOptions = Caller & {
  /** Sealed in a row of its own, where erasure reaches it, and named by the command; part of the request's identity. */
  note?: CommandNote;
  /** What else the request says; likewise. */
  content?: unknown;
  /** The last checks, and what must be stored first; runs once the command is about to be sent, and again on a repeat. */
  prepare?: (run: StoredInterview, updateId: string) => Promise<Command>;
};

export type SendCommand = (run: RunRef, command: Command, options: SendOptions) => Promise<CommandResult>;

/** Eighty bits tell the commands of one run apart; the id stands five times in its history, so it is short. */
const updateIdOf = ({ keyedDigest }: Deps, run: StoredInterview, command: Command, options: SendOptions): string => {
  const { updateKey, content, note } = options;
  if (updateKey !== null) return `key_${keyedDigest(`update:${updateKey}`).slice(0, 20)}`;
  const identity = canonicalJson([run.runId, run.machine.seq, command, content ?? note ?? null]);
  return `cmd_${keyedDigest(`update:${identity}`).slice(0, 20)}`;
};

/** The id of what is stored for a command: the same request makes the same one, so a repeat finds its row. */
export const attachmentId = (keyedDigest: Digest, prefix: string, { runId }: { runId: string }, updateId: string) =>
  `${prefix}_${keyedDigest(`attachment:${runId}:${updateId}`).slice(0, 26)}`;

export const noteIdOf = ({ keyedDigest }: { keyedDigest: Digest }, run: RunRef, updateId: string): string =>
  attachmentId(keyedDigest, 'note', run, updateId);

const isEmpty = ({ text, decidedBy, targets }: CommandNote): boolean =>
  text === undefined && decidedBy === undefined && (targets ?? []).length === 0;

const textOf = ({ text, targets }: CommandNote): NoteTexts | null =>
  text === undefined && targets === undefined ? null : { text: text ?? '', ...present({ targets }) };

/** The command with its note's id, once the note is stored; without anything written it stays as it is. */
const withNote = async (
  deps: Deps,
  run: RunRef,
  updateId: string,
  command: Command,
  note: CommandNote = {},
): Promise<Command> => {
  if (isEmpty(note)) return command;
  const id = noteIdOf(deps, run, updateId);
  await deps.texts.keepNote(run, { id, command: command.name, texts: textOf(note), decidedBy: note.decidedBy ?? null });
  return { ...command, args: { ...command.args, noteId: id } } as Command;
};

/** Throws 404 for a run that is absent or another tenant's. */
export const findRun = async (
  { interviews }: { interviews: Pick<InterviewStore, 'find'> },
  { tenantId, runId }: RunRef,
): Promise<StoredInterview> => {
  const run = await interviews.find({ tenantId, runId });
  if (run === null) throw new AppError('interview.not_found');
  return run;
};

type Sending = { run: RunRef; command: Command; actor: Actor; updateId: string; carries?: true };

const isUnknown = (error: unknown): boolean => error instanceof AppError && error.code === 'interview.not_found';

/** The engine had no such open run: it has ended, was not started yet, or was lost and awaits the reconciler. */
const recover = async (deps: Deps, { run, ...sending }: Sending): Promise<CommandResult | CarriedFacts> => {
  const { tenantId, runId } = run;
  const { machine, policy, started } = await findRun(deps, run);
  if (isTerminal(machine.state)) throw new AppError('interview.closed', { extra: refusalDetails(machine) });
  if (!started) await deps.engine.startInterview({ version: 1, tenantId, runId, state: machine, policy });
  try {
    return await deps.engine.sendCommand({ runId, ...sending });
  } catch (error) {
    // One that was started meanwhile is there by now.
    if (!started || !isUnknown(error)) throw error;
    throw new AppError('engine.unavailable', { retryAfterSeconds: workerRetrySeconds });
  }
};

const deliver = async (deps: Deps, sending: Sending): Promise<CommandResult | CarriedFacts> => {
  const { run, ...rest } = sending;
  try {
    return await deps.engine.sendCommand({ runId: run.runId, ...rest });
  } catch (error) {
    if (!isUnknown(error)) throw error;
    return recover(deps, sending);
  }
};

/**
 * Writes what the workflow has accepted and is about to write itself, so that the caller need not wait for it: the very
 * same transaction, so whoever comes second finds it done. Nothing is lost when this fails or this process dies.
 */
const project = async ({ projection }: Deps, run: RunRef, { facts }: CarriedFacts): Promise<CommandResult> => {
  try {
    return { ...summaryOf(await projection.project(run, facts.map(unpackFact))), sessionId: null };
  } catch (cause) {
    throw new AppError('interview.unknown_outcome', { retryAfterSeconds: 1, cause });
  }
};

/** Counts one more command of the run and returns how to count it off. */
const enter = ({ inFlight }: Deps, runId: string): (() => void) => {
  const count = inFlight.get(runId) ?? 0;
  if (count >= inFlightMax) throw new AppError('interview.too_many_commands', { retryAfterSeconds: 1 });
  inFlight.set(runId, count + 1);
  return () => {
    const left = (inFlight.get(runId) ?? 1) - 1;
    if (left > 0) inFlight.set(runId, left);
    else inFlight.delete(runId);
  };
};

/**
 * What was withdrawn counts from the moment it was written down, whatever the workflow has heard of it by then: nobody
 * decides on words that may no longer be used.
 */
const checkConsent = ({ consentWithdrawn, machine }: StoredInterview, { name }: Command): void => {
  if (consentWithdrawn && commandTable[name].needsConsent && !isTerminal(machine.state))
    throw new AppError('consent.withdrawn', { extra: refusalDetails(machine) });
};

/** From the moment an erasure was accepted nothing new is written about a person: the interview can only end. */
const checkKept = ({ gone, machine }: StoredInterview, { name }: Command, updateKey: string | null): void => {
  const saysSoItself = updateKey === null && isTerminal(machine.state);
  if (gone && !saysSoItself && name !== 'cancel' && name !== 'abort') throw new AppError('personal_data.erased');
};

const send = async (deps: Deps, ...[run, command, options]: Parameters<SendCommand>): Promise<CommandResult> => {
  const { actor, updateKey, note, prepare } = options;
  const stored = await findRun(deps, run);
  checkKept(stored, command, updateKey);
  // The row is as fresh as any answer a caller has seen, so its refusal stands; but the repeat of a request under its
  // key may be about a command that was applied already, and then the engine knows the answer.
  if (updateKey === null) check(stored.machine, command);
  checkConsent(stored, command);
  const leave = enter(deps, run.runId);
  try {
    if (!(await deps.workers.alive()))
      throw new AppError('worker.unavailable', { retryAfterSeconds: workerRetrySeconds });
    const updateId = updateIdOf(deps, stored, command, options);
    const prepared = prepare ? await prepare(stored, updateId) : command;
    const complete = await withNote(deps, run, updateId, prepared, note);
    const carries = answersAfterWork(command.name) ? {} : ({ carries: true } as const);
    const answer = await deliver(deps, { run, command: complete, actor, updateId, ...carries });
    return 'facts' in answer ? await project(deps, run, answer) : answer;
  } finally {
    leave();
  }
};

/**
 * Sends a command and answers once the caller's next read sees its effect. Throws 404 for a run that is absent or
 * another tenant's, the machine's refusals (409, 422), 429 and 503; after `interview.unknown_outcome` the same
 * request may be repeated and is applied once.
 */
export const createSendCommand = (given: SendCommandDeps): SendCommand => {
  const deps = { ...given, inFlight: new Map<string, number>() };
  return async (run, command, options) => {
    const startedAt = deps.clock.now();
    const observe = (result: string): void =>
      deps.metrics.observe('command', { command: command.name, result }, deps.clock.now() - startedAt);
    try {
      const result = await send(deps, run, command, options);
      observe('ok');
      return result;
    } catch (error) {
      observe(error instanceof AppError ? error.code : 'internal.error');
      throw error;
    }
  };
};
