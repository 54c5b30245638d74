// One of our own processes under test: its output is kept, it can be killed, and it comes back by itself as under a supervisor.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endingWithParent } from '../../cli/embedded/parent-death.ts';
import { eventually } from './eventually.ts';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export type Program = {
  start(env?: Record<string, string>): Promise<void>;
  /** Resolves once the process is gone; it stays away until `start`. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Sends a signal and returns at once. */
  send(signal: NodeJS.Signals): void;
  /** Everything it has ever printed, on both channels. */
  output(): string;
  /** Undefined while it does not run. */
  pid(): number | undefined;
  /** How often it ended without being told to. */
  unexpectedEnds(): number;
};

export type ParleyRun = { exitCode: number; out: string; err: string };

/** One command of the command line, to its end. */
export const runParley = (args: readonly string[], env: Record<string, string>): Promise<ParleyRun> =>
  new Promise((settle) => {
    const options = { cwd: projectFolder, env: { ...compileCache, ...env } };
    const child = execFile(process.execPath, ['cli/main.ts', ...args], options, (_error, out, err) =>
      settle({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });

type Options = { file: string; env: Record<string, string>; readyWords: string };

/** The run's, as `npm start` has one: a third of what a start costs. */
const cacheFolder = process.env['NODE_COMPILE_CACHE'];
export const compileCache: Record<string, string> =
  cacheFolder === undefined ? {} : { NODE_COMPILE_CACHE: cacheFolder };

const readyWithinMs = 90_000;
const restartAfterMs = 300;

type Run = { child: ChildProcess; printedBefore: number };

/** Does not start it yet. `readyWords` are what it logs once it is ready. */
export const createProgram = ({ file, env, readyWords }: Options): Program => {
  let printed = '';
  let wanted = false;
  let ends = 0;
  let run: Run | null = null;

  const launch = (extra: Record<string, string>): void => {
    // A test run that is killed takes its processes with it.
    const { command, args } = endingWithParent({ command: process.execPath, args: [file] }, 'SIGKILL');
    const child = spawn(command, args, { cwd: projectFolder, env: { ...compileCache, ...env, ...extra } });
    run = { child, printedBefore: printed.length };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.once('exit', () => {
      if (!wanted || run?.child !== child) return;
      ends += 1;
      setTimeout(() => wanted && run?.child === child && launch(extra), restartAfterMs);
    });
  };
  const endOurs = (): void => void run?.child.kill('SIGKILL');
  process.once('exit', endOurs);

  const isReady = (): boolean => run !== null && printed.slice(run.printedBefore).includes(readyWords);
  const exitCode = ({ child }: Run): Promise<number | null> =>
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve(child.exitCode)
      : new Promise((resolve) => child.once('exit', resolve));

  return {
    start: async (extra = {}) => {
      wanted = true;
      launch(extra);
      await eventually(() => Promise.resolve(isReady()), Boolean, {
        timeoutMs: readyWithinMs,
        explain: () => printed.slice(-2_000),
      });
    },
    kill: async (signal) => {
      wanted = false;
      if (run === null) return null;
      run.child.kill(signal);
      return exitCode(run);
    },
    send: (signal) => void run?.child.kill(signal),
    output: () => printed,
    pid: () => run?.child.pid,
    unexpectedEnds: () => ends,
  };
};
