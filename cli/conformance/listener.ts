// Our own address while a check runs: takes whatever the other side calls back with, and answers that all is well.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Exchange } from './exchange.ts';

export type Told = {
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string>>;
  /** As it came. */
  body: string;
  exchange: Exchange;
};

export type Listener = {
  /** Where others reach it, without a slash at its end. */
  url: string;
  told: readonly Told[];
  close(): Promise<void>;
};

type Place = { host: string; port: number; publicUrl?: string | undefined };

const answered = '{"success":true}';

export const startListener = async ({ host, port, publicUrl }: Place): Promise<Listener> => {
  const told: Told[] = [];
  const server = createServer((req, res) => {
    const take = async (): Promise<void> => {
      const { pathname: path, search: query } = new URL(req.url ?? '/', 'http://here');
      const headers = Object.fromEntries(
        Object.entries(req.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
      );
      const method = req.method ?? '';
      const body = await text(req);
      const request = { method, url: path + query, headers, body };
      const answer = { status: 200, headers: {}, body: answered };
      told.push({ method, path, query, headers, body, exchange: { request, answer, failure: null, durationMs: 0 } });
      res.writeHead(200, { 'content-type': 'application/json' }).end(answered);
    };
    take().catch(() => res.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const bound = (server.address() as AddressInfo).port;
  return {
    url: publicUrl ?? `http://${host}:${bound}`,
    told,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
