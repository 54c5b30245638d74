// An Ashby assessments partner that tells of each assessment twice.
import { basic } from '../../../cli/conformance/credentials.ts';
import {
  isJson,
  letIn,
  member,
  withBody,
  type Controls,
  type Fault,
  type Json,
  type Receive,
  type Reply,
} from './serve.ts';

const owner = basic('customer');
const stranger = basic('stranger');

const success = (results: unknown): Reply => ({ status: 200, body: { success: true, results } });
const refused = (status: number): Reply => ({ status, body: { success: false, message: 'No.' } });

type Assessment = { id: string; owner: string; application: unknown; isCancelled: boolean };

const createAshby = (listenerUrl: string): Receive => {
  const assessments: Assessment[] = [];
  let timestamp = Date.now();
  return ({ path, headers, body }, tell): Reply => {
    const who = headers['authorization'] ?? '';
    if (![owner, stranger].includes(who)) return refused(401);
    if (path === '/assessment.list')
      return success([{ assessment_type_id: '12345', name: 'Backend', description: 'For backend engineers' }]);
    if (path === '/assessment.start') {
      if (body['assessment_type_id'] !== '12345' || member(body['candidate'], 'email') === undefined)
        return refused(422);
      const application = member(body['application'], 'ashby_id');
      if (assessments.some((one) => one.application === application)) return refused(409);
      const assessment = { id: `a${assessments.length + 1}`, owner: who, application, isCancelled: false };
      assessments.push(assessment);
      for (const value of ['Invited', 'Started'])
        tell({
          method: 'POST',
          url: `${listenerUrl}/assessment.update`,
          headers: { authorization: basic('ats') },
          body: {
            assessment_id: assessment.id,
            timestamp: (timestamp += 1),
            assessment_status: { identifier: 'status', label: 'Status', type: 'string', value },
          },
        });
      return success({ assessment_id: assessment.id });
    }
    const found = assessments.find(({ id, owner: its }) => id === body['assessment_id'] && its === who);
    if (found === undefined) return refused(404);
    const again = found.isCancelled;
    found.isCancelled = true;
    return success({ assessment_id: found.id, again });
  };
};

const onCall = (name: string, change: NonNullable<Fault['reply']>): Fault => ({
  reply: (reply, request) => (request.path === `/assessment.${name}` ? change(reply, request) : reply),
});
const told = (changes: (body: Json) => Json): Fault => ({
  tells: (call) => ({ ...call, body: { ...(call.body as Json), ...changes(call.body as Json) } }),
});
const presenting = (headers: Record<string, string>): Fault => ({
  tells: (call) => ({ ...call, headers: { ...call.headers, ...headers } }),
});

let number = 0;

export const ashbyControls: Controls = {
  options: { key: 'customer', 'foreign-key': 'stranger', 'test-id': '12345', 'ats-key': 'ats' },
  create: createAshby,
  faults: {
    'list-answers': onCall('list', (reply) => (reply.status === 200 ? withBody(reply, { success: undefined }) : reply)),
    'list-members': onCall('list', (reply) =>
      reply.status === 200 ? success([{ assessment_type_id: 12_345, name: 'Backend', description: '' }]) : reply,
    ),
    'list-bare-call': onCall('list', (reply, { text }) => (reply.status === 200 && text === '' ? refused(415) : reply)),
    'start-answers': onCall('start', (reply) =>
      reply.status === 200 ? withBody(reply, { success: undefined }) : reply,
    ),
    'start-again': {
      request: (request) => ({ ...request, body: { ...request.body, application: { ashby_id: (number += 1) } } }),
    },
    'start-more': onCall('start', (reply, { body }) => (body['added_later'] === undefined ? reply : refused(422))),
    'start-unknown': onCall('start', (reply, { body }) =>
      reply.status === 422 && 'candidate' in body ? refused(404) : reply,
    ),
    'start-incomplete': onCall('start', (reply, { body, text }) =>
      reply.status === 422 && isJson(text) && !('candidate' in body) ? refused(500) : reply,
    ),
    'start-any-name': onCall('start', (reply, { body }) =>
      member(body['candidate'], 'first_name') === 'Zoë' ? refused(422) : reply,
    ),
    'start-no-json': onCall('start', (reply, { text }) => (isJson(text) ? reply : refused(500))),
    'key-needed': { request: letIn('authorization', (value) => value === '', owner) },
    'key-checked': { request: letIn('authorization', (value) => value !== '' && value !== stranger, owner) },
    'cancel-foreign': {
      request: (request) =>
        String(request.body['assessment_id']).startsWith('unknown')
          ? request
          : letIn('authorization', (value) => value === stranger, owner)(request),
    },
    'update-members': told(({ timestamp }) => ({ timestamp: Math.floor(Number(timestamp) / 1_000) + (number += 1) })),
    'update-rises': told(() => ({ timestamp: 1_790_000_000_000 })),
    'update-fields': told(() => ({ assessment_status: 'Invited' })),
    'update-key': presenting({ authorization: basic('other') }),
    'update-user-agent': presenting({ 'user-agent': '' }),
    'cancel-answers': onCall('cancel', (reply) => (reply.status === 200 ? withBody(reply, { success: false }) : reply)),
    'cancel-again': onCall('cancel', (reply) =>
      member(member(reply.body, 'results'), 'again') === true ? refused(500) : reply,
    ),
    'cancel-unknown': onCall('cancel', (reply, { headers }) =>
      reply.status === 404 && headers['authorization'] === owner ? success({}) : reply,
    ),
  },
};
