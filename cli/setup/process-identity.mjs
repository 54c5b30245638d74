// Tells one process from another that later got the same id, so that nothing foreign is ever taken for ours.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const readText = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

const linuxStart = (pid) => {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The command name may hold spaces and brackets: the fields that count follow the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return null;
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return `${boot}:${fields[19]}`;
};

const otherStart = (pid) => {
  try {
    const out = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return out === '' || out.startsWith('Z') ? null : out.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
};

/** A text that is the same for the whole life of the process and no other; null when it does not run (any more). */
export const processStart = (pid) => (process.platform === 'linux' ? linuxStart(pid) : otherStart(pid));

/** True when the very process that was recorded still runs. */
export const isRunning = ({ pid, start }) => {
  const now = processStart(pid);
  return now !== null && now === start;
};

export const thisProcess = () => ({ pid: process.pid, start: processStart(process.pid) ?? '' });
