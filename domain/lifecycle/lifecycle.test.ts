import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { factOf } from './accept.ts';
import { apply, isSuperseded } from './apply.ts';
import { allowedCommands, check } from './check.ts';
import { commandNames, commandTable, type Command, type CommandName } from './commands.ts';
import type { NewFact } from './facts.ts';
import { defaultPolicy } from './policy.ts';
import { initialState, interviewStates, isTerminal, verdicts, type RunState } from './state.ts';
import { waitsFor, workOf } from './work.ts';

const argumentsOf: Record<CommandName, fc.Arbitrary<unknown>> = {
  supplyInfo: fc.constant({ submissionId: 'info_1' }),
  approvePlan: fc.record({ planRevision: fc.nat(3), scheduledAt: fc.nat(10_000) }, { requiredKeys: [] }),
  rejectPlan: fc.record({ planRevision: fc.nat(3) }, { requiredKeys: [] }),
  revisePlan: fc.record({ planRevision: fc.nat(3), competencyIds: fc.constant(['c1']) }, { requiredKeys: [] }),
  schedule: fc.record({ scheduledAt: fc.nat(10_000) }),
  openSession: fc.record({ mode: fc.constantFrom('text', 'voice') }),
  completeInterview: fc.record({ reason: fc.constantFrom('finished', 'time_over') }),
  optOut: fc.constant({}),
  withdraw: fc.constant({}),
  withdrawConsent: fc.constant({}),
  requestHelp: fc.constant({ code: 'technical' }),
  approveAssessment: fc.record(
    { verdict: fc.constantFrom(...verdicts), reasonCodes: fc.constant(['r1']) },
    { requiredKeys: [] },
  ),
  rejectAssessment: fc.record({ assessmentRevision: fc.nat(3) }, { requiredKeys: [] }),
  rescore: fc.constant({}),
  cancel: fc.constant({}),
  retry: fc.constant({}),
  abort: fc.constant({}),
};

const anyCommand: fc.Arbitrary<Command> = fc
  .constantFrom(...commandNames)
  .chain((name) => argumentsOf[name].map((args) => ({ name, args }) as Command));

/** The result that the work of a state may come to: done well, or failed for good. */
const resultOf = (state: RunState, fails: boolean): NewFact | null => {
  const work = workOf(state);
  if (work === null) return null;
  if (fails) return { type: 'workFailed', detail: { work: work.kind, code: 'model.unavailable', retryable: true } };
  switch (work.kind) {
    case 'mergeInfo':
      return {
        type: 'infoMerged',
        detail: { submissionId: work.submissionId, dataQuality: 'GOOD', missing: [], scheduledAt: 2_000 },
      };
    case 'draftPlan':
      return { type: 'planReady', detail: { revision: work.revision } };
    case 'openSession':
      return {
        type: 'sessionOpened',
        detail: { attempt: work.attempt, mode: work.mode, sessionId: 's', provider: 'room' },
      };
    case 'score':
      return { type: 'assessmentReady', detail: { revision: work.revision, verdict: 'HIRE' } };
  }
};

type Step = { kind: 'command'; command: Command } | { kind: 'work'; fails: boolean };
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  anyCommand.map((command) => ({ kind: 'command' as const, command })),
  fc.boolean().map((fails) => ({ kind: 'work' as const, fails })),
  fc.constant({ kind: 'work' as const, fails: false }),
);

const beginning: NewFact[] = [
  { type: 'received', detail: {} },
  { type: 'validated', detail: { dataQuality: 'EXCELLENT', missing: [] } },
];
const received: RunState = beginning.reduce((state: RunState, fact) => apply(state, { ...fact, at: 1 }), initialState);

const tryCommand = (state: RunState, command: Command): { state: RunState; refusal: unknown } => {
  try {
    check(state, command);
  } catch (refusal) {
    return { state, refusal };
  }
  return { state: apply(state, { ...factOf(state, command, defaultPolicy, 1_000), at: 1_000 }), refusal: null };
};

const walk = (
  steps: Step[],
  visit: (before: RunState, after: RunState, step: Step, refusal: unknown) => void,
): RunState => {
  let state = received;
  for (const step of steps) {
    const before = state;
    let refusal: unknown = null;
    if (step.kind === 'command') ({ state, refusal } = tryCommand(before, step.command));
    else {
      const fact = resultOf(before, step.fails);
      if (fact !== null && !isSuperseded(before, fact)) state = apply(before, { ...fact, at: 1_000 });
    }
    visit(before, state, step, refusal);
  }
  return state;
};

const forAllWalks = (visit: Parameters<typeof walk>[1]): void =>
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => void walk(steps, visit)),
    { numRuns: 500 },
  );

describe('the lifecycle', () => {
  it('grows seq by exactly one with every accepted command and every result', () => {
    forAllWalks((before, after) => {
      if (after !== before) expect(after.seq).toBe(before.seq + 1);
    });
  });

  it('refuses only with its own typed errors, which say where the run stands and what it allows', () => {
    forAllWalks((before, _, __, refusal) => {
      if (refusal === null) return;
      expect(refusal).toBeInstanceOf(AppError);
      expect((refusal as AppError).extra).toEqual({
        currentState: before.state,
        allowedCommands: allowedCommands(before),
      });
    });
  });

  it('never leaves a terminal state, and allows nothing there', () => {
    forAllWalks((before, after) => {
      if (!isTerminal(before.state)) return;
      expect(after).toBe(before);
      expect(allowedCommands(before)).toEqual([]);
    });
  });

  it('has an outcome exactly when it is terminal', () => {
    forAllWalks((_, after) => expect(after.outcome !== null).toBe(isTerminal(after.state)));
  });

  it('shows attention only where a run is still open', () => {
    forAllWalks((_, after) => {
      if (isTerminal(after.state)) expect(after.attention).toBeNull();
    });
  });

  it('always either works, waits for somebody with a way on, or is over', () => {
    forAllWalks((_, after) =>
      expect(workOf(after) !== null || allowedCommands(after).length > 0 || isTerminal(after.state)).toBe(true),
    );
  });

  it('waits for somebody outside exactly where nothing is worked on, broken or over', () => {
    forAllWalks((_, after) => {
      const isBroken = after.attention !== null && after.attention.code !== 'verdict_overdue';
      const isBusy = workOf(after) !== null || isBroken || isTerminal(after.state);
      expect(waitsFor(after) === 'nobody').toBe(isBusy);
    });
  });

  it.each(commandNames)('allows %s in exactly the states of its table', (name) => {
    const command = { name, args: fc.sample(argumentsOf[name], { numRuns: 1, seed: 1 })[0] } as Command;
    for (const state of interviewStates) {
      const attention = { code: 'x', since: 0, retryable: true };
      const at: RunState = {
        ...received,
        state,
        attention,
        planRevision: 1,
        assessmentRevision: 1,
        proposedVerdict: 'HIRE',
      };
      const allowed = commandTable[name].allowedIn.includes(state);
      expect(allowedCommands(at).includes(name)).toBe(allowed);
      if (!allowed) expect(() => check(at, command)).toThrow(AppError);
    }
  });
});

const at = (state: RunState['state'], more: Partial<RunState> = {}): RunState => ({ ...received, state, ...more });

describe('an erasure', () => {
  it('changes nothing but seq, and is dropped wherever a run is still open', () => {
    for (const state of interviewStates) {
      const before = at(state, { attention: { code: 'x', since: 0, retryable: true } });
      const erased = { type: 'erased', detail: { scope: 'personal' } } as const;

      expect(apply(before, { ...erased, at: 9 })).toEqual({ ...before, seq: before.seq + 1 });
      expect(isSuperseded(before, erased)).toBe(!isTerminal(state));
    }
  });
});

describe('decisions', () => {
  it('refuse a revision that nobody sees any more', () => {
    const state = at('PENDING', { planRevision: 2 });

    expect(() => check(state, { name: 'approvePlan', args: { planRevision: 1 } })).toThrow('interview.stale_revision');
    expect(() => check(state, { name: 'approvePlan', args: { planRevision: 2 } })).not.toThrow();
  });

  it('take the proposed verdict, or another one with a reason', () => {
    const state = at('ASSESSMENT_PENDING', { assessmentRevision: 1, proposedVerdict: 'HIRE' });

    expect(() => check(state, { name: 'approveAssessment', args: { verdict: 'NO_HIRE' } })).toThrow(
      'assessment.reason_required',
    );
    const override = {
      name: 'approveAssessment',
      args: { verdict: 'NO_HIRE', reasonCodes: ['reference_check'] },
    } satisfies Command;
    expect(factOf(state, override, defaultPolicy, 0).detail).toMatchObject({ verdict: 'NO_HIRE', overridden: true });
    expect(factOf(state, { name: 'approveAssessment', args: {} }, defaultPolicy, 0).detail).toMatchObject({
      verdict: 'HIRE',
      overridden: false,
    });
  });

  it('must state a verdict when the assessment proposes none', () => {
    const state = at('ASSESSMENT_PENDING', { assessmentRevision: 1, proposedVerdict: null });

    expect(() => check(state, { name: 'approveAssessment', args: {} })).toThrow('assessment.verdict_required');
    expect(() => check(state, { name: 'approveAssessment', args: { verdict: 'HIRE' } })).toThrow(
      'assessment.reason_required',
    );
  });

  it('keep the start that was asked for last, unless they name another or it has passed', () => {
    const detail = { submissionId: 'info_1', dataQuality: 'GOOD', missing: [] } as const;
    const merge = (state: RunState, scheduledAt?: number): RunState =>
      apply(state, {
        type: 'infoMerged',
        detail: { ...detail, missing: [], ...(scheduledAt === undefined ? {} : { scheduledAt }) },
        at: 1,
      });
    const asked = { ...merge(merge(at('INFO_NEEDED', { scheduledAt: 50 }), 100)), state: 'PENDING' } as const;
    const approval = (args: { scheduledAt?: number }, now: number) =>
      factOf(asked, { name: 'approvePlan', args }, defaultPolicy, now).detail;

    expect(asked.scheduledAt).toBe(100);
    expect(approval({}, 99)).toMatchObject({ scheduledAt: 100 });
    expect(approval({ scheduledAt: 200 }, 99)).toMatchObject({ scheduledAt: 200 });
    expect(approval({}, 100)).not.toHaveProperty('scheduledAt');
  });

  it('revise a plan at most twenty times', () => {
    expect(() => check(at('PENDING', { planRevision: 20 }), { name: 'revisePlan', args: {} })).not.toThrow();
    expect(() => check(at('PENDING', { planRevision: 21 }), { name: 'revisePlan', args: {} })).toThrow(
      'interview.revision_limit',
    );
  });
});

describe('late results', () => {
  it('are dropped when the run was cancelled or has moved on', () => {
    expect(isSuperseded(at('CANCELLED'), { type: 'planReady', detail: { revision: 1 } })).toBe(true);
    expect(
      isSuperseded(at('GENERATING_PLAN', { planRevision: 1 }), { type: 'planReady', detail: { revision: 1 } }),
    ).toBe(true);
    expect(
      isSuperseded(at('GENERATING_PLAN', { planRevision: 1 }), { type: 'planReady', detail: { revision: 2 } }),
    ).toBe(false);
    expect(
      isSuperseded(at('IN_PROGRESS'), {
        type: 'sessionOpened',
        detail: { attempt: 1, sessionId: 's', provider: 'p', mode: 'text' },
      }),
    ).toBe(true);
  });
});
