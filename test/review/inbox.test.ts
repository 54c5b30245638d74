import { describe, expect, it } from 'vitest';
import { inboxOfMail } from '../../domain/review/inbox-link.ts';
import { reviewerId } from '../../domain/mail/reviewers.ts';
import { createReviewInboxStore } from '../../infra/db/review/inbox-store.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, publicUrl } from '../native/native-bench.ts';
import { dayMs, raul, rita } from '../mail/review-world.ts';
import { useReviewApi } from './review-api.ts';

const world = await useReviewApi();
const { db, call, settings, send, enter, readerOf, mailsOf, owner, deps, acceptErasure, statementsOf } = world;

type Item = { runId: string; waitsFor: string; since: number; dueAt: number; draft: boolean };

const reviewerOf = (address: string): string => reviewerId(deps.keyedDigest, owner.tenantId, address);

/** The newest mail to somebody of which a link is live. */
const mailTo = async (address: string, runId?: string): Promise<string> => {
  const live = { tenant_id: owner.tenantId, reviewer: reviewerOf(address), link_revoked_at: null };
  const mails = db('mails').where(runId === undefined ? live : { ...live, run_id: runId });
  const row: { id: string } | undefined = await mails.orderBy('created_at', 'desc').first('id');
  return row?.id ?? '';
};

const inboxPath = (mailId: string, expiresAt = Date.now() + dayMs): string =>
  deps.inboxLinks.urlOf({ runId: 'none', linkId: inboxOfMail(mailId), expiresAt }).slice(publicUrl.length);

const inboxOf = async (address: string, runId?: string) => {
  const mailId = await mailTo(address, runId);
  const { cookie } = await enter(inboxPath(mailId));
  const read = () => send('GET', 'inbox', { cookie });
  const items = async (): Promise<Item[]> => (await read()).body.items;
  const ids = async (): Promise<string[]> => (await items()).map(({ runId }) => runId);
  return { mailId, cookie, read, items, ids };
};

const withMails = async (runId: Promise<string>): Promise<string> => {
  await mailsOf(await runId);
  return await runId;
};
const pending = (): Promise<string> => withMails(pendingRun(world));
const assessed = (): Promise<string> => withMails(assessedRun(world));

const revoke = (runId: string, linkId: string): Promise<Response> =>
  fetch(`${world.api.url}/api/v1/integration/interviews/${runId}/review-links/${linkId}`, {
    method: 'DELETE',
    headers: { 'x-api-key': owner.key },
  });

/** As if it had begun to wait so long ago. */
const waitsSince = async (runId: string, since: number): Promise<void> => {
  const machine = db.raw(`jsonb_set(machine, '{waitingSince}', ?::jsonb)`, [String(since)]);
  await db('interviews').where({ run_id: runId }).update({ machine });
};

describe('the inbox of a reviewer', () => {
  it('opens by the link in their mail, and has what waits for them, the oldest first, with when it is due', async () => {
    await settings({ review: { target: 'PT2H' } });
    const [plan, verdict, decided] = [await pending(), await assessed(), await pending()];
    await waitsSince(verdict, 1_000_000);
    await call('POST', `/interviews/${decided}/plan/approve`);
    const { mailId, read, items } = await inboxOf(rita);

    const { status, body } = await read();
    const opened: unknown = await db('mails').where({ id: mailId }).whereNotNull('link_used_at').first('id');
    expect(opened).toBeDefined();

    expect(status).toBe(200);
    expect(body).toMatchObject({ label: rita, more: false });
    const mine = (await items()).filter(({ runId }) => [plan, verdict, decided].includes(runId));
    expect(mine).toMatchObject([
      { runId: verdict, waitsFor: 'verdict', since: 1_000_000, dueAt: 1_000_000 + 2 * 3_600_000, draft: false },
      { runId: plan, waitsFor: 'plan', candidateRef: 'li_app_a1b2c3d4', companyName: 'Acme Corp', draft: false },
    ]);
    await settings({ review: null });
  });

  it('costs two statements, that of the session among them', async () => {
    await pending();
    const { read } = await inboxOf(rita);

    expect(await statementsOf(read)).toHaveLength(2);
  });

  it('says where a draft of theirs is kept', async () => {
    const runId = await assessed();
    const { cookie, items } = await inboxOf(rita);
    const draft = {
      about: 'verdict',
      revision: 1,
      verdict: 'HIRE',
      reasonCodes: [],
      note: 'Good',
      instructions: 'None',
    };

    const kept = await send('PUT', `runs/${runId}/draft`, { cookie, body: draft });
    expect(kept.body).toMatchObject({ draft });

    expect((await items()).find((item) => item.runId === runId)?.draft).toBe(true);
  });

  it('has decisions of which the candidate asks for a review, since they ask and until somebody has decided', async () => {
    const runId = await assessed();
    const reader = await readerOf(runId);
    await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 'passed' });
    await reader.decide({
      kind: 'approveAssessment',
      revision: 1,
      verdict: 'HIRE',
      reasonCodes: [],
      note: null,
      withoutEvidence: true,
    });
    const { ids, items } = await inboxOf(rita);
    expect(await ids()).not.toContain(runId);

    const run = { run_id: runId, tenant_id: owner.tenantId };
    await db('appeals').insert({ ...run, requested_at: new Date(5_000) });
    await db('appeal_reviews').insert({ ...run, opened_at: new Date(5_000), due_at: new Date(9_000) });
    expect((await items())[0]).toMatchObject({ runId, waitsFor: 'appeal', since: 5_000, dueAt: 9_000 });

    await db('appeal_reviews').where(run).update({ state: 'upheld', decided_at: new Date() });
    expect(await ids()).not.toContain(runId);
  });

  it('tells nothing to a session of one interview, which sees no other either', async () => {
    const [mine, other] = [await pending(), await pending()];
    const { cookie, view } = await readerOf(mine);

    const [inbox, form] = [await send('GET', 'inbox', { cookie }), await send('GET', 'forms/form_1', { cookie })];

    for (const refused of [inbox, form])
      expect(refused).toMatchObject({ status: 403, body: { code: 'review.inbox_required' } });
    expect((await view()).status).toBe(200);
    expect((await send('GET', `runs/${other}`, { cookie })).status).toBe(404);
    expect((await send('GET', 'inbox')).status).toBe(401);
  });

  it('is one reviewer’s: what another one was sent is not in it, and nothing once the settings name them no more', async () => {
    const alone = await pending();
    await settings({ mail: { recruiters: [rita, raul] } });
    const both = await pending();
    const [hers, his] = [await inboxOf(rita), await inboxOf(raul)];

    expect(await hers.ids()).toEqual(expect.arrayContaining([alone, both]));
    expect(await his.ids()).toEqual([both]);

    await settings({ mail: { recruiters: [rita] } });
    expect(await his.ids()).toEqual([]);
    expect((await send('GET', `runs/${both}`, { cookie: his.cookie })).status).toBe(410);
  });

  it('is one tenant’s, whatever the reviewer is called', async () => {
    await pending();
    const store = createReviewInboxStore(db);

    const mine = await store.waiting({ tenantId: owner.tenantId, reviewer: reviewerOf(rita), now: Date.now() });
    const theirs = await store.waiting({ tenantId: 'ten_other', reviewer: reviewerOf(rita), now: Date.now() });

    expect(mine.waiting.length).toBeGreaterThan(0);
    expect(theirs).toMatchObject({ waiting: [], forms: [] });
    const form = await store.form({ tenantId: 'ten_other', reviewer: reviewerOf(rita), now: Date.now() }, 'form_1');
    expect(form).toMatchObject({ plan: null, runs: [] });
  });

  it('loses a run with its link: revoked, too old, or with the erasure that was accepted', async () => {
    const [revoked, old, erased] = [await pending(), await pending(), await pending()];
    await pending();
    const { ids } = await inboxOf(rita);
    expect(await ids()).toEqual(expect.arrayContaining([revoked, old, erased]));

    await revoke(revoked, await mailTo(rita, revoked));
    await db('mails')
      .where({ run_id: old })
      .update({ created_at: new Date(Date.now() - 15 * dayMs) });
    await acceptErasure(erased);

    const left = await ids();
    for (const gone of [revoked, old, erased]) expect(left).not.toContain(gone);
  });

  it('ends with the link of its mail, and opens nothing by that of another purpose', async () => {
    const runId = await pending();
    const { mailId, cookie, read } = await inboxOf(rita, runId);
    expect((await read()).status).toBe(200);
    const reviewed = deps.reviewLinks.urlOf({
      runId: 'none',
      linkId: inboxOfMail(mailId),
      expiresAt: Date.now() + dayMs,
    });
    expect((await enter(reviewed)).status).toBe(404);
    expect((await enter(inboxPath(mailId, Date.now() - 1))).status).toBe(410);
    expect((await enter(inboxPath('mail_unknown'))).status).toBe(404);

    await revoke(runId, mailId);

    expect(await read()).toMatchObject({ status: 410, body: { code: 'review.link_revoked' } });
    expect((await send('GET', `runs/${runId}`, { cookie })).status).toBe(410);
    expect((await enter(inboxPath(mailId))).status).toBe(410);
  });

  it('and the link to an interview of the same mail do not take each other’s place', async () => {
    const runId = await pending();
    const { mailId, cookie } = await inboxOf(rita, runId);

    const second = await enter(world.pathTo(runId, mailId), cookie);

    expect((await send('GET', 'inbox', { cookie: second.cookie })).status).toBe(200);
    expect((await send('GET', 'inbox', { cookie })).status).toBe(401);
  });

  it('lists the 200 oldest, and says that there are more', async () => {
    const runId = await pending();
    await db.raw(
      `insert into interviews select (jsonb_populate_record(i, jsonb_build_object('run_id', 'run_many_' || n, 'interview_id', gen_random_uuid(),
         'machine', jsonb_set(i.machine, '{waitingSince}', to_jsonb(n))))).*
       from interviews i, generate_series(1, 201) n where i.run_id = ?`,
      [runId],
    );
    await db.raw(
      `insert into mails select (jsonb_populate_record(m, jsonb_build_object('id', 'mail_many_' || n, 'run_id', 'run_many_' || n))).*
       from mails m, generate_series(1, 201) n where m.run_id = ? and m.audience = 'recruiter' limit 201`,
      [runId],
    );
    const { read } = await inboxOf(rita);

    const { body } = await read();

    expect(body.items).toHaveLength(200);
    expect(body.more).toBe(true);
    expect(body.items[1].since - body.items[0].since).toBe(1);
  });
});
