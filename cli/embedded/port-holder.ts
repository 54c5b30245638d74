// Tells whether it is our own process that listens on a port, so that a stranger's answer is never taken for ours.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Undefined where there is no such file. */
const unlessMissing = <Value>(read: () => Value): Value | undefined => {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/** The sockets that listen on the port, as they are called among a process's files; null where the system does not say. */
const listenersOn = (pid: number, port: number): Set<string> | null => {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = ['tcp', 'tcp6'].map((table) => unlessMissing(() => readFileSync(`/proc/${pid}/net/${table}`, 'utf8')));
  const rows = tables.flatMap((table) => table?.split('\n').slice(1) ?? []).map((row) => row.trim().split(/\s+/));
  const listening = rows.filter(([, , , state]) => state === LISTENING);
  if (listening.length === 0) return null;
  return new Set(listening.filter(([, local = '']) => local.endsWith(wanted)).map((row) => `socket:[${row[9] ?? ''}]`));
};

const listensOnLinux = (pid: number, port: number): boolean => {
  const files = unlessMissing(() => readdirSync(`/proc/${pid}/fd`));
  if (files === undefined) return false;
  const sockets = listenersOn(pid, port);
  if (sockets === null) return true;
  return files.some((file) => sockets.has(unlessMissing(() => readlinkSync(`/proc/${pid}/fd/${file}`)) ?? ''));
};

const listensElsewhere = (pid: number, port: number): boolean => {
  const { stdout, error } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return stdout.split('\n').includes(String(pid));
};

/** True also where we may not look, as root in a container that may not trace: then the answer that comes has to do. */
export const listensOn = (pid: number, port: number): boolean => {
  try {
    return process.platform === 'linux' ? listensOnLinux(pid, port) : listensElsewhere(pid, port);
  } catch {
    return true;
  }
};
