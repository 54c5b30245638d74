import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answerAll, createDevice, enterRoom, openRoom } from '../harness/candidate.ts';
import { loadContract } from '../harness/contract.ts';
import { answerFor, engineerRequest, wholeJourney } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type InterviewView } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';

const system = await useSystem();
const { apiUrl, tenant } = system;
const contract = await loadContract(apiUrl);
const observed = { onExchange: contract.observe };
const client = createNativeClient({ baseUrl: apiUrl, apiKey: tenant.apiKeys.integration, ...observed });
const { call, insist, read, until } = client;
const newDevice = () => createDevice(apiUrl, observed);

type Created = {
  runId: string;
  state: string;
  missingFields: { field: string; question: string }[];
  dataQuality: string;
};

const create = (request: Record<string, unknown> = engineerRequest): Promise<Created> =>
  insist<Created>('POST', interviewsPath, request);

const approved = async (request?: Record<string, unknown>): Promise<{ runId: string; interviewLink: string }> => {
  const { runId } = await create(request);
  await until(runId, 'PENDING');
  const { interviewLink } = await insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'));
  return { runId, interviewLink };
};

const typesOf = ({ timeline }: InterviewView): string[] => timeline.map(({ type }) => type);

const eventsOf = (runId: string): Promise<{ type: string; seq: number }[]> =>
  system.db('events').select('type', 'seq').where({ run_id: runId }).orderBy('position') as unknown as Promise<
    { type: string; seq: number }[]
  >;

const suppliedInTwoRounds = async (): Promise<string> => {
  const { qualifications, position, level, ...person } = engineerRequest;
  const created = await create(person);
  expect(created).toMatchObject({ state: 'INFO_NEEDED', dataQuality: 'INSUFFICIENT' });
  const { runId } = created;
  expect(created.missingFields.map(({ field }) => field)).toEqual(expect.arrayContaining(['position', 'level']));
  const first = await insist<Created>('PATCH', pathOf(runId, '/info'), { position });
  expect(first.state).toBe('INFO_NEEDED');
  expect(first.missingFields.map(({ field }) => field)).not.toContain('position');
  const second = await insist<Created>('PATCH', pathOf(runId, '/info'), { level, qualifications });
  expect(second).toMatchObject({ dataQuality: 'EXCELLENT', missingFields: [] });
  return runId;
};

const wording =
  'Which service in TypeScript and Node.js have you run in production, and what did you do about an outage?';

const reviseFirstQuestion = async (runId: string): Promise<void> => {
  const drafted = await until(runId, 'PENDING');
  const [first, ...others] = drafted.plan?.questions ?? [];
  const vague = { instructions: 'Make it about an outage.', targets: [{ questionId: first?.id, change: 'Harder' }] };
  const refused = await call<{ code: string; possible: string[] }>('PATCH', pathOf(runId, '/plan/revise'), {
    body: vague,
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'plan.revision_not_understood' } });
  expect(refused.body.possible.join(' ')).toContain('Reword');
  expect(await read(runId)).toMatchObject({ state: 'PENDING', seq: drafted.seq, plan: drafted.plan });
  const answer = await insist('PATCH', pathOf(runId, '/plan/revise'), {
    instructions: 'Please revise as follows.',
    targets: [{ questionId: first?.id, change: `Reword to: "${wording}"` }],
  });
  expect(answer).toEqual({ state: 'GENERATING_PLAN', planRevision: 2 });
  const { plan } = await until(runId, 'PENDING');
  expect(plan?.revision).toBe(2);
  expect(plan?.questions[0]).toEqual({ ...first, text: wording });
  expect(plan?.questions.slice(1)).toEqual(others);
};

const approveTheNewOne = async (runId: string): Promise<string> => {
  const stale = await call('POST', pathOf(runId, '/plan/approve'), { body: { planRevision: 1 } });
  expect(stale).toMatchObject({ status: 409, body: { code: 'interview.stale_revision' } });
  const approval = { planRevision: 2, approvedBy: 'Rita' };
  const { interviewLink } = await insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'), approval);
  expect((await read(runId)).interviewLink).toBe(interviewLink);
  return interviewLink;
};

const talkOnTwoDevices = async (interviewLink: string): Promise<void> => {
  const phone = newDevice();
  const started = await enterRoom(phone, interviewLink);
  expect(started.greeting).toContain('Zoë');
  const answer = { clientTurnId: 'phone-1', turn: started.question?.turn, text: answerFor({ turn: 1 }) };
  const answered = await phone.succeed<{ next: { turn: number } }>('POST', '/room/api/answers', answer);
  const laptop = newDevice();
  const resumed = await enterRoom(laptop, interviewLink);
  expect(resumed.question).toEqual(answered.next);
  expect(resumed.sessionId).toBe(started.sessionId);
  const asked = await answerAll(laptop, resumed.question, answerFor);
  expect(asked.at(-1)?.kind).toBe('closing');
  type Finished = { state: string; receipt: { answered: number } };
  const { state, receipt } = await phone.succeed<Finished>('POST', '/room/api/finish');
  expect(state).toBe('COMPLETED');
  expect(receipt.answered).toBe(asked.length);
};

const decideOtherwise = async (runId: string): Promise<InterviewView> => {
  const { assessment } = await until(runId, 'ASSESSMENT_PENDING');
  expect(assessment).toMatchObject({ engine: 'offline', advisory: true });
  expect(assessment?.verdict).toBe('MAYBE');
  const quotes = assessment?.competencies.flatMap(({ evidence }) => evidence) ?? [];
  expect(quotes.length).toBeGreaterThan(0);
  for (const { turn, quote } of quotes) expect(answerFor({ turn })).toContain(quote);
  const unexplained = await call('POST', pathOf(runId, '/assessment/approve'), { body: { verdict: 'HIRE' } });
  expect(unexplained).toMatchObject({ status: 422, body: { code: 'assessment.reason_required' } });
  const decision = {
    verdict: 'HIRE',
    reasonCodes: ['reference_check'],
    note: 'See the reference.',
    approvedBy: 'Rita',
  };
  const answer = await insist('POST', pathOf(runId, '/assessment/approve'), decision);
  expect(answer).toEqual({ state: 'ASSESSMENT_APPROVED', verdict: 'HIRE', overridden: true });
  return read(runId);
};

describe('one interview over HTTP alone', () => {
  it('goes through two rounds of questions, a revision and a conversation on two devices to a verdict of its own', async () => {
    const runId = await suppliedInTwoRounds();
    await reviseFirstQuestion(runId);
    const interviewLink = await approveTheNewOne(runId);
    await talkOnTwoDevices(interviewLink);
    const final = await decideOtherwise(runId);

    const ended = { state: 'ASSESSMENT_APPROVED', outcome: 'ASSESSMENT_APPROVED', humanFollowUp: false };
    expect(final).toMatchObject({ ...ended, allowedCommands: [] });
    expect(final.sessions).toHaveLength(1);
    const supplied = ['infoSupplied', 'infoMerged'];
    const planned = ['planReady', 'planRevisionRequested', 'planReady', 'planApproved'];
    const held = ['sessionRequested', 'sessionOpened', 'completed', 'assessmentReady', 'assessmentApproved'];
    expect(typesOf(final)).toEqual(['received', 'validated', ...supplied, ...supplied, ...planned, ...held]);
    expect(final.timeline.map(({ seq }) => seq)).toEqual(final.timeline.map((_, index) => index + 1));
    const before = ['received', 'info_needed', 'info_needed', 'info_completed', 'plan_generated', 'plan_generated'];
    const after = ['approved', 'started', 'completed', 'assessment_pending', 'assessment_approved'];
    const told = (await eventsOf(runId)).map(({ type }) => type.replace('interview.', ''));
    expect(told).toEqual([...before, ...after]);
    type Page = { items: { runId: string }[] };
    const ranking = await call<Page>('GET', '/api/v1/integration/rankings?position=Backend%20Engineer');
    expect(ranking.body.items.map((item) => item.runId)).toContain(runId);
  });

  it('answers the same however often a request is repeated under its key', async () => {
    const { final } = await wholeJourney({ client, apiUrl });
    const { runId } = final;
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { ...engineerRequest, externalId: randomUUID() };

    const first = await call<Created>('POST', interviewsPath, { body, headers });
    const again = await call<Created>('POST', interviewsPath, { body, headers });
    const known = await call<Created>('POST', interviewsPath, { body });
    const other = await call('POST', interviewsPath, { body: { ...body, level: 'LEAD' } });
    const misused = await call('POST', interviewsPath, { body: { ...body, level: 'LEAD' }, headers });

    expect([first.status, again.status, known.status, other.status, misused.status]).toEqual([201, 201, 200, 200, 422]);
    expect(again.body).toEqual(first.body);
    expect(known.body).toMatchObject({ runId: first.body.runId, existing: true, differs: false });
    expect(other.body).toMatchObject({ runId: first.body.runId, existing: true, differs: true });
    await until(first.body.runId, 'PENDING');
    const approvals = await Promise.all(
      [1, 2, 3].map(() =>
        insist<{ state: string }>('POST', pathOf(first.body.runId, '/plan/approve')).catch((error: unknown) =>
          String(error),
        ),
      ),
    );
    expect(approvals.filter((answer) => typeof answer === 'object').length).toBeGreaterThanOrEqual(1);
    expect(typesOf(await read(first.body.runId)).filter((type) => type === 'planApproved')).toHaveLength(1);
    const late = await call('POST', pathOf(runId, '/plan/approve'));
    expect(late).toMatchObject({ status: 409, body: { currentState: 'ASSESSMENT_APPROVED', allowedCommands: [] } });
  });

  it('is cancelled by DELETE, also twice under one key, and the link is dead afterwards', async () => {
    const { runId, interviewLink } = await approved();
    const headers = { 'Idempotency-Key': randomUUID() };

    const answers = [
      await call('DELETE', pathOf(runId), { headers }),
      await call('DELETE', pathOf(runId), { headers }),
    ];

    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { runId, state: 'CANCELLED' } });
    expect(await read(runId)).toMatchObject({ state: 'CANCELLED', outcome: 'CANCELLED' });
    const device = newDevice();
    await openRoom(device, interviewLink).catch(() => null);
    expect((await device.call('POST', '/room/api/start', { mode: 'text' })).status).toBeGreaterThanOrEqual(400);
    expect(await call('DELETE', pathOf(runId))).toMatchObject({ status: 409, body: { code: 'interview.closed' } });
  });

  it('needs no approval of the plan where the tenant says so', async () => {
    await insist('PATCH', '/api/v1/tenant', { autoApprovePlans: true });
    const { runId } = await create();
    const view = await until(runId, 'APPROVED');
    await insist('PATCH', '/api/v1/tenant', { autoApprovePlans: null });

    expect(view.interviewLink).toMatch(/\/interview\/.+/);
    expect(typesOf(view)).toEqual(['received', 'validated', 'planReady', 'planApproved']);
  });
});

describe('reads', () => {
  it('cost nothing while nothing is new, and wait for what is', async () => {
    const { runId } = await create();
    const pending = await until(runId, 'PENDING');
    const tag = (await call('GET', pathOf(runId))).headers.get('etag') ?? '';

    const unchanged = await call('GET', pathOf(runId), { headers: { 'If-None-Match': tag } });
    const waiting = call<InterviewView>('GET', pathOf(runId, `?wait=20&afterSeq=${pending.seq}`));
    await insist('POST', pathOf(runId, '/plan/reject'), { feedback: 'Not any more.', rejectedBy: 'Rita' });
    const news = await waiting;
    const changed = await call('GET', pathOf(runId), { headers: { 'If-None-Match': tag } });

    expect(tag).toMatch(/^"\d+\.\d+"$/);
    expect(unchanged.status).toBe(304);
    expect(unchanged.body).toBeNull();
    expect(news.body).toMatchObject({ state: 'REJECTED', outcome: 'PLAN_REJECTED', seq: pending.seq + 1 });
    expect(changed.status).toBe(200);
  });

  it('show nothing of another tenant, whatever the call', async () => {
    const { runId } = await create();
    const stranger = await system.addTenant();
    const key = stranger.apiKeys.integration;
    const calls = [
      ['GET', ''],
      ['DELETE', ''],
      ['PATCH', '/info', { level: 'LEAD' }],
      ['POST', '/plan/approve'],
      ['POST', '/plan/reject', { feedback: 'x' }],
      ['PATCH', '/plan/revise', { instructions: 'x' }],
      ['POST', '/schedule', { scheduledAt: new Date(Date.now() + 3_600_000).toISOString() }],
      ['POST', '/rescore'],
      ['POST', '/retry'],
      ['POST', '/abort'],
      ['POST', '/assessment/approve'],
      ['POST', '/assessment/reject', { reason: 'x' }],
      ['POST', '/assessment/chat', { question: 'x' }],
    ] as const;

    for (const [method, rest, body] of calls) {
      const theirs = await call<Record<string, unknown>>(method, pathOf(runId, rest), { key, body });
      const nobodys = await call<Record<string, unknown>>(method, pathOf('run_00000000000000000000000000', rest), {
        key,
        body,
      });
      expect([rest, theirs.status, theirs.body['code']]).toEqual([rest, 404, 'interview.not_found']);
      expect({ ...theirs.body, requestId: '' }).toEqual({ ...nobodys.body, requestId: '' });
    }
    const named = await call('GET', pathOf(runId), {
      key: stranger.apiKeys.platform,
      headers: { 'X-Tenant-ID': tenant.tenantId },
    });
    expect(named.status).toBe(404);
    expect((await call<{ items: unknown[] }>('GET', interviewsPath, { key })).body.items).toEqual([]);
    expect((await until(runId, 'PENDING')).outcome).toBeNull();
  });

  it('and writes are refused to keys without the scope, and to no key at all', async () => {
    const { runId } = await create();
    const { candidate_import: importer, core, platform } = tenant.apiKeys;

    expect((await call('POST', interviewsPath, { key: importer, body: engineerRequest })).status).toBe(201);
    for (const key of [importer, core])
      expect(await call('GET', pathOf(runId), { key })).toMatchObject({
        status: 403,
        body: { code: 'key.scope_missing' },
      });
    expect(await call('POST', pathOf(runId, '/plan/approve'), { key: core })).toMatchObject({ status: 403 });
    expect(await call('GET', '/api/v1/tenant', { key: importer })).toMatchObject({ status: 403 });
    expect(await call('GET', pathOf(runId), { key: null })).toMatchObject({
      status: 401,
      body: { code: 'key.missing' },
    });
    expect(await call('GET', pathOf(runId), { key: `${tenant.apiKeys.integration}x` })).toMatchObject({
      status: 401,
      body: { code: 'key.invalid' },
    });
    expect(await call('GET', pathOf(runId), { key: platform })).toMatchObject({
      status: 400,
      body: { code: 'tenant.required' },
    });
    const chosen = { 'X-Tenant-ID': tenant.tenantId };
    expect((await call('GET', pathOf(runId), { key: platform, headers: chosen })).status).toBe(200);
  });
});

describe('everything that was answered above', () => {
  it('is as the server describes it, and nothing failed on its side', () => {
    expect(contract.violations()).toEqual([]);
    expect([...contract.reached()].filter((seen) => seen.endsWith(' 500'))).toEqual([]);
    expect(contract.reached().size).toBeGreaterThan(25);
  });
});
