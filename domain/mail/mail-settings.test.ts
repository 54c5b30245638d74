import { describe, expect, it } from 'vitest';
import { mergeSettings, resolveSettings, settingsProblems } from '../tenant/policy.ts';
import type { MailText } from './mail-text.ts';
import { settingsPatchSchema, tenantSettingsSchema, type TenantOverrides } from '../tenant/settings.ts';

const patch = (mail: unknown) => settingsPatchSchema.safeParse({ mail });
const pathsOf = (mail: unknown): string[] => patch(mail).error?.issues.map(({ path }) => path.join('/')) ?? [];
/** Typed as whole, though a patch may hold a part or a null. */
const invitation = (texts: object) => ({ templates: { invitation: { en: texts as MailText } } });
const problemsOf = (own: TenantOverrides) =>
  settingsProblems(resolveSettings(own)).map(({ pointer, code }) => `${pointer} ${code}`);

describe('mail settings', () => {
  it('have defaults that pass their own rules', () => {
    const { mail } = resolveSettings({});

    expect(mail).toEqual({ candidates: true, recruiters: [], senderName: null, replyTo: null, templates: {} });
    expect(tenantSettingsSchema.shape.mail.parse(mail)).toEqual(mail);
  });

  it('take what they should', () => {
    const own = { subject: 'Hello {{candidateName}}', text: '{{link}}', html: '<p>{{link}}</p>' };

    expect(
      patch({ ...invitation(own), recruiters: ['a@b.example'], senderName: 'Söhne & Co', replyTo: null }).success,
    ).toBe(true);
    expect(patch({ templates: { thank_you: { 'pt-BR': { subject: 'Obrigado', text: 'Olá' } } } }).success).toBe(true);
    expect(patch({ templates: { invitation: { en: { html: null } } } }).success).toBe(true);
    expect(patch({ templates: { invitation: null } }).success).toBe(true);
  });

  it('take an address as it was meant, each mailbox once', () => {
    const recruiters = [
      '\u00a0dana@ACME.example ',
      'Dana <dana@acme.example>',
      'müller@exämple.de',
      'Dana@acme.example',
    ];

    expect(patch({ recruiters, replyTo: 'mailto:hr@acme.example', senderName: ' Ac\u200bme' }).data).toEqual({
      mail: {
        recruiters: ['dana@ACME.example', 'müller@exämple.de', 'Dana@acme.example'],
        replyTo: 'hr@acme.example',
        senderName: 'Acme',
      },
    });
  });

  it.each([
    [{ templates: { unheard_of: {} } }, 'mail/templates'],
    [{ templates: { invitation: { 'not a tag': {} } } }, 'mail/templates/invitation/not a tag'],
    [invitation({ subject: 'two\nlines', text: '{{link}}' }), 'mail/templates/invitation/en/subject'],
    [invitation({ subject: 'x'.repeat(201), text: '{{link}}' }), 'mail/templates/invitation/en/subject'],
    [{ recruiters: ['nobody'] }, 'mail/recruiters/0'],
    [{ recruiters: ['a@localhost'] }, 'mail/recruiters/0'],
    [{ replyTo: '"a<b>"@c.example' }, 'mail/replyTo'],
    [{ recruiters: ['a@b.example\r\nBcc: c@d.example'] }, 'mail/recruiters/0'],
    [{ recruiters: Array(11).fill('a@b.example') }, 'mail/recruiters'],
    [{ replyTo: 'a@b.example, c@d.example' }, 'mail/replyTo'],
    [{ senderName: 'Acme" <x@evil.example>' }, 'mail/senderName'],
    [{ senderName: 'Acme\r\nBcc: c@d.example' }, 'mail/senderName'],
  ])('refuse %j at %s', (mail, path) => {
    expect(pathsOf(mail)).toContain(path);
  });

  it.each([
    ['invitation', { subject: 'x', text: '{{score}} {{link}}' }, 'text'],
    ['invitation', { subject: '{{verdict}}', text: '{{link}}' }, 'subject'],
    ['invitation', { subject: 'x', text: '{{link}}', html: '{{link}}{{ link }}' }, 'html'],
    ['invitation', { subject: 'x', text: '{{link}}{{scheduledAt}}' }, 'text'],
    ['invitation', { subject: 'x', text: '{{link}}{{constructor}}{{}}' }, 'text'],
    ['thank_you', { subject: 'x', text: '{{link}}' }, 'text'],
    ['plan_ready', { subject: 'x', text: '{{candidateName}}' }, 'text'],
  ])('refuse a placeholder that does not belong: %s %j', (template, texts, field) => {
    const own = { mail: { templates: { [template]: { en: texts } } } };

    expect(problemsOf(own)).toEqual([`/mail/templates/${template}/en/${field} placeholder_unknown`]);
  });

  it('are changed in part, at any depth, and null goes back', () => {
    const own = mergeSettings(
      { mail: { replyTo: 'hr@a.example', ...invitation({ subject: 'a', text: '{{link}}', html: '{{link}}' }) } },
      { mail: { templates: { invitation: { en: { subject: 'b', html: null } } } } as never },
    );

    expect(own).toEqual({ mail: { replyTo: 'hr@a.example', ...invitation({ subject: 'b', text: '{{link}}' }) } });
    expect(mergeSettings(own, { mail: { templates: { invitation: null } } as never })).toEqual({
      mail: { replyTo: 'hr@a.example' },
    });
    expect(mergeSettings(own, { mail: null })).toEqual({});
  });

  it('hold what a change leaves behind against the rules between fields', () => {
    const at = '/mail/templates/invitation';

    expect(problemsOf({ mail: invitation({ subject: 'a' }) })).toEqual([`${at}/en/text required`]);
    expect(problemsOf({ mail: invitation({ text: '{{link}}' }) })).toEqual([`${at}/en/subject required`]);
    expect(problemsOf({ mail: invitation({ subject: 'a', text: 'Come in' }) })).toEqual([
      `${at}/en/text placeholder_missing`,
    ]);
    expect(problemsOf({ mail: invitation({ subject: 'a', text: '{{link}}', html: 'Come in' }) })).toEqual([
      `${at}/en/html placeholder_missing`,
    ]);
    const languages = Array.from({ length: 11 }, (_, index) => [
      `a${String.fromCharCode(97 + index)}`,
      { subject: 'a', text: '{{link}}' },
    ]);
    expect(problemsOf({ mail: { templates: { invitation: Object.fromEntries(languages) } } })).toEqual([
      `${at} too_many`,
    ]);
    const long = { subject: 'a', text: `{{link}}`, html: `{{link}}${'x'.repeat(49_000)}` };
    const many = Object.fromEntries(['aa', 'bb', 'cc', 'dd', 'ee'].map((tag) => [tag, long]));
    expect(problemsOf({ mail: { templates: { invitation: many } } })).toEqual(['/mail/templates too_large']);
  });
});
