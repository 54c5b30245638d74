import { describe, expect, it } from 'vitest';
import { eventTypes } from '../events/event-types.ts';
import { mailsOf, type MailEvent } from './mails-of.ts';
import { mailRules, mailTemplates } from './placeholders.ts';

const event = (type: MailEvent['type'], more: Partial<MailEvent> = {}): MailEvent => ({
  type,
  state: 'PENDING',
  data: {},
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

  it('no event tells a candidate of a verdict, a rejection or an end', () => {
    const silent = [
      'interview.rejected',
      'interview.cancelled',
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
    ];

    expect(new Set(asked.map(({ template }) => template))).toEqual(new Set(mailTemplates));
    for (const { template, audience } of asked) expect(mailRules[template].audience).toBe(audience);
  });
});
