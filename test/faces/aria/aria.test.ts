// ARIA's public API as its guide describes it: the requests and answers of the guide, and what it leaves open.
import { describe, expect, it, test } from 'vitest';
import { ariaFeature } from '../../../api/wiring/aria.ts';
import { limitPolicies } from '../../../domain/access/limits.ts';
import { keyKinds, type KeyPreset } from '../../../domain/access/principal.ts';
import { interviewStates } from '../../../domain/lifecycle/state.ts';
import { resultOf } from '../../../domain/orders/result-of.ts';
import { completionRules } from '../../../domain/templates/template.ts';
import { resultStatusSql } from '../../../infra/db/candidates/candidate-store.ts';
import { createRateLimits } from '../../../infra/limits/rate-limits.ts';
import { createTestSealer, pepper, recordingLog, startApi } from '../../api/start-api.ts';
import { keepRecording } from '../../harness/recordings.ts';
import { answerText } from '../../native/assessed-run.ts';
import { startAriaClient } from '../../../simulators/aria/client.ts';
import { jane, refusal, useAria } from './aria-world.ts';

const { bench, keyOf, core, importing, send, read, listed, bring, runOf, interviewed, decide } = await useAria();
const { db, owner, admin, api, deps } = bench;

describe('the guide’s own requests', () => {
  it('list the candidates of a job, with the members of the guide in its order', async () => {
    const { id, runId } = await interviewed(jane);
    await decide(runId);
    await db('interviews').where({ run_id: runId }).update({ overall_score: 84.5 });
    const { status, answer, text } = await send(core, 'GET', '/candidates?limit=20&jobId=job_abc123');

    expect(status).toBe(200);
    expect(Object.keys(answer)).toEqual(['success', 'data', 'timestamp']);
    const shown = `{"id":"${id}","name":"Jane Doe","email":"jane@example.com","jobId":"job_abc123",`;
    const told = `"overallScore":8.5,"recommendation":"advance","status":"completed",`;
    expect(text).toContain(`{"success":true,"data":{"candidates":[${shown}${told}`);
    expect(text).toMatch(/\}\],"total":1,"page":1,"limit":20\},"timestamp":"\d{4}-\d\d-\d\dT[\d:.]+Z"\}$/);
  });

  it('read a candidate, the scorecard and the recording, before there is a result and after', async () => {
    const about = { phone: '+49 30 901820', requisitionId: 'REQ 17', appliedAt: '2026-01-05', resumeText: 'A cook.' };
    const { id, runId, interviewId } = await interviewed({ ...jane, ...about, email: 'kim@example.com' });
    const scorecard = await read(`/candidates/${id}/scorecard`);
    expect(await read(`/candidates/${id}`)).toMatchObject({
      status: 'in_review',
      overallScore: null,
      recommendation: null,
    });
    expect(scorecard).toMatchObject({
      status: 'in_review',
      categories: [],
      redFlags: [],
      executiveSummary: null,
      detailedAnalysis: null,
    });
    expect(await read(`/candidates/${id}/recording`)).toMatchObject({
      status: 'in_review',
      recordingUrl: null,
      transcript: [],
    });

    await decide(runId);
    const { resumeText: _, ...told } = about;
    expect(await read(`/candidates/${id}`)).toMatchObject({
      ...told,
      id,
      status: 'completed',
      overallScore: 7,
      recommendation: 'advance',
      interview: {
        id: interviewId,
        state: 'ASSESSMENT_APPROVED',
        outcome: 'ASSESSMENT_APPROVED',
        humanFollowUp: false,
      },
    });
    expect(await read(`/candidates/${id}/scorecard`)).toMatchObject({
      categories: [
        {
          name: 'Incident response',
          score: 7.5,
          rubricScore: 4,
          evidence: [{ turn: 1, quote: 'I moved the traffic to Dublin' }],
        },
      ],
      strengths: ['Acts under pressure'],
      keyInsights: ['Asked for and only spoken of: Incident response.'],
      redFlags: [],
      executiveSummary: 'Enough evidence.',
      detailedAnalysis: 'Incident response (4 of 5): Acted and wrote it down.',
    });
    expect(await read(`/candidates/${id}/recording`)).toMatchObject({
      provider: 'parley',
      recordingUrl: null,
      transcript: [
        { speaker: 'interviewer', text: 'Tell me about an incident.', startMs: 0 },
        { speaker: 'candidate', text: answerText, startMs: expect.any(Number) as number },
      ],
    });

    await keepRecording(deps, { tenantId: owner.tenantId, runId }, { turn: 1 });
    const { recordingUrl } = (await read(`/candidates/${id}/recording`)) as { recordingUrl: string };
    const page = await fetch(`${api.url}${new URL(recordingUrl).pathname}`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Answer to question 1')]);
  });

  it('a scorecard’s address is that of the very interview, and opens with a key that may read it', async () => {
    const [{ scorecardUrl } = {}] = await listed('limit=1');
    const path = new URL(String(scorecardUrl));

    expect((await send(core, 'GET', `${path.pathname.slice('/api/v1'.length)}${path.search}`)).status).toBe(200);
  });

  it('say nothing of a score where a person turned the assessment down', async () => {
    const { id, runId } = await interviewed({ ...jane, email: 'no@example.com' });
    await bench.call('POST', `/interviews/${runId}/assessment/reject`, { reason: 'Not heard fairly.' });

    expect(await read(`/candidates/${id}`)).toMatchObject({
      status: 'closed',
      overallScore: null,
      recommendation: null,
    });
    expect(await read(`/candidates/${id}/scorecard`)).toMatchObject({ status: 'closed', categories: [], concerns: [] });
  });

  it('note in the access log whose name was read, and whose words', async () => {
    const [{ id, interviewId } = {}] = await listed('limit=1&status=completed');
    const runId = await runOf(interviewId);
    const since = api.reads.length;
    await read(`/candidates/${String(id)}`);
    await read(`/candidates/${String(id)}/scorecard`);
    const parts = api.reads.slice(since).filter((one) => one.runId === runId);

    expect(parts.map(({ part }) => part)).toEqual(expect.arrayContaining(['request', 'assessment', 'transcript']));
  });
});

describe('a key', () => {
  const calls = [
    ['GET', '/candidates', 'candidates:read'],
    ['GET', '/candidates/cand_x', 'candidates:read'],
    ['GET', '/candidates/cand_x/scorecard', 'scorecards:read'],
    ['GET', '/candidates/cand_x/recording', 'recordings:read'],
    ['POST', '/candidates', 'candidates:write'],
    ['POST', '/interviews', 'interviews:create'],
  ] as const;

  it.each(Object.keys(keyKinds).filter((kind) => kind !== 'platform') as KeyPreset[])(
    'of the kind %s reaches what its scopes say, and nothing else',
    async (kind) => {
      const key = await keyOf(kind);
      for (const [method, path, scope] of calls) {
        const { status, answer } = await send(key, method, path, method === 'POST' ? { body: {} } : {});
        const isGiven = (keyKinds[kind] as readonly string[]).includes(scope);
        if (isGiven) expect([200, 400, 404]).toContain(status);
        else expect({ status, answer }).toMatchObject(refusal(403, 'key.scope_missing'));
      }
    },
  );

  it('is missing, wrong, or presented another way: 401 in the envelope', async () => {
    expect(await send(undefined, 'GET', '/candidates')).toMatchObject(refusal(401, 'key.missing'));
    expect(await send('aria_core_x', 'GET', '/candidates')).toMatchObject(refusal(401, 'key.invalid'));
    const { headers } = await send(undefined, 'GET', '/candidates', { headers: { 'x-api-key': core } });
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });

  it('of another organisation finds no candidate, as if there were none', async () => {
    const [{ id } = {}] = await listed('limit=1');
    const theirs = await keyOf('core', (await admin.tenantWithKey()).tenantId);
    for (const rest of ['', '/scorecard', '/recording']) {
      const asked = [`/candidates/${String(id)}${rest}`, `/candidates/cand_01JCZ0Q6V3W6Y7M8N9P0R1S2T3${rest}`];
      const [there, absent] = await Promise.all(asked.map((path) => send(theirs, 'GET', path)));
      expect(there).toMatchObject(refusal(404, 'candidate.not_found'));
      expect(there?.answer['error']).toEqual(absent?.answer['error']);
    }
    expect((await send(theirs, 'GET', '/candidates')).data).toEqual({ candidates: [], total: 0, page: 1, limit: 20 });
  });

  it('that has used up its hour is told when the next one begins', async () => {
    const limits = {
      rates: createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now }),
      policies: limitPolicies({ key: 2, address: 100 }),
    };
    const limited = await startApi(db, ariaFeature(bench.deps), { limits });
    const key = await keyOf('core');
    const answers = [];
    for (let call = 0; call < 3; call += 1)
      answers.push(await send(key, 'GET', '/candidates?limit=1', { at: limited.url }));
    const last = answers[2];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(last).toMatchObject(refusal(429, 'request.too_many'));
    expect(last?.headers.get('x-ratelimit-remaining')).toBe('0');
    const reset = Number(last?.headers.get('x-ratelimit-reset'));
    expect(reset).toBeGreaterThan(Date.now() / 1_000);
    expect(reset).toBeLessThanOrEqual(Date.now() / 1_000 + 3_601);
  });

  it('with webhooks:manage reaches the webhooks over Bearer, where ARIA has none yet', async () => {
    const { status, answer } = await send(owner.key, 'POST', '/webhook-endpoints', {
      body: { url: 'https://ats.example.com/hook' },
    });

    expect({ status, url: answer['url'] }).toEqual({ status: 201, url: 'https://ats.example.com/hook' });
  });
});

describe('an address', () => {
  it.each([
    ['GET', '/candidates/cand_x/nothing', 404, 'request.not_found'],
    ['GET', '/candidates/cand_x/scorecard/nothing', 404, 'request.not_found'],
    ['PUT', '/candidates', 405, 'request.method_not_allowed'],
    ['DELETE', '/candidates/cand_x', 405, 'request.method_not_allowed'],
    ['GET', '/interviews', 405, 'request.method_not_allowed'],
    ['GET', '/interviews/x/y', 404, 'request.not_found'],
  ])('%s %s answers %i in the envelope', async (method, path, status, code) => {
    expect(await send(core, method, path)).toMatchObject(refusal(status, code));
  });

  it('beside the face’s own speaks our own dialect', async () => {
    for (const path of ['/candidatesx', '/integration/candidates', '/integration/interviews/x/y']) {
      const { status, headers } = await send(core, 'GET', path);
      expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    }
  });

  it('refuses what is too long or no JSON in the envelope too', async () => {
    const long = { body: { ...jane, resumeText: 'x'.repeat(2 * 1_024 * 1_024) } };
    expect(await send(importing, 'POST', '/candidates', long)).toMatchObject(refusal(413, 'request.too_large'));
    const xml = { body: '<a/>', headers: { 'content-type': 'application/xml' } };
    expect(await send(importing, 'POST', '/candidates', xml)).toMatchObject(
      refusal(415, 'request.unsupported_media_type'),
    );
    expect(await send(importing, 'POST', '/candidates', { body: '{' })).toMatchObject(
      refusal(400, 'request.malformed'),
    );
  });
});

describe('a list', () => {
  const bad = [
    'limit=0',
    'limit=101',
    'limit=ten',
    'limit=1.5',
    'page=0',
    'page=-1',
    'page=1000000000',
    'page=x',
    'page=1e3',
  ];
  it.each([...bad, 'status=done', 'status=COMPLETED!', 'jobID=job_abc123', 'limit=1&limit=2', 'jobId=%00'])(
    'refuses %s',
    async (query) => {
      expect(await send(core, 'GET', `/candidates?${query}`)).toMatchObject({ ...refusal(400, 'request.invalid') });
    },
  );

  it('is empty for an unknown job and beyond its end, with an exact total', async () => {
    const { total } = await read('/candidates?limit=1');

    expect(await read('/candidates?jobId=job_unknown')).toEqual({ candidates: [], total: 0, page: 1, limit: 20 });
    expect(await read('/candidates?page=100000&limit=100')).toEqual({
      candidates: [],
      total,
      page: 100_000,
      limit: 100,
    });
  });

  it('misses nobody who was there before, however many come in between its pages', async () => {
    for (let number = 0; number < 9; number += 1) await bring({ ...jane, email: `pages${number}@example.com` });
    const { total } = await read('/candidates?limit=4');
    const before = new Set((await listed('limit=100')).map(({ id }) => id));
    const seen = new Set<unknown>();
    for (let page = 1; page < 12; page += 1) {
      for (const { id } of await listed(`limit=4&page=${page}`)) seen.add(id);
      await bring({ ...jane, email: `between${page}@example.com` });
    }

    expect(before.size).toBe(total);
    expect([...before].filter((id) => !seen.has(id))).toEqual([]);
    expect(await read('/candidates?limit=4')).toMatchObject({ total: Number(total) + 11 });
  });

  it('shows who changed last first, and filters by how they stand', async () => {
    const [first] = await listed('limit=1');
    const waiting = (await listed('limit=100&status=invited')).at(-1);
    await bench.call('DELETE', `/interviews/${await runOf(waiting?.['interviewId'])}`);

    expect((await listed('limit=1'))[0]).toMatchObject({ id: waiting?.['id'], status: 'closed' });
    expect((await listed('limit=2'))[1]).toEqual(first);
    const statuses = ['invited', 'in_progress', 'in_review', 'completed', 'closed'];
    const counts = await Promise.all(
      statuses.map(async (status) => Number((await read(`/candidates?status=${status}`))['total'])),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe((await read('/candidates'))['total']);
    expect(new Set((await listed('limit=100&status=completed')).map(({ status }) => status))).toEqual(
      new Set(['completed']),
    );
  });

  it('opens a page of names with one statement for all keys', async () => {
    const fresh = await startApi(db, ariaFeature({ ...bench.deps, sealer: createTestSealer(db) }));
    const queries: string[] = [];
    const note = ({ sql }: { sql: string }): void => void queries.push(sql);
    db.on('query', note);
    await send(core, 'GET', '/candidates?limit=100', { at: fresh.url });
    db.off('query', note);

    expect(queries.filter((sql) => sql.includes('run_keys'))).toHaveLength(1);
  });

  test.each(completionRules.flatMap((rule) => interviewStates.map((state) => [state, rule] as const)))(
    'the status that a filter asks the database for is that of the rule: %s, complete when %s',
    async (state, completesWhen) => {
      for (const consentWithdrawn of [false, true]) {
        const row = {
          state,
          completes_when: completesWhen,
          consent_withdrawn_at: consentWithdrawn ? new Date() : null,
        };
        const { rows } = await db.raw<{ rows: { status: string }[] }>(
          `select ${resultStatusSql('i')} as status from (select :state::text as state, :completes_when::text as completes_when,
             :consent_withdrawn_at::timestamptz as consent_withdrawn_at) i`,
          row,
        );
        const nothing = {
          startedAt: null,
          completedAt: null,
          decidedAt: null,
          overallScore: null,
          verdict: null,
          engine: null,
        };
        const facts = {
          state,
          completesWhen,
          consentWithdrawn,
          outcome: null,
          hasAttention: false,
          advisory: false,
          ...nothing,
        };
        expect(rows[0]?.status).toBe(resultOf(facts).status);
      }
    },
  );
});

test('an ATS that was built on the guide finds nothing to complain about', async () => {
  const ats = await startAriaClient({ baseUrl: `${api.url}/api/v1`, keys: { core, candidate_import: importing } });
  const { id, runId } = await interviewed({ ...jane, email: 'client@example.com' });
  const polled = ats.await(id, 30_000);
  await decide(runId);

  expect(await polled).toMatchObject({ status: 'completed', overallScore: 7 });
  expect(await ats.bringIn({ ...jane, email: 'client2@example.com' })).toMatchObject({ status: 'invited' });
  await ats.list('limit=100');
  await ats.scorecard(id);
  await ats.recording(id);
  expect(ats.complaints).toEqual([]);
  await ats.scorecard('cand_nobody');
  expect(ats.complaints).toHaveLength(1);
  await ats.close();
});
