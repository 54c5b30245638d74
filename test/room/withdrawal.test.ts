import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createReconcileActivities } from '../../activities/reconcile.ts';
import { AppError } from '../../domain/errors.ts';
import type { NewFact } from '../../domain/lifecycle/facts.ts';
import type { NewAssessment } from '../../domain/ports/assessment.ts';
import { createAssessmentStore } from '../../infra/db/assessments/assessment-store.ts';
import { createOpenRunStore } from '../../infra/db/interviews/open-run-store.ts';
import { readInterview } from '../../infra/db/interviews/interview-read-store.ts';
import { sha256 } from '../../infra/system.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { createRoomWorld, openDevice, startDevice } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { room, engine, time } = world;
const assessments = createAssessmentStore(db, world.sealer);

const rowOf = (runId: string) => db('interviews').where({ run_id: runId }).first();
const eventsOf = async (runId: string): Promise<{ type: string; data: Record<string, unknown> }[]> =>
  db('events').select('type', 'data').where({ run_id: runId }).orderBy('position');
const typesOf = async (runId: string): Promise<string[]> => (await eventsOf(runId)).map(({ type }) => type);
const actsOf = async (runId: string): Promise<string[]> =>
  (await db('audit_intake').select('act').where({ target_id: runId }).orderBy('number')).map(
    ({ act }: { act: string }) => act,
  );
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

const started = async () => {
  const approved = await world.approve();
  const device = await startDevice(world, approved.token);
  await room.answer(device.visit(), { clientTurnId: 'c-1', turn: 1, text: 'What I said.' });
  const refuse = (noticeHash = device.view.notice.hash) =>
    room.giveConsent(device.visit(), { noticeHash, accepted: false });
  return { ...approved, ...device, refuse };
};

/** The same room while the engine cannot be reached. */
const cutOff = createRoom({
  ...world.deps,
  decisions: { ...world.deps.decisions, withdrawConsent: () => Promise.reject(new AppError('engine.unavailable')) },
});

const facts = {
  completed: { type: 'completed', detail: { reason: 'finished' } },
  assessmentReady: { type: 'assessmentReady', detail: { revision: 1, verdict: 'HIRE' } },
  assessmentApproved: {
    type: 'assessmentApproved',
    detail: { revision: 1, verdict: 'HIRE', overridden: false },
  },
} as const satisfies Record<string, NewFact>;

const feed = async (runId: string, ...types: (keyof typeof facts)[]): Promise<void> => {
  for (const type of types) await engine.record(runId, facts[type]);
};

const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0, calls: 0 };
const newAssessment: NewAssessment = {
  planRevision: 1,
  dictated: false,
  judgements: [],
  usage,
  assessment: {
    revision: 1,
    engine: 'offline',
    advisory: true,
    rubricHash: 'r',
    promptHash: 'p',
    transcriptHash: 't',
    overallScore: 70,
    uncertainty: 5,
    verdict: 'HIRE',
    competencies: [],
    skills: [],
    strengths: [],
    concerns: [],
    summary: '',
    coverage: 1,
    talkTime: 1,
    probes: [],
    createdAt: '2026-11-01T00:00:00.000Z',
  },
};

describe('consent withdrawn after the start', () => {
  test.each([
    ['in the conversation', []],
    ['while it is scored', ['completed']],
    ['while the verdict is awaited', ['completed', 'assessmentReady']],
  ] as const)('%s ends the interview for a person, and nothing said is used', async (_, types) => {
    const { runId, tenantId, visit, view, refuse } = await started();
    await feed(runId, ...types);

    const answer = await refuse();

    expect(answer).toMatchObject({
      consent: { accepted: false, noticeHash: view.notice.hash },
      state: 'CANCELLED',
      outcome: 'OPTED_OUT',
      withdrawal: { effect: 'interview_ended', at: new Date(time.now()).toISOString() },
    });
    expect(await rowOf(runId)).toMatchObject({ state: 'CANCELLED', outcome: 'OPTED_OUT' });
    expect((await eventsOf(runId)).slice(-2)).toEqual([
      { type: 'interview.consent_withdrawn', data: { decided: false } },
      { type: 'interview.cancelled', data: { outcome: 'OPTED_OUT' } },
    ]);
    expect(await codeOf(assessments.find({ tenantId, runId }, 1))).toBe('consent.withdrawn');
    expect(await codeOf(assessments.insert({ tenantId, runId }, newAssessment))).toBe('consent.withdrawn');
    expect(await codeOf(room.answer(visit(), { clientTurnId: 'c-2', turn: 2, text: 'More.' }))).toBe('room.frozen');
    expect(await room.readQuestion(visit())).toMatchObject({ question: null, done: true, timeLeftMs: 0 });
    expect(await codeOf(room.start(visit(), { mode: 'text' }))).toBe('room.frozen');
    expect(await codeOf(room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true }))).toBe(
      'interview.closed',
    );
    expect(await room.readSession(visit())).toMatchObject({ state: 'CANCELLED', outcome: 'OPTED_OUT' });
  });

  test('after a person’s decision is recorded and told, and the decision stands', async () => {
    const { runId, tenantId, refuse } = await started();
    await feed(runId, 'completed');
    await assessments.insert({ tenantId, runId }, newAssessment);
    await feed(runId, 'assessmentReady', 'assessmentApproved');

    const answer = await refuse();

    expect(answer).toMatchObject({ state: 'COMPLETED', outcome: null, withdrawal: { effect: 'recorded' } });
    expect(await rowOf(runId)).toMatchObject({ state: 'ASSESSMENT_APPROVED', outcome: 'ASSESSMENT_APPROVED' });
    expect((await eventsOf(runId)).at(-1)).toEqual({ type: 'interview.consent_withdrawn', data: { decided: true } });
    expect((await readInterview(db, { tenantId, runId }))?.assessment).toMatchObject({ revision: 1 });
    expect(engine.applied.filter(({ name }) => name === 'withdrawConsent')).not.toContainEqual({ runId });
  });

  test('takes an assessment that nobody has decided on out of sight at once', async () => {
    const { runId, tenantId, refuse } = await started();
    await feed(runId, 'completed');
    await assessments.insert({ tenantId, runId }, newAssessment);
    await feed(runId, 'assessmentReady');
    expect((await readInterview(db, { tenantId, runId }))?.assessment).toMatchObject({ revision: 1 });

    await refuse();

    expect(await readInterview(db, { tenantId, runId })).toMatchObject({
      assessment: null,
      consentWithdrawnAt: time.now(),
    });
  });

  test('before the start changes no state, and the interview may still be accepted', async () => {
    const { token, runId } = await world.approve();
    const { visit, view } = await openDevice(world, token);
    const before = await rowOf(runId);

    const answer = await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: false });

    expect(view.withdrawal).toMatchObject({ effect: 'nothing_starts', at: null });
    expect(answer).toMatchObject({ state: 'APPROVED', outcome: null, withdrawal: { effect: 'nothing_starts' } });
    expect(await rowOf(runId)).toMatchObject({ machine: before.machine, consent_withdrawn_at: null });
    expect(await typesOf(runId)).not.toContain('interview.consent_withdrawn');
    await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true });
    expect(await room.start(visit(), { mode: 'text' })).toMatchObject({ question: { turn: 1 } });
  });

  test('is never refused for its text: what is withdrawn is the consent that was given', async () => {
    const { runId, tenantId, view, refuse } = await started();
    await db('tenants')
      .where({ id: tenantId })
      .update({ settings: JSON.stringify({ retention: { personalData: 'P10D' } }) });

    await refuse('anything');

    const consents = await db('consents').where({ run_id: runId }).orderBy('number');
    expect(consents.map(({ accepted }: { accepted: boolean }) => accepted)).toEqual([true, false]);
    expect(consents[1]).toMatchObject({ notice_hash: view.notice.hash, notice_text: view.notice.text });
    expect(sha256(consents[1].notice_text)).toBe(consents[1].notice_hash);
  });

  test('twice, and from several devices at once, is once', async () => {
    const { token, runId, refuse } = await started();
    const other = await openDevice(world, token);
    const hash = other.view.notice.hash;

    await Promise.all([refuse(), refuse(), room.giveConsent(other.visit(), { noticeHash: hash, accepted: false })]);
    const again = await refuse();

    expect(again).toMatchObject({ state: 'CANCELLED', outcome: 'OPTED_OUT' });
    expect((await typesOf(runId)).filter((type) => type === 'interview.consent_withdrawn')).toHaveLength(1);
    expect((await typesOf(runId)).filter((type) => type === 'interview.cancelled')).toHaveLength(1);
    expect(await db('consents').where({ run_id: runId, accepted: false })).toHaveLength(1);
    expect((await actsOf(runId)).filter((act) => act === 'consent.withdrawn')).toHaveLength(1);
  });

  test('is told beforehand what it does, by the notice and beside the choice', async () => {
    const { visit } = await started();
    const { notice, withdrawal, erasure } = await room.readSession(visit());

    expect(notice.text).toContain('You may withdraw your consent at any time');
    expect(withdrawal).toMatchObject({ effect: 'interview_ends', at: null });
    expect(withdrawal?.text).toContain('Ada & Co is told to offer you a person');
    expect(erasure).toMatchObject({ requestedAt: null });
  });
});

describe('withdrawal against what runs at the same time', () => {
  test('an assessment that waits for the withdrawal’s lock is not kept', async () => {
    const { runId, tenantId } = await started();
    await feed(runId, 'completed');
    const withdrawing = await db.transaction();
    await withdrawing('interviews').where({ run_id: runId }).update({ consent_withdrawn_at: new Date() });
    const scoring = codeOf(assessments.insert({ tenantId, runId }, newAssessment));
    await eventually(
      () => db('pg_stat_activity').whereRaw(`wait_event_type = 'Lock' and query ilike '%insert into assessments%'`),
      (waiting) => waiting.length > 0,
    );
    await withdrawing.commit();

    expect(await scoring).toBe('consent.withdrawn');
    expect(await db('assessments').where({ run_id: runId })).toHaveLength(0);
  });

  test('scoring, finishing and withdrawing at once never leave a scored interview without consent', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { runId, tenantId, visit, refuse } = await started();
      const [scored] = await Promise.all([
        codeOf(assessments.insert({ tenantId, runId }, newAssessment)),
        pause(round % 4).then(() => refuse()),
        room.finish(visit()).catch(() => undefined),
      ]);
      const kept = await db('assessments').where({ run_id: runId });
      const row = await rowOf(runId);
      expect(row).toMatchObject({ state: 'CANCELLED', outcome: 'OPTED_OUT' });
      if (scored !== 'ok') expect([scored, kept.length]).toEqual(['consent.withdrawn', expect.any(Number)]);
      expect((await readInterview(db, { tenantId, runId }))?.assessment).toBeNull();
    }
  });

  test('a verdict given while the workflow has not heard of it is refused', async () => {
    const { runId, tenantId, visit, view } = await started();
    await feed(runId, 'completed', 'assessmentReady');
    await cutOff.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: false });

    const decisions = world.deps.decisions as typeof world.deps.decisions & {
      approveAssessment: (run: object, wish: object, caller: object) => Promise<unknown>;
    };
    const caller = { actor: { kind: 'integrator' }, updateKey: null };
    expect(await codeOf(decisions.approveAssessment({ tenantId, runId }, {}, caller))).toBe('consent.withdrawn');
    expect(await rowOf(runId)).toMatchObject({ state: 'ASSESSMENT_PENDING' });
  });
});

const reconcile = createReconcileActivities({
  runs: { ...createOpenRunStore(db), due: () => Promise.resolve([]) },
  engine,
  workflows: { statusOf: () => Promise.resolve({ status: 'running' }) },
  projection: { project: () => Promise.reject(new Error('unused')) },
  sealWording: () => Promise.resolve(),
  sweep: () => Promise.resolve(),
  erasures: { due: () => Promise.resolve([]), engine: { startErasure: () => Promise.resolve() }, keyCacheMs: 0 },
  budgetWaits: { due: () => Promise.resolve([]) },
  lostAfterMs: 0,
  clock: time,
  log: world.deps.logger,
  metrics: { increment: () => undefined, observe: () => undefined, set: () => undefined, reset: () => undefined },
  heartbeat: () => undefined,
});

describe('a withdrawal while the engine is away', () => {
  test('is acknowledged and kept, told at once, and reaches the workflow later', async () => {
    const { runId, tenantId, visit, view } = await started();
    await feed(runId, 'completed');

    expect(await cutOff.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: false })).toMatchObject({
      consent: { accepted: false },
      state: 'CANCELLED',
      outcome: 'OPTED_OUT',
      withdrawal: { effect: 'interview_ended' },
    });

    expect(await rowOf(runId)).toMatchObject({ state: 'COMPLETED' });
    expect((await typesOf(runId)).at(-1)).toBe('interview.consent_withdrawn');
    expect(await codeOf(assessments.insert({ tenantId, runId }, newAssessment))).toBe('consent.withdrawn');
    expect(await world.activities.readProgress({ tenantId, runId })).toMatchObject({ withdrawn: true });
    expect(await codeOf(room.finish(visit()))).toBe('ok');
    // Only withdrawals some seconds old are passed on: the room's own may be under way.
    await db('interviews')
      .where({ run_id: runId })
      .update({ consent_withdrawn_at: new Date(Date.now() - 10_000) });
    await reconcile.reconcile();
    expect(await rowOf(runId)).toMatchObject({ state: 'CANCELLED', outcome: 'OPTED_OUT' });
    expect((await typesOf(runId)).filter((type) => type === 'interview.consent_withdrawn')).toHaveLength(1);
    await reconcile.reconcile();
  });
});

describe('asking for erasure in the room', () => {
  test('is recorded with its time, told by an event and shown to both, once', async () => {
    const { runId, tenantId, visit, refuse } = await started();
    await refuse();

    const asked = await room.askErasure(visit());
    time.advance(1_000);
    expect(await room.askErasure(visit())).toEqual(asked);

    const at = asked.erasure.requestedAt;
    expect(at).not.toBeNull();
    expect((await room.readSession(visit())).erasure).toEqual(asked.erasure);
    expect(await readInterview(db, { tenantId, runId })).toMatchObject({ erasureRequestedAt: Date.parse(at ?? '') });
    expect((await typesOf(runId)).filter((type) => type === 'interview.erasure_requested')).toHaveLength(1);
    expect((await actsOf(runId)).filter((act) => act === 'erasure.wished')).toHaveLength(1);
  });

  test('is possible before the start and changes no state', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await openDevice(world, token);
    const { machine } = await rowOf(runId);

    await room.askErasure(visit());

    expect(await rowOf(runId)).toMatchObject({ machine, state: 'APPROVED' });
  });

  test('is 410 once an erasure was asked for, like everything in the room', async () => {
    const { runId, visit, refuse } = await started();
    await db('interviews').where({ run_id: runId }).update({ erased_at: new Date() });

    expect([await codeOf(room.askErasure(visit())), await codeOf(refuse())]).toEqual([
      'personal_data.erased',
      'personal_data.erased',
    ]);
    expect(await rowOf(runId)).toMatchObject({ erasure_wished_at: null, consent_withdrawn_at: null });
  });
});
