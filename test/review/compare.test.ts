import { beforeAll, describe, expect, it } from 'vitest';
import { inboxOfMail } from '../../domain/review/inbox-link.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { publicUrl } from '../native/native-bench.ts';
import { dayMs } from '../mail/review-world.ts';
import { useReviewApi } from './review-api.ts';

const world = await useReviewApi();
const { db, settings, send, enter, noticesOf, api, acceptErasure, statementsOf } = world;

type Row = { runId: string; rank: number | null; hidden: boolean; overallScore: number | null; scores: object };
type Compared = { status: number; body: { rows: Row[]; blind: number; forms: { formId: string; runs: number }[] } };

/** Every form of a test is its own. */
let forms = 0;
type Wish = { total: number | null; uncertainty?: number; ref?: string; competency?: string };

/** An assessed run of a form, with a total and one score. */
const addRun = async (formId: string, { total, uncertainty = 5, ref = 'app_1', competency = 'c1' }: Wish) => {
  const runId = await assessedRun(world, total === null ? null : 'HIRE');
  await noticesOf(runId);
  await db('interviews').where({ run_id: runId }).update({ form_id: formId, overall_score: total, candidate_ref: ref });
  const change = { uncertainty: total === null ? null : uncertainty };
  await db('assessments')
    .where({ run_id: runId })
    .update({
      result: db.raw(
        `jsonb_set(jsonb_set(result || ?::jsonb, '{competencies,0,id}', to_jsonb(?::text)), '{competencies,0,band}', '{"low":3.5,"high":4.5}')`,
        [JSON.stringify(change), competency],
      ),
    });
  await db('plans')
    .where({ run_id: runId })
    .update({ plan: db.raw(`jsonb_set(plan, '{competencies,0,id}', to_jsonb(?::text))`, [competency]) });
  return runId;
};

const newForm = async (...wishes: Wish[]) => {
  const formId = `form_of_test_${(forms += 1)}`;
  const runs: string[] = [];
  for (const wish of wishes) runs.push(await addRun(formId, wish));
  return { formId, runs };
};

let cookie = '';
beforeAll(async () => {
  const [notice] = await noticesOf(await assessedRun(world));
  const link = { runId: 'none', linkId: inboxOfMail(notice?.id ?? ''), expiresAt: Date.now() + dayMs };
  ({ cookie } = await enter(world.deps.inboxLinks.urlOf(link).slice(publicUrl.length)));
});

const compare = (formId: string): Promise<Compared> => send('GET', `forms/${formId}`, { cookie });
const rate = async (runId: string, competencyId = 'c1') =>
  send('PUT', `runs/${runId}/ratings`, { cookie, body: { revision: 1, competencyId, rating: 4 } });
const revealed = async (made: Promise<{ formId: string; runs: string[] }>) => {
  const form = await made;
  for (const runId of form.runs) await rate(runId);
  return form;
};

describe('interviews of one form side by side', () => {
  it('stand by their totals, those within the band share a rank, and each has its scores with their bands', async () => {
    const { formId, runs } = await revealed(newForm({ total: 60 }, { total: 80 }, { total: 76 }, { total: null }));

    const { status, body } = await compare(formId);

    expect(status).toBe(200);
    expect(await statementsOf(() => compare(formId))).toHaveLength(2);
    expect(body).toMatchObject({ formId, blind: 0, more: false, competencies: [{ id: 'c1', weight: 100 }] });
    expect(body.rows.map(({ runId, rank }) => [runId, rank])).toEqual([
      [runs[1], 1],
      [runs[2], 1],
      [runs[0], 3],
      [runs[3], null],
    ]);
    expect(body.rows[0]).toMatchObject({
      hidden: false,
      overallScore: 80,
      band: { low: 75, high: 85 },
      verdict: 'HIRE',
      scores: { c1: { score: 4, band: { low: 3.5, high: 4.5 } } },
    });
  });

  it('tell nothing of one that their reader has not rated: no number, and no rank that would place it', async () => {
    const { formId, runs } = await newForm({ total: 60 }, { total: 99.5 }, { total: 40 });
    for (const runId of [runs[0], runs[2]]) await rate(runId ?? '');

    const { body } = await compare(formId);

    expect(body.blind).toBe(1);
    expect(body.rows.map(({ runId, rank }) => [runId, rank])).toEqual([
      [runs[0], 1],
      [runs[2], 2],
      [runs[1], null],
    ]);
    expect(body.rows[2]).toMatchObject({ hidden: true, overallScore: null, band: null, verdict: null, scores: {} });
    expect(JSON.stringify(body)).not.toContain('99.5');
  });

  it('show all where nobody has to rate first, and what a person has decided on', async () => {
    const { formId, runs } = await newForm({ total: 60 }, { total: 80 });
    await db('interviews').where({ run_id: runs[0] }).update({ state: 'ASSESSMENT_APPROVED' });
    expect((await compare(formId)).body).toMatchObject({ blind: 1, rows: [{ runId: runs[0], overallScore: 60 }, {}] });

    await settings({ review: { blindFirst: false } });

    expect((await compare(formId)).body).toMatchObject({ blind: 0, rows: [{ rank: 1 }, { rank: 2 }] });
    await settings({ review: null });
  });

  it('mean the same competency by the same column, whatever the plans call it', async () => {
    const { formId, runs } = await newForm({ total: 60, competency: 'c7' }, { total: 80 });
    await rate(runs[0] ?? '', 'c7');
    await rate(runs[1] ?? '');

    const { body } = await compare(formId);

    const [column] = (body as unknown as { competencies: { id: string }[] }).competencies;
    for (const { scores } of body.rows) expect(scores).toMatchObject({ [column?.id ?? '']: { score: 4 } });
  });

  it('are never of two forms, and of none that their reader was not given', async () => {
    const [one, other] = [await revealed(newForm({ total: 60 })), await revealed(newForm({ total: 80 }))];

    expect((await compare(one.formId)).body.rows.map(({ runId }) => runId)).toEqual(one.runs);

    await db('mails').where({ run_id: other.runs[0] }).update({ link_revoked_at: new Date() });
    for (const formId of [other.formId, 'form_of_nobody'])
      expect(await compare(formId)).toMatchObject({ status: 404, body: { code: 'review.form_not_found' } });
  });

  it('are found from the inbox, as soon as there are two', async () => {
    const [pair, alone] = [await newForm({ total: 60 }, { total: 80 }), await newForm({ total: 70 })];

    const { body } = (await send('GET', 'inbox', { cookie })) as Compared;

    expect(body.forms).toContainEqual({ formId: pair.formId, position: 'Senior Software Engineer', runs: 2 });
    expect(body.forms.map(({ formId }) => formId)).not.toContain(alone.formId);
  });

  it('lose a run with the erasure that was accepted for it', async () => {
    const { formId, runs } = await revealed(newForm({ total: 60 }, { total: 80 }));

    await acceptErasure(runs[1] ?? '');

    expect((await compare(formId)).body.rows.map(({ runId }) => runId)).toEqual([runs[0]]);
  });

  it('are a table to keep, in which nothing is computed and nothing told that the page hides', async () => {
    const { formId, runs } = await newForm({ total: 60, ref: '=HYPERLINK("http://x")' }, { total: 99.5, ref: 'b' });
    await rate(runs[0] ?? '');

    const response = await fetch(`${api.url}/review/api/forms/${formId}?format=csv`, { headers: { cookie } });
    const text = await response.text();

    expect(response.headers.get('content-type')).toContain('text/csv');
    const [head, first, second] = text.split('\r\n');
    expect(head).toBe(
      'rank,tied,run_id,candidate_ref,state,completed_at,hidden,verdict,overall_score,overall_low,overall_high,TypeScript,"TypeScript, low","TypeScript, high"',
    );
    expect(first).toContain(`1,no,${runs[0]},"'=HYPERLINK(""http://x"")",ASSESSMENT_PENDING,`);
    expect(first).toMatch(/,HIRE,60,55,65,4,3\.5,4\.5$/);
    expect(second).toMatch(/,rate first,,,,,,,$/);
    expect(text).not.toContain('99.5');
  });
});
