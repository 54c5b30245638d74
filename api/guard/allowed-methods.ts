// Which methods an address supports, for 405 answers and OPTIONS.
import type { Route } from './route.ts';

/** `GET, HEAD, POST, OPTIONS`: HEAD goes with GET, OPTIONS is answered everywhere. */
export const allowHeader = (routes: readonly Route[]): string => {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set([...methods, 'OPTIONS'])].join(', ');
};

/** The pattern with its parameters' names forgotten: two routes with the same shape share an address. */
export const pathShape = (path: string): string => path.replaceAll(/:\w+/g, ':');

/** For requests that never reach the router, because their method is not even known to the HTTP parser. */
export const allowedAt = (routes: readonly Route[], path: string): string | null => {
  const matching = routes.filter((route) => {
    const pattern = pathShape(route.path)
      .replaceAll('.', String.raw`\.`)
      .replaceAll(':', '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  return matching.length === 0 ? null : allowHeader(matching);
};
