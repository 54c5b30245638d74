// Hears PostgreSQL's notifications on a connection of its own and wakes a loop, which looks for itself what is to do.
import pg from 'pg';
import type { Logger } from '../../domain/ports/log.ts';

const reconnectAfterMs = 1_000;
const goodbyeMs = 1_000;

export type WakeListenerOptions = {
  databaseUrl: string;
  channels: readonly string[];
  /** Called for each notification, and after each reconnection, since nobody tells again what was missed. */
  onWake: () => void;
  logger: Logger;
};

const pause = (timeoutMs: number, stopping: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, timeoutMs);
    stopping.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

/** Resolves when the connection is lost or nobody wants it any more. */
const listenOnce = async (options: WakeListenerOptions, stopping: AbortSignal): Promise<void> => {
  const client = new pg.Client({
    connectionString: options.databaseUrl,
    application_name: 'parley-relay',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  const lost = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
    client.once('end', resolve);
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', options.onWake);
  try {
    await client.connect();
    for (const channel of options.channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    options.onWake();
    await lost;
  } finally {
    // A connection that is already dead would let the farewell wait for ever.
    await Promise.race([client.end().catch(() => undefined), pause(goodbyeMs, new AbortController().signal)]);
  }
};

/** Listens until the returned function is called. Without a connection nothing wakes: the loop must look by itself too. */
export const startWakeListener = (options: WakeListenerOptions): (() => Promise<void>) => {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await listenOnce(options, stop.signal).catch((error: unknown) =>
        options.logger.warn('relay.listener_failed', { error }),
      );
      if (!stop.signal.aborted) await pause(reconnectAfterMs, stop.signal);
    }
  };
  const running = run();
  return async () => {
    stop.abort();
    await running;
  };
};
