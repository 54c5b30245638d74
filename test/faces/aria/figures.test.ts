// Jobs, pipelines and figures, counted by hand.
import { describe, expect, it } from 'vitest';
import { newId } from '../../../infra/system.ts';
import { approvedTemplate } from '../../harness/templates.ts';
import { jane, refusal, useAria, type Json } from './aria-world.ts';

const { bench, keyOf, send, bring, runOf, interviewed, decide } = await useAria();
const { db, owner, admin } = bench;
const jobs = await keyOf('job_management');
const figures = await keyOf('analytics');
const get = async (key: string, path: string): Promise<Json> => (await send(key, 'GET', path)).data;

type Stays = { state: string; minutes: number }[];

/** A run that went through these states, as its timeline tells it. */
const addRun = async (
  tenantId: string,
  stays: Stays,
  { outcome = null as string | null, day = '2026-03-02', templateId = null as string | null } = {},
) => {
  const runId = newId('run');
  const last = stays.at(-1)?.state ?? 'RECEIVED';
  const begun = Date.parse(`${day}T09:00:00Z`);
  await db('interviews').insert({
    run_id: runId,
    tenant_id: tenantId,
    interview_id: crypto.randomUUID(),
    source: 'native',
    request_hash: 'h',
    locale: 'en',
    job: '{}',
    policy: '{}',
    machine: '{}',
    seq: stays.length,
    state: last,
    outcome,
    created_at: new Date(begun),
    ...(templateId !== null && { template_id: templateId, template_version: 1 }),
  });
  let at = begun;
  const rows = stays.map(({ state, minutes }, index) => {
    const row = {
      run_id: runId,
      tenant_id: tenantId,
      seq: index + 1,
      at: new Date(at),
      type: 't',
      from_state: stays[index - 1]?.state ?? null,
      to_state: state,
      actor_kind: 'system',
      detail: '{}',
    };
    at += minutes * 60_000;
    return row;
  });
  await db('transitions').insert(rows);
};

const stays = (...pairs: [state: string, minutes: number][]): Stays =>
  pairs.map(([state, minutes]) => ({ state, minutes }));

describe('figures', () => {
  it('are those that one counts by hand, of this tenant alone', async () => {
    const { tenantId } = await admin.tenantWithKey();
    const template = await approvedTemplate(db, tenantId, { externalId: 'counted' });
    const key = await keyOf('analytics', tenantId);
    const upToReview = stays(
      ['RECEIVED', 0],
      ['APPROVED', 60],
      ['IN_PROGRESS', 30],
      ['COMPLETED', 1],
      ['ASSESSMENT_PENDING', 120],
    );
    await addRun(tenantId, [...upToReview, ...stays(['ASSESSMENT_APPROVED', 0])], {
      outcome: 'ASSESSMENT_APPROVED',
      templateId: template.id,
    });
    await addRun(
      tenantId,
      [
        ...stays(
          ['RECEIVED', 0],
          ['APPROVED', 180],
          ['IN_PROGRESS', 10],
          ['COMPLETED', 3],
          ['ASSESSMENT_PENDING', 60],
          ['CANCELLED', 0],
        ),
      ],
      { outcome: 'ASSESSMENT_REJECTED' },
    );
    await addRun(tenantId, upToReview);
    await addRun(tenantId, stays(['RECEIVED', 0], ['APPROVED', 600], ['CANCELLED', 0]), {
      outcome: 'EXPIRED',
      day: '2026-03-03',
    });
    await addRun(tenantId, stays(['RECEIVED', 0], ['PENDING', 5], ['REJECTED', 0]), { outcome: 'PLAN_REJECTED' });
    await addRun(owner.tenantId, stays(['RECEIVED', 0], ['APPROVED', 1]));

    expect(await get(key, '/analytics')).toEqual({
      funnel: [
        { state: 'RECEIVED', reached: 5, present: 0 },
        { state: 'PENDING', reached: 1, present: 0 },
        { state: 'APPROVED', reached: 4, present: 0 },
        { state: 'IN_PROGRESS', reached: 3, present: 0 },
        { state: 'COMPLETED', reached: 3, present: 0 },
        { state: 'ASSESSMENT_PENDING', reached: 3, present: 1 },
        { state: 'ASSESSMENT_APPROVED', reached: 1, present: 1 },
        { state: 'REJECTED', reached: 1, present: 1 },
        { state: 'CANCELLED', reached: 2, present: 2 },
      ],
      dropOff: [
        { state: 'APPROVED', outcome: 'EXPIRED', ended: 1 },
        { state: 'ASSESSMENT_PENDING', outcome: 'ASSESSMENT_REJECTED', ended: 1 },
        { state: 'PENDING', outcome: 'PLAN_REJECTED', ended: 1 },
      ],
      completion: { invited: 4, started: 3, finished: 3, decided: 2, completionRate: 0.75 },
      waits: [
        { state: 'RECEIVED', count: 5, averageSeconds: 0, medianSeconds: 0, p90Seconds: 0 },
        { state: 'PENDING', count: 1, averageSeconds: 300, medianSeconds: 300, p90Seconds: 300 },
        // 60, 180, 60 and 600 minutes.
        { state: 'APPROVED', count: 4, averageSeconds: 13_500, medianSeconds: 7_200, p90Seconds: 28_440 },
        { state: 'IN_PROGRESS', count: 3, averageSeconds: 1_400, medianSeconds: 1_800, p90Seconds: 1_800 },
        { state: 'COMPLETED', count: 3, averageSeconds: 100, medianSeconds: 60, p90Seconds: 156 },
        { state: 'ASSESSMENT_PENDING', count: 2, averageSeconds: 5_400, medianSeconds: 5_400, p90Seconds: 6_840 },
      ],
    });
    expect((await get(key, '/analytics?jobId=counted'))['completion']).toMatchObject({ invited: 1, decided: 1 });
    expect((await get(key, '/analytics?from=2026-03-03&to=2026-03-03'))['completion']).toEqual({
      invited: 1,
      started: 0,
      finished: 0,
      decided: 0,
      completionRate: 0,
    });
    expect((await get(key, '/analytics?from=2027-01-01'))['completion']).toMatchObject({
      invited: 0,
      completionRate: null,
    });
  });

  it('are of this tenant only, and need a day that is one', async () => {
    const { tenantId } = await admin.tenantWithKey();
    const nobody = { invited: 0, started: 0, finished: 0, decided: 0, completionRate: null };

    expect(await get(await keyOf('analytics', tenantId), '/analytics')).toEqual({
      funnel: [],
      dropOff: [],
      completion: nobody,
      waits: [],
    });
    for (const query of ['from=yesterday', 'to=2026-02-30', 'since=2026-01-01'])
      expect(await send(figures, 'GET', `/analytics?${query}`)).toMatchObject(refusal(400, 'request.invalid'));
  });
});

describe('a job', () => {
  it('is a template, listed by page with an exact total and read by either name', async () => {
    const draft = await approvedTemplate(db, owner.tenantId, { name: 'Draft' });
    await db('template_versions').where({ template_id: draft.id }).update({ state: 'pending' });
    const gone = await approvedTemplate(db, owner.tenantId, { externalId: 'gone' });
    await db('templates').where({ id: gone.id }).update({ archived_at: new Date() });
    const page = await get(jobs, '/jobs?limit=1');

    expect(page).toMatchObject({
      total: 2,
      page: 1,
      limit: 1,
      jobs: [{ id: draft.id, status: 'draft', planState: 'pending' }],
    });
    expect((await get(jobs, '/jobs?page=2&limit=1'))['jobs']).toMatchObject([
      { id: 'job_abc123', status: 'open', title: 'Senior Software Engineer' },
    ]);
    expect(await get(jobs, '/jobs/gone')).toMatchObject({ templateId: gone.id, status: 'closed' });
    expect(await get(jobs, `/jobs/${gone.id}`)).toEqual(await get(jobs, '/jobs/gone'));
    expect(await send(jobs, 'GET', '/jobs/nothing')).toMatchObject(refusal(404, 'template.not_found'));
    expect(
      await send(await keyOf('job_management', (await admin.tenantWithKey()).tenantId), 'GET', '/jobs/gone'),
    ).toMatchObject(refusal(404, 'template.not_found'));
  });

  it('is made, changed, closed and opened again, as often as the same request comes', async () => {
    const body = {
      title: 'Cook',
      level: 'MID',
      qualifications: ['Kitchen hygiene', 'Menus for forty guests'],
      externalId: 'cook',
    };
    const make = (headers = {}) => send(jobs, 'POST', '/jobs', { body, headers });
    const made = await make({ 'idempotency-key': 'job-1' });
    expect(made).toMatchObject({
      status: 200,
      data: { id: 'cook', title: 'Cook', name: 'Cook', status: 'draft', planState: 'drafting' },
    });
    expect((await make({ 'idempotency-key': 'job-1' })).data).toEqual(made.data);
    expect(await make()).toMatchObject(refusal(400, 'template.external_id_taken'));

    const change = (patch: Json) => send(jobs, 'PATCH', '/jobs/cook', { body: patch });
    expect(await change({ status: 'closed' })).toMatchObject({ status: 200, data: { status: 'closed' } });
    expect(await change({ title: 'Chef' })).toMatchObject(refusal(400, 'template.archived'));
    expect(await change({ status: 'open', title: 'Chef' })).toMatchObject({
      status: 200,
      data: { status: 'draft', title: 'Chef', name: 'Cook' },
    });
    expect(await get(jobs, '/jobs/cook')).toMatchObject({ title: 'Chef' });
  });

  it('that lacks what a plan needs is refused with the names of its own fields', async () => {
    const { status, answer } = await send(jobs, 'POST', '/jobs', {
      body: { title: 'Cook', level: 'MID', description: 'Cooking.' },
    });
    const { code, message } = answer['error'] as { code: string; message: string };
    expect([status, code]).toEqual([400, 'template.incomplete']);
    expect(message).toMatch(/(qualifications|description): /);
    const german = { title: 'Koch', level: 'MID', qualifications: ['Hygiene in der Küche'], locale: 'de' };
    expect(await send(jobs, 'POST', '/jobs', { body: german })).toMatchObject(refusal(400, 'locale.unsupported'));
    expect(await send(jobs, 'POST', '/jobs', { body: { title: 'Cook' } })).toMatchObject(
      refusal(400, 'request.invalid'),
    );
    expect(await send(jobs, 'PATCH', '/jobs/nothing', { body: { status: 'closed' } })).toMatchObject(
      refusal(404, 'template.not_found'),
    );
  });

  it('has a pipeline that counts each candidate once, by the newest interview for it', async () => {
    const first = await interviewed(jane);
    await decide(first.runId);
    await bring(jane);
    await interviewed({ ...jane, email: 'review@example.com' });
    const ended = await bring({ ...jane, email: 'ended@example.com' });
    await bench.call('DELETE', `/interviews/${await runOf(ended.data['interviewId'])}`);

    expect(await get(jobs, '/jobs/job_abc123/pipeline')).toEqual({
      jobId: 'job_abc123',
      stages: [
        { stage: 'invited', count: 1 },
        { stage: 'in_progress', count: 0 },
        { stage: 'in_review', count: 1 },
        { stage: 'completed', count: 0 },
        { stage: 'closed', count: 1 },
      ],
      total: 3,
    });
    expect(await send(jobs, 'GET', '/jobs/nothing/pipeline')).toMatchObject(refusal(404, 'template.not_found'));
  });
});
