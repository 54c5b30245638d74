// An interview driven as an integration drives it: over HTTP, in as few calls as possible.
import { setTimeout as sleep } from 'node:timers/promises';

import type { BenchSystem } from './scenario.ts';

const base = '/api/v1/integration/interviews';

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
    const status = await callApi<Status>(system, 'GET', `${base}/${runId}?wait=10&afterSeq=${seq}`);
    if (status.state === state) return;
    ({ seq } = status);
    await sleep(1);
  }
  throw new Error(`${runId} never came to ${state}`);
};

export const command = (system: BenchSystem, runId: string, path: string, body: unknown = {}): Promise<unknown> =>
  callApi(system, 'POST', `${base}/${runId}/${path}`, body);

/** A run that waits for commands of the kind that can be repeated: an approved one, which may be scheduled again and again. */
export const approvedInterview = async (system: BenchSystem): Promise<string> => {
  const runId = await createInterview(system);
  await untilState(system, runId, 'PENDING');
  await command(system, runId, 'plan/approve');
  return runId;
};

export const schedule = (system: BenchSystem, runId: string, round: number): Promise<unknown> =>
  command(system, runId, 'schedule', { scheduledAt: new Date(Date.now() + 86_400_000 + round * 1_000).toISOString() });
