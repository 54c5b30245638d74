import { describe, expect, it } from 'vitest';
import { readCertificate, type Certificate } from '../../domain/erasure/certificate.ts';
import { verifySignature } from '../../infra/signing/signing-keys.ts';
import { answerText, assessedRun } from '../native/assessed-run.ts';
import { completeRequest, pendingRun } from '../native/native-bench.ts';
import { useErasureWorld } from './erasure-world.ts';

const world = await useErasureWorld();
const { signingKeys } = world.deps;
const { call, db, owner, pathOf, runSteps, erase } = world;

const auditOf = async (runId: string): Promise<string[]> => {
  const rows: { act: string; reason: string }[] = await db('audit_intake')
    .where({ target_id: runId })
    .whereLike('act', 'erasure.%')
    .orderBy('number');
  return rows.map(({ act, reason }) => `${act} ${reason}`);
};

const certificateIn = (body: Record<string, unknown>): Certificate => {
  const certificate = readCertificate(body['certificate'], verifySignature);
  if (certificate === null) throw new Error(`no certificate: ${JSON.stringify(body)}`);
  return certificate;
};

const factsOf = async (runId: string): Promise<string[]> => {
  const rows: { type: string }[] = await db('transitions').where({ run_id: runId }).orderBy('seq');
  return rows.map(({ type }) => type);
};

describe('asking for an erasure', () => {
  it('is answered at once, and with the signed certificate once it is done', async () => {
    const runId = await assessedRun(world);
    const asked = await call('DELETE', pathOf(runId));
    const meanwhile = await call('GET', pathOf(runId));
    await runSteps(runId);
    const done = await call('DELETE', pathOf(runId));

    expect(asked).toMatchObject({
      status: 202,
      body: { runId, state: 'ERASING', scope: 'personal', certificate: null },
    });
    expect(asked.headers.get('retry-after')).toBe('61');
    expect(asked.headers.get('location')).toBe(`/api/v1/integration${pathOf(runId)}`);
    expect(meanwhile).toMatchObject({ status: 200, body: asked.body });
    expect(done).toMatchObject({ status: 200, body: { state: 'ERASED', scope: 'personal' } });
    const certificate = certificateIn(done.body);
    expect(certificate).toMatchObject({
      runId,
      tenantId: owner.tenantId,
      cause: 'request',
      requestedBy: { kind: 'integrator', id: owner.keyId },
      keys: [{ purpose: 'personal', algorithm: 'AES-256-GCM' }],
      keyId: signingKeys.certificate.keyId,
      publicKey: signingKeys.certificate.publicKey,
    });
    expect(certificate.emptied).toContainEqual({ table: 'turns', column: 'answer_sealed', rows: 1 });
    const ofAssessments = certificate.emptied.filter(({ table }) => table === 'assessments');
    expect(ofAssessments).toEqual(
      // What repeats a rubric that somebody dictated is the person's; nobody dictated this one.
      ['result', 'wording_sealed'].map((column) => ({ table: 'assessments', column, rows: 0 })),
    );
    expect((await call('GET', pathOf(runId))).body).toEqual(done.body);
  });

  it('forgets the mailbox with the last run that holds it, and ties none of the erased to the person', async () => {
    const request = { ...completeRequest, candidateEmail: 'twice@example.org' };
    const first = await pendingRun(world, request);
    const second = await pendingRun(world, request);
    const candidateOf = async (runId: string) =>
      (await db('interviews').where({ run_id: runId }).first('candidate_id')) as { candidate_id: string | null };
    const { candidate_id: id } = await candidateOf(first);
    const held = () => db('candidates').where({ id });

    const sooner = await erase(first);
    expect(await held()).toHaveLength(1);
    expect(await candidateOf(first)).toEqual({ candidate_id: null });
    expect(await candidateOf(second)).toEqual({ candidate_id: id });
    const later = await erase(second, 'all');
    expect(await held()).toHaveLength(0);
    const digests = [sooner, later].map((body) =>
      certificateIn(body).emptied.find(({ column }) => column === 'email_digest'),
    );
    expect(digests.map((place) => place?.rows)).toEqual([0, 1]);

    const third = await pendingRun(world, request);
    expect((await candidateOf(third)).candidate_id).not.toBe(id);
  });

  it('cancels an active interview first, in the name of who asked', async () => {
    const runId = await pendingRun(world);
    await erase(runId);
    const { body } = await call('GET', `/interviews/${runId}`);

    expect(await factsOf(runId)).toEqual(['received', 'validated', 'planReady', 'cancelled', 'erased']);
    expect(body).toMatchObject({ state: 'CANCELLED', outcome: 'CANCELLED', allowedCommands: [], interviewLink: null });
    expect(body['erasedAt']).not.toBeNull();
    const actor = { kind: 'integrator', id: owner.keyId };
    expect((body['timeline'] as unknown[]).slice(-2)).toMatchObject([
      { type: 'cancelled', actor, detail: { reasonCode: 'erasure' } },
      { type: 'erased', actor, detail: { scope: 'personal' } },
    ]);
  });

  it('starts and ends a run whose workflow never started', async () => {
    const { body } = await call('POST', '/interviews', completeRequest);
    const neverStarted = String(body['runId']);
    world.machine.started.splice(world.machine.started.indexOf(neverStarted), 1);
    await erase(neverStarted);

    expect(await factsOf(neverStarted)).toEqual(['received', 'validated', 'cancelled', 'erased']);
  });

  it('tells the outside once, and writes both acts into the audit log', async () => {
    const runId = await pendingRun(world);
    await erase(runId);
    await call('DELETE', pathOf(runId));

    const events: { data: unknown; state: string }[] = await db('events').where({
      run_id: runId,
      type: 'interview.candidate_data_erased',
    });
    expect(events).toMatchObject([{ data: { scope: 'personal' }, state: 'CANCELLED' }]);
    expect(await auditOf(runId)).toEqual(['erasure.requested request.personal', 'erasure.certified personal']);
  });

  it('twice is the same as once, also at the same time', async () => {
    const runId = await assessedRun(world);
    const answers = await Promise.all([1, 2, 3].map(() => call('DELETE', pathOf(runId))));
    await runSteps(runId);
    const first = await call('GET', pathOf(runId));
    await call('DELETE', pathOf(runId));
    await runSteps(runId);

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body['requestedAt'])).size).toBe(1);
    expect((await call('GET', pathOf(runId))).body).toEqual(first.body);
    expect((await auditOf(runId)).length).toBe(2);
  });

  it('goes further when more is asked for, and then proves all of it', async () => {
    const runId = await assessedRun(world);
    await erase(runId);
    const wider = await call('DELETE', pathOf(runId, 'all'));
    await runSteps(runId);
    const { body } = await call('DELETE', pathOf(runId));

    expect(wider).toMatchObject({ status: 202, body: { state: 'ERASING', scope: 'all' } });
    const certificate = certificateIn(body);
    expect(certificate.keys.map(({ purpose }) => purpose)).toEqual(['personal', 'assessment']);
    // What the first erasure emptied is in the second one's proof too.
    expect(certificate.emptied).toContainEqual({ table: 'turns', column: 'answer_sealed', rows: 1 });
    expect(certificate.emptied).toContainEqual({ table: 'assessments', column: 'texts_sealed', rows: 1 });
    expect((await factsOf(runId)).filter((type) => type === 'erased')).toHaveLength(2);
    expect((await auditOf(runId)).filter((act) => act.startsWith('erasure.certified'))).toHaveLength(2);
  });

  it('that is widened while it runs is not certified for less', async () => {
    const runId = await assessedRun(world);
    await call('DELETE', pathOf(runId));
    const run = { tenantId: owner.tenantId, runId, scope: 'personal' as const };
    await world.activities.endInterview(run);
    await world.activities.destroyKeys(run);
    await world.activities.emptyColumns(run);
    await world.activities.recordErasure(run);
    await call('DELETE', pathOf(runId, 'all'));

    expect(await world.activities.certifyErasure(run)).toEqual({ certified: false });
    expect(await runSteps(runId)).toBe(true);
    expect(certificateIn((await call('GET', pathOf(runId))).body).scope).toBe('all');
  });

  it('is kept while the engine is away, and found by the sweep', async () => {
    const runId = await pendingRun(world);
    world.engine.isAway = true;
    const { status } = await call('DELETE', pathOf(runId));
    world.engine.isAway = false;
    const tooYoung = await world.store.due(100);
    await db('erasures')
      .where({ run_id: runId })
      .update({ requested_at: new Date(Date.now() - 60_000) });

    expect(status).toBe(202);
    expect(tooYoung.map((run) => run.runId)).not.toContain(runId);
    expect(await world.store.due(100)).toContainEqual({ tenantId: owner.tenantId, runId });
    await runSteps(runId);
    expect((await world.store.due(100)).map((run) => run.runId)).not.toContain(runId);
  });

  it('asks every outside service that had a part, and certifies nothing while it cannot ask one', async () => {
    const runId = await pendingRun(world);
    const session = { run_id: runId, tenant_id: owner.tenantId, mode: 'voice' };
    await db('sessions').insert([
      { ...session, id: `s1_${runId}`, attempt: 1, provider: 'room', external_id: 'call/1' },
      { ...session, id: `s2_${runId}`, attempt: 2, provider: 'unheard-of', external_id: 'call/2' },
    ]);
    await call('DELETE', pathOf(runId));
    await expect(runSteps(runId)).rejects.toMatchObject({ code: 'internal.error' });
    const stuck = await call('GET', pathOf(runId));
    await db('sessions')
      .where({ id: `s2_${runId}` })
      .delete();
    await runSteps(runId);
    const certificate = certificateIn((await call('GET', pathOf(runId))).body);

    expect(stuck.body).toMatchObject({ state: 'ERASING', certificate: null });
    expect(world.logs).toContainEqual({
      level: 'error',
      event: 'erasure.unknown_service',
      fields: { runId, provider: 'unheard-of' },
    });
    expect(certificate.copies).toEqual([{ provider: 'room', deleted: 4, leftToProvider: false }]);
    expect(certificate.emptied).toContainEqual({ table: 'sessions', column: 'external_id', rows: 1 });
  });

  it('is refused to strangers and keys without the scope', async () => {
    const runId = await pendingRun(world);
    const stranger = world.callAs((await world.admin.tenantWithKey()).key);
    const partner = world.callAs((await world.admin.tenantWithKey('partner')).key);

    for (const method of ['DELETE', 'GET']) {
      expect((await stranger(method, pathOf(runId))).status).toBe(404);
      expect((await partner(method, pathOf(runId))).status).toBe(403);
    }
    expect(await call('GET', pathOf(runId))).toMatchObject({ status: 404, body: { code: 'erasure.not_found' } });
    expect(await call('DELETE', pathOf('run_none'))).toMatchObject({
      status: 404,
      body: { code: 'interview.not_found' },
    });
    expect((await call('DELETE', pathOf(runId, 'everything'))).status).toBe(400);
    expect((await db('erasures').where({ run_id: runId })) as unknown[]).toEqual([]);
  });

  it('is refused while a legal hold lives, with the hold’s id, reason and end', async () => {
    const runId = await pendingRun(world);
    const endsAt = new Date(Date.now() + 86_400_000);
    const hold = { id: `hold_${runId}`, run_id: runId, tenant_id: owner.tenantId, reason_code: 'litigation' };
    await db('legal_holds').insert({ ...hold, placed_by_kind: 'operator', ends_at: endsAt });
    const refused = await call('DELETE', pathOf(runId));
    await db('legal_holds').where({ id: hold.id }).update({ released_at: new Date() });

    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'erasure.on_hold', holdId: hold.id, reasonCode: 'litigation', endsAt: endsAt.toISOString() },
    });
    expect((await call('DELETE', pathOf(runId))).status).toBe(202);
  });
});

describe('from the accepting answer on, before anything is destroyed', () => {
  it('reads show the erased form to whoever knew the old one too, open nothing, and say how far it is', async () => {
    const runId = await assessedRun(world);
    const read = (headers: Record<string, string> = {}) => call('GET', `/interviews/${runId}`, undefined, headers);
    const before = await read();
    await call('DELETE', pathOf(runId, 'all'));
    world.opened.length = 0;
    const meanwhile = await read({ 'if-none-match': before.headers.get('etag') ?? '' });
    const unchanged = await read({ 'if-none-match': meanwhile.headers.get('etag') ?? '' });
    const opened = [...world.opened];
    await runSteps(runId);
    const done = await read({ 'if-none-match': meanwhile.headers.get('etag') ?? '' });

    expect(before.body).toMatchObject({ erasing: false, assessment: { summary: 'Enough evidence.' } });
    const erased = {
      interviewLink: null,
      assessment: { summary: '', competencies: [{ evidence: [{ quote: null }] }] },
    };
    expect(meanwhile).toMatchObject({ status: 200, body: { ...erased, erasing: true, erasedAt: null } });
    expect(unchanged.status).toBe(304);
    expect(opened).toEqual([]);
    expect(done).toMatchObject({ status: 200, body: { ...erased, erasing: false } });
    expect(done.body['erasedAt']).not.toBeNull();
  });

  it('lists say so, and whoever waits for a change hears of it', async () => {
    const runId = await assessedRun(world);
    const { headers } = await call('GET', `/interviews/${runId}`);
    const waiting = call('GET', `/interviews/${runId}?wait=20`, undefined, {
      'if-none-match': headers.get('etag') ?? '',
    });
    await call('DELETE', pathOf(runId));
    const { body } = await call('GET', '/interviews?limit=100');

    expect(await waiting).toMatchObject({ status: 200, body: { erasing: true } });
    expect((body['items'] as { runId: string }[]).find((item) => item.runId === runId)).toMatchObject({
      erasing: true,
    });
  });

  it('no kept answer comes back, and no decision or note is taken', async () => {
    const runId = await assessedRun(world);
    const ask = { question: 'Which incident?' };
    const key = { 'Idempotency-Key': `ask-${runId}` };
    const answered = await call('POST', `/interviews/${runId}/assessment/chat`, ask, key);
    await call('DELETE', pathOf(runId));
    const verdict = { verdict: 'HIRE', note: 'late', approvedBy: 'Rita' };
    const late = [
      await call('POST', `/interviews/${runId}/assessment/chat`, ask, key),
      await call('POST', `/interviews/${runId}/assessment/approve`, verdict),
      await call('POST', `/interviews/${runId}/assessment/approve`, verdict, { 'Idempotency-Key': `late-${runId}` }),
      await call('POST', `/interviews/${runId}/rescore`),
    ];

    expect(answered.status).toBe(200);
    for (const refusal of late) expect(refusal).toMatchObject({ status: 410, body: { code: 'personal_data.erased' } });
    expect((await db('command_notes').where({ run_id: runId }).whereNotNull('note_sealed')) as unknown[]).toEqual([]);
    expect((await call('DELETE', `/interviews/${runId}`)).status).toBe(200);
  });
});

describe('an erased interview', () => {
  it('still shows states, times, scores and positions, and its own text until that is erased too', async () => {
    const runId = await assessedRun(world);
    const before = (await call('GET', `/interviews/${runId}`)).body;
    await erase(runId);
    const personal = (await call('GET', `/interviews/${runId}`)).body;
    await erase(runId, 'all');
    const all = (await call('GET', `/interviews/${runId}`)).body;

    expect(JSON.stringify(before)).toContain('Dublin');
    const scored = { overallScore: 70, competencies: [{ score: 4, evidence: [{ turn: 1, quote: null }] }] };
    expect(personal).toMatchObject({ plan: before['plan'], interviewLink: null, assessment: scored });
    expect(personal['assessment']).toMatchObject({ summary: 'Enough evidence.', strengths: ['Acts under pressure'] });
    expect(all['assessment']).toMatchObject({ ...scored, summary: '', strengths: [] });
    expect(all['erasedAt']).toBe(personal['erasedAt']);
    expect(JSON.stringify(all)).not.toContain('Dublin');
  });

  it('is never shown out of memory: not once it was asked for, and not what was read since', async () => {
    const runId = await assessedRun(world);
    const read = async () => JSON.stringify((await call('GET', `/interviews/${runId}`)).body);
    const before = [await read(), await read()];
    await call('DELETE', pathOf(runId));
    await read();
    await world.activities.destroyKeys({ tenantId: owner.tenantId, runId, scope: 'personal' });
    const after = [await read(), await read()];

    for (const text of before) expect(text).toContain('Dublin');
    for (const text of after) expect(text).not.toContain('Dublin');
  });

  it('answers questions about the conversation with 410 from the moment it was asked for', async () => {
    const runId = await assessedRun(world);
    const ask = () => call('POST', `/interviews/${runId}/assessment/chat`, { question: 'Which incident?' });
    const before = await ask();
    await call('DELETE', pathOf(runId));
    const meanwhile = await ask();
    await runSteps(runId);
    const after = await ask();

    expect([before.status, meanwhile.status, after.status]).toEqual([200, 410, 410]);
    expect(after.body['code']).toBe('personal_data.erased');
  });

  it('gives no stored answer back', async () => {
    const headers = { 'Idempotency-Key': 'create-1' };
    const request = { ...completeRequest, candidateName: 'Zoë' };
    const { body } = await call('POST', '/interviews', request, headers);
    const runId = String(body['runId']);
    await erase(runId);

    expect(await call('POST', '/interviews', request, headers)).toMatchObject({
      status: 410,
      body: { code: 'personal_data.erased' },
    });
    expect(await call('POST', '/interviews', { ...request, level: 'MID' }, headers)).toMatchObject({ status: 410 });
    expect(
      (await db('interviews').where({ tenant_id: owner.tenantId, request_hash: 'erased' })) as unknown[],
    ).not.toEqual([]);
  });

  it('takes no note any more', async () => {
    const runId = await assessedRun(world);
    await erase(runId);
    const verdict = { verdict: 'HIRE', note: 'late', approvedBy: 'Rita' };
    const plain = await call('POST', `/interviews/${runId}/assessment/approve`, verdict);
    const keyed = await call('POST', `/interviews/${runId}/assessment/approve`, verdict, { 'Idempotency-Key': 'late' });

    expect([plain.status, keyed.status]).toEqual([409, 410]);
    expect((await db('command_notes').where({ run_id: runId }).whereNotNull('note_sealed')) as unknown[]).toEqual([]);
  });

  it('has no word left in any row', async () => {
    const runId = await assessedRun(world);
    await erase(runId);
    const rows = (await db('turns').where({ run_id: runId })) as { answer_sealed: unknown; question_sealed: unknown }[];

    expect(answerText).toContain('Dublin');
    expect(rows).toMatchObject([{ answer_sealed: null, question_sealed: null, client_turn_id: null }]);
  });
});
