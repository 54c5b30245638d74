// Rules of a connection, and what a reading means beside the one before: tables of what fits, what does not, and why.
import { describe, expect, it } from 'vitest';
import type { AtsApplication } from '../ports/ats-hooks.ts';
import { evaluate, lacksDepartments, type TriggerRule } from './rule.ts';
import { mayStartAgain, stepOf, type KnownApplication } from './step.ts';

const application = (more: Partial<AtsApplication> = {}): AtsApplication => ({
  applicationId: 'a1',
  candidateId: 'c1',
  status: 'active',
  stage: { id: 's1', name: 'Pre-Screen' },
  job: { id: 'j1', name: 'Engineer', open: true, departments: ['Research & Development'] },
  person: { name: null, email: null, phone: null },
  profileUrl: null,
  updatedAt: 1_000,
  ...more,
});

const rule = (id: string, when: Partial<TriggerRule['when']>): TriggerRule => ({
  id,
  when: { event: 'stage_entered', ...when },
  then: { template: 't' },
  againAfter: 'P30D',
  cancelOnLeave: false,
  cancelOnJobClosed: false,
});

describe('a rule', () => {
  it.each<[string, Partial<TriggerRule['when']>, string | null]>([
    ['the id of the stage', { stageIds: ['s1'] }, null],
    ['its name in other capitals and blanks', { stageNames: ['  pre-SCREEN '] }, null],
    ['its name with another kind of blank', { stageNames: ['Pre-Screen '] }, null],
    ['one of several', { stageIds: ['s9'], stageNames: ['Onsite', 'Pre-Screen'] }, null],
    ['another stage', { stageIds: ['s2'], stageNames: ['Onsite'] }, 'stage_differs'],
    ['the job', { stageIds: ['s1'], jobIds: ['j1', 'j2'] }, null],
    ['another job', { stageIds: ['s1'], jobIds: ['j2'] }, 'job_differs'],
    ['the department', { stageIds: ['s1'], departments: ['research  & development'] }, null],
    ['another department', { stageIds: ['s1'], departments: ['Sales'] }, 'department_differs'],
    ['no condition on the stage', {}, 'stage_differs'],
  ])('with %s', (_, when, why) => {
    expect(evaluate([rule('r', when)], application()).trials).toEqual([{ ruleId: 'r', why }]);
  });

  it('that fits first counts, and each of the others says why it does not', () => {
    const rules = [
      rule('other-stage', { stageIds: ['s2'] }),
      rule('first', { stageIds: ['s1'] }),
      rule('second', { stageIds: ['s1'] }),
      rule('other-job', { stageIds: ['s1'], jobIds: ['j2'] }),
    ];
    const { fired, trials } = evaluate(rules, application());

    expect(fired?.id).toBe('first');
    expect(trials).toEqual([
      { ruleId: 'other-stage', why: 'stage_differs' },
      { ruleId: 'first', why: null },
      { ruleId: 'second', why: 'earlier_rule_matched' },
      { ruleId: 'other-job', why: 'job_differs' },
    ]);
  });

  it('asks for the departments of a job only where nobody said them and they decide', () => {
    const job = { id: 'j1', name: 'Engineer', open: null, departments: null };
    const research = rule('research', { stageIds: ['s1'], departments: ['Research & Development'] });
    const any = rule('any', { stageIds: ['s1'] });
    const asks = (rules: TriggerRule[], departments: readonly string[] | null = null) =>
      lacksDepartments(evaluate(rules, application({ job: { ...job, departments } })), { ...job, departments });
    expect(asks([research])).toBe(true);
    expect(asks([research, any])).toBe(true);
    expect(asks([any, research])).toBe(false);
    expect(asks([rule('elsewhere', { stageIds: ['s2'], departments: ['Sales'] })])).toBe(false);
    expect(asks([research], ['Sales'])).toBe(false);
    expect(asks([research], [])).toBe(false);
  });

  it('of an application without stage or job fits nobody by chance', () => {
    const nowhere = application({ stage: null, job: null });
    expect(evaluate([rule('r', { stageIds: ['s1'] })], nowhere).trials[0]?.why).toBe('no_stage');
    const jobless = application({ job: null });
    expect(evaluate([rule('r', { stageIds: ['s1'], jobIds: ['j1'] })], jobless).trials[0]?.why).toBe('job_differs');
  });
});

describe('a reading', () => {
  const known = (more: Partial<NonNullable<KnownApplication>> = {}): KnownApplication => ({
    stageId: 's1',
    status: 'active',
    updatedAt: 1_000,
    receivedAt: 50_000,
    ...more,
  });

  it.each<[string, KnownApplication | null, Partial<AtsApplication>, 'stage_entered' | 'application_changed', object]>([
    ['the first change of stage enters it', null, {}, 'stage_entered', { kind: 'standing', entered: true }],
    ['the first update tells where it stands', null, {}, 'application_changed', { kind: 'standing', entered: false }],
    [
      'an update that shows another stage enters it',
      known({ stageId: 's0' }),
      {},
      'application_changed',
      { kind: 'standing', entered: true },
    ],
    [
      'an update in the same stage enters nothing',
      known(),
      { updatedAt: 2_000 },
      'application_changed',
      { kind: 'standing', entered: false },
    ],
    [
      'an older one undoes nothing',
      known(),
      { updatedAt: 999, stage: { id: 's0', name: null } },
      'stage_entered',
      { kind: 'stale' },
    ],
    [
      'one of the same moment counts',
      known(),
      { stage: { id: 's2', name: null } },
      'stage_entered',
      { kind: 'standing', entered: true },
    ],
    [
      'without times the order of arrival counts',
      known({ updatedAt: null }),
      { updatedAt: null, stage: { id: 's2', name: null } },
      'stage_entered',
      { kind: 'standing', entered: true },
    ],
    [
      'a rejection ends it, whatever the hook is called',
      known(),
      { status: 'rejected', updatedAt: 2_000 },
      'stage_entered',
      { kind: 'ended' },
    ],
    ['so does a hire', null, { status: 'hired' }, 'application_changed', { kind: 'ended' }],
    [
      'a rejection taken back enters its stage',
      known({ status: 'rejected' }),
      { updatedAt: 2_000 },
      'application_changed',
      { kind: 'standing', entered: true },
    ],
    ['a lead stands nowhere', null, { status: 'other' }, 'stage_entered', { kind: 'standing', entered: false }],
  ])('%s', (_, before, more, type, step) => {
    expect(stepOf(before, application(more), { type, receivedAt: 60_000 })).toEqual(step);
  });

  it('without a time of the vendor on either side is no news when it came before what is known', () => {
    const moved = { stage: { id: 's0', name: null } };
    const stepAt = (receivedAt: number, before: number | null, now: number | null) =>
      stepOf(known({ updatedAt: before }), application({ ...moved, updatedAt: now }), {
        type: 'stage_entered',
        receivedAt,
      });
    for (const [before, now] of [
      [null, null],
      [1_000, null],
      [null, 1_000],
    ] as const) {
      expect(stepAt(49_999, before, now)).toEqual({ kind: 'stale' });
      expect(stepAt(50_000, before, now)).toEqual({ kind: 'standing', entered: true });
      expect(stepAt(Infinity, before, now)).toEqual({ kind: 'standing', entered: true });
    }
    expect(stepAt(49_999, 1_000, 2_000)).toEqual({ kind: 'standing', entered: true });
  });
});

describe('the same stage again', () => {
  const day = 86_400_000;
  const wish = { againAfterMs: 30 * day, now: 100 * day };

  it('starts no second interview within the window, one after it, and one where the first never was', () => {
    expect(mayStartAgain([], wish)).toBe(true);
    expect(mayStartAgain([{ at: 80 * day, calledOff: false }], wish)).toBe(false);
    expect(mayStartAgain([{ at: 70 * day, calledOff: false }], wish)).toBe(true);
    expect(mayStartAgain([{ at: 99 * day, calledOff: true }], wish)).toBe(true);
    expect(
      mayStartAgain(
        [
          { at: 99 * day, calledOff: true },
          { at: 80 * day, calledOff: false },
        ],
        wish,
      ),
    ).toBe(false);
  });
});
