// Hands over to the project's own Node, and makes sure that it ends when the one who asked for it is gone.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { projectNode } from './install.mjs';
import { isRunning, processStart } from './process-identity.mjs';

const ORPHAN_CHECK_MS = 500;

const parentOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
};

/** The shell that npm put in between, and npm itself; only npm's own chain is watched, a bare start has nobody to outlive. */
const npmChain = () => {
  if (process.env.npm_lifecycle_event === undefined) return [];
  const pids = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  return pids.map((pid) => ({ pid, start: processStart(pid) ?? '' })).filter(({ start }) => start !== '');
};

/** Compiled code is kept between starts, a third of what loading costs; not for tests, whose coverage it blurs. */
const compileCache = (root, [command]) =>
  command === 'test' ? {} : { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node') };

const EXIT_CODE_OF_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 };

/** Runs `cli/main.ts` and returns its exit code. A killed npm or terminal asks it to stop, as Ctrl-C does. */
export const launch = (root, args, env) =>
  new Promise((resolve, reject) => {
    const chain = npmChain();
    const child = spawn(projectNode(root), [join(root, 'cli', 'main.ts'), ...args], {
      // The fourth one is a channel that closes by itself when this process is killed.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: {
        ...compileCache(root, args),
        ...env,
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}`,
      },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    const watch = setInterval(() => {
      if (chain.every(isRunning)) return;
      clearInterval(watch);
      child.kill('SIGTERM');
    }, ORPHAN_CHECK_MS);
    child.once('error', (error) => reject(new Error(`Node 24 cannot be started (${error.code ?? 'unknown'}).`)));
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? EXIT_CODE_OF_SIGNAL[signal] ?? 1);
    });
  });
