// A SolidATS app: one that rates at once, and one that calls back.
import { bearer } from '../../../cli/conformance/credentials.ts';
import { isJson, type Controls, type Fault, type Json, type Receive, type Reply } from './serve.ts';

const needed = ['candidate_id', 'pipeline_step_id', 'call_secret'] as const;

const resultOf = (body: Json): Json => ({
  ...Object.fromEntries(needed.map((name) => [name, body[name]])),
  rating: 82,
});

const createSolidats =
  (isQuick: boolean) =>
  (listenerUrl: string): Receive =>
  ({ path, text, body }, tell): Reply => {
    if (path !== '/hook/s3cret') return { status: 401 };
    if (!isJson(text) || needed.some((name) => body[name] === undefined)) return { status: 400 };
    if (isQuick) return { status: 200, body: [{ output: resultOf(body) }] };
    tell({
      method: 'POST',
      url: `${listenerUrl}/webhook/app-callback`,
      headers: { authorization: bearer('ats'), 'x-solidats-app-id': 'app_1' },
      body: resultOf(body),
    });
    return { status: 202, body: { status: 'accepted' } };
  };

const refusing = (isMeant: (body: Json) => boolean, status = 400): Fault => ({
  reply: (reply, { body }) => (reply.status < 300 && isMeant(body) ? { status } : reply),
});
const told = (changes: Json): Fault => ({
  tells: (call) => ({ ...call, body: { ...(call.body as Json), ...changes } }),
});
const presenting = (headers: Record<string, string>): Fault => ({
  tells: (call) => ({ ...call, headers: { ...call.headers, ...headers } }),
});
const answered = (changes: Json): Fault => ({
  reply: (reply, { body }) => (reply.status === 200 ? { status: 200, body: { ...resultOf(body), ...changes } } : reply),
});

const quick = createSolidats(true);

export const solidatsControls: Controls = {
  options: { 'ats-key': 'ats', 'app-id': 'app_1' },
  path: '/hook/s3cret',
  create: createSolidats(false),
  createFor: { 'now-echoes': quick, 'now-rating': quick },
  faults: {
    'request-taken': refusing(({ candidate_id: id }) => String(id).endsWith('-one'), 500),
    'skills-list': refusing(({ job }) => Array.isArray((job as Json)['skills'])),
    'optional-absent': refusing(({ v }) => v === undefined),
    'form-free': refusing(({ application_form: form }) => 'Why us?' in (form as Json)),
    'request-more': refusing((body) => 'added_later' in body),
    'request-incomplete': {
      reply: (reply, { text }) => (reply.status === 400 && isJson(text) ? { status: 202 } : reply),
    },
    'request-no-json': { reply: (reply, { text }) => (isJson(text) ? reply : { status: 500 }) },
    'now-echoes': answered({ call_secret: 'another' }),
    'now-rating': answered({ rating: 820 }),
    'callback-echoes': told({ call_secret: 'another' }),
    'callback-rating': told({ rating: '82' }),
    'callback-key': presenting({ authorization: bearer('other') }),
    'callback-app': presenting({ 'x-solidats-app-id': 'app_2' }),
  },
};
