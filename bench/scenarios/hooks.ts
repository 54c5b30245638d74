// What an ATS tells: how soon it is taken, against Koa that keeps the same bytes; and how soon its interview is there, against creating it.
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { callApi } from '../interview.ts';
import { measurePair, type Pair } from '../measure.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';
import { startBareApi } from './reads.ts';

const secret = 'bench-hook-secret';
const pauseMs = 100;
const patienceMs = 60_000;

type Told = { body: string; headers: Record<string, string> };

let applications = 0;

/** As Greenhouse writes it, about somebody new. */
const stageChange = (stage: string): Told => {
  applications += 1;
  const application = {
    id: applications,
    status: 'active',
    last_activity_at: new Date().toISOString(),
    current_stage: { id: 7, name: stage, interviews: [] },
    candidate: {
      id: applications,
      first_name: 'Ada',
      last_name: 'Example',
      email_addresses: [{ value: `ada${applications}@example.com`, type: 'personal' }],
      custom_fields: { notes: { name: 'Notes', type: 'long_text', value: 'x'.repeat(2_000) } },
    },
    jobs: [{ id: 9, name: 'Backend Engineer', status: 'open', departments: [] }],
  };
  const body = JSON.stringify({ action: 'candidate_stage_change', payload: { application } });
  const signature = `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`;
  return { body, headers: { Signature: signature, 'Greenhouse-Event-ID': randomUUID() } };
};

const send = async (url: string, { body, headers }: Told): Promise<void> => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { ...headers, 'Content-Type': 'application/json' },
  });
  await response.text();
  if (response.status !== 200) throw new Error(`a hook was answered ${response.status}`);
};

const text = ({ medianMs, p95Ms }: Pair['ours']): string => `${medianMs.toFixed(1)} ms (p95 ${p95Ms.toFixed(1)})`;

const publishedTemplate = async ({ system }: BenchContext): Promise<string> => {
  const { id } = await callApi<{ id: string }>(system, 'POST', '/api/v1/templates', {
    name: 'Bench engineers',
    position: 'Backend Engineer',
    level: 'SENIOR',
    qualifications: ['Five years of TypeScript in production', 'Designs PostgreSQL schemas and tunes slow queries'],
    autoApprovePlan: true,
  });
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { publishedVersion } = await callApi<{ publishedVersion: number | null }>(
      system,
      'GET',
      `/api/v1/templates/${id}`,
    );
    if (publishedVersion !== null) return id;
    if (Date.now() > deadline) throw new Error('the template was never planned');
    await sleep(50);
  }
};

const connect = async (context: BenchContext, template: string): Promise<string> => {
  const { id } = await callApi<{ id: string }>(context.system, 'POST', '/api/v1/connections', {
    kind: 'greenhouse',
    name: 'Bench',
    config: {},
    credentials: { webhookSecret: secret },
  });
  const rule = { id: 'bench', when: { event: 'stage_entered', stageNames: ['Pre-Screen'] }, then: { template } };
  await callApi(context.system, 'PUT', `/api/v1/connections/${id}/rules`, { rules: [rule] });
  return id;
};

const untilOrdered = async ({ db }: BenchContext, connectionId: string, applicationId: number): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const order: unknown = await db('orders')
      .where({ connection_id: connectionId })
      .whereRaw(`vendor_keys ->> 'applicationId' = ?`, [String(applicationId)])
      .first('id');
    if (order !== undefined) return;
    await sleep(1);
  }
  throw new Error('no interview came of a hook');
};

/** A stage of no rule: what is measured is the door. */
const accepted = async (context: BenchContext, url: string): Promise<Result> => {
  const bare = await startBareApi(context, '{}');
  try {
    const pair = await measurePair({
      rounds: context.rounds * 10,
      pauseMs: 5,
      ours: () => send(url, stageChange('Applied')),
      bare: () => send(new URL('/', bare.url).href, stageChange('Applied')),
    });
    const ratio = pair.ours.p95Ms / pair.bare.p95Ms;
    return {
      name: 'hook, accepted',
      ours: text(pair.ours),
      bare: text(pair.bare),
      ratio,
      aim: 'p95 ≤ 3 of Koa + insert',
    };
  } finally {
    await bare.stop();
  }
};

const interviewed = async (
  context: BenchContext,
  url: string,
  about: { id: string; template: string },
): Promise<Result> => {
  const pair = await measurePair({
    rounds: context.rounds,
    pauseMs,
    ours: async () => {
      await send(url, stageChange('Pre-Screen'));
      await untilOrdered(context, about.id, applications);
    },
    bare: () =>
      callApi(context.system, 'POST', '/api/v1/integration/interviews', {
        templateId: about.template,
        candidateName: 'Ada Example',
        candidateEmail: 'ada@example.com',
      }),
  });
  const { ours, bare, ratio } = pair;
  return { name: 'hook, to its interview', ours: text(ours), bare: text(bare), ratio, aim: '≤ 2 of creating it' };
};

export const hookScenario: Scenario = {
  name: 'hook',
  run: async (context) => {
    const template = await publishedTemplate(context);
    const id = await connect(context, template);
    const url = `${context.system.apiUrl}/hooks/greenhouse/${id}`;
    const results = [await accepted(context, url)];
    // What the first part told is to be done before the second one is measured.
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      const left: unknown = await context.db('ats_inbox').where({ status: 'received' }).first('id');
      if (left === undefined) break;
      await sleep(100);
    }
    return [...results, await interviewed(context, url, { id, template })];
  },
};
