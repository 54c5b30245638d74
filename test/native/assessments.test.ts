import { describe, expect, it } from 'vitest';
import { answerText, assessedRun } from './assessed-run.ts';
import { pendingRun, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi();
const { call, db, owner, sealer } = bench;

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

  it.each(['limit=0', 'cursor=x', 'templateId=t', 'other=1'])('refuse %s', async (query) => {
    expect((await call('GET', `/rankings?${query}`)).status).toBe(400);
  });
});
