// Templates on a real Temporal: versions, plans, decisions, and the interviews that use them.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { templatePlanWorkflowId } from '../../workflows/contracts.ts';
import { createActivities } from '../../worker/wiring/activities.ts';
import { eventually } from '../harness/eventually.ts';
import { formOf, job, useTemplateWorld } from './template-world.ts';

const {
  db,
  env,
  logs,
  world,
  deps,
  worker,
  admin,
  owner,
  stranger,
  callAs,
  call,
  make,
  read,
  plan,
  drafted,
  approved,
  submit,
  settings,
  interview,
} = await useTemplateWorld();

describe('a template', () => {
  it('is made with a plan that waits for its approval, and is ordered from then on', async () => {
    const id = await make({
      externalId: 'first',
      description: 'For Lisbon',
      jobDescription: '<p>We run <b>APIs</b>.</p>',
    });

    const before = await drafted(id);
    expect(before).toMatchObject({
      ...job,
      id,
      externalId: 'first',
      description: 'For Lisbon',
      jobDescription: 'We run APIs.',
      locale: 'en',
      autoApprovePlan: null,
      completesWhen: 'approved',
      archived: false,
      version: 1,
      publishedVersion: null,
      planState: 'pending',
      planFailure: null,
    });
    const shown = await plan(id);
    expect(shown).toMatchObject({ version: 1, state: 'pending', decidedBy: null, plan: { revision: 1 } });

    const approval = await call('POST', `/templates/${id}/plan/approve`, { version: 1, approvedBy: 'Dana Recruiter' });
    expect(approval).toMatchObject({
      status: 200,
      body: { version: 1, planState: 'approved', publishedVersion: 1 },
    });
    expect(await plan(id)).toMatchObject({ state: 'approved', decidedBy: 'Dana Recruiter' });
    const { decider_sealed: sealed } = (await db('template_versions').where({ template_id: id }).first()) as {
      decider_sealed: Buffer;
    };
    expect(sealed.toString('latin1')).not.toContain('Dana');
  });

  it.each([
    ['approves its own plans', { autoApprovePlan: true }, 'approved'],
    ['leaves them to a person, whatever the tenant says', { autoApprovePlan: false }, 'pending'],
  ])('%s where it says so', async (_name, changes, state) => {
    await settings({ autoApprovePlans: changes.autoApprovePlan === false });
    expect(await drafted(await make(changes))).toMatchObject({ planState: state });
    await settings({});
  });

  it('is refused with a pointer for each gap where it lacks critical data, now and in a change', async () => {
    const { status, body } = await call('POST', '/templates', { name: 'Empty' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'template.incomplete' });
    expect((body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/position',
      '/level',
      '/qualifications',
    ]);
    const id = await make();
    expect(await call('PATCH', `/templates/${id}`, { qualifications: [] })).toMatchObject({
      status: 422,
      body: { code: 'template.incomplete', errors: [{ pointer: '/qualifications' }] },
    });
    expect(await read(id)).toMatchObject({ version: 1 });
    expect((await call('POST', '/templates', { ...job, level: 'WIZARD' })).status).toBe(400);
    expect((await call('PATCH', `/templates/${id}`, {})).status).toBe(400);
  });

  it('is made once by one request, and is the only one with its externalId', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = { ...job, externalId: 'only-one' };
    const first = await call('POST', '/templates', body, headers);
    // A crash before the answer was stored: the key is claimed anew and the request runs again.
    await db('idempotency_keys').delete();
    const again = await call('POST', '/templates', body, headers);
    expect([again.status, again.body['id']]).toEqual([201, first.body['id']]);

    const other = await call('POST', '/templates', body);
    expect(other).toMatchObject({ status: 409, body: { code: 'template.external_id_taken' } });
    const id = await make();
    expect(await call('PATCH', `/templates/${id}`, { externalId: 'only-one' })).toMatchObject({
      status: 409,
      body: { code: 'template.external_id_taken' },
    });
    expect((await callAs(stranger.key)('POST', '/templates', body)).status).toBe(201);
  });

  it('gets a new version by a change of the job alone, and the version before stays the one that is ordered', async () => {
    const id = await approved();

    const same = await call('PATCH', `/templates/${id}`, {
      ...job,
      description: 'Both teams',
      completesWhen: 'scored',
    });
    expect(same.body).toMatchObject({ version: 1, description: 'Both teams', completesWhen: 'scored' });
    const changed = await call('PATCH', `/templates/${id}`, {
      level: 'LEAD',
      jobDescription: 'We run APIs and queues.',
    });
    expect(changed.body).toMatchObject({ version: 2, publishedVersion: 1, planState: 'drafting', level: 'LEAD' });
    const emptied = await call('PATCH', `/templates/${id}`, { jobDescription: null, description: null });
    expect(emptied.body).toMatchObject({ version: 3, jobDescription: null, description: null });
    expect(await deps.packages.use(owner.tenantId, id)).toMatchObject({ version: 1, job: { level: 'SENIOR' } });

    await drafted(id);
    await call('POST', `/templates/${id}/plan/approve`, { version: 3 });
    expect(await deps.packages.use(owner.tenantId, id)).toMatchObject({ version: 3, job: { level: 'LEAD' } });
    expect((await call('GET', `/templates/${id}/plan?version=1`)).body).toMatchObject({
      version: 1,
      state: 'approved',
    });
  });

  it('is changed by If-Match only as it was read', async () => {
    const id = await make();
    const { headers } = await call('GET', `/templates/${id}`);
    const tag = { 'if-match': headers.get('etag') ?? '' };

    expect((await call('PATCH', `/templates/${id}`, { name: 'One' }, tag)).status).toBe(200);
    expect(await call('PATCH', `/templates/${id}`, { name: 'Two' }, tag)).toMatchObject({
      status: 412,
      body: { code: 'request.precondition_failed' },
    });
  });

  it('is archived and brought back; archived while its plan is drafted, it still gets it', async () => {
    const id = await make();
    expect(await call('DELETE', `/templates/${id}`)).toMatchObject({ status: 200, body: { archived: true } });
    expect((await call('DELETE', `/templates/${id}`)).status).toBe(200);

    expect(await drafted(id)).toMatchObject({ planState: 'pending', archived: true });
    for (const [method, path, body] of [
      ['POST', `/templates/${id}/plan/approve`, {}],
      ['PATCH', `/templates/${id}`, { name: 'Other' }],
    ] as const)
      expect(await call(method, path, body)).toMatchObject({ status: 409, body: { code: 'template.archived' } });
    const ids = async (archived: boolean): Promise<unknown[]> =>
      ((await call('GET', `/templates?archived=${archived}&limit=100`)).body['items'] as { id: string }[]).map(
        (one) => one.id,
      );
    expect(await ids(true)).toContain(id);
    expect(await ids(false)).not.toContain(id);

    expect((await call('PATCH', `/templates/${id}`, { archived: false })).body).toMatchObject({ archived: false });
    expect((await call('POST', `/templates/${id}/plan/approve`)).status).toBe(200);
  });

  it('is listed page by page, newest first, by its own tenant', async () => {
    const { key } = await admin.tenantWithKey();
    const ids: unknown[] = [];
    for (let number = 0; number < 5; number += 1) ids.push((await callAs(key)('POST', '/templates', job)).body['id']);

    const seen: unknown[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await callAs(key)('GET', `/templates?limit=2&cursor=${cursor}`);
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      if (body['nextCursor'] === null) break;
      cursor = body['nextCursor'] as string;
    }
    expect(seen).toEqual(ids.toReversed());
    expect(await callAs(stranger.key)('GET', `/templates/${String(ids[0])}`)).toMatchObject({ status: 404 });
  });
});

describe('the plan of a template', () => {
  it('is revised for the template: a new version and a new form, ordered once it is approved', async () => {
    const id = await approved();
    const before = await plan(id);

    const wish = { version: 1, instructions: 'Move question 2 to the start.', requestedBy: 'Rae' };
    const revised = await call('PATCH', `/templates/${id}/plan/revise`, wish);
    expect(revised).toMatchObject({ status: 200, body: { version: 2, planState: 'drafting', publishedVersion: 1 } });
    await drafted(id);
    const after = await plan(id);
    expect(after).toMatchObject({
      version: 2,
      revises: 1,
      wishes: { instructions: 'Move question 2 to the start.', targets: [] },
      requestedBy: 'Rae',
      plan: { revision: 2 },
    });
    expect(formOf(after)).not.toBe(formOf(before));
    expect(await deps.packages.use(owner.tenantId, id)).toMatchObject({ version: 1 });
    await call('POST', `/templates/${id}/plan/approve`);
    expect(await deps.packages.use(owner.tenantId, id)).toMatchObject({ version: 2 });
  });

  it('is not revised by what cannot be carried out, and nothing changes then', async () => {
    const id = await approved();
    expect(await call('PATCH', `/templates/${id}/plan/revise`, { instructions: 'Make it pop.' })).toMatchObject({
      status: 422,
      body: { code: 'plan.revision_not_understood' },
    });
    const targets = [{ questionId: 'q99', change: 'Ask about queues.' }];
    expect(
      await call('PATCH', `/templates/${id}/plan/revise`, { instructions: 'See targets.', targets }),
    ).toMatchObject({ status: 404, body: { code: 'plan.question_not_found', errors: [{ pointer: '/targets/0' }] } });
    expect(await read(id)).toMatchObject({ version: 1, planState: 'approved' });
  });

  it('is rejected with its reason, and may then be revised', async () => {
    const id = await make();
    await drafted(id);
    const rejection = { feedback: 'Too general.', rejectedBy: 'Dana' };
    expect(await call('POST', `/templates/${id}/plan/reject`, rejection)).toMatchObject({
      status: 200,
      body: { planState: 'rejected', publishedVersion: null },
    });
    expect(await plan(id)).toMatchObject({ state: 'rejected', feedback: 'Too general.', decidedBy: 'Dana' });
    await expect(deps.packages.use(owner.tenantId, id)).rejects.toMatchObject({ code: 'template.not_published' });
    const wish = { instructions: 'Move question 2 to the start.' };
    expect((await call('PATCH', `/templates/${id}/plan/revise`, wish)).body).toMatchObject({ version: 2 });
  });

  it('is decided once: stale, out of turn and nameless decisions are refused with where it stands', async () => {
    const id = await make();
    const decide = (act: string, body: unknown = {}, headers = {}) =>
      call('POST', `/templates/${id}/plan/${act}`, body, headers);
    expect(await decide('approve')).toMatchObject({
      status: 409,
      body: { code: 'template.invalid_transition', currentState: 'drafting', allowed: [] },
    });
    await drafted(id);
    expect(await decide('retry')).toMatchObject({ status: 409, body: { allowed: ['approve', 'reject', 'revise'] } });
    expect(await decide('approve', { version: 2 })).toMatchObject({
      status: 409,
      body: { code: 'template.stale_version', currentVersion: 1 },
    });
    await settings({ requireDeciderNames: true });
    expect(await decide('approve')).toMatchObject({
      status: 422,
      body: { code: 'decision.decider_required', errors: [{ pointer: '/approvedBy' }] },
    });
    await settings({});

    const headers = { 'idempotency-key': randomUUID() };
    const [one, two] = await Promise.all([decide('approve'), decide('approve')]);
    expect(new Set([one.status, two.status])).toEqual(new Set([200, 409]));
    const wish = { instructions: 'Move question 2 to the start.' };
    const revise = () => call('PATCH', `/templates/${id}/plan/revise`, wish, headers);
    const first = await revise();
    await db('idempotency_keys').delete();
    // The answer was lost, and with it the record: the repeat finds the version that it made.
    expect((await revise()).body).toEqual(first.body);
    expect(await read(id)).toMatchObject({ version: 2 });
  });

  it('says why it could not be drafted, and is drafted once more when asked', async () => {
    const id = await make({ position: 'Platform Engineer' });
    const version = db('template_versions').where({ template_id: id });
    // A redraft of a plan that is not there.
    await version.clone().update({ revises: 1 });
    expect(await drafted(id)).toMatchObject({ planState: 'failed', planFailure: 'plan.not_found' });

    await version.clone().update({ revises: null });
    const retried = await call('POST', `/templates/${id}/plan/retry`);
    expect(retried).toMatchObject({ status: 200, body: { planState: 'drafting' } });
    expect(await drafted(id)).toMatchObject({ planState: 'pending', planFailure: null });
  });

  it('is drafted whatever dies between row, start and record, and given up when its workflow was ended by force', async () => {
    const id = await make();
    const ref = { tenantId: owner.tenantId, templateId: id, version: 1, attempt: 1 };
    // The start reached Temporal, its record was lost: somebody else starts it again.
    await world.engine.startTemplatePlan(ref);
    await eventually(
      () => read(id),
      ({ planState }) => planState === 'pending',
    );
    await env.client.workflow.getHandle(templatePlanWorkflowId(ref)).result();
    expect(await world.engine.startTemplatePlan(ref)).toBe('closed');
    expect(await createActivities(worker).draftTemplatePlan(ref)).toBeUndefined();
    expect(await drafted(id)).toMatchObject({ planState: 'pending', version: 1 });

    await db('template_versions')
      .where({ template_id: id })
      .update({ state: 'drafting', started_at: null, plan: null });
    expect(await drafted(id)).toMatchObject({ planState: 'failed', planFailure: 'work.lost' });
    await call('POST', `/templates/${id}/plan/retry`);
    expect(await drafted(id)).toMatchObject({ planState: 'pending' });
  });
});

describe('interviews of a template', () => {
  it('all meet the form of the version, without a planner; what is dictated in one stays there', async () => {
    const id = await approved({ externalId: 'shared-form' });
    const form = formOf(await plan(id));
    const calls = async (): Promise<number> => (await db('model_calls')).length;
    const before = await calls();

    const runs = [await submit('shared-form'), await submit(id)];
    expect(runs.map(({ status }) => status)).toEqual([201, 201]);
    const shown = await Promise.all(
      runs.map(({ body }) => interview(body['runId'], ({ state }) => state === 'PENDING')),
    );
    expect(shown.map(formOf)).toEqual([form, form]);
    expect(await calls()).toBe(before);
    expect(
      await db('plans')
        .whereIn(
          'run_id',
          runs.map(({ body }) => String(body['runId'])),
        )
        .select('reused_from'),
    ).toEqual(runs.map(() => ({ reused_from: `${id}/1` })));

    const [runId] = runs.map(({ body }) => String(body['runId']));
    await call('PATCH', `/integration/interviews/${runId}/plan/revise`, {
      instructions: 'Move question 2 to the start.',
    });
    const revised = await interview(runId, ({ planRevision }) => planRevision === 2);
    expect(formOf(revised)).not.toBe(form);
    expect(formOf(await plan(id))).toBe(form);
    const third = await submit(id);
    expect(formOf(await interview(third.body['runId'], ({ state }) => state === 'PENDING'))).toBe(form);
  });

  it('use what a recruiter worded for the template, which no interview of another kind is given', async () => {
    const words = { qualifications: ['Kafka in production', 'On-call duty for payment systems'] };
    const id = await approved(words);
    await call('PATCH', `/templates/${id}/plan/revise`, { instructions: 'Move question 2 to the start.' });
    await drafted(id);
    await call('POST', `/templates/${id}/plan/approve`);
    const form = formOf(await plan(id));

    const ofTemplate = await submit(id, { scheduledAt: new Date(Date.now() + 3_600_000).toISOString() });
    const shown = await interview(ofTemplate.body['runId'], ({ state }) => state === 'PENDING');
    expect(formOf(shown)).toBe(form);
    await call('POST', `/integration/interviews/${String(ofTemplate.body['runId'])}/plan/approve`);
    const { name: _, ...bare } = { ...job, ...words };
    const plain = await call('POST', '/integration/interviews', bare);
    expect(formOf(await interview(plain.body['runId'], ({ state }) => state === 'PENDING'))).not.toBe(form);
  });

  it.each([
    ['template.not_found', 404, () => Promise.resolve('nothing-like-it')],
    ['template.not_published', 409, () => make()],
  ])('are refused with %s', async (code, status, reference) => {
    expect(await submit(await reference())).toMatchObject({ status, body: { code } });
  });

  it('never choose another template later', async () => {
    const { body } = await call('POST', '/integration/interviews', { position: 'Baker' });
    const path = `/integration/interviews/${String(body['runId'])}/info`;
    expect(await call('PATCH', path, { templateId: 'shared-form' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/templateId' }] },
    });
  });
});

it('histories and logs hold ids and codes of templates, never their words', async () => {
  const canary = 'Zanzibar-canary';
  const id = await make({
    name: canary,
    description: canary,
    qualifications: [`Knows ${canary} well`, 'Kubernetes in production'],
  });
  await drafted(id);
  await call('POST', `/templates/${id}/plan/reject`, { feedback: canary, rejectedBy: canary });

  const handle = env.client.workflow.getHandle(templatePlanWorkflowId({ templateId: id, version: 1, attempt: 1 }));
  const history = JSON.stringify(await handle.fetchHistory());
  expect(history).toContain(Buffer.from(id).toString('base64').slice(4, 20));
  for (const words of [canary, Buffer.from(canary).toString('base64').slice(0, 16)]) {
    expect(history).not.toContain(words);
    expect(JSON.stringify(logs)).not.toContain(words);
  }
});
