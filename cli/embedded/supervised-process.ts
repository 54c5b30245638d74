// Keeps one process running: starts it, starts it again with growing pauses when it ends, stops it when asked to.
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { eachLine, readableLine, type Output } from './output.ts';
import { endingWithParent } from './parent-death.ts';
import { listensOn } from './port-holder.ts';
import { isFree } from './ports.ts';
import { sendSignal, waitUntil, type ProcessRecords } from './process-records.ts';

export type ProcessSpec = {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where it listens once it is ready. */
  ports: readonly number[];
  /** The system user to run as; ours when absent. */
  account?: { uid: number; gid: number } | undefined;
  stopSignal: NodeJS.Signals;
  /** Time to stop in order before it is killed. */
  stopPatienceMs: number;
  /** While it stops, its own parts complain about losing each other: not worth reading. */
  quietStop?: boolean;
  /** Clears the way before every start, such as what a killed predecessor left. */
  beforeStart?: () => Promise<void>;
};

export interface SupervisedProcess {
  readonly name: string;
  readonly pid: number | undefined;
  /** How often in a row it ended soon after its start. */
  readonly failures: number;
  /** A port of its own that somebody else took while it did not run: it is not started again. */
  readonly lostPort: number | null;
  /** It runs, and all its ports are its own. */
  listens: () => boolean;
  /** Its last lines, for an error message. */
  recentLines: () => readonly string[];
  start: () => Promise<void>;
  stop: () => Promise<void>;
  kill: () => void;
}

/** The first restart is immediate: after a crash in the middle of an interview somebody is waiting. */
const PAUSES_MS = [50, 500, 1_000, 2_000, 5_000, 10_000];
/** After this long a process counts as well, and its next end as the first one. */
const STABLE_AFTER_MS = 20_000;
/** A port may be given back: by a process that is just ending, or a look at whether it is free. */
const PORT_PATIENCE_MS = 2_000;
const KEPT_LINES = 20;

type Deps = {
  output: Output;
  records: ProcessRecords;
  onPortLost: (process: Pick<ProcessSpec, 'name'>, port: number) => void;
};
type State = {
  child: ChildProcess | null;
  stopping: boolean;
  failures: number;
  lostPort: number | null;
  lines: string[];
};
type Parts = Deps & { spec: ProcessSpec; state: State };

const launch = ({ spec, state, output }: Parts): ChildProcess => {
  const { command, args } = endingWithParent(spec, spec.stopSignal);
  // A group of its own, so that Ctrl-C in the terminal reaches only us and the stop keeps its order.
  const child = spawn(command, args, {
    cwd: spec.cwd,
    env: spec.env,
    ...spec.account,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const onLine = (text: string): void => {
    const line = readableLine(text);
    state.lines.push(line);
    if (state.lines.length > KEPT_LINES) state.lines.shift();
    if (!state.stopping || spec.quietStop !== true) output.relay(spec.name, line);
  };
  eachLine(child.stdout, onLine);
  eachLine(child.stderr, onLine);
  return child;
};

/** Starts the process once and calls back when it has ended, or could not be started at all. */
const begin = (parts: Parts, onEnd: (how: string) => void): void => {
  const { spec, state, records } = parts;
  const child = launch(parts);
  state.child = child;
  const { pid } = child;
  const ended = (how: string): void => {
    if (state.child !== child) return;
    state.child = null;
    if (pid !== undefined) records.remove(pid);
    onEnd(how);
  };
  child.once('error', (error) => ended(error.message));
  child.once('exit', (code, signal) => ended(signal ?? `exit code ${code ?? 'unknown'}`));
  if (pid !== undefined) records.add(spec.name, pid, spec.stopSignal);
};

/** Null once all of them are free; the one that stays taken otherwise. */
const takenPort = async (ports: readonly number[]): Promise<number | null> => {
  const deadline = Date.now() + PORT_PATIENCE_MS;
  for (;;) {
    const free = await Promise.all(ports.map(isFree));
    const taken = ports.find((_port, index) => free[index] === false) ?? null;
    if (taken === null || Date.now() > deadline) return taken;
    await sleep(100);
  }
};

/** After its end: without its ports it would end again and again. */
const restart = async (parts: Parts): Promise<void> => {
  const { spec, state, output, onPortLost } = parts;
  await sleep(PAUSES_MS[Math.min(state.failures, PAUSES_MS.length) - 1] ?? 0);
  const taken = await takenPort(spec.ports);
  if (state.stopping) return;
  if (taken === null) return keepRunning(parts);
  state.lostPort = taken;
  output.say(`${spec.name} is not started again: its port ${taken} was taken by another program`);
  onPortLost(spec, taken);
};

/** Starts the process, and again whenever it ends by itself. */
const keepRunning = async (parts: Parts): Promise<void> => {
  const { spec, state, output } = parts;
  await spec.beforeStart?.();
  if (state.stopping) return;
  const startedAt = Date.now();
  begin(parts, (how) => {
    if (state.stopping) return;
    state.failures = Date.now() - startedAt > STABLE_AFTER_MS ? 1 : state.failures + 1;
    output.say(`${spec.name} ended (${how}); starting it again`);
    restart(parts).catch((error: unknown) => output.say(`${spec.name} cannot be started again: ${String(error)}`));
  });
};

const signalGroup = ({ state }: Parts, signal: NodeJS.Signals): void => {
  if (state.child?.pid !== undefined) sendSignal(-state.child.pid, signal);
};

const stop = async (parts: Parts): Promise<void> => {
  const { spec, state, output } = parts;
  state.stopping = true;
  const gone = (): boolean => state.child === null;
  if (state.child?.pid === undefined) return;
  sendSignal(state.child.pid, spec.stopSignal);
  if (await waitUntil(gone, spec.stopPatienceMs)) return;
  output.say(`${spec.name} does not stop; killing it`);
  signalGroup(parts, 'SIGKILL');
  await waitUntil(gone, 5_000);
};

export const createSupervisedProcess = (spec: ProcessSpec, deps: Deps): SupervisedProcess => {
  const state: State = { child: null, stopping: false, failures: 0, lostPort: null, lines: [] };
  const parts = { ...deps, spec, state };
  return {
    name: spec.name,
    get pid() {
      return state.child?.pid;
    },
    get failures() {
      return state.failures;
    },
    get lostPort() {
      return state.lostPort;
    },
    listens: () => {
      const pid = state.child?.pid;
      return pid !== undefined && spec.ports.every((port) => listensOn(pid, port));
    },
    recentLines: () => state.lines,
    start: async () => keepRunning(parts),
    stop: async () => stop(parts),
    kill: () => {
      state.stopping = true;
      signalGroup(parts, 'SIGKILL');
    },
  };
};
