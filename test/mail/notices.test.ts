import { afterEach, describe, expect, it } from 'vitest';
import type { NewFact } from '../../domain/lifecycle/facts.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { wishErasure } from '../../infra/db/room/rights-store.ts';
import { pendingRun } from '../native/native-bench.ts';
import { person, useMailWorld } from './mail-world.ts';

const world = await useMailWorld();
const { held, attempt, mailsOf, mailOf, settings, call, machine, owner, request, db } = world;

const pending = (more: object = {}) => pendingRun(world, request(more));
const approve = (runId: string, body: object = {}) => call('POST', `/interviews/${runId}/plan/approve`, body);
const approved = async (): Promise<string> => {
  const runId = await pending();
  await approve(runId);
  return runId;
};
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();

afterEach(async () => {
  held.sent.length = 0;
  await settings({ mail: null });
});

describe('when an interview ends early', () => {
  const recruiters = ['rita@acme.example', 'omar@acme.example'];
  const started = {
    type: 'sessionOpened',
    detail: { attempt: 1, sessionId: 's', provider: 'room', mode: 'text' },
  } as const;
  const noticesOf = async (runId: string) =>
    (await mailsOf(runId)).filter(({ template }) => template.endsWith('_notice')).map(({ template }) => template);
  const told = async (runId: string, template: string): Promise<string> => {
    await attempt(runId, template);
    return held.sent.at(-1)?.text ?? '';
  };

  it.each<[string, NewFact, RegExp, RegExp]>([
    [
      'an opt-out',
      { type: 'optedOut', detail: {} },
      /asks to be interviewed by a person/,
      /will get in touch with you/,
    ],
    [
      'a withdrawal',
      { type: 'withdrawn', detail: {} },
      /close the application/,
      /You have withdrawn from the interview/,
    ],
    ['an expired invitation', { type: 'expired', detail: {} }, /did not begin in time/, /link does not work any more/],
    ['a failure', { type: 'aborted', detail: {} }, /through no fault of the candidate/, /through no fault of yours/],
  ])(
    '%s is told once to each recruiter, with what to do now, and to the candidate',
    async (_, fact, toRecruiter, toCandidate) => {
      await settings({ mail: { recruiters } });
      const runId = await approved();
      await machine.feed(runId, fact);

      expect((await noticesOf(runId)).toSorted()).toEqual(['candidate_notice', 'recruiter_notice', 'recruiter_notice']);
      await db('events').where({ run_id: runId }).update({ relayed_at: null });
      expect(await noticesOf(runId)).toHaveLength(3);
      const recruiterText = await told(runId, 'recruiter_notice');
      expect(recruiterText).toMatch(toRecruiter);
      expect(recruiterText).toMatch(/What to do now: .*\n\nPosition: /);
      expect(recruiterText).not.toMatch(/Kingfisher|http/);
      expect(await told(runId, 'candidate_notice')).toMatch(toCandidate);
      expect(held.sent.at(-1)).toMatchObject({ to: [person.candidateEmail] });
      expect(held.sent.at(-1)?.text).not.toContain('http');
    },
  );

  it('a plan that nobody decided on is told to recruiters alone, a start that passed to the candidate by its time', async () => {
    await settings({ mail: { recruiters } });
    const undecided = await pending();
    await machine.feed(undecided, { type: 'expired', detail: {} });
    const missed = await pending();
    await approve(missed, { scheduledAt: tomorrow() });
    await machine.feed(missed, { type: 'noShow', detail: {} });

    expect(await noticesOf(undecided)).toEqual(['recruiter_notice', 'recruiter_notice']);
    expect(await told(undecided, 'recruiter_notice')).toContain('Nobody decided on the interview plan in time');
    expect(await told(missed, 'candidate_notice')).toMatch(/was set for .* UTC and has not begun/);
  });

  it('a withdrawal of consent is one notice, though it is two events', async () => {
    await settings({ mail: { recruiters } });
    const runId = await approved();
    await machine.feed(runId, { type: 'sessionRequested', detail: { attempt: 1, mode: 'text' } });
    await machine.feed(runId, started);
    await machine.feed(runId, { type: 'consentWithdrawn', detail: {} });

    expect((await noticesOf(runId)).toSorted()).toEqual(['candidate_notice', 'recruiter_notice', 'recruiter_notice']);
    expect(await told(runId, 'recruiter_notice')).toContain('withdrawn consent to the interview');
    expect(await told(runId, 'candidate_notice')).toContain('nothing that you said is scored');
  });

  it('a wish for erasure is told with a link where the interview is still open, and no more once it is granted', async () => {
    await settings({ mail: { recruiters: recruiters.slice(0, 1) } });
    const [wishing, granted] = [await approved(), await approved()];
    for (const runId of [wishing, granted])
      await wishErasure(db, { tenantId: owner.tenantId, runId }, { at: Date.now() });
    await world.acceptErasure(granted);

    expect(await told(wishing, 'recruiter_notice')).toMatch(/asks for the erasure of their data[^]*\/review\//);
    expect(await told(wishing, 'candidate_notice')).toContain('You asked for the erasure of your data');
    held.sent.length = 0;
    for (const template of ['recruiter_notice', 'candidate_notice']) {
      await attempt(granted, template);
      expect(await mailOf(granted, template)).toMatchObject({ status: 'skipped', reason: 'erased' });
    }
    expect(held.sent).toEqual([]);
  });

  it('the employer’s own cancelling is told to an invited candidate, by a tenant’s own words where there are any', async () => {
    const own = { subject: 'Off', text: '{{detail}} {{contact}}' };
    await settings({ mail: { recruiters, templates: { candidate_notice: { en: own } } } });
    const [invited, drafted] = [await approved(), await pending()];
    for (const runId of [invited, drafted]) await call('DELETE', `/interviews/${runId}`);

    expect(await noticesOf(drafted)).toEqual([]);
    expect(await noticesOf(invited)).toEqual(['candidate_notice']);
    expect(await told(invited, 'candidate_notice')).toContain('has cancelled your interview');
  });

  it('where a tenant’s candidates get no mails only recruiters are told', async () => {
    await settings({ mail: { candidates: false, recruiters: recruiters.slice(0, 1) } });
    const runId = await approved();
    await machine.feed(runId, { type: 'noShow', detail: {} });

    expect(await noticesOf(runId)).toEqual(['recruiter_notice']);
  });

  it('many that expire at once make a row each, and begin only as many as the tenant may send a day', async () => {
    await settings({ mail: { recruiters: recruiters.slice(0, 1) } });
    const runIds = await Promise.all(Array.from({ length: 6 }, () => pending()));
    for (const runId of runIds) await mailsOf(runId);
    const relay = createRelayStore(world.deps);
    const mine = () => db('mails').where({ tenant_id: owner.tenantId });
    await mine()
      .whereNull('started_at')
      .update({ started_at: db.raw(`now() - interval '2 days'`) });
    await db('tenants')
      .where({ id: owner.tenantId })
      .update({ caps: JSON.stringify({ mailsPerDay: 2 }) });
    for (const runId of runIds) await machine.feed(runId, { type: 'expired', detail: {} });
    for (const runId of runIds) expect(await noticesOf(runId)).toEqual(['recruiter_notice']);

    expect((await relay.claimStarts(100)).filter(({ channel }) => channel === 'mail')).toHaveLength(2);
    expect(await mine().whereIn('run_id', runIds).where({ reason: 'daily_cap_reached' })).toHaveLength(4);
    await db('tenants').where({ id: owner.tenantId }).update({ caps: '{}' });
  });
});

describe('the recruiter whom a connection names', () => {
  const named = 'nora@acme.example';
  const ordered = (runId: string) => world.orderedOver(runId, { recruiterEmail: named });
  const mailed = async (runId: string): Promise<string[]> => {
    for (const { id } of await mailsOf(runId))
      await world.activities.attempt({ tenantId: owner.tenantId, id, attempt: 1 });
    return held.sent.flatMap(({ to }) => to);
  };

  it('is told what waits as the tenant’s own are, and given the link of a candidate whom no mail reaches', async () => {
    await settings({ mail: { recruiters: ['rita@acme.example'] } });
    const runId = await ordered(await pending({ candidateEmail: undefined }));
    expect((await mailed(runId)).toSorted()).toEqual([named, 'rita@acme.example']);
    held.sent.length = 0;

    await approve(runId);
    await mailed(runId);

    const { body } = await call('GET', `/interviews/${runId}`);
    expect(held.sent).toHaveLength(1);
    expect(held.sent[0]).toMatchObject({ to: [named] });
    expect(held.sent[0]?.text).toContain(`\n${String(body['interviewLink'])}\n`);
    expect(`${held.sent[0]?.text}${held.sent[0]?.html}`).not.toMatch(/Kingfisher|\/review\//);
    expect(await mailOf(runId, 'link_to_pass_on')).toMatchObject({ status: 'sent', content_sealed: null });
  });

  it('is not given the link of a candidate who is mailed, nor one that is over, nor one that is erased', async () => {
    const [invited, over, erased] = [
      await ordered(await pending()),
      await ordered(await pending({ candidateEmail: undefined })),
      await ordered(await pending({ candidateEmail: undefined })),
    ];
    for (const runId of [invited, over, erased]) {
      await approve(runId);
      await mailOf(runId, 'link_to_pass_on');
    }
    await call('DELETE', `/interviews/${over}`);
    await world.sealer.destroyKey({ tenantId: owner.tenantId, runId: erased }, 'personal');
    for (const runId of [invited, over, erased]) await attempt(runId, 'link_to_pass_on');

    expect(held.sent).toEqual([]);
    expect(await mailOf(invited, 'link_to_pass_on')).toMatchObject({ status: 'skipped', reason: 'invited' });
    expect(await mailOf(over, 'link_to_pass_on')).toMatchObject({ status: 'skipped', reason: 'moved_on' });
    expect(await mailOf(erased, 'link_to_pass_on')).toMatchObject({ status: 'skipped', reason: 'erased' });
  });

  it('hears of an interview that ended without a result, and once where the tenant names the same address', async () => {
    await settings({ mail: { recruiters: [named] } });
    const runId = await ordered(await approved());
    held.sent.length = 0;
    await machine.feed(runId, { type: 'optedOut', detail: {} });
    await mailOf(runId, 'recruiter_notice');
    await attempt(runId, 'recruiter_notice');

    expect(held.sent.map(({ to }) => to)).toEqual([[named]]);
    expect((await mailsOf(runId)).filter(({ template }) => template === 'recruiter_notice')).toHaveLength(1);
  });
});
