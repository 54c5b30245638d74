import { afterEach, describe, expect, it } from 'vitest';
import { composeMail } from '../../domain/mail/compose.ts';
import { defaultMailSettings } from '../../domain/mail/mail-settings.ts';
import { mailPlaceholders, mailRules, mailTemplates } from '../../domain/mail/placeholders.ts';
import { type DueMail } from '../../domain/ports/mail.ts';
import { createMailStore } from '../../infra/db/deliveries/mail-store.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, publicUrl } from '../native/native-bench.ts';
import { person, useMailWorld } from './mail-world.ts';

const world = await useMailWorld();
const { db, held, attempt, mailsOf, mailOf, settings, call, machine, sealer, owner, request } = world;

const pending = (more: object = {}) => pendingRun(world, request(more));
const approve = (runId: string, body: object = {}) => call('POST', `/interviews/${runId}/plan/approve`, body);
const approved = async (more: object = {}): Promise<string> => {
  const runId = await pending(more);
  await approve(runId);
  return runId;
};
/** Everything that the scored run's assessment says: verdict, score, rationale, summary, strength, competency. */
const judgement =
  /NO_HIRE|no hire|\b70\b|\bscore|verdict|Acted and wrote it down|Enough evidence|Acts under pressure|Incident response|data centre/i;
const withPerson = {
  ...world,
  call: (...[method, path, body, headers]: Parameters<typeof call>) =>
    call(method, path, path === '/interviews' ? request() : body, headers),
};
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();
const erase = (runId: string) => sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal');

afterEach(async () => {
  held.sent.length = 0;
  held.delivers = true;
  held.answer = { kind: 'sent' };
  held.afterwards = () => Promise.resolve();
  world.clock.at = 0;
  await settings({ mail: null });
});

describe('a mail to a candidate', () => {
  it('carries name, position and link, and nothing is kept of it once it is sent', async () => {
    const runId = await approved();

    expect(await attempt(runId, 'invitation')).toEqual({ result: 'done', retryAfterMs: null });

    const { body } = await call('GET', `/interviews/${runId}`);
    expect(held.sent).toHaveLength(1);
    expect(held.sent[0]).toMatchObject({ to: [person.candidateEmail], replyTo: null, senderName: null });
    expect(held.sent[0]?.text).toContain(body['interviewLink']);
    expect(held.sent[0]?.text).toContain(person.candidateName);
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'sent', attempts: 1, content_sealed: null });
  });

  it('says how long it takes: the minutes of the plan that was approved, with the candidate’s extra time', async () => {
    const minutesTold = async (more: object): Promise<string | undefined> => {
      const runId = await pending(more);
      const questions = [100, 150, 60].map((timeBudgetSeconds, at) => ({ id: `q${at}`, timeBudgetSeconds }));
      await db('plans')
        .where({ run_id: runId })
        .update({ plan: db.raw(`jsonb_set(plan, '{questions}', ?)`, [JSON.stringify(questions)]) });
      await approve(runId);
      await attempt(runId, 'invitation');
      return /about (\d+) minutes/u.exec(held.sent.at(-1)?.text ?? '')?.[1];
    };

    expect(await minutesTold({})).toBe('5');
    expect(await minutesTold({ accommodations: { timeFactor: 1.5 } })).toBe('7');
  });

  it('is one mail when approval and start time come together', async () => {
    const runId = await pending();
    await approve(runId, { scheduledAt: tomorrow() });

    const candidates = (await mailsOf(runId)).filter(({ audience }) => audience === 'candidate');
    expect(candidates.map(({ template }) => template)).toEqual(['schedule']);
    expect(await attempt(runId, 'schedule')).toMatchObject({ result: 'done' });
    expect(held.sent[0]?.text).toMatch(/\/interview\/[\w-]{43}\n/);
  });

  it('tells of the newest start time only', async () => {
    const runId = await pending();
    await approve(runId, { scheduledAt: tomorrow() });
    const first = await mailOf(runId, 'schedule');
    await machine.feed(runId, {
      type: 'scheduled',
      detail: { scheduledAt: Date.now() + 2 * 86_400_000, linkExpiresAt: Date.now() + 9 * 86_400_000 },
    });

    await world.activities.attempt({ tenantId: owner.tenantId, id: first.id, attempt: 1 });

    expect(held.sent).toEqual([]);
    expect((await mailsOf(runId)).filter(({ template }) => template === 'schedule')).toMatchObject([
      { id: first.id, status: 'skipped', reason: 'moved_on' },
      { status: 'pending' },
    ]);
  });

  it('is skipped without an address', async () => {
    const runId = await approved({ candidateEmail: undefined });

    expect(await attempt(runId, 'invitation')).toMatchObject({ result: 'stopped' });
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'no_address' });
  });

  it('is skipped where nothing could be sent to, and says so', async () => {
    const runId = await approved({ candidateEmail: 'ask at the desk' });

    expect(await attempt(runId, 'invitation')).toMatchObject({ result: 'stopped' });
    expect(held.sent).toEqual([]);
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'address_invalid' });
  });

  it('is skipped once the interview has ended', async () => {
    const runId = await approved();
    await call('DELETE', `/interviews/${runId}`);

    await attempt(runId, 'invitation');

    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'moved_on' });
  });

  it('is skipped once its link has run out', async () => {
    const runId = await approved();
    world.clock.at = Date.now() + 8 * 86_400_000;

    await attempt(runId, 'invitation');

    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'moved_on' });
  });

  it('is skipped once the personal data is erased', async () => {
    const runId = await approved();
    await erase(runId);

    expect(await attempt(runId, 'invitation')).toMatchObject({ result: 'stopped' });
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'erased' });
  });

  it('is skipped from the moment an erasure was accepted', async () => {
    const runId = await approved();
    await mailOf(runId, 'invitation');
    await world.acceptErasure(runId);
    await attempt(runId, 'invitation');

    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'erased' });
    expect(held.sent).toEqual([]);
  });

  it('is skipped where the tenant wants none any more', async () => {
    const runId = await approved();
    await mailOf(runId, 'invitation');
    await settings({ mail: { candidates: false } });

    await attempt(runId, 'invitation');

    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'switched_off' });
  });

  it('never tells of scores, verdicts or judgement, whatever the assessment says and the template asks for', async () => {
    const runId = await assessedRun(withPerson, 'NO_HIRE');
    const { id } = await mailOf(runId, 'thank_you');
    const due = await createMailStore({ db: world.db, sealer, publicUrl }).find(owner.tenantId, id);
    const templates = mailTemplates.filter((template) => mailRules[template].audience === 'candidate');
    const everything = mailPlaceholders.map((name) => `{{${name}}}`).join(' ');
    const greedy = { en: { subject: everything, text: everything.replaceAll(' ', '\n\n'), html: everything } };

    for (const template of templates)
      for (const own of [{}, { [template]: greedy }]) {
        const mail = await composeMail(
          { ...world.deps, publicUrl, cleanMail: (words) => Promise.resolve(world.deps.mailWords.clean(words)) },
          {
            mail: { ...(due as DueMail), template },
            settings: { ...defaultMailSettings, templates: own },
            to: [person.candidateEmail],
            defaultLocale: 'en',
          },
        );
        expect(mail.text).toContain('Kingfisher');
        expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toMatch(judgement);
      }
    await attempt(runId, 'thank_you');
    expect(held.sent).toHaveLength(1);
    expect(JSON.stringify(held.sent)).not.toMatch(judgement);
  });

  it('has the tenant’s words, sender and place for answers', async () => {
    const runId = await approved();
    await settings({
      mail: {
        senderName: 'Acme Careers',
        replyTo: 'hr@acme.example',
        templates: { invitation: { en: { subject: 'Come in', text: 'Dear {{candidateName}}\n\n{{link}}' } } },
      },
    });

    await attempt(runId, 'invitation');

    expect(held.sent[0]).toMatchObject({ senderName: 'Acme Careers', replyTo: 'hr@acme.example', subject: 'Come in' });
    expect(held.sent[0]?.text).toMatch(/^Dear Sam Kingfisher\n\nhttp/);
  });
});

it('a text with a placeholder that does not belong is refused when it is set, with a pointer', async () => {
  const thanks = { en: { subject: 'Thanks', text: 'You scored {{score}}' } };

  await expect(settings({ mail: { templates: { thank_you: thanks } } })).rejects.toMatchObject({
    code: 'request.invalid',
    errors: [{ pointer: '/mail/templates/thank_you/en/text', code: 'placeholder_unknown' }],
  });
});

it('foreign links and scripts are refused when they are set, and taken out of what was set before', async () => {
  const html = '<p>{{candidateName}}</p><a href="https://evil.example/x">Go</a><script>alert(1)</script>';
  const thanks = { en: { subject: 'Thanks', text: 'See www.evil.example', html } };
  const at = '/mail/templates/thank_you/en';

  await expect(settings({ mail: { templates: { thank_you: thanks } } })).rejects.toMatchObject({
    errors: [
      { pointer: `${at}/text`, code: 'link_not_allowed' },
      { pointer: `${at}/html`, code: 'link_not_allowed' },
      { pointer: `${at}/html`, code: 'tag_not_allowed' },
    ],
  });
  await world
    .db('tenants')
    .where({ id: owner.tenantId })
    .update({ settings: JSON.stringify({ mail: { templates: { thank_you: thanks } } }) });
  await settings({ mail: { senderName: 'Acme' } });
  const runId = await assessedRun(withPerson);
  await attempt(runId, 'thank_you');

  expect(held.sent[0]).toMatchObject({ text: 'See […]\n' });
  expect(held.sent[0]?.html).toContain(`<p>${person.candidateName}</p><a>Go</a>`);
  expect(held.sent[0]?.html).not.toMatch(/evil|script/);
});

describe('a notice to recruiters', () => {
  const recruiters = ['rita@acme.example', 'raul@acme.example'];

  it('is skipped when nobody is named any more', async () => {
    await settings({ mail: { recruiters } });
    const runId = await pending();
    await mailOf(runId, 'plan_ready');
    await settings({ mail: { recruiters: [] } });

    await attempt(runId, 'plan_ready');

    expect(await mailOf(runId, 'plan_ready')).toMatchObject({ status: 'skipped', reason: 'no_address' });
  });

  it('carries a signed link and the reference, never the candidate', async () => {
    await settings({ mail: { recruiters } });
    const runId = await pending();

    await attempt(runId, 'plan_ready');

    const { to, text, html } = held.sent[0] ?? { to: [], text: '', html: '' };
    const mail = await mailOf(runId, 'plan_ready');
    const token = /\/review\/(\S+)/.exec(text)?.[1] ?? '';
    expect(to).toHaveLength(1);
    expect(recruiters).toContain(to[0]);
    expect(text).toContain('li_app_a1b2c3d4');
    expect(`${text}${html}`).not.toMatch(/Kingfisher|candidate\.example/);
    const link = { runId, linkId: mail.id, expiresAt: mail.created_at.getTime() + 14 * 86_400_000 };
    expect(world.reviewLinks.read(token)).toEqual(link);
    // Beside it that of everything that waits for this reader: it opens the inbox, and the other one does not.
    const inboxToken = /\/review\/inbox\/(\S+)/.exec(text)?.[1] ?? '';
    expect(world.inboxLinks.read(inboxToken)).toEqual({ ...link, runId: 'none', linkId: `inbox:${mail.id}` });
    expect(world.reviewLinks.read(inboxToken)).toBeNull();
    expect(world.inboxLinks.read(token)).toBeNull();
    expect(html).toContain(`/review/inbox/${inboxToken}</a>`);
  });

  it('about a plan that was decided meanwhile is skipped', async () => {
    await settings({ mail: { recruiters } });
    const runId = await approved();

    await attempt(runId, 'plan_ready');

    expect(await mailOf(runId, 'plan_ready')).toMatchObject({ status: 'skipped', reason: 'moved_on' });
  });

  it('of an assessment says nothing of its result', async () => {
    await settings({ mail: { recruiters } });
    const runId = await assessedRun(world, 'NO_HIRE');

    await attempt(runId, 'assessment_ready');

    expect(held.sent[0]?.text).toContain('/review/');
    expect(`${held.sent[0]?.subject}${held.sent[0]?.text}`).not.toMatch(/NO_HIRE|No hire|70/);
  });
});

describe('an attempt', () => {
  it('that fails is made again, under the same Message-ID, and its code is on record', async () => {
    const runId = await approved();
    held.answer = { kind: 'retry', code: 'smtp_451' };

    expect(await attempt(runId, 'invitation')).toEqual({ result: 'retry', retryAfterMs: null });
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'pending', reason: 'smtp_451', attempts: 1 });
    held.answer = { kind: 'sent' };
    expect(await attempt(runId, 'invitation', 2)).toMatchObject({ result: 'done' });

    expect(held.sent.map(({ messageId }) => messageId)).toEqual([held.sent[0]?.messageId, held.sent[0]?.messageId]);
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'sent', reason: null, attempts: 2 });
  });

  it('that is refused for good ends the mail', async () => {
    const runId = await approved();
    held.answer = { kind: 'refused', code: 'smtp_550' };

    expect(await attempt(runId, 'invitation')).toMatchObject({ result: 'stopped' });
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'dead', reason: 'smtp_550' });
  });

  it('cut between the server’s yes and the record sends again, under the same Message-ID', async () => {
    const runId = await approved();
    held.afterwards = () => Promise.reject(new Error('killed'));
    await expect(attempt(runId, 'invitation')).rejects.toThrow('killed');
    held.afterwards = () => Promise.resolve();

    expect(await attempt(runId, 'invitation')).toMatchObject({ result: 'done' });
    expect(new Set(held.sent.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('that went out is on record as sent, though another found meanwhile that it should not', async () => {
    const runId = await approved();
    held.afterwards = async () => {
      held.afterwards = () => Promise.resolve();
      await erase(runId);
      expect(await attempt(runId, 'invitation')).toMatchObject({ result: 'stopped' });
      expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'skipped', reason: 'erased' });
    };

    expect(await attempt(runId, 'invitation')).toMatchObject({ result: 'done' });
    expect(await mailOf(runId, 'invitation')).toMatchObject({ status: 'sent', reason: null, content_sealed: null });
  });

  it('of a mail that is on record as sent sends nothing', async () => {
    const runId = await approved();
    await attempt(runId, 'invitation');
    await attempt(runId, 'invitation');

    expect(held.sent).toHaveLength(1);
  });

  it('on another tenant’s mail finds nothing', async () => {
    const other = await world.admin.tenantWithKey();
    const { id } = await mailOf(await approved(), 'invitation');

    expect(await world.activities.attempt({ tenantId: other.tenantId, id, attempt: 1 })).toMatchObject({
      result: 'stopped',
    });
    expect(held.sent).toEqual([]);
  });

  it('is announced, and given up with the last code', async () => {
    const runId = await approved();
    const { id } = await mailOf(runId, 'invitation');
    const ref = { tenantId: owner.tenantId, id };
    held.answer = { kind: 'retry', code: 'timeout' };
    await attempt(runId, 'invitation');
    await world.activities.announce({ ...ref, at: 5_000 });
    expect(await mailOf(runId, 'invitation')).toMatchObject({ next_attempt_at: new Date(5_000) });

    await world.activities.giveUp(ref);
    await world.activities.giveUp(ref);

    expect(await mailOf(runId, 'invitation')).toMatchObject({
      status: 'dead',
      reason: 'timeout',
      next_attempt_at: null,
    });
  });
});

it('no name and no address stands in a log line or a plain column', async () => {
  held.answer = { kind: 'retry', code: 'smtp_451' };
  const runId = await approved();
  await attempt(runId, 'invitation');

  const rows = await mailsOf(runId);
  expect(JSON.stringify(world.logs) + JSON.stringify(rows)).not.toMatch(/Kingfisher|candidate\.example/);
});
