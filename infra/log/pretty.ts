// One readable line per log entry for people at a terminal; production keeps the JSON.

const LEVELS: Record<number, string> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO ', 40: 'WARN ', 50: 'ERROR', 60: 'FATAL' };

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `12:00:00.000 INFO  api http.request status=200` from pino's JSON line. */
export const prettyLine = (line: string): string => {
  const { level, time, service, event, error, ...fields }: Record<string, unknown> = JSON.parse(line);
  const pairs = Object.entries(fields).map(([field, value]) => `${field}=${shown(value)}`);
  const head = [String(time).slice(11, 23), LEVELS[Number(level)] ?? level, service, event, ...pairs].join(' ');
  return error === undefined ? `${head}\n` : `${head} error=${JSON.stringify(error)}\n`;
};
