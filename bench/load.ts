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

const requestText = ({ url, headers = {} }: LoadOptions): string => {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`;
};

const open = (url: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

/** Sends on one connection, one request after the other, for as long as `next` says so. */
const lane = (socket: Socket, options: LoadOptions, next: () => boolean, times: number[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = requestText(options);
    let received: Buffer = Buffer.alloc(0);
    let sentAt = 0;
    const send = (): void => {
      if (!next()) return resolve();
      sentAt = performance.now();
      socket.write(request);
    };
    socket.once('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const length = answerLength(received);
      if (length === null) return;
      times.push(performance.now() - sentAt);
      const status = received.subarray(9, 12).toString('latin1');
      received = received.subarray(length);
      if (status === String(options.status)) send();
      else reject(new Error(`answered ${status} instead of ${options.status}`));
    });
    send();
  });

/** Rate and waiting times of `count` equal requests over `connections` connections. */
export const measureLoad = async (options: LoadOptions): Promise<Load> => {
  const sockets = await Promise.all(Array.from({ length: options.connections }, () => open(options.url)));
  const times: number[] = [];
  let left = options.count;
  const startedAt = performance.now();
  try {
    await Promise.all(sockets.map((socket) => lane(socket, options, () => left-- > 0, times)));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const perSecond = (options.count * 1_000) / (performance.now() - startedAt);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { perSecond, medianMs: at(0.5), p99Ms: at(0.99) };
};
