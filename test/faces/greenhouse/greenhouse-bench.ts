// The API with the Greenhouse face over a real database: packages, a connection, keys, and the requests of its documents.
import { expect } from 'vitest';
import { facesFeature } from '../../../api/wiring/faces.ts';
import { connectionOf } from '../../harness/connections.ts';
import { approvedTemplate } from '../../harness/templates.ts';
import { useNativeApi } from '../../native/native-bench.ts';

const basic = (key: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});

export type Sending = { key?: string; body?: unknown; headers?: Record<string, string> };

/** The face's one shape of errors. */
export const errorsOf = ({ text }: { text: string }): string[] => {
  const body = JSON.parse(text) as { errors: string[] };
  expect(Object.keys(body)).toEqual(['errors']);
  return body.errors;
};

let calls = 0;
/** MarioHR's own request; `url` is another one each time. */
export const seeds = (changes: Record<string, unknown> = {}, candidate: Record<string, unknown> = {}) => ({
  partner_test_id: 'py-fastapi-review',
  candidate: {
    email: 'candidate@example.com',
    first_name: 'Alex',
    last_name: 'Kim',
    greenhouse_profile_url: 'https://your-ats.example/candidates/123',
    ...candidate,
  },
  url: `https://your-ats.example/webhooks/mariohr/${(calls += 1)}`,
  sent_by: 'recruiter@company.com',
  ...changes,
});

export const useGreenhouseApi = async () => {
  const bench = await useNativeApi({ features: [facesFeature] });
  const { db, owner, admin, api } = bench;
  const { tenantId } = owner;
  const connect = async (kind = 'greenhouse') => {
    const { id, key } = await connectionOf({ db, tenantId }, kind, { credentials: { apiKey: 'customers-own' } });
    return { id, key: key ?? '' };
  };
  await approvedTemplate(db, tenantId, {
    externalId: 'py-fastapi-review',
    name: 'Python FastAPI Code Review',
    description: 'Repo-based exercise for backend roles.',
  });
  await approvedTemplate(db, tenantId, { externalId: 'quick', name: 'Quick look', completesWhen: 'scored' });
  const gone = await approvedTemplate(db, tenantId, { externalId: 'gone', name: 'Gone' });
  await db('templates').where({ id: gone.id }).update({ archived_at: new Date() });
  const connection = await connect();
  const bare = await admin.keys.createKey({
    owner: { kind: 'tenant', id: tenantId },
    kind: 'partner',
    label: '',
    expiresAt: null,
    asker: { actor: { kind: 'operator', id: null }, requestId: null },
  });
  const stranger = await admin.tenantWithKey('partner');

  const send = async (method: string, path: string, { key = connection.key, body, headers }: Sending = {}) => {
    const response = await fetch(`${api.url}/api/ats/${path}`, {
      method,
      headers: {
        ...(key !== '' && basic(key)),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  const order = async (body: object = seeds(), key = connection.key): Promise<string> => {
    const { status, text } = await send('POST', 'send_test', { body, key });
    expect([status, text]).toEqual([200, expect.any(String)]);
    return (JSON.parse(text) as { partner_interview_id: string }).partner_interview_id;
  };

  const runOf = async (id: string): Promise<string> =>
    ((await db('orders').where({ id }).first('run_id')) as { run_id: string }).run_id;

  return { ...bench, tenantId, connect, connection, bare, stranger, send, order, runOf };
};
