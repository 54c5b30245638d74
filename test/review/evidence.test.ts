import { describe, expect, it } from 'vitest';
import { emptyPlaces } from '../../infra/db/erasure/empty-places.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { tracePlacesMax, traceSecondsMax } from '../../domain/review/evidence.ts';
import { useReviewApi } from './review-api.ts';

const world = await useReviewApi();
const { db, readerOf } = world;
const entry = (target: string, seconds = 1, kind = 'opened') => ({ kind, target, seconds });

describe('what a reviewer looked at', () => {
  it('adds up by place, in the order in which it was first looked at, and is bounded for each reader', async () => {
    const runId = await assessedRun(world);
    const reader = await readerOf(runId);
    const say = (entries: unknown[], revision = 1) => reader.on('POST', '/trace', { revision, entries });
    await say([entry('c1', 2), entry('3', 4, 'played'), entry('c1', 3)]);
    await say([entry('c1', 3_600)]);
    for (let time = 0; time < 30; time += 1) await say([entry('c1', 3_600)]);
    for (let from = 0; from < 600; from += 100)
      await say(Array.from({ length: 100 }, (_, at) => entry(`${10 + from + at}`, 1, 'seen')));

    const rows = await db('review_traces').where({ run_id: runId }).orderBy('place');
    expect(rows).toHaveLength(tracePlacesMax);
    expect(rows.slice(0, 2)).toMatchObject([
      { kind: 'opened', target: 'c1', seconds: traceSecondsMax, times: 33 },
      { kind: 'played', target: '3', seconds: 4 },
    ]);
    expect((await say([entry('c1', 1)])).body).toEqual({ noted: 1 });
    expect((await say([entry('999', 1)])).body).toEqual({ noted: 0 });
    // Of another assessment than the present one nothing is noted.
    expect((await say([entry('c1')], 2)).body).toEqual({ noted: 0 });
    for (const bad of [entry('C1 Words'), entry('c1', 3_601), entry('c1', -1), entry('c1', 1, 'without_evidence')])
      expect((await say([bad])).status).toBe(400);
  });

  it('and how they rated stands in the record beside what was proposed, once they may see that', async () => {
    const runId = await assessedRun(world);
    const reader = await readerOf(runId);
    expect(await reader.on('GET', '/record.html')).toMatchObject({ status: 409, body: { code: 'review.rate_first' } });
    await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 2 });
    await reader.on('POST', '/trace', { revision: 1, entries: [entry('c1', 7)] });

    const { status, headers, body } = await reader.on('GET', '/record.html');

    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="record-${runId}.html"`);
    for (const shown of [
      'own rating 2 of 5 (before seeing it)',
      'Evidence opened: 1 (7 s)',
      'I moved the traffic to Dublin',
    ])
      expect(body.text).toContain(shown);
    const pdf = await reader.on('GET', '/record.pdf');
    expect([pdf.status, pdf.body.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });
});

describe('asking the transcript', () => {
  it('answers with quotes and tells a reader who rates first nothing of what is proposed', async () => {
    const runId = await assessedRun(world);
    const { on } = await readerOf(runId);

    const { body } = await on('POST', '/questions', { question: 'Where was the traffic moved to?' });

    expect(body.citations[0].quote).toContain('Dublin');
    expect(await db('audit_intake').where({ target_id: runId, act: 'chat.asked' })).toMatchObject([
      { actor_kind: 'recruiter' },
    ]);
    expect((await on('GET', '/recordings/1')).status).toBe(404);
  });
});

describe('an erasure of the person', () => {
  it('takes sessions and drafts, and leaves codes and numbers as long as the assessment', async () => {
    const runId = await assessedRun(world);
    const reader = await readerOf(runId);
    await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 2 });
    await reader.on('PUT', '/draft', {
      about: 'verdict',
      revision: 1,
      verdict: 'HIRE',
      reasonCodes: [],
      note: 'N',
      instructions: '',
    });
    const { tenant_id: tenantId } = await db('interviews').where({ run_id: runId }).first();
    const left = async () =>
      Promise.all(
        ['review_sessions', 'review_drafts', 'review_ratings'].map(
          async (table) => (await db(table).where({ run_id: runId })).length,
        ),
      );

    await db.transaction((trx) => emptyPlaces(trx, { tenantId, runId }, 'personal'));
    expect(await left()).toEqual([0, 0, 1]);
    await db.transaction((trx) => emptyPlaces(trx, { tenantId, runId }, 'all'));
    expect(await left()).toEqual([0, 0, 0]);
    expect((await reader.view()).status).toBe(401);
  });
});
