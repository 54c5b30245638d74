// The addresses at which an ATS tells on its own what happened, signed: `POST /hooks/<kind>/:connectionId`, as bytes.
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { AtsKinds } from '../../../domain/ports/ats.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import type { CheckedHook, HookDoor } from '../../../usecases/triggers/accept-hook.ts';
import { nativeFace, type Face } from '../../guard/face.ts';
import type { RawBody } from '../../guard/raw-body.ts';
import { defineBytesRoute, inFace, type Route } from '../../guard/route.ts';
import { problemOf } from '../../problem.ts';

export type HookRoutesDeps = {
  door: HookDoor;
  kinds: AtsKinds;
  clock: Clock;
  metrics: Pick<Metrics, 'increment'>;
  log: Pick<Logger, 'warn'>;
};

export const hookBytesMax = 2 * 1024 * 1024;

/**
 * Ashby never comes back after 401, and what it cannot sign for is mostly a secret that was mistyped or changed there first:
 * what is refused with 400 it tries again for hours.
 */
const refusalStatus: Readonly<Record<string, number>> = { ashby: 400 };

const faceOf = (kind: string): Face => ({
  ...nativeFace,
  name: `${kind}-hooks`,
  prefix: `/hooks/${kind}`,
  presentError: (error, context) => {
    const said = problemOf(error, context);
    const status = refusalStatus[kind];
    if (status === undefined || error.code !== 'hook.invalid') return said;
    return { ...said, status, body: { ...said.body, status } };
  },
});

const connectionIdPattern = /^con_[0-9A-Z]{26}$/;

const params = z.object({ connectionId: z.string().max(100).meta({ description: 'The connection.' }) });

/** Those of a hook stand once. */
const single = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

type Checks = WeakMap<RawBody, CheckedHook>;

const resultOf = ({ verdict, reading, welcome }: CheckedHook): string => {
  if (!welcome) return verdict;
  return reading.kind === 'event' ? 'kept' : reading.kind;
};

const take = async (
  { door, metrics, log }: HookRoutesDeps,
  { kind, connectionId, body, checked }: { kind: string; connectionId: string; body: RawBody; checked: CheckedHook },
): Promise<void> => {
  const { verdict, reading, holder, welcome } = checked;
  const count = (result: string): void => metrics.increment('hooks', { kind, result });
  if (!welcome) {
    count(resultOf(checked));
    if (verdict !== 'nobody') log.warn('hook.refused', { target: connectionId, code: verdict });
    throw new AppError('hook.invalid');
  }
  if (holder === null || reading.kind === 'ping' || reading.kind === 'ignored') return count(resultOf(checked));
  if (reading.kind === 'unreadable') log.warn('hook.unreadable', { target: connectionId });
  count((await door.keep(holder, reading, body.bytes)) ? resultOf(checked) : 'repeated');
};

const hookRoute = (deps: HookRoutesDeps, kind: string, title: string): Route => {
  // What `holder` found out about a body, for its handler.
  const checks: Checks = new WeakMap();
  return defineBytesRoute({
    tag: 'Triggers',
    access: { kind: 'public' },
    method: 'POST',
    path: `/hooks/${kind}/:connectionId`,
    operationId: `${kind}Hook`,
    summary: `Hear from ${title} what happened`,
    description:
      'Called by the ATS, signed with the secret of the connection. Kept before it is answered; what it sets off follows. The same event again is answered as before and does nothing twice.',
    limitClass: 'write',
    bodyBytes: ['*/*'],
    bodyBytesMax: hookBytesMax,
    params,
    holderLimit: 'hook',
    holder: async ({ params: { connectionId }, body, headers }) => {
      const call = { body: body.bytes, headers: single(headers), receivedAt: deps.clock.now() };
      const known = connectionIdPattern.test(connectionId) ? connectionId : '';
      const checked = await deps.door.check(kind, known, call);
      checks.set(body, checked);
      return checked.holder?.connectionId ?? null;
    },
    responses: { 200: { description: 'Taken.', contentType: 'text/plain' } },
    problems: ['hook.invalid'],
    handler: async ({ params: { connectionId }, body }) => {
      const checked = checks.get(body);
      if (checked === undefined) throw new AppError('internal.error');
      await take(deps, { kind, connectionId, body, checked });
      return { status: 200, body: 'ok' };
    },
  });
};

export const hookRoutes = (deps: HookRoutesDeps): Route[] =>
  Object.entries(deps.kinds)
    .filter(([, { hooks }]) => hooks !== null)
    .flatMap(([kind, { title }]) => inFace(faceOf(kind), [hookRoute(deps, kind, title)]));
