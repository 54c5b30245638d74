// Hears PostgreSQL's notifications on a connection of its own and wakes a loop, which looks for itself what is to do.
import type { Logger } from '../../domain/ports/log.ts';
import { createOutageLog } from '../log/outage-log.ts';
import { listenOnce, sleep } from './listen.ts';

const reconnectAfterMs = 1_000;

export type WakeListenerOptions = {
  databaseUrl: string;
  channels: readonly string[];
  /** Called for each notification, and after each reconnection, since nobody tells again what was missed. */
  onWake: () => void;
  logger: Logger;
};

/** Listens until the returned function is called. Without a connection nothing wakes: the loop must look by itself too. */
export const startWakeListener = (options: WakeListenerOptions): (() => Promise<void>) => {
  const { databaseUrl, channels, onWake, logger } = options;
  const outage = createOutageLog(logger, 'relay.listener_failed');
  const listening = {
    databaseUrl,
    applicationName: 'parley-relay',
    channels,
    onNotification: onWake,
    onHearing: () => {
      outage.worked();
      onWake();
    },
  };
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await listenOnce(listening, stop.signal).catch((error: unknown) => outage.failed({ error }));
      await sleep(reconnectAfterMs, stop.signal);
    }
  };
  const running = run();
  return async () => {
    stop.abort();
    await running;
  };
};
