// Parley's own API in memory, as much of it as its rules try.
import { randomUUID } from 'node:crypto';
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
  type Request,
} from './serve.ts';

type Run = { id: string; body: Json; state: string; seq: number };

const limits = {
  'ratelimit-policy': '"key";q=1000;w=3600',
  ratelimit: '"key";r=993;t=3210',
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': '993',
  'x-ratelimit-reset': '1795385802',
  'x-request-id': 'req_1',
};
const problem = (status: number, code: string, more: Json = {}): Reply => ({
  status,
  body: { type: `/docs/errors#${code}`, title: 'No.', status, code, requestId: 'req_1', ...more },
  headers: { ...limits, 'content-type': 'application/problem+json' },
});
const fine = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  body,
  headers: { ...limits, ...headers },
});

const known = ['externalId', 'candidateRef', 'position', 'level', 'companyName', 'qualifications'];
const places = (pointer: string) => ({ errors: [{ pointer, code: 'wrong', message: 'No.' }] });

const viewOf = ({ id, state, seq }: Run): Json => ({
  runId: id,
  state,
  outcome: state === 'CANCELLED' ? 'CANCELLED' : null,
  seq,
  allowedCommands: ['cancel'],
  planRevision: state === 'PENDING' ? 1 : null,
});

const createdOf = (run: Run): Json => ({
  runId: run.id,
  interviewId: randomUUID(),
  state: run.state === 'PENDING' ? 'VALIDATING_SKILLS' : run.state,
  dataQuality: 'EXCELLENT',
  ...(run.state === 'INFO_NEEDED' && { missingFields: [{ field: 'level', severity: 'CRITICAL', question: 'Which?' }] }),
});

const createRuns = () => {
  const runs: Run[] = [];
  const answers = new Map<string, { text: string; reply: Reply }>();

  const create = ({ body, text, headers }: Request): Reply => {
    if (!isJson(text)) return problem(400, 'request.not_json');
    const [stranger] = Object.keys(body).filter((name) => !known.includes(name));
    if (stranger !== undefined) return problem(400, 'request.invalid', places(`/${stranger}`));
    if (typeof body['position'] !== 'string') return problem(400, 'request.invalid', places('/position'));
    const kept = answers.get(headers['idempotency-key'] ?? '');
    if (kept !== undefined)
      return kept.text === text
        ? { ...kept.reply, headers: { ...limits, 'idempotent-replayed': 'true' } }
        : problem(422, 'idempotency.mismatch');
    const existing = runs.find((one) => one.body['externalId'] === body['externalId']);
    if (existing !== undefined) return fine(200, { ...createdOf(existing), existing: true });
    const state = body['level'] === undefined ? 'INFO_NEEDED' : 'PENDING';
    const run = { id: `run_${runs.length + 1}`, body, state, seq: 1 };
    runs.push(run);
    const reply = fine(201, createdOf(run));
    if (headers['idempotency-key'] !== undefined) answers.set(headers['idempotency-key'], { text, reply });
    return reply;
  };

  const list = (query: URLSearchParams): Reply => {
    const cursor = query.get('cursor');
    if (cursor !== null && (!/^\d+$/.test(cursor) || query.has('position'))) return problem(400, 'cursor.invalid');
    const found = runs.filter(({ body }) => body['candidateRef'] === query.get('candidateRef'));
    const next = Number(cursor ?? 0) + 1;
    const items = found.slice(next - 1, next).map(viewOf);
    return fine(200, { items, nextCursor: next < found.length ? String(next) : null });
  };
  return { runs, create, list };
};

const wrongState = (run: Run): Reply =>
  problem(409, 'interview.wrong_state', { currentState: run.state, allowedCommands: ['cancel'] });

const act = (run: Run, { method, path, body, headers }: Request): Reply => {
  const move = (state: string, more: Json = {}): Reply => {
    Object.assign(run, { state, seq: run.seq + 1 });
    return fine(200, { state, ...more });
  };
  if (method === 'DELETE') return run.state === 'CANCELLED' ? wrongState(run) : move('CANCELLED');
  if (path.endsWith('/info')) return move('VALIDATING_SKILLS');
  if (path.endsWith('/plan/approve')) {
    if (run.state !== 'PENDING') return wrongState(run);
    if (body['planRevision'] !== 1) return problem(409, 'plan.stale');
    return move('APPROVED', { interviewLink: 'https://parley.example/interview/x' });
  }
  const etag = `W/"${run.seq}"`;
  return headers['if-none-match'] === etag
    ? { status: 304, headers: { ...limits, etag } }
    : fine(200, viewOf(run), { etag });
};

const base = '/api/v1/integration/interviews';

const events = [1, 2, 3].map((seq) => ({ id: `e${seq}`, type: 'interview.received', seq }));

const feed = (query: URLSearchParams): Reply => {
  if (query.has('type') && query.has('after')) return problem(400, 'feed.invalid');
  const place = Number(query.get('after') ?? 0);
  return fine(200, { items: events.slice(place, place + 1), nextCursor: String(Math.min(place + 1, events.length)) });
};

const createNative = (): Receive => {
  const { runs, create, list } = createRuns();
  return (request): Reply => {
    const key = request.headers['x-api-key'] ?? '';
    if (!['owner', 'stranger'].includes(key)) return problem(401, 'key.unknown');
    if (request.path === '/api/v1/events') return feed(new URLSearchParams(request.query));
    const [id = ''] = request.path.slice(base.length + 1).split('/');
    if (id === '') return request.method === 'POST' ? create(request) : list(new URLSearchParams(request.query));
    const run = key === 'owner' ? runs.find((one) => one.id === id) : undefined;
    return run === undefined ? problem(404, 'interview.not_found') : act(run, request);
  };
};

const isCode = (reply: Reply, code: string): boolean => member(reply.body, 'code') === code;
/** Instead of a refusal with that code. */
const instead = (code: string, reply: (request: Request) => Reply | null): Fault => ({
  reply: (right, request) => (isCode(right, code) ? (reply(request) ?? right) : right),
});
/** Of a creation, which is called by the end of its `externalId`. */
const creating = (change: (reply: Reply, name: string) => Reply): Fault => ({
  reply: (reply, { method, path, body }) =>
    method === 'POST' && path === base
      ? change(reply, String(body['externalId']).split('-').slice(2).join('-'))
      : reply,
});
const isPlain = ({ method, path, query }: Request): boolean => method === 'GET' && path !== base && query === '';

export const nativeControls: Controls = {
  options: { key: 'owner', 'foreign-key': 'stranger' },
  create: createNative,
  faults: {
    create: creating((reply, name) => (reply.status === 201 && name === 'one' ? { ...reply, status: 202 } : reply)),
    'at-once': creating((reply, name) =>
      name === 'at-once' && reply.status === 200 ? withBody(reply, { runId: `run_${randomUUID()}` }) : reply,
    ),
    feed: { request: (request) => ({ ...request, query: request.query.replace(/^limit=1&after=\d+$/, 'limit=1') }) },
    'feed-bound': instead('feed.invalid', () => fine(200, { items: [], nextCursor: '9' })),
    'create-incomplete': creating((reply) =>
      member(reply.body, 'state') === 'INFO_NEEDED' ? withBody(reply, { missingFields: [] }) : reply,
    ),
    states: creating((reply) =>
      reply.status === 201 && member(reply.body, 'state') !== 'INFO_NEEDED'
        ? withBody(reply, { state: 'PLANNING' })
        : reply,
    ),
    'key-repeats': creating((reply) =>
      reply.headers?.['idempotent-replayed'] === 'true' ? withBody(reply, { runId: 'run_9' }) : reply,
    ),
    'key-mismatch': instead('idempotency.mismatch', () => fine(200, { runId: 'run_1' })),
    'external-id': creating((reply, name) =>
      name === 'one' && member(reply.body, 'existing') === true ? problem(409, 'exists') : reply,
    ),
    invalid: instead('request.invalid', () => problem(400, 'request.bad')),
    'no-json': instead('request.not_json', () => problem(500, 'internal')),
    problem: { reply: (reply) => (isCode(reply, 'request.invalid') ? { ...reply, headers: limits } : reply) },
    'key-needed': { request: letIn('x-api-key', (value) => value === '', 'owner') },
    'key-checked': { request: letIn('x-api-key', (value) => value !== '' && value !== 'stranger', 'owner') },
    unknown: instead('interview.not_found', ({ headers }) =>
      headers['x-api-key'] === 'owner' ? problem(400, 'interview.unknown') : null,
    ),
    foreign: instead('interview.not_found', ({ path }) => (path.endsWith('/run_1') ? problem(403, 'not.yours') : null)),
    read: {
      reply: (reply, request) =>
        isPlain(request) && reply.status === 200 ? withBody(reply, { allowedCommands: undefined }) : reply,
    },
    etag: { reply: (reply) => (reply.status === 304 ? { ...reply, status: 200, body: {} } : reply) },
    'rate-limits': {
      reply: (reply) => ({ ...reply, headers: { ...reply.headers, ratelimit: '', 'x-ratelimit-remaining': 'many' } }),
    },
    pages: {
      reply: (reply, { query }) =>
        query.includes('cursor=') && reply.status === 200 ? fine(200, { items: [], nextCursor: null }) : reply,
    },
    'cursor-bound': instead('cursor.invalid', () => fine(200, { items: [], nextCursor: null })),
    'wrong-state': instead('interview.wrong_state', ({ method }) => (method === 'POST' ? problem(400, 'wrong') : null)),
    'approve-stale': instead('plan.stale', () => problem(422, 'plan.stale')),
    approve: {
      reply: (reply) => (member(reply.body, 'state') === 'APPROVED' ? withBody(reply, { interviewLink: null }) : reply),
    },
    info: { reply: (reply, { path }) => (path.endsWith('/info') ? withBody(reply, { state: 'INFO_NEEDED' }) : reply) },
    cancel: {
      reply: (reply, { method }) =>
        method === 'DELETE' && reply.status === 200 ? withBody(reply, { state: 'CLOSED' }) : reply,
    },
    'cancel-again': instead('interview.wrong_state', ({ method }) => (method === 'DELETE' ? fine(200, {}) : null)),
  },
};
