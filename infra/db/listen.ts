// One connection that hears PostgreSQL's notifications, for as long as it lasts; who uses it decides when to connect again.
import pg from 'pg';
import { connectionOf } from './connection.ts';

const goodbyeMs = 1_000;

export type Listening = {
  databaseUrl: string;
  /** Shown to whoever looks at the server's connections. */
  applicationName: string;
  channels: readonly string[];
  onNotification: (payload: string) => void;
  /** Called once everything is listened to: what was told before is not told again. */
  onHearing: () => void;
};

/** Ends early, without failing, when `signal` aborts. */
export const sleep = (timeoutMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    signal.addEventListener('abort', done);
  });

/** Connects and listens; resolves when that connection is lost, for whatever reason, or nobody wants it any more. */
export const listenOnce = async (listening: Listening, stopping: AbortSignal): Promise<void> => {
  const client = new pg.Client({
    ...connectionOf(listening.databaseUrl),
    application_name: listening.applicationName,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  const lost = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
    client.once('end', resolve);
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ payload }) => listening.onNotification(payload ?? ''));
  try {
    await client.connect();
    for (const channel of listening.channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    listening.onHearing();
    await lost;
  } finally {
    // A connection that is already dead would let the farewell wait for ever.
    await Promise.race([client.end().catch(() => undefined), sleep(goodbyeMs, new AbortController().signal)]);
  }
};
