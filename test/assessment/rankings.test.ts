import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ranksOf } from '../../domain/assessment/ranks.ts';
import type { RankedRun } from '../../domain/ports/assessment.ts';
import { createRankingReader } from '../../infra/db/assessments/ranking-store.ts';
import { sha256 } from '../../infra/system.ts';
import { createListRankings } from '../../usecases/interviews/lists.ts';
import { useDatabase } from '../harness/database.ts';

const { db } = await useDatabase();
const listRankings = createListRankings({ rankings: createRankingReader(db), digest: sha256 });

type Run = {
  tenantId: string;
  form: string;
  score: number | null;
  uncertainty?: number;
  state?: string;
  position?: string;
};

let number = 0;
const addRun = async ({
  tenantId,
  form,
  score,
  uncertainty = 5,
  state = 'ASSESSMENT_PENDING',
  position = 'Engineer',
}: Run): Promise<string> => {
  number += 1;
  const runId = `run_${String(number).padStart(4, '0')}`;
  await db('tenants').insert({ id: tenantId, name: 'T' }).onConflict('id').ignore();
  await db('interviews').insert({
    run_id: runId,
    tenant_id: tenantId,
    interview_id: randomUUID(),
    source: 'native',
    request_hash: 'x',
    position,
    level: 'MID',
    locale: 'en',
    job: '{}',
    policy: '{}',
    state,
    machine: '{}',
    seq: 1,
    form_id: form,
    assessment_revision: 1,
    overall_score: score,
    verdict: score === null ? null : 'MAYBE',
  });
  await db('assessments').insert({
    run_id: runId,
    revision: 1,
    tenant_id: tenantId,
    plan_revision: 1,
    engine: 'offline',
    advisory: true,
    rubric_hash: 'r',
    prompt_hash: 'p',
    transcript_hash: 't',
    overall_score: score,
    verdict: null,
    result: JSON.stringify({ uncertainty: score === null ? null : uncertainty }),
  });
  return runId;
};

const addForm = async (
  tenantId: string,
  form: string,
  scores: (number | null)[],
  more: Partial<Run> = {},
): Promise<void> => {
  for (const score of scores) await addRun({ tenantId, form, score, ...more });
};

const ranks = (items: RankedRun[]): (readonly [number | null, number | null])[] =>
  items.map(({ overallScore, rank }) => [overallScore, rank] as const);

describe('rankings', () => {
  it('totals within the uncertainty band share a rank, the next one counts all that are better', async () => {
    await addForm('t_ties', 'f', [90, 86, 85, 80, 60, null], { uncertainty: 5 });

    const { items } = await listRankings('t_ties', { filter: {}, limit: 10 });

    expect(ranks(items)).toEqual([
      [90, 1],
      [86, 1],
      [85, 1],
      [80, 3],
      [60, 5],
      [null, null],
    ]);
    expect(items[0]).toMatchObject({
      band: { low: 85, high: 95 },
      verdict: 'MAYBE',
      state: 'ASSESSMENT_PENDING',
      formId: 'f',
      level: 'MID',
    });
    expect(items.at(-1)).toMatchObject({ band: null });
  });

  it('a better total never has a worse rank', async () => {
    await addForm(
      't_monotone',
      'f',
      Array.from({ length: 40 }, (_, index) => (index * 37) % 101),
      { uncertainty: 3 },
    );

    const { items } = await listRankings('t_monotone', { filter: {}, limit: 100 });

    for (const [index, { rank }] of items.entries())
      expect(rank ?? 0).toBeGreaterThanOrEqual(items[index - 1]?.rank ?? 0);
    expect(items[0]?.rank).toBe(1);
    // By the one rule that comparing runs on the recruiter's page has as well.
    const totals = items.map(({ overallScore }) => ({ overallScore, uncertainty: overallScore === null ? null : 3 }));
    expect(items.map(({ rank }) => rank)).toEqual(ranksOf(totals));
  });

  it('forms are never ranked against each other', async () => {
    await addForm('t_forms', 'a', [50]);
    await addForm('t_forms', 'b', [90]);

    const { items } = await listRankings('t_forms', { filter: {}, limit: 10 });

    expect(items.map(({ formId, rank }) => [formId, rank])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect((await listRankings('t_forms', { filter: { formId: 'b' }, limit: 10 })).items).toHaveLength(1);
  });

  it('hold assessed runs of the tenant only', async () => {
    await addForm('t_mine', 'f', [70], { state: 'ASSESSMENT_APPROVED' });
    await addForm('t_mine', 'f', [95], { state: 'CANCELLED' });
    await addForm('t_other', 'f', [99]);

    expect(
      (await listRankings('t_mine', { filter: {}, limit: 10 })).items.map(({ overallScore }) => overallScore),
    ).toEqual([70]);
  });

  it('a filter by position shows fewer runs and leaves their ranks', async () => {
    await addForm('t_position', 'f', [90], { position: 'Lead' });
    await addForm('t_position', 'f', [50], { position: 'Engineer' });

    expect(ranks((await listRankings('t_position', { filter: { position: 'Engineer' }, limit: 10 })).items)).toEqual([
      [50, 2],
    ]);
  });

  it('pages hold every run once, also when better ones are added meanwhile', async () => {
    await addForm('t_pages', 'a', [80, 80, 80, 40, null, null]);
    await addForm('t_pages', 'b', [70, 60]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRankings('t_pages', { filter: {}, limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ runId }) => runId));
      cursor = page.nextCursor ?? undefined;
      if (seen.length === 3) await addRun({ tenantId: 't_pages', form: 'a', score: 99 });
    } while (cursor !== undefined);

    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
  });

  it.each(['', 'x', Buffer.from('[1,2,3,4]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuse the cursor %j',
    async (cursor) => {
      await expect(listRankings('t_pages', { filter: {}, limit: 3, cursor })).rejects.toMatchObject({
        code: 'cursor.invalid',
      });
    },
  );

  it('refuse a cursor of another filter', async () => {
    const { nextCursor } = await listRankings('t_pages', { filter: {}, limit: 1 });

    await expect(
      listRankings('t_pages', { filter: { formId: 'a' }, limit: 1, cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'cursor.invalid' });
  });
});
