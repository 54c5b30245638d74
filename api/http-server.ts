// The listening server: its time-outs and header limits, and an answer for what is not even HTTP.
import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type Koa from 'koa';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import { allowedAt } from './guard/allowed-methods.ts';
import type { Route } from './guard/route.ts';
import { problemAnswer } from './problem.ts';

type ServerOptions = {
  app: Pick<Koa, 'callback'>;
  routes: readonly Route[];
  publicUrl: string;
  newId: (prefix: string) => string;
};

type ClientError = Error & { code?: string; rawPacket?: Buffer };

const requestLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} (\/[^\s?]{0,2000})\S* HTTP\/1\.[01]\r?\n/;

/** The parser refuses methods it has never heard of before any route sees them. */
const refusalOf = (error: ClientError, routes: readonly Route[]): { code: ErrorCode; allow: string | null } => {
  if (error.code === 'HPE_HEADER_OVERFLOW') return { code: 'request.header_invalid', allow: null };
  const path =
    error.code === 'HPE_INVALID_METHOD' ? requestLine.exec(error.rawPacket?.toString('latin1') ?? '')?.[1] : undefined;
  if (path === undefined) return { code: 'request.header_invalid', allow: null };
  const allow = allowedAt(routes, path);
  return { code: allow === null ? 'request.not_found' : 'request.method_not_allowed', allow };
};

const refuse = (error: ClientError, socket: Duplex, { routes, publicUrl, newId }: ServerOptions): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, allow } = refusalOf(error, routes);
  const bodyless = error.rawPacket?.subarray(0, 5).toString('latin1') === 'HEAD ';
  const { status, contentType, text } = problemAnswer(new AppError(code), { publicUrl, requestId: newId('req') });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...(allow === null ? [] : [`Allow: ${allow}`]),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${bodyless ? '' : text}`);
};

/** Not listening yet. Slow senders are cut off; idle connections live longer than those of the usual load balancers. */
export const createHttpServer = (options: ServerOptions): Server => {
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 75_000, maxHeaderSize: 16_384 },
    options.app.callback(),
  );
  server.on('clientError', (error: ClientError, socket) => refuse(error, socket, options));
  return server;
};
