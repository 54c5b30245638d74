// The address at which a voice provider tells of its calls, signed: `POST /voice/<provider>`, as bytes.
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../../domain/errors.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import type { ProviderEvent } from '../../../domain/ports/voice.ts';
import type { EventDoor } from '../../../usecases/voice/accept-event.ts';
import type { RawBody } from '../../guard/raw-body.ts';
import { defineBytesRoute, type Route } from '../../guard/route.ts';

/** An hour's transcript with its words. */
const eventBytesMax = 16 * 1024 * 1024;

export type VoiceRouteDeps = { door: EventDoor; metrics: Pick<Metrics, 'increment'> };

const single = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

export const retellRoute = ({ door, metrics }: VoiceRouteDeps): Route => {
  // What `holder` found out about a body, for its handler.
  const checks = new WeakMap<RawBody, ProviderEvent>();
  return defineBytesRoute({
    tag: 'Triggers',
    access: { kind: 'public' },
    method: 'POST',
    path: '/voice/retell',
    operationId: 'retellEvent',
    summary: 'Hear from Retell how a call goes',
    description:
      'Called by Retell, signed with the API key of the deployment. What is used of it is kept, sealed, before it is answered. The same event again is answered as before and does nothing twice; one that says nothing that is used is taken as well.',
    limitClass: 'write',
    bodyBytes: ['*/*'],
    bodyBytesMax: eventBytesMax,
    holderLimit: 'hook',
    holder: ({ body, headers }) => {
      const event = door.check(body.bytes, single(headers));
      checks.set(body, event);
      return Promise.resolve(event.kind === 'foreign' ? null : 'voice-retell');
    },
    responses: { 200: { description: 'Taken.', contentType: 'text/plain' } },
    problems: ['hook.invalid'],
    handler: async ({ body }) => {
      const event = checks.get(body);
      if (event === undefined) throw new AppError('internal.error');
      const result = await door.keep(event);
      metrics.increment('hooks', { kind: 'retell', result });
      if (result === 'foreign') throw new AppError('hook.invalid');
      return { status: 200, body: 'ok' };
    },
  });
};
