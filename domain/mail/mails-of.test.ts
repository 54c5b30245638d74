import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventsOf, eventTypes } from '../events/event-types.ts';
import { apply } from '../lifecycle/apply.ts';
import type { NewFact } from '../lifecycle/facts.ts';
import { initialState, interviewStates, needsHumanFollowUp, type InterviewState } from '../lifecycle/state.ts';
import { englishMails } from './locales/en.ts';
import { mailsOf } from './mails-of.ts';
import { causeOf, noticeCauses, noticeRules, type MailEvent } from './notices.ts';
import { mailRules, mailTemplates } from './placeholders.ts';

const event = (type: MailEvent['type'], more: Partial<MailEvent> = {}): MailEvent => ({
  type,
  state: 'PENDING',
  data: {},
  fact: null,
  from: null,
  ...more,
});

const templates = (...events: MailEvent[]): string[] => events.flatMap(mailsOf).map(({ template }) => template);

describe('mails of events', () => {
  it('an approval is one invitation', () => {
    expect(templates(event('interview.approved', { state: 'APPROVED' }))).toEqual(['invitation']);
  });

  it('an approval with a start time is one mail, not two', () => {
    const together = [
      event('interview.approved', { state: 'SCHEDULED' }),
      event('interview.scheduled', { state: 'SCHEDULED', data: { scheduledAt: 1 } }),
    ];

    expect(templates(...together)).toEqual(['schedule']);
  });

  it('a reminder goes to whom it is about', () => {
    const remind = (audience: string) => mailsOf(event('interview.reminder', { data: { audience } }));

    expect(remind('candidate')).toEqual([{ template: 'candidate_reminder', audience: 'candidate' }]);
    expect(remind('recruiter')).toEqual([{ template: 'recruiter_reminder', audience: 'recruiter' }]);
  });

  it('no event tells a candidate of a verdict or a rejection', () => {
    const silent = [
      'interview.rejected',
      'interview.assessment_pending',
      'interview.assessment_approved',
      'interview.assessment_rejected',
    ] as const;

    for (const type of silent)
      expect(mailsOf(event(type)).filter(({ audience }) => audience === 'candidate')).toEqual([]);
  });

  it('each template has an event that asks for it, and the audience of its rules', () => {
    const asked = [
      ...eventTypes.flatMap((type) => mailsOf(event(type))),
      ...mailsOf(event('interview.reminder', { data: { audience: 'candidate' } })),
      ...mailsOf(event('interview.approved', { passesOn: true })),
    ];

    expect(new Set(asked.map(({ template }) => template))).toEqual(new Set(mailTemplates));
    for (const { template, audience } of asked) expect(mailRules[template].audience).toBe(audience);
  });
});

type End = [fact: NewFact, from: InterviewState, mails: string[]];
const both = ['candidate_notice', 'recruiter_notice'];
const recruiter = ['recruiter_notice'];

/** The mails of everything that this fact tells, from this state on. */
const mailsAfter = (fact: NewFact, from: InterviewState): string[] => {
  const before = { ...initialState, state: from };
  const told = { ...fact, seq: 1, at: 0, actor: { kind: 'system' as const } };
  const after = apply(before, told);
  return eventsOf(told, after).flatMap((one) => templates({ ...one, state: after.state, fact: fact.type, from }));
};

describe('how an interview ends before its assessment', () => {
  const plain = { detail: {} } as const;
  it.each<End>([
    [{ type: 'optedOut', ...plain }, 'APPROVED', both],
    [{ type: 'optedOut', ...plain }, 'IN_PROGRESS', both],
    [{ type: 'withdrawn', ...plain }, 'SCHEDULED', both],
    [{ type: 'consentWithdrawn', ...plain }, 'IN_PROGRESS', both],
    [{ type: 'consentWithdrawn', ...plain }, 'ASSESSMENT_PENDING', both],
    // Never invited: the candidate knows of no interview.
    [{ type: 'expired', ...plain }, 'INFO_NEEDED', recruiter],
    [{ type: 'expired', ...plain }, 'PENDING', recruiter],
    [{ type: 'expired', ...plain }, 'APPROVED', both],
    [{ type: 'noShow', ...plain }, 'SCHEDULED', both],
    [{ type: 'noShow', ...plain }, 'IN_PROGRESS', both],
    [{ type: 'aborted', ...plain }, 'VALIDATING_SKILLS', recruiter],
    [{ type: 'aborted', ...plain }, 'APPROVED', both],
    // Their answers are in, and people will get in touch: nothing has failed for the candidate.
    [{ type: 'aborted', ...plain }, 'COMPLETED', recruiter],
    [{ type: 'workflowLost', ...plain }, 'IN_PROGRESS', both],
    // The employer's own act is no news to the employer, and after the conversation it would be a verdict.
    [{ type: 'cancelled', ...plain }, 'PENDING', []],
    [{ type: 'cancelled', ...plain }, 'SCHEDULED', ['candidate_notice']],
    [{ type: 'cancelled', ...plain }, 'IN_PROGRESS', ['candidate_notice']],
    [{ type: 'cancelled', ...plain }, 'ASSESSMENT_PENDING', []],
    [{ type: 'planRejected', detail: { revision: 1 } }, 'PENDING', []],
    [{ type: 'assessmentRejected', detail: { revision: 1 } }, 'ASSESSMENT_PENDING', []],
    [
      { type: 'assessmentApproved', detail: { revision: 1, verdict: 'HIRE', overridden: false } },
      'ASSESSMENT_PENDING',
      [],
    ],
    [{ type: 'erased', detail: { scope: 'personal' } }, 'CANCELLED', []],
  ])('%j in %s is told by %j', (fact, from, mails) => {
    expect(mailsAfter(fact, from)).toEqual(mails);
  });

  it('whatever the ATS is asked to follow up is told to recruiters too, from every state in which it can happen', () => {
    const ends = [
      'optedOut',
      'withdrawn',
      'consentWithdrawn',
      'cancelled',
      'expired',
      'noShow',
      'aborted',
      'workflowLost',
    ];
    const waits: Record<string, InterviewState[]> = { expired: ['INFO_NEEDED', 'PENDING', 'APPROVED'] };
    const cases = ends.flatMap((type) => (waits[type] ?? interviewStates).map((from) => ({ type, from })));
    const untold = cases.filter(({ type, from }) => {
      const fact = { type, detail: {} } as NewFact;
      const { outcome } = apply({ ...initialState, state: from }, { ...fact, at: 0 });
      return needsHumanFollowUp(outcome) && !mailsAfter(fact, from).includes('recruiter_notice');
    });

    expect(cases.length).toBeGreaterThan(50);
    expect(untold).toEqual([]);
  });

  it('a wish for erasure, and a withdrawal after the verdict, are told once each', () => {
    expect(
      templates(event('interview.erasure_requested', { fact: 'assessmentApproved', from: 'ASSESSMENT_PENDING' })),
    ).toEqual(both);
    expect(causeOf(event('interview.consent_withdrawn', { data: { decided: true } }))).toBe('consent_withdrawn_late');
  });

  it('each notice has its words: what became of it, and for recruiters what to do now', () => {
    for (const cause of noticeCauses) {
      const { recruiter: told, candidate } = noticeRules[cause];
      expect({ cause, has: englishMails.notices.recruiter[cause] !== undefined }).toEqual({ cause, has: told });
      expect({ cause, has: englishMails.notices.candidate[cause] !== undefined }).toEqual({
        cause,
        has: candidate !== false,
      });
      if (told) expect(englishMails.notices.recruiter[cause]).toMatch(/What to do now: /);
      // How it came about is the candidate's own business, and no blame.
      expect(englishMails.notices.candidate[cause] ?? '').not.toMatch(/fail|reject|verdict|assess|unfortunately/i);
    }
  });

  it('the table in docs/mail.md says the same', () => {
    const words = { true: 'yes', false: 'no', invited: 'once invited, until the conversation is over' };
    const rows = [
      ...readFileSync('docs/mail.md', 'utf8').matchAll(/^\| `(\w+)` \| [^|]+ \| (yes|no) \| ([^|]+) \|$/gm),
    ];

    expect(rows.map(([, cause, told, candidate]) => [cause, told, candidate])).toEqual(
      noticeCauses.map((cause) => {
        const { recruiter: told, candidate } = noticeRules[cause];
        return [cause, words[`${told}`], words[`${candidate}`]];
      }),
    );
  });
});
