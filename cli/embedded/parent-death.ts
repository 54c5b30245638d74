// Ties a child's life to ours where the system can: after `kill -9` of the supervisor its children end by themselves.
import { spawnSync } from 'node:child_process';

export type Invocation = { command: string; args: readonly string[] };

let supported: boolean | null = null;

const isSupported = (): boolean => {
  if (process.platform !== 'linux') return false;
  supported ??= (() => {
    const { stdout } = spawnSync('setpriv', ['--help'], { encoding: 'utf8' });
    return typeof stdout === 'string' && stdout.includes('--pdeathsig');
  })();
  return supported;
};

/** The same invocation, on Linux through util-linux' `setpriv`, which becomes the command and keeps its process id. */
export const endingWithParent = (invocation: Invocation, signal: NodeJS.Signals): Invocation => {
  if (!isSupported()) return invocation;
  const name = signal.replace(/^SIG/, '');
  return { command: 'setpriv', args: ['--pdeathsig', name, '--', invocation.command, ...invocation.args] };
};
