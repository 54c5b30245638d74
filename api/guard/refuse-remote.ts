// Keeps pages for the person at this machine from everybody else, also from web pages that this machine's browser shows.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/errors.ts';

const loopbackPeer = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
/** Another name for this machine would be one that a stranger's page can use. */
const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;
const proxyHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;

/** Throws the same 404 as an address that does not exist. */
export const refuseRemote = ({ headers, socket }: IncomingMessage): void => {
  const isLocal =
    loopbackPeer.test(socket.remoteAddress ?? '') &&
    loopbackHost.test(headers.host ?? '') &&
    proxyHeaders.every((name) => headers[name] === undefined);
  if (!isLocal) throw new AppError('request.not_found');
};
