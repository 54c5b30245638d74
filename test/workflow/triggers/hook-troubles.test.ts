// Hooks that are forged, foreign or cannot be worked on, the rules that they meet, and many of them at once.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import { first, secret, useAtsBench } from './ats-bench.ts';
import { preScreen } from './hook-bench.ts';

const bench = await useAtsBench();

describe('hooks of others', () => {
  it('the same ids in another tenant and in a second connection of one kind are other people', async () => {
    const stranger = await bench.tenant();
    const all = [await bench.greenhouse(), await bench.greenhouse(), await bench.greenhouse(preScreen(), stranger)];
    for (const { ats } of all) {
      const person = first(ats);
      ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    }
    for (const { id } of all)
      expect(await bench.outcomes(id, 1)).toEqual([['stage_entered', 'done', 'interview_placed']]);
    const ids = await Promise.all(
      all.map(async ({ id }) => (await bench.ordersOf(id)).map(({ vendor_keys: keys }) => keys['applicationId'])),
    );
    expect(ids[0]).toEqual(ids[1]);
    expect(ids[0]).toEqual(ids[2]);
    all[0]?.ats.deleteCandidate(first(all[0].ats).candidateId);
    await bench.settled(all[0]?.id ?? '', 2);
    const erased = await bench.db('erasures').whereIn('tenant_id', [stranger.tenantId]).first();
    expect(erased).toBeUndefined();
    expect((await stranger.call('GET', `/api/v1/connections/${all[0]?.id}/hooks`)).status).toBe(404);
  });

  it('a forged, an unsigned and a foreign one are refused alike and leave nothing behind', async () => {
    const { hookUrl, id } = await bench.greenhouse();
    const unsigned = await bench.owner.connect('greenhouse', {});
    const body = '{"action":"candidate_stage_change"}';
    const signature = `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`;
    const send = (url: string, headers: Record<string, string>) => fetch(url, { method: 'POST', body, headers });
    const refused = await Promise.all([
      send(hookUrl, { signature: signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
      send(hookUrl, {}),
      send(unsigned.hookUrl, { signature }),
      send(hookUrl.replace('/greenhouse/', '/ashby/'), { signature }),
      send(hookUrl.replace(/con_.*/, 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3'), { signature }),
      send(hookUrl.replace(/con_.*/, 'nothing'), { signature }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 400, 401, 401]);
    expect(await bench.hooksOf(id)).toEqual([]);
    const answers = (await Promise.all(refused.map((each) => each.json()))) as Record<string, unknown>[];
    expect(new Set(answers.map(({ code, title }) => `${String(code)} ${String(title)}`)).size).toBe(1);
  });

  it('while secrets are rotated the one before signs as well, and a deleted connection takes nothing', async () => {
    const { hookUrl, id } = await bench.greenhouse();
    const path = `/api/v1/connections/${id}`;
    expect(
      (await bench.owner.call('PATCH', path, { credentials: { webhookSecret: 'next-secret' }, overlap: 'PT1H' }))
        .status,
    ).toBe(200);
    const body = '{"action":"ping"}';
    const send = (key: string) =>
      fetch(hookUrl, {
        method: 'POST',
        body,
        headers: { signature: `sha256 ${createHmac('sha256', key).update(body).digest('hex')}` },
      });
    expect((await send(secret)).status).toBe(200);
    expect((await send('next-secret')).status).toBe(200);
    await bench.owner.call('DELETE', path);
    expect((await send('next-secret')).status).toBe(401);
  });

  it('Ashby is never told what would keep it from coming back', async () => {
    const { hookUrl } = await bench.ashby();
    const forged = await fetch(hookUrl, {
      method: 'POST',
      body: '{}',
      headers: { 'ashby-signature': `sha256=${'0'.repeat(64)}` },
    });
    expect(forged.status).toBe(400);
    const unknown = await fetch(hookUrl.replace(/con_.*/, 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3'), {
      method: 'POST',
      body: '{}',
    });
    expect(unknown.status).toBe(400);
    const [one, other] = [await forged.json(), await unknown.json()] as Record<string, unknown>[];
    expect({ ...one, requestId: '' }).toEqual({ ...other, requestId: '' });
  });
});

describe('what fails', () => {
  it('a hook that cannot be worked on is shown with its cause, keeps nobody up, and is set going again', async () => {
    const { ats, id } = await bench.greenhouse(preScreen({ cancelOnLeave: false }));
    const person = first(ats);
    await bench.db('templates').where({ tenant_id: bench.owner.tenantId }).update({ archived_at: bench.db.fn.now() });
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    await bench.settled(id, 1);
    ats.moveTo(person.applicationId, person.stage('Interview'));
    expect(await bench.outcomes(id, 2)).toEqual([
      ['stage_entered', 'failed', 'template.archived'],
      ['stage_entered', 'done', 'no_rule'],
    ]);
    await bench.db('templates').where({ tenant_id: bench.owner.tenantId }).update({ archived_at: null });
    const failed = await bench.owner.call('GET', `/api/v1/connections/${id}/hooks?status=failed`);
    const [hook] = failed.body['items'] as Record<string, unknown>[];
    expect(hook).toMatchObject({ outcome: 'template.archived', hasBody: true, action: 'candidate_stage_change' });
    expect(JSON.stringify(failed.body)).not.toContain('Example');

    // Moved on since then, within the second that Greenhouse tells times by or later: it is decided by what is known.
    const redriven = await bench.owner.call('POST', `/api/v1/connections/${id}/hooks/redrive`, {
      outcome: 'template.archived',
    });

    expect(redriven.body).toEqual({ redriven: 1, more: false });
    await eventually(
      () => bench.hooksOf(id),
      (hooks) => hooks.every(({ status }) => status === 'done'),
    );
    const one = await bench.owner.call('POST', `/api/v1/connections/${id}/hooks/${String(hook?.['id'])}/redrive`);
    expect(one.body).toMatchObject({ status: 'done' });
  });

  it('what comes while the connection is paused waits for it; while no worker runs only that waits for which an ATS is asked', async () => {
    const paused = await bench.greenhouse();
    const person = first(paused.ats);
    await bench.owner.call('POST', `/api/v1/connections/${paused.id}/pause`);
    paused.ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    await paused.ats.hooks.settled();
    const [telling, asked] = [await bench.greenhouse(), await bench.lever()];
    await bench.stopWorker();
    for (const { ats } of [telling, asked]) {
      const neighbour = first(ats);
      ats.moveTo(neighbour.applicationId, neighbour.stage('Pre-Screen'));
      await ats.hooks.settled();
    }

    expect(await bench.outcomes(telling.id, 1)).toEqual([['stage_entered', 'done', 'interview_placed']]);
    expect(await bench.hooksOf(asked.id)).toMatchObject([{ status: 'received' }]);

    await bench.startWorker();

    expect(await bench.outcomes(asked.id, 1)).toEqual([['stage_entered', 'done', 'interview_placed']]);
    expect(await bench.hooksOf(paused.id)).toMatchObject([{ status: 'received' }]);
    await bench.owner.call('POST', `/api/v1/connections/${paused.id}/resume`);
    expect(await bench.outcomes(paused.id, 1)).toEqual([['stage_entered', 'done', 'interview_placed']]);
  });

  it('histories of hooks hold ids and codes, and nothing of a person', async () => {
    const { ats, id } = await bench.greenhouse();
    const person = first(ats);
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    await bench.settled(id, 1);
    const [hook] = await bench.hooksOf(id);
    const { lane } = (await bench.db('ats_inbox').where({ id: hook?.id }).first()) as { lane: string };
    const read = async (): Promise<string> => {
      const history = await bench.client.workflow.getHandle(`ats-application-${lane}`).fetchHistory();
      const told = JSON.stringify(history);
      const payloads = [...told.matchAll(/"data":"([^"]*)"/g)].map(([, data = '']) => Buffer.from(data, 'base64'));
      return [told, ...payloads.map(String)].join();
    };
    // It hears of what was done beside the answer as well.
    const told = await eventually(read, (text) => text.includes('processHookAtOnce'));
    expect(told).toContain(String(hook?.id));
    for (const word of ['Ada', 'ada@example.com', 'Pre-Screen']) expect(told).not.toContain(word);
  });
});

describe('rules', () => {
  it('are tried on a hook that came and on a pasted body, with what would count and why the others do not', async () => {
    const { ats, id } = await bench.greenhouse(
      preScreen({ id: 'never', when: { event: 'stage_entered', stageIds: ['0'] } }),
    );
    const person = first(ats);
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    const [hook] = await bench.settled(id, 1);
    const path = `/api/v1/connections/${id}/rules`;

    const kept = await bench.owner.call('POST', `${path}/try`, { hookId: hook?.id });
    const tried = await bench.owner.call('POST', `${path}/try`, {
      hookId: hook?.id,
      rules: [
        preScreen({ id: 'other-job', when: { event: 'stage_entered', stageNames: ['Pre-Screen'], jobIds: ['1'] } }),
        preScreen(),
      ],
    });
    const pasted = await bench.owner.call('POST', `${path}/try`, { payload: { action: 'ping' } });

    expect(kept.body).toMatchObject({ fired: null, trials: [{ ruleId: 'never', why: 'stage_differs' }] });
    expect(tried.body).toMatchObject({
      event: 'stage_entered',
      application: { stage: { name: 'Pre-Screen' } },
      fired: 'pre-screen',
      trials: [
        { ruleId: 'other-job', why: 'job_differs' },
        { ruleId: 'pre-screen', why: null },
      ],
    });
    expect(pasted.body).toMatchObject({ reading: 'ping', fired: null });
    expect(await bench.ordersOf(id)).toEqual([]);
    expect((await bench.owner.call('GET', path)).body).toMatchObject({ rules: [{ id: 'never', againAfter: 'P30D' }] });
  });

  it('that cannot be are refused with what to mend', async () => {
    const { id } = await bench.greenhouse();
    const path = `/api/v1/connections/${id}/rules`;
    const refused = await bench.owner.call('PUT', path, {
      rules: [preScreen(), preScreen({ then: { template: 'nobody-made-it' } })],
    });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'rules.invalid',
        errors: [
          { pointer: '/rules/1/id', code: 'repeated' },
          { pointer: '/rules/1/then/template', code: 'template.not_found' },
        ],
      },
    });
    const stageless = await bench.owner.call('PUT', path, { rules: [preScreen({ when: { event: 'stage_entered' } })] });
    expect(stageless.status).toBe(400);
    // The siblings of one change would each start an interview.
    const hasty = await bench.owner.call('PUT', path, { rules: [preScreen({ againAfter: 'PT59M' })] });
    expect(hasty.status).toBe(400);
    const solidats = await bench.owner.connect('solidats', { apiKey: 'key' }, { appId: 'a', position: 'Nurse' });
    expect(
      (await bench.owner.call('PUT', `/api/v1/connections/${solidats.id}/rules`, { rules: [preScreen()] })).status,
    ).toBe(422);
  });

  it('a template whose plan nobody approved yet is no obstacle where the rule says so', async () => {
    const created = await bench.owner.call('POST', '/api/v1/templates', {
      externalId: 'unapproved',
      name: 'Nurses',
      position: 'Ward nurse',
      level: 'MID',
      qualifications: ['Five years on a ward', 'Knows her way around a pharmacy'],
    });
    expect(created.status).toBe(201);
    const strict = await bench.greenhouse(preScreen({ then: { template: 'unapproved' } }));
    const lax = await bench.greenhouse(preScreen({ then: { template: 'unapproved', autoApprovePlan: true } }));
    for (const { ats } of [strict, lax]) {
      const person = first(ats);
      ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    }
    expect(await bench.outcomes(strict.id, 1)).toEqual([['stage_entered', 'failed', 'template.not_published']]);
    expect(await bench.outcomes(lax.id, 1)).toEqual([['stage_entered', 'done', 'interview_placed']]);
    await eventually(
      () => bench.ordersOf(lax.id),
      ([order]) => order?.state === 'APPROVED',
    );
  });
});

it(`a burst of hooks is taken and worked on, and nobody is lost`, { timeout: 300_000 }, async () => {
  const size = Number(process.env['HOOKS_BURST'] ?? 200);
  const nobody = preScreen({ id: 'nobody', when: { event: 'stage_entered', stageIds: ['0'] } });
  const { ats, id } = await bench.greenhouse(nobody);
  for (let count = 0; count < size; count += 1) {
    const person = ats.apply({ firstName: `P${count}`, lastName: 'Burst', email: `p${count}@example.com` });
    ats.moveTo(person.applicationId, ats.stageNamed(person.applicationId, 'Pre-Screen'));
  }
  await ats.hooks.settled();

  const told = await bench.outcomes(id, size);

  expect(told).toHaveLength(size);
  expect(new Set(told.map(String))).toEqual(new Set(['stage_entered,done,no_rule']));
});
