// A partner of Greenhouse's assessment API, and one of MarioHR's variant: two customers, one test, results at once where they are told.
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
const page = 'https://parley.example/result/x';

const waiting = { partner_status: 'invited', partner_profile_url: null, partner_score: null, metadata: {} };
const complete = {
  partner_status: 'complete',
  partner_profile_url: page,
  partner_score: 82,
  metadata: { 'Final Total': '82/100' },
};
const report = { scores: [], transcript: [] };

type Order = { id: string; owner: string; url: string; isDone: boolean };

const callBack = { headers: { authorization: basic('ats') }, method: 'PATCH' };

const createPartner = (): Receive => {
  const orders: Order[] = [];
  const send = (who: string, body: Json, tell: Parameters<Receive>[1]): Reply => {
    if (body['partner_test_id'] !== '12345') return { status: 404 };
    if (member(body['candidate'], 'email') === undefined) return { status: 422 };
    const known = orders.find(({ url }) => url === body['url']);
    const order = known ?? { id: String(orders.length + 1), owner: who, url: String(body['url']), isDone: false };
    if (known === undefined) orders.push(order);
    if (body['sent_by'] !== undefined) tell({ ...callBack, url: order.url, body: { ...complete, report } });
    return { status: 200, body: { partner_interview_id: order.id } };
  };
  return ({ path, query, headers, body }, tell): Reply => {
    const who = headers['authorization'] ?? '';
    if (![owner, stranger].includes(who)) return { status: 401, body: { errors: ['key'] } };
    if (path === '/list_tests')
      return { status: 200, body: [{ partner_test_id: '12345', partner_test_name: 'Backend', description: null }] };
    if (path === '/response_error') return { status: 200, body: { status: 200 } };
    if (path === '/send_test') return send(who, body, tell);
    const id = new URLSearchParams(query).get('partner_interview_id');
    const order = orders.find((one) => one.id === id && one.owner === who);
    if (order === undefined) return { status: 404, body: { errors: ['unknown'] } };
    if (order.isDone) return { status: 200, body: complete };
    order.isDone = true;
    tell({ ...callBack, url: order.url });
    return { status: 200, body: waiting };
  };
};

const onPath = (path: string, change: NonNullable<Fault['reply']>): Fault => ({
  reply: (reply, request) => (request.path === path && reply.status === 200 ? change(reply, request) : reply),
});

/** Of the first status: the later one is another rule's. */
const early = (changes: Json): Fault =>
  onPath('/test_status', (reply) =>
    member(reply.body, 'partner_status') === 'invited' ? withBody(reply, changes) : reply,
  );

const first = (reply: Reply): Json => (reply.body as Json[])[0] ?? {};
const listed = (changes: Json): Fault =>
  onPath('/list_tests', (reply) => ({ ...reply, body: [{ ...first(reply), ...changes }] }));
const refusing = (isMeant: (body: Json) => boolean): Fault =>
  onPath('/send_test', (reply, { body }) => (isMeant(body) ? { status: 422 } : reply));

const shared: Record<string, Fault> = {
  'list-is-bare': onPath('/list_tests', (reply) => ({ ...reply, body: { partner_tests: reply.body } })),
  'list-members': listed({ partner_test_id: 12_345 }),
  'send-answers': onPath('/send_test', (reply) =>
    withBody(reply, { partner_interview_id: Number(member(reply.body, 'partner_interview_id')) }),
  ),
  'send-nulls': refusing((body) => member(body['candidate'], 'resume_url') === null),
  'send-more': refusing((body) => body['added_later'] !== undefined),
  'send-unknown-test': {
    request: (request) => ({ ...request, body: { ...request.body, partner_test_id: '12345' } }),
  },
  'send-incomplete': {
    reply: (reply, { body }) => (reply.status === 422 && !('candidate' in body) ? { status: 500 } : reply),
  },
  'send-any-name': refusing((body) => member(body['candidate'], 'first_name') === 'Zoë'),
  'send-no-json': { reply: (reply, { text }) => (text === '' || isJson(text) ? reply : { status: 500 }) },
  'status-answers': early({ partner_status: undefined }),
  'status-not-yet': early({ ...complete }),
  'status-page': early({ partner_profile_url: page }),
  'status-score': early({ partner_score: '82' }),
  'status-metadata': early({ metadata: { scores: { a: 1 } } }),
  'status-unknown': {
    reply: (reply, { path, headers }) =>
      path === '/test_status' && reply.status === 404 && headers['authorization'] === owner
        ? { status: 200, body: waiting }
        : reply,
  },
  names: listed({ partnerTestLevel: 'senior' }),
  'key-needed': { request: letIn('authorization', (value) => value === '', owner) },
  'key-checked': { request: letIn('authorization', (value) => value !== '' && value !== stranger, owner) },
  'status-foreign': {
    request: (request) =>
      request.query.includes('unknown')
        ? request
        : letIn('authorization', (value) => value === stranger, owner)(request),
  },
  'callback-key': { tells: (call) => ({ ...call, headers: { authorization: basic('other') } }) },
};

const options = { key: 'customer', 'foreign-key': 'stranger', 'test-id': '12345', 'ats-key': 'ats' };

export const greenhouseControls: Controls = {
  options,
  create: createPartner,
  faults: {
    ...shared,
    'error-taken': onPath('/response_error', () => ({ status: 404 })),
    'callback-is-empty': { tells: (call) => ({ ...call, body: {} }) },
    'callback-means-complete': onPath('/test_status', (reply) =>
      member(reply.body, 'partner_status') === 'complete' ? withBody(reply, { partner_status: 'scored' }) : reply,
    ),
  },
};

const told = (changes: Json): Fault => ({
  tells: (call) => (call.body === undefined ? call : { ...call, body: { ...(call.body as Json), ...changes } }),
});

export const mariohrControls: Controls = {
  options,
  create: createPartner,
  faults: {
    ...shared,
    'list-description': listed({ description: undefined }),
    'send-sent-by': refusing((body) => body['sent_by'] !== undefined),
    'callback-form': { tells: ({ method, url, headers }) => ({ method, url, headers }) },
    'callback-members': told({ partner_score: '82' }),
    'callback-report': told({ report: undefined }),
  },
};
