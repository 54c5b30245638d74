import { keyKinds } from '../domain/access/principal.ts';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import type { Command } from '../domain/lifecycle/commands.ts';
import { defaultPolicy } from '../domain/lifecycle/policy.ts';
import { initialState, type RunState } from '../domain/lifecycle/state.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { StoredInterview } from '../domain/ports/interviews.ts';
import { inlineTextWork } from '../infra/text-pool/text-pool.ts';
import { createDecisions, type Caller, type DecisionDeps } from './decisions.ts';

const run = { tenantId: 'ten_1', runId: 'run_1' };
const now = Date.UTC(2027, 0, 1);
const dayMs = 86_400_000;
const keyless: Caller = { actor: { kind: 'recruiter', id: 'key_1' }, updateKey: null };
const keyed: Caller = { ...keyless, updateKey: 'hash-of-the-key' };
const scopes = keyKinds.integration;
const secret = 'Mention Dana’s sabbatical';
const plan = { questions: [{ id: 'q1' }], competencies: [{ id: 'c1', name: 'TypeScript' }] } as Plan;

const pending: Partial<RunState> = { state: 'PENDING', seq: 3, planRevision: 1 };

/** The ports in memory; `log` tells what happened in which order. */
const useWorld = (machine: Partial<RunState> = pending) => {
  const log: string[] = [];
  const sent: { command: Command; updateId: string }[] = [];
  const notes = new Set<string>();
  const observed: unknown[] = [];
  const row: StoredInterview = {
    runId: run.runId,
    interviewId: 'uuid',
    externalId: 'ext_1',
    requestHash: 'hash',
    started: true,
    linkSealed: null,
    consentWithdrawn: false,
    gone: false,
    requestedStartAt: null,
    createdAt: now,
    policy: defaultPolicy,
    machine: { ...initialState, ...machine },
  };
  const faults: { engine?: AppError | null; lost?: boolean; texts?: AppError; worker?: 'gone' } = {};
  const hold = { until: Promise.resolve() };
  const deps: DecisionDeps = {
    interviews: {
      find: ({ tenantId, runId }) => Promise.resolve(tenantId === run.tenantId && runId === run.runId ? row : null),
    },
    plans: { find: () => Promise.resolve(plan) },
    planner: {
      revisionRefusal: (_plan, { instructions }) =>
        Promise.resolve(instructions === 'Sing it.' ? ['Remove it.'] : null),
    },
    textWork: inlineTextWork,
    locales: ['en'],
    texts: {
      keepNote: async (_run, { id }) => {
        if (faults.texts) throw faults.texts;
        log.push(`note ${id}`);
        notes.add(id);
      },
      readNote: (_run, id) => Promise.resolve(notes.has(id) ? { text: '' } : null),
      keepSubmission: (_run, id) => Promise.resolve(void log.push(`info ${id}`)),
    },
    sealer: {
      seal: () => Promise.reject(new Error('nothing is sealed here')),
      open: () => Promise.reject(new Error('nothing is opened here')),
    },
    projection: { project: () => Promise.resolve(row.machine) },
    engine: {
      startInterview: ({ runId }) => Promise.resolve(void log.push(`start ${runId}`)),
      sendCommand: async ({ command, updateId }) => {
        log.push(`send ${command.name}`);
        sent.push({ command, updateId });
        await hold.until;
        const fault = faults.engine;
        if (fault?.code === 'interview.not_found' && !faults.lost) faults.engine = null;
        if (fault) throw fault;
        const { seq, state, outcome, planRevision, assessmentRevision, verdict } = row.machine;
        return { seq, state, outcome, planRevision, assessmentRevision, verdict, sessionId: null };
      },
    },
    wantsDeciderNames: () => Promise.resolve(false),
    workers: { alive: () => Promise.resolve(faults.worker === undefined) },
    outbound: { problemOf: (url) => (url.startsWith('https:') ? null : 'scheme_not_allowed') },
    clock: { now: () => now },
    keyedDigest: (text) => createHash('sha256').update(text).digest('hex'),
    metrics: {
      increment: () => undefined,
      set: () => undefined,
      reset: () => undefined,
      observe: (_name, labels) => void observed.push(labels),
    },
    publicUrl: 'https://parley.test',
  };
  return { decisions: createDecisions(deps), log, sent, notes, observed, row, faults, hold };
};

const codeOf = (work: Promise<unknown>): Promise<ErrorCode | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (error instanceof AppError) return error.code;
      throw error;
    },
  );

const updateIds = async (...requests: ((world: ReturnType<typeof useWorld>) => Promise<unknown>)[]) => {
  const ids: (string | undefined)[] = [];
  for (const request of requests) {
    const world = useWorld();
    await request(world);
    ids.push(world.sent[0]?.updateId);
  }
  return ids;
};

describe('the name of a command', () => {
  it('is the same for the same request, and another for another word of it', async () => {
    const reject =
      (text: string) =>
      ({ decisions }: ReturnType<typeof useWorld>) =>
        decisions.rejectPlan(run, { planRevision: 1, text }, keyless);
    const [first, again, other] = await updateIds(reject('No.'), reject('No.'), reject('Not now.'));

    expect(first).toMatch(/^cmd_[0-9a-f]{20}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is made from the Idempotency-Key alone where there is one', async () => {
    const [first, other] = await updateIds(
      ({ decisions }) => decisions.rejectPlan(run, { text: 'No.' }, keyed),
      ({ decisions }) => decisions.rejectPlan(run, { text: 'Not now.' }, keyed),
    );

    expect(first).toMatch(/^key_[0-9a-f]{20}$/);
    expect(other).toBe(first);
  });

  it('changes once the run has moved on, so that the same words may be said again', async () => {
    const { decisions, sent, row } = useWorld({ state: 'IN_PROGRESS', seq: 7 });
    await decisions.requestHelp(run, { code: 'technical' }, keyless);
    row.machine = { ...row.machine, seq: 8 };
    await decisions.requestHelp(run, { code: 'technical' }, keyless);

    expect(new Set(sent.map(({ updateId }) => updateId)).size).toBe(2);
  });
});

describe('what a person wrote', () => {
  it('is kept before the command goes, which carries its id and none of its words', async () => {
    const { decisions, log, sent, notes } = useWorld();
    await decisions.rejectPlan(run, { text: secret, decidedBy: 'Rita Recruiter' }, keyless);

    const [id] = notes;
    expect(log).toEqual([`note ${id}`, 'send rejectPlan']);
    expect(sent[0]?.command).toEqual({ name: 'rejectPlan', args: { noteId: id } });
    expect(JSON.stringify(sent)).not.toMatch(/Dana|Rita/);
  });

  it('is found in its row when the request is repeated', async () => {
    const { decisions, sent, notes } = useWorld();
    for (let attempt = 0; attempt < 2; attempt += 1) await decisions.rejectPlan(run, { text: secret }, keyless);

    expect(notes.size).toBe(1);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('makes no row when nothing was written', async () => {
    const { decisions, log } = useWorld();
    await decisions.approvePlan(run, { planRevision: 1 }, keyless);

    expect(log).toEqual(['send approvePlan']);
  });

  it('keeps the command from being sent once the keys of the run are destroyed', async () => {
    const { decisions, log, faults } = useWorld();
    faults.texts = new AppError('personal_data.erased');

    expect(await codeOf(decisions.rejectPlan(run, { text: secret }, keyless))).toBe('personal_data.erased');
    expect(log).toEqual([]);
  });
});

describe('what is refused before anything is stored or sent', () => {
  type Attempt = (decisions: ReturnType<typeof useWorld>['decisions']) => Promise<unknown>;
  const note = { text: secret };
  const cases: [string, Partial<RunState>, ErrorCode, Attempt][] = [
    [
      'an approval for the past',
      pending,
      'request.invalid',
      (decisions) => decisions.approvePlan(run, { scheduledAt: now - 1, ...note }, keyed),
    ],
    [
      'a start in the past',
      { state: 'APPROVED' },
      'request.invalid',
      (decisions) => decisions.schedule(run, { scheduledAt: now }, keyed),
    ],
    [
      'a start in two years',
      { state: 'APPROVED' },
      'request.invalid',
      (decisions) => decisions.schedule(run, { scheduledAt: now + 730 * dayMs }, keyed),
    ],
    [
      'data with a start in the past',
      { state: 'INFO_NEEDED' },
      'request.invalid',
      (decisions) => decisions.supplyInfo(run, { scheduledAt: now - 1 }, { ...keyed, scopes }),
    ],
    [
      'data with an address that may not be called',
      { state: 'INFO_NEEDED' },
      'request.invalid',
      (decisions) => decisions.supplyInfo(run, { callbackUrl: 'http://10.0.0.1' }, { ...keyed, scopes }),
    ],
    [
      'data with another externalId',
      { state: 'INFO_NEEDED' },
      'request.invalid',
      (decisions) => decisions.supplyInfo(run, { externalId: 'ext_2' }, { ...keyed, scopes }),
    ],
    [
      'a revision of a question that the plan does not have',
      pending,
      'plan.question_not_found',
      (decisions) => decisions.revisePlan(run, { targets: [{ questionId: 'q9', change: 'Drop it' }] }, keyed),
    ],
    [
      'a revision that the engine cannot carry out',
      pending,
      'plan.revision_not_understood',
      (decisions) => decisions.revisePlan(run, { text: 'Sing it.' }, keyed),
    ],
    [
      'an older revision',
      { ...pending, planRevision: 2 },
      'interview.stale_revision',
      (decisions) => decisions.approvePlan(run, { planRevision: 1, ...note }, keyless),
    ],
    [
      'a decision in the wrong state',
      { state: 'COMPLETED' },
      'interview.invalid_transition',
      (decisions) => decisions.rejectAssessment(run, note, keyless),
    ],
    [
      'a decision about an ended run',
      { state: 'CANCELLED' },
      'interview.closed',
      (decisions) => decisions.cancel(run, keyless),
    ],
    [
      'a verdict against the proposal without a reason',
      { state: 'ASSESSMENT_PENDING', proposedVerdict: 'MAYBE' },
      'assessment.reason_required',
      (decisions) => decisions.approveAssessment(run, { verdict: 'HIRE' }, keyless),
    ],
    [
      'another tenant’s run',
      pending,
      'interview.not_found',
      (decisions) => decisions.rejectPlan({ ...run, tenantId: 'ten_2' }, note, keyed),
    ],
  ];

  it.each(cases)('%s', async (_what, machine, code, attempt) => {
    const { decisions, log } = useWorld(machine);

    expect(await codeOf(attempt(decisions))).toBe(code);
    expect(log).toEqual([]);
  });

  it('anything while no worker would take it up', async () => {
    const { decisions, log, faults } = useWorld();
    faults.worker = 'gone';

    expect(await codeOf(decisions.rejectPlan(run, { text: secret }, keyless))).toBe('worker.unavailable');
    expect(log).toEqual([]);
  });

  it('the ninth command of a run that is under way at the same time; one that ended makes room', async () => {
    const { decisions, sent, hold } = useWorld({ state: 'IN_PROGRESS' });
    let release = (): void => undefined;
    hold.until = new Promise((resolve) => (release = resolve));
    const ask = () => codeOf(decisions.requestHelp(run, { code: 'question' }, keyless));
    const first = Array.from({ length: 8 }, ask);

    expect(await ask()).toBe('interview.too_many_commands');
    release();
    expect(await Promise.all(first)).toEqual(Array.from({ length: 8 }, () => null));
    expect(await ask()).toBeNull();
    expect(sent).toHaveLength(9);
  });
});

describe('sending', () => {
  it('the repeat of a request under its key reaches the engine, which knows whether it was applied', async () => {
    const { decisions, log } = useWorld({ state: 'CANCELLED' });
    await decisions.cancel(run, keyed);

    expect(log).toEqual(['send cancel']);
  });

  it('stores supplied data first, under an id that the same request makes again', async () => {
    const { decisions, log, sent } = useWorld({ state: 'INFO_NEEDED', seq: 2 });
    for (let attempt = 0; attempt < 2; attempt += 1)
      await decisions.supplyInfo(run, { candidateName: 'Dana', externalId: 'ext_1' }, { ...keyless, scopes });

    const { args } = sent[0]?.command ?? {};
    const stored = `info ${(args as { submissionId: string }).submissionId}`;
    const once = [stored, 'send supplyInfo'];
    expect(log).toEqual([...once, ...once]);
    expect(JSON.stringify(sent)).not.toContain('Dana');
  });

  it('starts a run that was never started, and then sends', async () => {
    const { decisions, log, row, faults } = useWorld();
    row.started = false;
    faults.engine = new AppError('interview.not_found');
    await decisions.cancel(run, keyless);

    expect(log).toEqual(['send cancel', 'start run_1', 'send cancel']);
  });

  it.each([
    ['leaves a run that was lost to the reconciler', true, 'engine.unavailable'],
    ['reaches a run that was started between two looks', false, null],
  ])('%s', async (_, lost, code) => {
    const { decisions, log, faults } = useWorld();
    Object.assign(faults, { engine: new AppError('interview.not_found'), lost });

    expect([await codeOf(decisions.cancel(run, keyless)), ...log]).toEqual([code, 'send cancel', 'send cancel']);
  });

  it('is measured with its result, refusals too', async () => {
    const { decisions, observed, faults } = useWorld();
    await decisions.cancel(run, keyless);
    faults.worker = 'gone';
    await codeOf(decisions.cancel(run, keyless));

    expect(observed).toEqual([
      { command: 'cancel', result: 'ok' },
      { command: 'cancel', result: 'worker.unavailable' },
    ]);
  });
});

describe('a revision', () => {
  it('that is refused says what can be done, and leaves no trace', async () => {
    const { decisions, log } = useWorld();

    await expect(decisions.revisePlan(run, { text: 'Sing it.' }, keyed)).rejects.toMatchObject({
      code: 'plan.revision_not_understood',
      status: 422,
      extra: { possible: ['Remove it.'] },
    });
    expect(log).toEqual([]);
  });

  it('of another plan than the current one is left to the machine, which knows that it is late', async () => {
    const { decisions, log } = useWorld({ ...pending, planRevision: 2 });

    await decisions.revisePlan(run, { planRevision: 1, text: 'Sing it.' }, keyed);
    expect(log.at(-1)).toBe('send revisePlan');
  });

  it('that comes again under its key is not measured by the plan that it brought about', async () => {
    const { decisions, notes, sent } = useWorld();
    const wish = { targets: [{ questionId: 'q1', change: 'Remove it.' }] };
    await decisions.revisePlan(run, wish, keyed);
    const kept = new Set(notes);
    const again = useWorld({ ...pending, planRevision: 2 });
    for (const id of kept) again.notes.add(id);

    await again.decisions.revisePlan(run, { targets: [{ questionId: 'q9', change: 'Remove it.' }] }, keyed);
    expect(again.sent.map(({ updateId }) => updateId)).toEqual(sent.map(({ updateId }) => updateId));
  });
});

describe('answers', () => {
  it('of a revision and of scoring again name the number that is being made', async () => {
    const revising = useWorld({ state: 'GENERATING_PLAN', planRevision: 1 });
    const scoring = useWorld({ state: 'COMPLETED', assessmentRevision: 2 });

    expect(await revising.decisions.revisePlan(run, { text: 'Shorter.' }, keyed)).toEqual({ planRevision: 2 });
    expect(await scoring.decisions.rescore(run, {}, keyed)).toEqual({ assessmentRevision: 3 });
  });

  it('of a verdict say whether it departs from the proposal', async () => {
    const { decisions } = useWorld({ state: 'ASSESSMENT_APPROVED', verdict: 'HIRE', proposedVerdict: 'MAYBE' });
    const approved = await decisions.approveAssessment(run, { verdict: 'HIRE', reasonCodes: ['other'] }, keyed);
    expect(approved).toEqual({ state: 'ASSESSMENT_APPROVED', verdict: 'HIRE', overridden: true });
  });
});
