// A plain keep-alive HTTP client on raw sockets: it costs next to nothing, so that what is measured is the server.
import { connect, type Socket } from 'node:net';

export type LoadOptions = {
  url: string;
  headers?: Record<string, string>;
  connections: number;
  /** Requests in all, over every connection. */
  count: number;
  /** Anything else ends the measurement. */
  status: number;
};

export type Load = { perSecond: number; medianMs: number; p99Ms: number };

const headEnd = Buffer.from('\r\n\r\n');

/** Length of the first whole answer in `bytes`, or null while some of it is still to come. */
const answerLength = (bytes: Buffer): number | null => {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return null;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(bytes.subarray(0, end).toString('latin1'))?.[1] ?? 0);
  const total = end + headEnd.length + length;
  return bytes.length >= total ? total : null;
};

export type Sent = { method: string; path: string; headers?: Record<string, string>; body?: Uint8Array | string };
export type Answered = { status: number; body: Buffer };

/** One connection that stays open: one request after the other. */
export type Line = { send(request: Sent): Promise<Answered>; close(): void };

const requestBytes = (host: string, { method, path, headers = {}, body = '' }: Sent): Buffer => {
  const content = Buffer.from(body);
  const length = method === 'GET' ? {} : { 'Content-Length': String(content.length) };
  const lines = Object.entries({ Host: host, ...length, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), content]);
};

const connected = (url: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

/** To the server of `url`, whatever its path. */
export const openLine = async (url: string): Promise<Line> => {
  const { host } = new URL(url);
  const socket = await connected(url);
  let received: Buffer = Buffer.alloc(0);
  let settle: PromiseWithResolvers<Answered> | null = null;
  socket.on('close', () => settle?.reject(new Error('the server closed the connection')));
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const length = answerLength(received);
    if (length === null) return;
    const body = received.subarray(received.indexOf(headEnd) + headEnd.length, length);
    const status = Number(received.subarray(9, 12).toString('latin1'));
    received = received.subarray(length);
    settle?.resolve({ status, body });
  });
  return {
    send: (request) => {
      if (socket.destroyed) throw new Error('the server closed the connection while nothing was sent');
      settle = Promise.withResolvers();
      socket.write(requestBytes(host, request));
      return settle.promise;
    },
    close: () => void socket.destroy(),
  };
};

/** Rate and waiting times of `count` equal requests over `connections` connections. */
export const measureLoad = async ({ url, headers = {}, connections, count, status }: LoadOptions): Promise<Load> => {
  const { pathname, search } = new URL(url);
  const request = { method: 'GET', path: `${pathname}${search}`, headers };
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(url)));
  const times: number[] = [];
  let left = count;
  const lane = async (line: Line): Promise<void> => {
    while (left-- > 0) {
      const sentAt = performance.now();
      const answered = await line.send(request);
      times.push(performance.now() - sentAt);
      if (answered.status !== status) throw new Error(`answered ${answered.status} instead of ${status}`);
    }
  };
  const startedAt = performance.now();
  try {
    await Promise.all(lines.map(lane));
  } finally {
    for (const line of lines) line.close();
  }
  const perSecond = (count * 1_000) / (performance.now() - startedAt);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { perSecond, medianMs: at(0.5), p99Ms: at(0.99) };
};
