// ARIA's public API over two organisations, of which the first has thirty candidates.
import { bearer } from '../../../cli/conformance/credentials.ts';
import { letIn, member, withBody, type Controls, type Fault, type Json, type Receive, type Reply } from './serve.ts';

const core = bearer('core');
const importing = bearer('importing');
const stranger = bearer('stranger');

const timestamp = '2026-11-27T10:00:00.000Z';
const success = (data: unknown): Reply => ({
  status: 200,
  body: { success: true, data, timestamp },
  headers: { 'x-ratelimit-remaining': '999', 'x-ratelimit-reset': '1795385802' },
});
const refused = (status: number): Reply => ({
  status,
  body: { success: false, error: { code: `e${status}`, message: 'No.' }, timestamp },
});

const candidates = Array.from({ length: 30 }, (_none, index) => ({
  id: `c${index}`,
  name: 'Jane Doe',
  email: 'jane@example.com',
  jobId: 'job_1',
  overallScore: 8.2,
  recommendation: 'advance',
  status: index % 2 === 0 ? 'completed' : 'invited',
}));

const parts: Readonly<Record<string, Json>> = {
  scorecard: {
    strengths: [],
    concerns: [],
    keyInsights: [],
    redFlags: [],
    executiveSummary: null,
    detailedAnalysis: null,
  },
  recording: { recordingUrl: null, transcript: [{ text: 'Hello.' }], provider: 'parley' },
};

const pageOf = (query: string): Reply => {
  const asked = new URLSearchParams(query);
  const [limit, page] = [Number(asked.get('limit') ?? 20), Number(asked.get('page') ?? 1)];
  if (limit > 100) return refused(400);
  const status = asked.get('status');
  const found = candidates.filter((one) => status === null || one.status === status);
  return success({ candidates: found.slice((page - 1) * limit, page * limit), total: found.length, page, limit });
};

const createAria =
  (): Receive =>
  ({ method, path, query, headers }): Reply => {
    const who = headers['authorization'] ?? '';
    if (![core, importing, stranger].includes(who)) return refused(401);
    if (method === 'POST') return who === importing ? success({ id: 'c1', interviewId: 'i1' }) : refused(403);
    if (who === importing) return refused(403);
    const [, , id, part] = path.split('/');
    if (id === undefined) return pageOf(query);
    const found = who === core ? candidates.find((one) => one.id === id) : undefined;
    if (found === undefined) return refused(404);
    return success(part === undefined ? found : parts[part]);
  };

const isList = ({ path }: { path: string }): boolean => path === '/candidates';
const dataOf = (reply: Reply): Json => member(reply.body, 'data') as Json;

/** Of an answer that is a success. */
const changing = (
  isMeant: (request: { path: string; query: string }) => boolean,
  change: (data: Json) => Json,
): Fault => ({
  reply: (reply, request) =>
    reply.status === 200 && request.method === 'GET' && isMeant(request)
      ? withBody(reply, { data: change(dataOf(reply)) })
      : reply,
});
const asking = (from: string, to: string): Fault => ({
  request: (request) => ({ ...request, query: request.query.replace(from, to) }),
});

export const ariaControls: Controls = {
  options: { key: 'core', 'import-key': 'importing', 'job-id': 'job_1', 'foreign-key': 'stranger' },
  create: createAria,
  faults: {
    envelope: {
      reply: (reply, request) =>
        isList(request) && reply.status === 200 ? withBody(reply, { timestamp: 'now' }) : reply,
    },
    'list-page': changing(isList, (data) => ({ ...data, total: undefined })),
    'list-defaults': changing(
      (request) => isList(request) && request.query === '',
      (data) => ({ ...data, limit: 50 }),
    ),
    'list-members': changing(isList, (data) => ({
      ...data,
      candidates: (data['candidates'] as Json[]).map((one) => ({ ...one, overallScore: 82 })),
    })),
    limit: changing(
      ({ query }) => query === 'limit=1',
      (data) => ({ ...data, candidates: candidates.slice(0, 2) }),
    ),
    'limit-max': {
      reply: (reply, { query }) =>
        query === 'limit=101' ? success({ candidates: [], total: 30, page: 1, limit: 101 }) : reply,
    },
    pages: asking('page=2', 'page=1'),
    'status-filter': asking('status=completed', ''),
    one: changing(
      ({ path }) => path === '/candidates/c0',
      (data) => ({ ...data, id: 'c9' }),
    ),
    scorecard: changing(
      ({ path }) => path.endsWith('/scorecard'),
      (data) => ({ ...data, redFlags: undefined }),
    ),
    recording: changing(
      ({ path }) => path.endsWith('/recording'),
      (data) => ({ ...data, transcript: 'Hello.' }),
    ),
    'key-needed': { request: letIn('authorization', (value) => value === '', core) },
    'key-checked': {
      request: letIn('authorization', (value) => value !== '' && ![importing, stranger].includes(value), core),
    },
    scope: {
      request: (request) =>
        request.method === 'GET' ? letIn('authorization', (value) => value === importing, core)(request) : request,
    },
    unknown: {
      reply: (reply, { headers }) => (reply.status === 404 && headers['authorization'] === core ? refused(400) : reply),
    },
    foreign: {
      reply: (reply, { path, headers }) =>
        headers['authorization'] === stranger && path.includes('/c0')
          ? withBody(reply, { error: 'Not yours.' })
          : reply,
    },
  },
};
