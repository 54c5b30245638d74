import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { SealPlace } from '../../domain/ports/system.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { completeRequest, pendingRun, storePlan, useNativeApi } from './native-bench.ts';

const bench = await useNativeApi();
const { db, call, machine, owner, workers } = bench;

const on = (runId: string) => (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(method, `/interviews/${runId}${path}`, body, headers);

const create = async (request: object = completeRequest): Promise<string> =>
  (await call('POST', '/interviews', request)).body['runId'] as string;

const assessedRun = async (verdict: 'HIRE' | null = 'HIRE'): Promise<string> => {
  const runId = await pendingRun(bench);
  await on(runId)('POST', '/plan/approve');
  await machine.feed(runId, { type: 'sessionRequested', detail: { attempt: 1, mode: 'text' } });
  await machine.feed(runId, {
    type: 'sessionOpened',
    detail: { attempt: 1, sessionId: 's', provider: 'room', mode: 'text' },
  });
  await machine.feed(runId, { type: 'completed', detail: { reason: 'finished' } });
  await machine.feed(runId, { type: 'assessmentReady', detail: { revision: 1, verdict } });
  return runId;
};

const noteOf = async (runId: string, command: string) => {
  const row = (await db('command_notes').where({ run_id: runId, command }).first()) as {
    id: string;
    note_sealed: Buffer | null;
    decided_by_sealed: Buffer | null;
  };
  const run = { tenantId: owner.tenantId, runId };
  const open = async <T>(sealed: Buffer | null, place: SealPlace<T>) =>
    sealed === null ? null : bench.sealer.open(place, sealed);
  return {
    id: row.id,
    note: await open(row.note_sealed, sealPlaces.note(run, row.id)),
    by: await open(row.decided_by_sealed, sealPlaces.decidedBy(run, row.id)),
  };
};

afterEach(() => {
  machine.failWith = null;
  machine.hold = () => Promise.resolve();
  workers.isAlive = true;
});

describe('cancelling', () => {
  it('ends the run; a second time it is 409 with the state it is in', async () => {
    const runId = await create();
    const first = await on(runId)('DELETE', '');
    const second = await on(runId)('DELETE', '');

    expect(first).toMatchObject({ status: 200, body: { runId, state: 'CANCELLED' } });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'interview.closed', currentState: 'CANCELLED', allowedCommands: [] },
    });
  });

  it('the same Idempotency-Key after a lost answer gets the first answer, although the run has ended', async () => {
    const runId = await create();
    const headers = { 'idempotency-key': 'cancel-1' };
    await on(runId)('DELETE', '', undefined, headers);
    await db('idempotency_keys').delete();

    expect(await on(runId)('DELETE', '', undefined, headers)).toMatchObject({
      status: 200,
      body: { state: 'CANCELLED' },
    });
    expect(await db('transitions').where({ run_id: runId, type: 'cancelled' })).toHaveLength(1);
  });
});

describe('deciding about a plan', () => {
  it('approval answers with the candidate’s link and its end', async () => {
    const runId = await pendingRun(bench);
    const { status, body } = await on(runId)('POST', '/plan/approve', {
      planRevision: 1,
      approvedBy: 'Dana Recruiter',
    });
    const read = await on(runId)('GET', '');

    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['expiresAt', 'interviewLink', 'state']);
    expect(body).toMatchObject({
      state: 'APPROVED',
      interviewLink: read.body['interviewLink'],
      expiresAt: read.body['linkExpiresAt'],
    });
    expect(await noteOf(runId, 'approvePlan')).toMatchObject({ note: null, by: 'Dana Recruiter' });
  });

  it('approval with a start, given now or with the request, schedules the run', async () => {
    const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
    const now = await pendingRun(bench);
    const before = await pendingRun(bench, { ...completeRequest, scheduledAt });

    expect((await on(now)('POST', '/plan/approve', { scheduledAt })).body).toMatchObject({ state: 'SCHEDULED' });
    expect((await on(before)('POST', '/plan/approve')).body).toMatchObject({ state: 'SCHEDULED' });
    expect((await on(before)('GET', '')).body).toMatchObject({ state: 'SCHEDULED', scheduledAt });
  });

  it('a start that an earlier version merged into the row alone still counts, unless it has passed', async () => {
    const startAt = new Date(Date.now() + 86_400_000);
    const [ahead, passed] = [await pendingRun(bench), await pendingRun(bench)];
    await db('interviews').where({ run_id: ahead }).update({ requested_start_at: startAt });
    await db('interviews')
      .where({ run_id: passed })
      .update({ requested_start_at: new Date(Date.now() - 1) });

    expect((await on(ahead)('POST', '/plan/approve')).body).toMatchObject({ state: 'SCHEDULED' });
    expect((await on(passed)('POST', '/plan/approve')).body).toMatchObject({ state: 'APPROVED' });
    expect((await on(ahead)('GET', '')).body).toMatchObject({ scheduledAt: startAt.toISOString() });
  });

  it('a stale revision and a wrong state are refused with what is allowed instead', async () => {
    const runId = await pendingRun(bench);
    const stale = await on(runId)('POST', '/plan/approve', { planRevision: 2 });
    const wrong = await on(runId)('POST', '/schedule', {
      scheduledAt: new Date(Date.now() + 86_400_000).toISOString(),
    });

    expect(stale).toMatchObject({ status: 409, body: { code: 'interview.stale_revision', currentState: 'PENDING' } });
    expect(wrong).toMatchObject({
      status: 409,
      body: { code: 'interview.invalid_transition', currentState: 'PENDING' },
    });
    expect(wrong.body['allowedCommands']).toContain('approvePlan');
  });

  it('rejection ends the run and keeps the feedback sealed', async () => {
    const runId = await pendingRun(bench);
    const { status, body } = await on(runId)('POST', '/plan/reject', { feedback: 'Not this one.', rejectedBy: 'Dana' });

    expect({ status, body }).toEqual({ status: 200, body: { state: 'REJECTED', outcome: 'PLAN_REJECTED' } });
    expect(await noteOf(runId, 'rejectPlan')).toMatchObject({ note: { text: 'Not this one.' }, by: 'Dana' });
    expect(machine.sent.at(-1)?.args).toMatchObject({ noteId: expect.stringMatching(/^note_[0-9a-f]{26}$/) as string });
    expect(JSON.stringify(machine.sent.at(-1))).not.toMatch(/Not this one|Dana/);
  });

  it('a revision keeps its targets and answers with the revision being drafted', async () => {
    const runId = await pendingRun(bench);
    const targets = [
      { questionId: 'q1', change: 'Shorter.' },
      { competency: 'TypeScript', change: 'More depth.' },
    ];
    const { status, body } = await on(runId)('PATCH', '/plan/revise', { instructions: 'Be brief.', targets });

    expect({ status, body }).toEqual({ status: 200, body: { state: 'GENERATING_PLAN', planRevision: 2 } });
    expect((await noteOf(runId, 'revisePlan')).note).toEqual({ text: 'Be brief.', targets });
  });

  it('a target that the plan does not have is refused, and nothing is sent', async () => {
    const runId = await pendingRun(bench);
    const sent = machine.sent.length;
    const { status, body } = await on(runId)('PATCH', '/plan/revise', {
      instructions: 'x',
      targets: [{ questionId: 'q9', change: 'x' }],
    });

    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'plan.question_not_found' });
    expect(machine.sent).toHaveLength(sent);
  });
});

describe('supplying missing data', () => {
  it('stores it sealed and answers with what the merge came to', async () => {
    const runId = await create({ companyName: 'Acme' });
    const { status, body } = await on(runId)('PATCH', '/info', { position: 'Engineer', candidateName: 'Zoë' });

    expect({ status, body }).toEqual({
      status: 200,
      body: { state: 'VALIDATING_SKILLS', dataQuality: 'EXCELLENT', missingFields: [], warnings: [] },
    });
    const row = (await db('info_submissions').where({ run_id: runId }).first()) as {
      id: string;
      submission_sealed: Buffer;
    };
    const place = sealPlaces.infoSubmission({ tenantId: owner.tenantId, runId }, row.id);
    expect(await bench.sealer.open(place, row.submission_sealed)).toEqual({
      position: 'Engineer',
      candidateName: 'Zoë',
    });
    expect(machine.sent.at(-1)?.args).toEqual({ submissionId: row.id });
  });

  it('says what is still missing', async () => {
    const runId = await create({ companyName: 'Acme' });
    machine.merged = {
      dataQuality: 'INSUFFICIENT',
      missing: [{ field: 'level', severity: 'CRITICAL', reason: 'level_absent' }],
    };
    const { body } = await on(runId)('PATCH', '/info', { position: 'Engineer' });
    machine.merged = { dataQuality: 'EXCELLENT', missing: [] };

    expect(body).toMatchObject({ state: 'INFO_NEEDED', missingFields: [{ field: 'level', severity: 'CRITICAL' }] });
  });

  it('the externalId may be repeated but not changed', async () => {
    const runId = await create({ companyName: 'Acme', externalId: 'info-1' });

    expect((await on(runId)('PATCH', '/info', { level: 'MID', externalId: 'info-2' })).body).toMatchObject({
      code: 'request.invalid',
    });
    expect((await on(runId)('PATCH', '/info', { level: 'MID', externalId: 'info-1' })).status).toBe(200);
  });

  it('an address that events cannot be sent to is refused', async () => {
    const { status, body } = await on(await create({}))('PATCH', '/info', { callbackUrl: 'https://localhost/hook' });

    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/callbackUrl', code: 'address_not_allowed' }] });
  });

  it('an empty body is refused', async () => {
    expect((await on(await create({}))('PATCH', '/info', {})).status).toBe(400);
  });
});

describe('deciding about an assessment', () => {
  it('the proposed verdict stands without further words', async () => {
    const { status, body } = await on(await assessedRun())('POST', '/assessment/approve');

    expect({ status, body }).toEqual({
      status: 200,
      body: { state: 'ASSESSMENT_APPROVED', verdict: 'HIRE', overridden: false },
    });
  });

  it('another verdict needs a reason code and is marked as an override', async () => {
    const runId = await assessedRun();
    const bare = await on(runId)('POST', '/assessment/approve', { verdict: 'NO_HIRE' });
    const reasoned = await on(runId)('POST', '/assessment/approve', {
      verdict: 'NO_HIRE',
      reasonCodes: ['reference_check'],
      note: 'Called them.',
      approvedBy: 'Dana',
    });

    expect(bare).toMatchObject({ status: 422, body: { code: 'assessment.reason_required' } });
    expect(reasoned).toMatchObject({ status: 200, body: { verdict: 'NO_HIRE', overridden: true } });
    expect(await noteOf(runId, 'approveAssessment')).toMatchObject({ note: { text: 'Called them.' }, by: 'Dana' });
  });

  it('without a proposed verdict one has to be stated', async () => {
    const { status, body } = await on(await assessedRun(null))('POST', '/assessment/approve', {});

    expect({ status, code: body['code'] }).toEqual({ status: 422, code: 'assessment.verdict_required' });
  });

  it('rejection and rescoring answer with where the run goes', async () => {
    const rejected = await on(await assessedRun())('POST', '/assessment/reject', { reason: 'Poor line.' });
    const rescored = await on(await assessedRun())('POST', '/rescore');

    expect(rejected).toMatchObject({ status: 200, body: { state: 'CANCELLED', outcome: 'ASSESSMENT_REJECTED' } });
    expect(rescored).toMatchObject({ status: 200, body: { state: 'COMPLETED', assessmentRevision: 2 } });
  });
});

describe('scheduling and repairing', () => {
  it('schedule sets the start', async () => {
    const runId = await pendingRun(bench);
    await on(runId)('POST', '/plan/approve');
    const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();

    expect((await on(runId)('POST', '/schedule', { scheduledAt })).body).toEqual({ state: 'SCHEDULED', scheduledAt });
    expect((await on(runId)('POST', '/schedule', { scheduledAt: '2020-01-01T00:00:00Z' })).status).toBe(400);
  });

  it('retry and abort work only while attention is set', async () => {
    const runId = await create();
    const early = await on(runId)('POST', '/retry');
    await machine.feed(runId, {
      type: 'workFailed',
      detail: { work: 'draftPlan', code: 'model.unavailable', retryable: true },
    });
    const shown = await on(runId)('GET', '');
    const retried = await on(runId)('POST', '/retry', {});
    await machine.feed(runId, {
      type: 'workFailed',
      detail: { work: 'draftPlan', code: 'model.unavailable', retryable: true },
    });
    const aborted = await on(runId)('POST', '/abort');

    expect(early).toMatchObject({ status: 409, body: { code: 'interview.invalid_transition' } });
    expect(shown.body).toMatchObject({ attention: { code: 'model.unavailable', retryable: true } });
    expect(retried).toMatchObject({ status: 200, body: { state: 'VALIDATING_SKILLS' } });
    expect(aborted).toMatchObject({ status: 200, body: { state: 'CANCELLED', outcome: 'FAILED' } });
    expect((await on(runId)('GET', '')).body).toMatchObject({ humanFollowUp: true, attention: null });
  });
});

describe('when things are missing or crowded', () => {
  it('without a worker nothing is sent, and the answer says when to come back', async () => {
    const runId = await pendingRun(bench);
    workers.isAlive = false;
    const sent = machine.sent.length;
    const { status, body, headers } = await on(runId)('POST', '/plan/reject', { feedback: 'x' });

    expect({ status, code: body['code'] }).toEqual({ status: 503, code: 'worker.unavailable' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(machine.sent).toHaveLength(sent);
    expect(await db('command_notes').where({ run_id: runId })).toHaveLength(0);
  });

  it('an obvious refusal needs no worker', async () => {
    const runId = await create();
    workers.isAlive = false;

    expect((await on(runId)('POST', '/plan/approve')).status).toBe(409);
  });

  it('the ninth command at once for one run is asked to come back; other runs are not held up', async () => {
    const [crowded, other] = [await pendingRun(bench), await pendingRun(bench)];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    machine.hold = () => gate;
    const sent = machine.sent.length;
    const waiting = Array.from({ length: 8 }, (_, i) => on(crowded)('POST', '/plan/approve', { approvedBy: `P${i}` }));
    await expect.poll(() => machine.sent.length).toBe(sent + 8);
    const ninth = await on(crowded)('POST', '/plan/approve');
    machine.hold = () => Promise.resolve();
    const elsewhere = await on(other)('POST', '/plan/approve');
    release();
    const answers = await Promise.all(waiting);

    expect(ninth).toMatchObject({ status: 429, body: { code: 'interview.too_many_commands' } });
    expect(ninth.headers.get('retry-after')).toBe('1');
    expect(elsewhere.status).toBe(200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect((await on(crowded)('DELETE', '')).status).toBe(200);
  });

  it('a run whose workflow was never started is started by its first command', async () => {
    machine.failWith = new AppError('engine.unavailable');
    const runId = await create();
    machine.failWith = null;

    expect((await on(runId)('DELETE', '')).status).toBe(200);
    expect(machine.started).toContain(runId);
  });

  it('an unknown outcome is repeated under the same update id, with one note', async () => {
    const runId = await pendingRun(bench);
    machine.hold = () => Promise.reject(new AppError('interview.unknown_outcome', { retryAfterSeconds: 2 }));
    const lost = await on(runId)('POST', '/plan/reject', { feedback: 'Same words.' });
    machine.hold = () => Promise.resolve();
    const again = await on(runId)('POST', '/plan/reject', { feedback: 'Same words.' });

    expect(lost).toMatchObject({ status: 503, body: { code: 'interview.unknown_outcome' } });
    expect(lost.headers.get('retry-after')).toBe('2');
    expect(again.status).toBe(200);
    const [one, two] = machine.sent.slice(-2).map(({ updateId }) => updateId);
    expect(one).toBe(two);
    expect(await db('command_notes').where({ run_id: runId })).toHaveLength(1);
  });

  it('another tenant’s run is not found by any command, and no note is left', async () => {
    const runId = await pendingRun(bench);
    const { key } = await bench.admin.tenantWithKey();
    const as = bench.callAs(key);
    const answers = [
      await as('DELETE', `/interviews/${runId}`),
      await as('PATCH', `/interviews/${runId}/info`, { level: 'MID' }),
      await as('POST', `/interviews/${runId}/plan/approve`),
      await as('POST', `/interviews/${runId}/plan/reject`, { feedback: 'x' }),
      await as('PATCH', `/interviews/${runId}/plan/revise`, { instructions: 'x' }),
      await as('POST', `/interviews/${runId}/assessment/approve`),
      await as('POST', `/interviews/${runId}/assessment/reject`, { reason: 'x' }),
      await as('POST', `/interviews/${runId}/retry`),
    ];

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await db('command_notes').where({ run_id: runId })).toHaveLength(0);
  });

  it('a second plan revision is decided on its own number', async () => {
    const runId = await pendingRun(bench);
    await on(runId)('PATCH', '/plan/revise', { instructions: 'Again.' });
    await storePlan(db, { tenantId: owner.tenantId, runId }, 2);
    await machine.feed(runId, { type: 'planReady', detail: { revision: 2 } });

    expect((await on(runId)('POST', '/plan/approve', { planRevision: 1 })).status).toBe(409);
    expect((await on(runId)('POST', '/plan/approve', { planRevision: 2 })).status).toBe(200);
  });
});
