// Prints what the supervised processes say, one prefixed line each, without ever letting a slow reader hold anything up.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const COLOURS: Readonly<Record<string, number>> = { postgres: 34, temporal: 35, api: 32, worker: 36 };
const PREFIX_WIDTH = 9;
/** A pipe that nobody reads must not fill this process's memory. */
const MAX_BUFFERED_BYTES = 4_000_000;

export type OutputTarget = Writable & { isTTY?: boolean };

export interface Output {
  /** A line of our own. */
  say: (line: string) => void;
  /** A line of a supervised process. */
  relay: (name: string, line: string) => void;
}

export const createOutput = (target: OutputTarget, env: NodeJS.ProcessEnv): Output => {
  const coloured = target.isTTY === true && env['NO_COLOR'] === undefined;
  let dropped = 0;

  const write = (line: string): void => {
    if (target.destroyed || target.writableLength > MAX_BUFFERED_BYTES) {
      dropped += 1;
      return;
    }
    if (dropped > 0) target.write(`… ${dropped} lines left out: nobody was reading\n`);
    dropped = 0;
    target.write(`${line}\n`);
  };

  const paint = (name: string, text: string): string => {
    const colour = COLOURS[name];
    return coloured && colour !== undefined ? `\u001B[${colour}m${text}\u001B[0m` : text;
  };

  // The terminal or the reader may go away; the interviews go on, and the stop comes by a signal.
  target.on('error', () => undefined);
  return {
    say: write,
    relay: (name, line) => write(`${paint(name, `${name.padEnd(PREFIX_WIDTH)}|`)} ${line}`),
  };
};

const levels: Record<number, string> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO ', 40: 'WARN ', 50: 'ERROR', 60: 'FATAL' };

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const entryOf = (line: string): Record<string, unknown> | null => {
  if (!line.startsWith('{"level":')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** `12:00:00.000 INFO  api http.request status=200` from a log entry of ours; every other line as it is. */
export const readableLine = (line: string): string => {
  const entry = entryOf(line);
  if (entry === null) return line;
  const { level, time, service, event, error, ...fields } = entry;
  const pairs = Object.entries(fields).map(([field, value]) => `${field}=${shown(value)}`);
  const head = [String(time).slice(11, 23), levels[Number(level)] ?? level, service, event, ...pairs].join(' ');
  return error === undefined ? head : `${head} error=${JSON.stringify(error)}`;
};

/** Calls back for every line that arrives on the stream. */
export const eachLine = (stream: Readable, callback: (line: string) => void): void => {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', callback);
};
