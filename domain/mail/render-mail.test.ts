import { describe, expect, it } from 'vitest';
import { englishMails } from './locales/en.ts';
import type { MailOverrides } from './mail-text.ts';
import { noticeCauses, noticeRules, type NoticeCause } from './notices.ts';
import { mailRules, placeholdersIn, mailTemplates, type MailTemplate } from './placeholders.ts';
import { renderMail, type MailFacts } from './render-mail.ts';

const facts: MailFacts = {
  candidateName: 'Sam Example',
  candidateRef: 'cand_1',
  position: 'Backend Engineer',
  level: 'SENIOR',
  companyName: 'Example Ltd',
  answerable: true,
  state: 'APPROVED',
  code: null,
  link: 'https://parley.example/interview/token',
  linkExpiresAt: Date.UTC(2027, 2, 1, 9),
  inboxLink: 'https://parley.example/review/inbox/token',
  scheduledAt: Date.UTC(2027, 1, 22, 9, 30),
  dueAt: null,
  minutes: 20,
};

const render = (
  template: MailTemplate,
  changes: Partial<MailFacts> = {},
  overrides: MailOverrides = {},
  locale = 'en',
) => renderMail({ template, locale, overrides, facts: { ...facts, ...changes } });

const hostile = `"><script>alert(1)</script>\r\nBcc: x@evil.example\n\n{{link}}\u202e&'`;
const hasLink = (template: MailTemplate): boolean => !['thank_you', 'candidate_notice'].includes(template);
const linksIn = (template: MailTemplate): number =>
  Number(hasLink(template)) + Number(mailRules[template].allowed.includes('inboxLink'));
const candidateTemplates = mailTemplates.filter((template) => mailRules[template].audience === 'candidate');

describe('rendering', () => {
  it.each(mailTemplates)('%s leaves no placeholder open and has its link on a line of its own', (template) => {
    const { subject, text, html } = render(template);

    expect(`${subject}${text}${html}`).not.toMatch(/\{\{|\}\}|undefined|null/);
    if (hasLink(template)) expect(text.split('\n')).toContain(facts.link);
    if (hasLink(template)) expect(html).toContain(`<a href="${facts.link}">${facts.link}</a>`);
  });

  it.each(candidateTemplates)('%s says that it is an AI, who reviews, and how to reach a person', (template) => {
    const { text } = render(template);

    expect(text).toMatch(/AI system/);
    expect(text).toMatch(/[Pp]eople at Example Ltd review/);
    expect(text).toMatch(/reply to this message/);
    expect(render(template, { answerable: false }).text).toMatch(/contact Example Ltd/);
  });

  it('our own texts use only what tenants may use', () => {
    for (const template of mailTemplates) {
      const { subject, text } = englishMails.templates[template];
      const rules = mailRules[template];
      for (const name of placeholdersIn(subject + text)) expect(rules.allowed).toContain(name);
      for (const name of rules.required) expect(placeholdersIn(text)).toContain(name);
    }
  });

  it.each(mailTemplates)('%s is not broken by hostile values', (template) => {
    const { subject, text, html } = render(template, {
      candidateName: hostile,
      candidateRef: hostile,
      position: hostile,
      level: hostile,
      companyName: hostile,
    });

    expect(subject).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(text).not.toContain('\u202e');
    expect(html).not.toContain('<script');
    expect(html).not.toContain(`'"`);
    expect(html.match(/<a href/g) ?? []).toHaveLength(linksIn(template));
  });

  it.each([
    ['Persian with its half space', 'علی‌رضا کریمی', '\u2068علی‌رضا کریمی\u2069'],
    ['Hebrew beside Latin letters', 'שרה (Sara)', '\u2068שרה (Sara)\u2069'],
    ['one that was stored with an override', 'Sa\u202em\u2066 \u200b', 'Sam'],
    ['one that would close its own frame', 'ע\u2069ב', '\u2068עב\u2069'],
    ['Hindi', 'क्\u200dष', 'क्\u200dष'],
    ['one of blanks that nobody sees', '\u200b\u3164', 'there'],
  ])('a name stays whole and keeps its own place: %s', (_, candidateName, shown) => {
    const { text, html } = render('thank_you', { candidateName });

    expect(text).toMatch(new RegExp(`^Hello ${RegExp.escape(shown)},$`, 'mu'));
    expect(html).toContain(`Hello <bdi>${shown}</bdi>,`);
    expect(render('invitation', { companyName: candidateName }).subject).toContain(
      shown === 'there' ? 'at the employer' : `at ${shown}`,
    );
  });

  it('a value that looks like a placeholder is not filled in again', () => {
    expect(render('thank_you', { candidateName: '{{contact}} {{link}}' }).text).toContain(
      'Hello {{contact}} {{link}},',
    );
  });

  it('a tenant’s text counts before ours, in the closest language', () => {
    const own = {
      subject: 'Hallo',
      text: 'Am {{scheduledAt}}: {{link}}',
      html: '<b title="{{candidateName}}">{{link}}</b>',
    };
    const overrides = { schedule: { de: own, 'pt-BR': { subject: 'Olá', text: '{{link}}' } } };

    const austrian = render('schedule', { candidateName: '"<' }, overrides, 'de-AT');
    expect(austrian.text).toBe(`Am Montag, 22. Februar 2027 um 09:30 UTC: ${facts.link}\n`);
    expect(austrian.html).toBe(`<b title="&quot;&lt;">${facts.link}</b>`);
    expect(render('schedule', {}, overrides, 'pt-br').subject).toBe('Olá');
    expect(render('schedule', {}, overrides, 'fr').subject).toContain('Votre entretien');
    expect(render('schedule', {}, overrides, 'it').subject).toContain('Your interview');
  });

  it.each(['de-AT', 'fr', 'es'])(
    'candidates are written to in the language of the interview, %s, to the last word',
    (locale) => {
      const english = /\b(?:the|your|you|and|interview for|hello|there|is|not|with|please|this)\b/iu;
      const templates = mailTemplates.filter((template) => mailRules[template].audience === 'candidate');
      const unnamed = { candidateName: null, position: null, companyName: null };
      const codes: (NoticeCause | null)[] = [
        null,
        ...noticeCauses.filter((cause) => noticeRules[cause].candidate !== false),
      ];
      for (const template of templates)
        for (const state of ['APPROVED', 'SCHEDULED', 'IN_PROGRESS'] as const)
          for (const code of template === 'candidate_notice' ? codes.slice(1) : [null])
            for (const answerable of [true, false]) {
              const mail = render(
                template,
                { ...unnamed, state, code, answerable, scheduledAt: facts.linkExpiresAt },
                {},
                locale,
              );
              expect(`${mail.subject}\n${mail.text}`.replaceAll(/https?:\S+/gu, '')).not.toMatch(english);
              expect(mail.text).not.toMatch(/\{\{|undefined|\n\n\n/u);
              expect(mail.language).toBe(locale.slice(0, 2));
              expect(mail.text.split('\n\n').length).toBeGreaterThanOrEqual(4);
            }
    },
  );

  it.each(['en', 'de', 'fr', 'es'])(
    'an invitation says how long the interview takes, where that is known (%s)',
    (locale) => {
      for (const template of ['invitation', 'schedule'] as const) {
        const { text, html } = render(template, { minutes: 27 }, {}, locale);
        const unknown = render(template, { minutes: null }, {}, locale);

        for (const shown of [text, html]) expect(shown).toMatch(/ 27 (?:minutes|Minuten|minutos)\b/u);
        expect(unknown.text).not.toMatch(/minut/iu);
        expect(unknown.text.split('\n\n')).toHaveLength(text.split('\n\n').length - 1);
      }
    },
  );

  it('recruiters are written to in English, dates and all', () => {
    expect(render('plan_ready', {}, {}, 'de')).toMatchObject({ language: 'en' });
  });

  it('a subject to recruiters names position, company and reference, and stays short whatever they are', () => {
    const subject = (given: object) => render('plan_ready', given).subject;
    const known = { position: 'Nurse', companyName: 'Acme', candidateRef: 'app-7' };

    expect(subject(known)).toBe('Interview plan to review: Nurse, Acme (app-7)');
    expect(subject({ ...known, candidateRef: null })).toBe('Interview plan to review: Nurse, Acme');
    const long = subject({ position: 'n'.repeat(200), companyName: '🏥'.repeat(200), candidateRef: 'r'.repeat(200) });
    expect(Array.from(long).length).toBeLessThanOrEqual(200);
    expect(long).toMatch(/^Interview plan to review: n{59}…, (?:🏥){39}… \(r{59}…\)$/u);
    expect(Array.from(render('invitation', { position: 'n'.repeat(500) }).subject)).toHaveLength(200);
  });

  it('times name their zone', () => {
    expect(render('schedule').text).toContain('Monday, February 22, 2027 at 09:30 UTC');
  });

  it('what a request left out is put in neutral words, and an ended interview has no link', () => {
    const bare = { candidateName: null, position: ' ', companyName: null, level: null, candidateRef: null };

    expect(render('invitation', bare).subject).toBe('Your interview for the position at the employer');
    const help = render('help_requested', { ...bare, link: null, linkExpiresAt: null, code: 'accommodation' });
    expect(help.text).toContain('an adjustment');
    expect(`${help.text}${help.html}`).not.toMatch(/works until|<a /);
  });

  it.each(noticeCauses)(
    'the notice of %s fills in its words, and says nothing that its reader may not know',
    (code) => {
      const { recruiter, candidate } = noticeRules[code];
      const [toRecruiter, toCandidate] = [
        render('recruiter_notice', { code, link: null }),
        render('candidate_notice', { code }),
      ];

      for (const { subject, text, html } of [toRecruiter, toCandidate])
        expect(`${subject}${text}${html}`).not.toMatch(/\{\{|\}\}|undefined|null/);
      if (recruiter) expect(toRecruiter.text).toContain('What to do now: ');
      expect(toRecruiter.text).not.toMatch(/Sam Example|http/);
      if (candidate !== false) expect(toCandidate.text).toMatch(/Example Ltd|Backend Engineer/);
      expect(toCandidate.text).not.toContain('http');
    },
  );

  it('a reason is told in words, never a foreign one', () => {
    expect(render('attention_needed', { code: 'model.unavailable' }).text).toContain(
      'language model cannot be reached',
    );
    expect(render('attention_needed', { code: 'verdict_overdue' }).text).toContain(
      'verdict on the assessment is overdue',
    );
  });
});
