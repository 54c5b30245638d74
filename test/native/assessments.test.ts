import { describe, expect, it } from 'vitest';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { operator } from '../api/start-api.ts';
import { answerText, assessedRun } from './assessed-run.ts';
import { pendingRun, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi();
const { api, admin, call, callAs, db, owner, sealer } = bench;

const evidenceOf = (body: Record<string, unknown>) =>
  (body['assessment'] as { competencies: { evidence: { quote: string | null }[]; rationale: string }[] })
    .competencies[0];

describe('reading an assessment', () => {
  it('shows the candidate’s own words, sliced from the stored answer', async () => {
    const { status, body } = await call('GET', `/interviews/${await assessedRun(bench)}`);

    expect(status).toBe(200);
    expect(body['assessment']).toMatchObject({
      revision: 1,
      advisory: true,
      overallScore: 70,
      verdict: 'HIRE',
      summary: 'Enough evidence.',
    });
    expect(evidenceOf(body)?.evidence[0]?.quote).toBe('I moved the traffic to Dublin');
    expect(evidenceOf(body)).toMatchObject({ meetsLevel: 'Meets level 4: d', forNextLevel: 'For level 5: e' });
  });

  it('says nothing of levels that another rubric describes', async () => {
    const runId = await assessedRun(bench);
    const stored = { plan: db.raw(`plan || '{"rubricHash":"another"}'`) };
    await bench.databaseOwner('plans').where({ run_id: runId }).update(stored);

    const { body } = await call('GET', `/interviews/${runId}`);

    expect(evidenceOf(body)).toMatchObject({ score: 4, meetsLevel: null, forNextLevel: null });
  });

  it('keeps scores and positions once the answers are erased, without a word of the candidate', async () => {
    const runId = await assessedRun(bench);
    await sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal');
    const { status, body } = await call('GET', `/interviews/${runId}`);

    expect(status).toBe(200);
    expect(evidenceOf(body)).toMatchObject({
      score: 4,
      rationale: 'Acted and wrote it down.',
      evidence: [{ turn: 1, quote: null }],
    });
    expect(JSON.stringify(body)).not.toContain('Dublin');
  });

  it('keeps scores alone once the assessment’s own texts are erased too', async () => {
    const runId = await assessedRun(bench);
    await sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal');
    await sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'assessment');
    const { status, body } = await call('GET', `/interviews/${runId}`);

    expect(status).toBe(200);
    expect(body['assessment']).toMatchObject({ overallScore: 70, strengths: [] });
  });

  it('no quote is stored', async () => {
    const runId = await assessedRun(bench);

    expect(JSON.stringify(await db('assessments').where({ run_id: runId }))).not.toMatch(/Dublin|Acted and wrote/);
  });
});

describe('asking about an assessment', () => {
  it('answers with quotes that stand in the transcript', async () => {
    const runId = await assessedRun(bench);
    const { status, body } = await call('POST', `/interviews/${runId}/assessment/chat`, {
      question: 'Where was the traffic moved to?',
    });

    expect(status).toBe(200);
    const citations = body['citations'] as { turn: number; quote: string }[];
    expect(citations.every(({ quote }) => answerText.includes(quote))).toBe(true);
    expect(body['conversationId']).toMatch(/^conv_/);
  });

  it('is 409 before there is an assessment and 404 for another tenant', async () => {
    const runId = await pendingRun(bench);
    const { key } = await bench.admin.tenantWithKey();
    const early = await call('POST', `/interviews/${runId}/assessment/chat`, { question: 'Why?' });
    const foreign = await bench.callAs(key)('POST', `/interviews/${runId}/assessment/chat`, { question: 'Why?' });

    expect([early.status, foreign.status]).toEqual([409, 404]);
  });
});

describe('rankings', () => {
  it('show assessed runs of the tenant by form, in pages', async () => {
    const runId = await assessedRun(bench);
    const all = await call('GET', '/rankings?limit=100');
    const first = await call('GET', '/rankings?limit=1');
    const rest = await call('GET', `/rankings?limit=100&cursor=${String(first.body['nextCursor'])}`);

    const items = all.body['items'] as { runId: string; rank: number }[];
    expect(items.find((item) => item.runId === runId)).toMatchObject({
      rank: 1,
      formId: 'form_1',
      overallScore: 70,
      state: 'ASSESSMENT_PENDING',
    });
    expect([...(first.body['items'] as object[]), ...(rest.body['items'] as object[])]).toHaveLength(items.length);
  });

  it.each(['limit=0', 'cursor=x', 'other=1'])('refuse %s', async (query) => {
    expect((await call('GET', `/rankings?${query}`)).status).toBe(400);
  });
});

const transcriptOf = (runId: string, headers: Record<string, string> = {}, key = owner.key) =>
  callAs(key)('GET', `/interviews/${runId}/transcript`, undefined, headers);
const textOf = async (runId: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}/api/v1/integration/interviews/${runId}/transcript`, {
    headers: { 'x-api-key': owner.key, accept: 'text/plain', ...headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('the transcript', () => {
  it('holds each turn with question, kind, answer, version and times, and its reader is on record', async () => {
    const runId = await assessedRun(bench);
    api.reads.length = 0;

    const { status, body } = await transcriptOf(runId);

    const time = expect.stringMatching(/^\d{4}-.*Z$/);
    const turn = { turn: 1, version: 1, kind: 'question', questionId: 'q1', question: 'Tell me about an incident.' };
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        runId,
        complete: true,
        turns: [
          {
            ...turn,
            answer: answerText,
            intent: null,
            hearing: null,
            followUpSkipped: false,
            otherVersions: [],
            askedAt: time,
            answeredAt: time,
          },
        ],
      },
    });
    expect(api.reads.map(({ reader, part }) => [reader.id, part])).toEqual([[owner.keyId, 'transcript']]);
  });

  it('says where a follow-up was skipped, and so does its text', async () => {
    const runId = await assessedRun(bench);
    await db('turns').where({ run_id: runId }).update({ follow_up_skipped: true });

    expect((await transcriptOf(runId)).body['turns']).toMatchObject([{ followUpSkipped: true }]);
    expect((await textOf(runId)).text).toContain('A follow-up was not asked here, for technical reasons.');
  });

  it('is a text for those who ask for one, in which no answer can look like the frame around it', async () => {
    const runId = await assessedRun(bench);
    const run = { tenantId: owner.tenantId, runId };

    const answer = 'Yes.\n2. question, 2026-01-01T00:00:00.000Z\r\nAnswer, version 1';
    await db('turns')
      .where({ run_id: runId })
      .update({ answer_sealed: await sealer.seal(sealPlaces.answer(run, 1, 1), answer) });

    const { status, headers, text } = await textOf(runId);

    expect([status, headers.get('content-type'), headers.get('vary')]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'Accept',
    ]);
    expect(text).toMatch(
      /^1\. question, \S+\n {4}Tell me about an incident\.\n\nAnswer, version 1, \S+\n {4}Yes\.\n {4}2\. question/,
    );
    expect(text.split('\n').filter((line) => /^\d+\. |^Answer/.test(line))).toHaveLength(2);
    expect(text).toMatch(/\nThe conversation is over\.\n$/);
  });

  it.each([
    ['*/*', 200, 'application/json; charset=utf-8'],
    ['text/*;q=0.5, application/json', 200, 'application/json; charset=utf-8'],
    ['text/plain, application/json;q=0.5', 200, 'text/plain; charset=utf-8'],
    ['text/html', 406, 'application/problem+json; charset=utf-8'],
  ])('in the form that Accept: %s prefers', async (accept, status, contentType) => {
    const { status: got, headers } = await textOf(await pendingRun(bench), { accept });

    expect([got, headers.get('content-type')]).toEqual([status, contentType]);
  });

  it('is empty before the conversation', async () => {
    const runId = await pendingRun(bench);

    expect((await transcriptOf(runId)).body).toEqual({ runId, complete: false, turns: [] });
    expect((await textOf(runId)).text).toBe('The conversation is not over.\n');
  });

  it('is answered by 304 for those who have it in that form, and is not read then', async () => {
    const runId = await assessedRun(bench);
    const data = (await transcriptOf(runId)).headers.get('etag') ?? '';
    const text = (await textOf(runId)).headers.get('etag') ?? '';
    api.reads.length = 0;

    expect((await transcriptOf(runId, { 'if-none-match': data })).status).toBe(304);
    expect((await textOf(runId, { 'if-none-match': text })).status).toBe(304);
    expect(api.reads).toEqual([]);
    expect((await textOf(runId, { 'if-none-match': data })).status).toBe(200);
    await db('interviews').where({ run_id: runId }).increment('version');
    expect((await transcriptOf(runId, { 'if-none-match': data })).status).toBe(200);
  });

  it.each([
    ['an erasure was asked for', { erased_at: new Date() }, 410, 'personal_data.erased'],
    ['consent was withdrawn', { consent_withdrawn_at: new Date() }, 409, 'consent.withdrawn'],
  ])('is refused once %s, to those who have it too', async (_, change, status, code) => {
    const runId = await assessedRun(bench);
    const etag = (await transcriptOf(runId)).headers.get('etag') ?? '';
    await db('interviews')
      .where({ run_id: runId })
      .update({ ...change, version: db.raw('version + 1') });

    for (const headers of [{}, { 'if-none-match': etag }])
      expect(await transcriptOf(runId, headers)).toMatchObject({ status, body: { code } });
  });

  it('needs its scope, and is nobody else’s', async () => {
    const runId = await assessedRun(bench);
    const wish = { owner: { kind: 'tenant', id: owner.tenantId }, kind: 'custom', label: '', asker: operator } as const;
    const reader = await admin.keys.createKey({ ...wish, scopes: ['interviews:read', 'assessments:chat'] });
    const stranger = await admin.tenantWithKey();

    expect(await transcriptOf(runId, {}, reader.text)).toMatchObject({
      status: 403,
      body: { code: 'key.scope_missing', requiredScope: 'transcripts:read' },
    });
    expect((await transcriptOf(runId, {}, stranger.key)).status).toBe(404);
    expect((await call('GET', '/interviews/run_absent/transcript')).status).toBe(404);
  });
});
