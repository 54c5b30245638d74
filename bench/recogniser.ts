// A speech recogniser that hears the same in everything after a time that is set, and knows when it was asked.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { heardBody, spokenAnswer } from '../test/fakes/speech-server.ts';

export type Recogniser = {
  url: string;
  /** When each call had come whole, by `performance.now()`. */
  calls: number[];
  /** How long it listens; everybody is listened to at the same time. */
  setLatency(ms: number): void;
  close(): Promise<void>;
};

export const startRecogniser = async (): Promise<Recogniser> => {
  const calls: number[] = [];
  const answer = JSON.stringify(heardBody(spokenAnswer));
  let latencyMs = 0;
  const server = createServer((req, res) => {
    req.resume().once('end', () => {
      calls.push(performance.now());
      setTimeout(() => res.writeHead(200, { 'content-type': 'application/json' }).end(answer), latencyMs);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    setLatency: (ms) => void (latencyMs = ms),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
