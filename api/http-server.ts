// The listening server: its time-outs and header limits, and an answer for what is not even HTTP.
import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type Koa from 'koa';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import { faceFinder, presentError } from './guard/face.ts';
import { allowedAt } from './guard/mount-routes.ts';
import type { Route } from './guard/route.ts';

type ServerOptions = {
  app: Pick<Koa, 'callback'>;
  routes: readonly Route[];
  publicUrl: string;
  newId: (prefix: string) => string;
};

type ClientError = Error & { code?: string; rawPacket?: Buffer };

const requestLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64} (\/[^\s?]*)(?:\?\S*)? HTTP\/1\.[01]\r?\n/;

type Refusal = { code: ErrorCode; path?: string | undefined; allow?: string | null };

/** The parser refuses methods it has never heard of before any route sees them. */
const refusalOf = ({ code, rawPacket }: ClientError, routes: readonly Route[]): Refusal => {
  const path = requestLine.exec(rawPacket?.toString('latin1') ?? '')?.[1];
  if (code !== 'HPE_INVALID_METHOD' || path === undefined) return { code: 'request.header_invalid', path };
  const allow = allowedAt(routes, path);
  return { code: allow === null ? 'request.not_found' : 'request.method_not_allowed', path, allow };
};

const refuse = (error: ClientError, socket: Duplex, { routes, publicUrl, newId }: ServerOptions): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, path = '/', allow = null } = refusalOf(error, routes);
  const bodyless = error.rawPacket?.subarray(0, 5).toString('latin1') === 'HEAD ';
  const face = faceFinder(routes)(path);
  const said = presentError(new AppError(code), { face, publicUrl, requestId: newId('req') });
  const { status, contentType, text } = said;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...Object.entries({ 'Cache-Control': 'no-store', ...said.headers }).map(([name, value]) => `${name}: ${value}`),
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
