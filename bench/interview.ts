// An interview driven as an integration drives it: over HTTP, in as few calls as possible.
import { setTimeout as sleep } from 'node:timers/promises';

import type { BenchSystem } from './scenario.ts';

const base = '/api/v1/integration/interviews';

export const runPath = (runId: string): string => `${base}/${runId}`;

const request = {
  position: 'Backend Engineer',
  level: 'SENIOR',
  qualifications: [
    'Five years of TypeScript and Node.js in production',
    'Designs PostgreSQL schemas and tunes slow queries',
    'Has run services on Kubernetes and been on call',
  ],
};

export const callApi = async <Body>(
  { apiUrl, apiKey }: BenchSystem,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> => {
  const headers = { 'X-API-Key': apiKey, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
};

/** Another position makes a plan of its own: an approved one for the same job would be used again. */
export const createInterview = async (
  system: BenchSystem,
  changes: { position?: string; callbackUrl?: string } = {},
): Promise<string> => (await callApi<{ runId: string }>(system, 'POST', base, { ...request, ...changes })).runId;

type Status = { state: string; seq: number; assessmentRevision: number };

export const untilState = async (system: BenchSystem, runId: string, state: string): Promise<void> => {
  const deadline = Date.now() + 120_000;
  let seq = 0;
  while (Date.now() < deadline) {
    const status = await callApi<Status>(system, 'GET', `${runPath(runId)}?wait=10&afterSeq=${seq}`);
    if (status.state === state) return;
    ({ seq } = status);
    await sleep(1);
  }
  throw new Error(`${runId} never came to ${state}`);
};

export const command = (system: BenchSystem, runId: string, path: string, body: unknown = {}): Promise<unknown> =>
  callApi(system, 'POST', `${runPath(runId)}/${path}`, body);

/** A run that waits for commands of the kind that can be repeated: an approved one, which may be scheduled again and again. */
export const approvedInterview = async (system: BenchSystem): Promise<string> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  await command(system, runId, 'plan/approve');
  return runId;
};

export const schedule = (system: BenchSystem, runId: string, round: number): Promise<unknown> =>
  command(system, runId, 'schedule', { scheduledAt: new Date(Date.now() + 86_400_000 + round * 1_000).toISOString() });

/** One candidate's page: the room's calls under a cookie of its own. */
export type Room = { cookie(): string; post<Body>(path: string, body: unknown): Promise<Body> };

export type Question = { turn: number; kind: string };

export const answerText =
  'In my last job I ran the order service on Kubernetes and was on call for it. When a query became slow I read its plan, added an index and measured again: 900 milliseconds became 12.';

const createRoom = ({ apiUrl }: BenchSystem): Room => {
  let cookie = '';
  return {
    cookie: () => cookie,
    post: async <Body>(path: string, body: unknown): Promise<Body> => {
      const headers = { 'Content-Type': 'application/json', Cookie: cookie };
      const response = await fetch(`${apiUrl}/room/api/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return (await response.json()) as Body;
    },
  };
};

/** Approves the plan, opens the link, agrees to the notice and begins. */
export const beginConversation = async (
  system: BenchSystem,
  runId: string,
  mode: 'text' | 'voice' = 'text',
): Promise<{ room: Room; question: Question }> => {
  const approved = (await command(system, runId, 'plan/approve')) as { interviewLink: string };
  const room = createRoom(system);
  const { notice } = await room.post<{ notice: { hash: string } }>('session', {
    token: approved.interviewLink.split('/').at(-1),
  });
  await room.post('consent', { noticeHash: notice.hash, accepted: true });
  const { question } = await room.post<{ question: Question }>('start', { mode });
  return { room, question };
};

export const answer = async (room: Room, { turn }: Question, text: string): Promise<Question> =>
  (await room.post<{ next: Question }>('answers', { clientTurnId: `${turn}`, turn, text })).next;

/** Begins and answers everything: all but the finish. */
export const holdConversation = async (system: BenchSystem, runId: string): Promise<Room> => {
  const { room, question: first } = await beginConversation(system, runId);
  for (let question = first; question.kind !== 'closing';) question = await answer(room, question, answerText);
  return room;
};

/** From the request to the verdict, with everything that is said in between. */
export const wholeInterview = async (system: BenchSystem): Promise<string> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  const room = await holdConversation(system, runId);
  await room.post('finish', {});
  await untilState(system, runId, 'ASSESSMENT_PENDING');
  await command(system, runId, 'assessment/approve', { verdict: 'MAYBE', reasonCodes: ['bench'] });
  return runId;
};
