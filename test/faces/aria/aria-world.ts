// ARIA's dialect over a real database, with a job to be interviewed for and the keys that its guide names.
import { expect } from 'vitest';
import { recordingsFeature } from '../../../api/wiring/recordings.ts';
import { ariaFeature } from '../../../api/wiring/aria.ts';
import { webhooksFeature } from '../../../api/wiring/webhooks.ts';
import type { KeyPreset } from '../../../domain/access/principal.ts';
import { operator } from '../../api/start-api.ts';
import { useErasureWorld } from '../../erasure/erasure-world.ts';
import { approvedTemplate } from '../../harness/templates.ts';
import { assessRun } from '../../native/assessed-run.ts';
import { storePlan } from '../../native/native-bench.ts';

export type Json = Record<string, unknown>;
type Sent = { body?: unknown; headers?: Record<string, string>; at?: string };

/** What every error looks like. */
export const refusal = (status: number, code: string) => ({
  status,
  answer: {
    success: false,
    error: { code, message: expect.stringMatching(/\w/) as string },
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
  },
});

export const jane = { name: 'Jane Doe', email: 'jane@example.com', jobId: 'job_abc123' };

export const useAria = async () => {
  const bench = await useErasureWorld([ariaFeature, webhooksFeature, recordingsFeature]);
  const { db, owner, admin, api, machine } = bench;

  let made = 0;
  const keyOf = async (kind: KeyPreset, tenantId = owner.tenantId): Promise<string> => {
    const of = { kind: 'tenant', id: tenantId } as const;
    return (
      await admin.keys.createKey({ owner: of, kind, label: `key ${(made += 1)}`, expiresAt: null, asker: operator })
    ).text;
  };
  const core = await keyOf('core');
  const importing = await keyOf('candidate_import');

  const send = async (
    key: string | undefined,
    method: string,
    path: string,
    { body, headers, at = api.url }: Sent = {},
  ) => {
    const response = await fetch(`${at}/api/v1${path}`, {
      method,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = (text === '' ? {} : JSON.parse(text)) as Json;
    return { status: response.status, headers: response.headers, text, answer, data: (answer['data'] ?? {}) as Json };
  };
  const read = async (path: string) => (await send(core, 'GET', path)).data;
  const listed = async (query: string) => (await read(`/candidates?${query}`))['candidates'] as Json[];
  await approvedTemplate(db, owner.tenantId, { externalId: 'job_abc123' });
  const bring = (body: Json, headers = {}) => send(importing, 'POST', '/candidates', { body, headers });
  const runOf = async (interviewId: unknown): Promise<string> => {
    const row: unknown = await db('interviews')
      .where({ interview_id: String(interviewId) })
      .first('run_id');
    return (row as { run_id: string }).run_id;
  };

  /** Invited, interviewed and scored: a person's decision is outstanding. */
  const interviewed = async (body: Json) => {
    const { data } = await bring(body);
    const runId = await runOf(data['interviewId']);
    await storePlan(db, { tenantId: owner.tenantId, runId }, 1);
    await machine.feed(runId, { type: 'planReady', detail: { revision: 1 } });
    await machine.feed(runId, {
      type: 'planApproved',
      detail: { revision: 1, linkExpiresAt: Date.now() + 86_400_000 },
    });
    await assessRun(bench, runId, 'HIRE');
    return { id: String(data['id']), interviewId: String(data['interviewId']), runId };
  };
  const decide = (runId: string, body: Json = {}) =>
    bench.call('POST', `/interviews/${runId}/assessment/approve`, body);
  return { bench, keyOf, core, importing, send, read, listed, bring, runOf, interviewed, decide };
};
