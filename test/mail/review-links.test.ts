import { afterEach, describe, expect, it } from 'vitest';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { pendingRun } from '../native/native-bench.ts';
import { raul, rita, useReviewWorld } from './review-world.ts';

const world = await useReviewWorld();
const { api, db, machine, owner, mailsOf, settings, noticesOf, pathTo, pathOf, open, decide, stateOf } = world;

afterEach(() => settings({ mail: { recruiters: [rita] } }));

describe('the links of an interview', () => {
  const key = { 'x-api-key': owner.key };
  const linksOf = async (runId: string, headers: Record<string, string> = key) => {
    const response = await fetch(`${api.url}/api/v1/integration/interviews/${runId}/review-links`, { headers });
    return { status: response.status, items: ((await response.json()) as { items?: Record<string, unknown>[] }).items };
  };
  const revoke = async (runId: string, linkId: unknown, headers: Record<string, string> = key) => {
    const path = `/api/v1/integration/interviews/${runId}/review-links/${String(linkId)}`;
    const response = await fetch(`${api.url}${path}`, { method: 'DELETE', headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const approval = { kind: 'approvePlan', revision: 1 };
  /** A run with a notice to each of two recruiters: their paths by address. */
  const sharedRun = async () => {
    await settings({ mail: { recruiters: [rita, raul] } });
    const runId = await pendingRun(world);
    await noticesOf(runId);
    const items = (await linksOf(runId)).items ?? [];
    const linkOf = (address: string) =>
      items.find(({ reviewer }) => (reviewer as { address: string }).address === address)?.['linkId'] as string;
    return { runId, items, linkOf, pathFor: (address: string) => pathTo(runId, linkOf(address)) };
  };

  it('are one for each recruiter and mail, listed with whose they are, whether they work and when they were used', async () => {
    const { runId, items, pathFor } = await sharedRun();

    await open(pathFor(rita));

    const now = (await linksOf(runId)).items ?? [];
    const shown = { template: 'plan_ready', live: true, revokedAt: null, usedAt: null };
    expect(items).toHaveLength(2);
    for (const item of items) expect(item).toMatchObject(shown);
    expect(now.filter(({ usedAt }) => usedAt !== null)).toMatchObject([{ reviewer: { address: rita } }]);
    const rows = await mailsOf(runId);
    expect(JSON.stringify(rows)).not.toMatch(/rita|raul/);
  });

  it('of the recruiter whom the connection of the order names work like the tenant’s own, the candidate’s is none of them', async () => {
    await settings({ mail: { recruiters: [] } });
    const runId = await pendingRun(world);
    await world.orderedOver(runId, { recruiterEmail: raul });
    await noticesOf(runId);
    const [link] = (await linksOf(runId)).items ?? [];

    expect(link).toMatchObject({ reviewer: { address: raul }, live: true });
    expect((await decide(pathTo(runId, String(link?.['linkId'])), approval)).status).toBe(200);
    await mailsOf(runId);
    expect((await linksOf(runId)).items).toHaveLength(1);
  });

  it('are not doubled by a mail that is sent again', async () => {
    const { runId, linkOf } = await sharedRun();
    const attempt = { tenantId: owner.tenantId, id: linkOf(rita) };
    world.held.answer = { kind: 'retry', code: 'smtp_451' };
    await world.activities.attempt({ ...attempt, attempt: 1 });
    world.held.answer = { kind: 'sent' };
    await world.activities.attempt({ ...attempt, attempt: 2 });

    const urls = world.held.sent.filter(({ to }) => to[0] === rita).map(({ text }) => /\/review\/\S+/.exec(text)?.[0]);
    expect(urls.slice(-2)).toEqual([urls.at(-1), urls.at(-1)]);
    expect((await linksOf(runId)).items).toHaveLength(2);
  });

  it('end one by one: page and form of a revoked one say so, the others work, and the audit log names it', async () => {
    const { runId, linkOf, pathFor } = await sharedRun();
    await open(pathFor(rita));

    const first = await revoke(runId, linkOf(rita));
    const again = await revoke(runId, linkOf(rita));

    expect(first).toMatchObject({ status: 200, body: { live: false } });
    expect(again.body).toEqual(first.body);
    expect(await open(pathFor(rita))).toMatchObject({ status: 410, body: { code: 'review.link_revoked' } });
    expect((await decide(pathFor(rita), approval)).status).toBe(410);
    expect(await stateOf(runId)).toBe('PENDING');
    expect((await decide(pathFor(raul), approval)).status).toBe(200);
    const acts = await db('audit_intake').where({ target_id: runId, act: 'review_link.revoked' });
    expect(acts).toMatchObject([{ actor_kind: 'integrator', actor_id: owner.keyId, reason: linkOf(rita) }]);
  });

  it('end when their reader leaves the settings, between page and form too, and live while the address stays', async () => {
    const { runId, pathFor } = await sharedRun();
    expect((await open(pathFor(rita))).status).toBe(200);

    await settings({ mail: { recruiters: [raul.toUpperCase()] } });

    expect((await decide(pathFor(rita), approval)).status).toBe(410);
    expect((await open(pathFor(rita))).status).toBe(410);
    expect(await stateOf(runId)).toBe('PENDING');
    expect((await decide(pathFor(raul), approval)).status).toBe(200);
  });

  it('name who decided: the link in the timeline, its reader sealed beside the decision', async () => {
    const { runId, linkOf, pathFor } = await sharedRun();

    await decide(pathFor(raul), approval);

    const [note] = await db('command_notes').where({ run_id: runId });
    const run = { tenantId: owner.tenantId, runId };
    expect(machine.sent.at(-1)).toMatchObject({ actor: { id: linkOf(raul) }, args: { noteId: note.id } });
    expect(note.decided_by_sealed.includes(raul)).toBe(false);
    expect(await world.sealer.open(sealPlaces.decidedBy(run, note.id), note.decided_by_sealed)).toBe(raul);
  });

  it('in mails of an earlier version, which went to all, work until they end, are revoked, or nobody reviews any more', async () => {
    const runId = await pendingRun(world);
    const path = await pathOf(runId);
    await db('mails').where({ run_id: runId }).update({ reviewer: null });

    expect((await open(path)).status).toBe(200);
    expect((await linksOf(runId)).items).toMatchObject([{ reviewer: null, live: true }]);
    await settings({ mail: { recruiters: [] } });
    expect((await open(path)).status).toBe(410);
    await settings({ mail: { recruiters: [raul] } });
    expect((await open(path)).status).toBe(200);
    await revoke(runId, (await noticesOf(runId))[0]?.id);
    expect((await decide(path, approval)).status).toBe(410);
  });

  it('decide where decisions must name who made them, unless they are of an earlier version and name nobody', async () => {
    const { runId, pathFor } = await sharedRun();
    const other = await sharedRun();
    await settings({ requireDeciderNames: true });
    await db('mails').where({ run_id: other.runId }).update({ reviewer: null });

    expect((await decide(pathFor(rita), approval)).status).toBe(200);
    expect(await decide(other.pathFor(rita), approval)).toMatchObject({
      status: 422,
      body: { code: 'decision.decider_required' },
    });
    expect([await stateOf(runId), await stateOf(other.runId)]).toEqual(['APPROVED', 'PENDING']);
    await settings({ requireDeciderNames: null });
  });

  it('are not sent any more when they were revoked before', async () => {
    const { runId, linkOf } = await sharedRun();
    await revoke(runId, linkOf(rita));

    await world.activities.attempt({ tenantId: owner.tenantId, id: linkOf(rita), attempt: 1 });

    const mails = await mailsOf(runId);
    expect(mails.find(({ id }) => id === linkOf(rita))).toMatchObject({ status: 'skipped', reason: 'link_revoked' });
  });

  it('are another tenant’s to neither see nor revoke, and open only the run they were made for', async () => {
    const { runId, linkOf } = await sharedRun();
    const other = { 'x-api-key': (await world.admin.tenantWithKey()).key };
    const another = await pendingRun(world);

    expect((await linksOf(runId, other)).status).toBe(404);
    expect(await revoke(runId, linkOf(rita), other)).toMatchObject({ body: { code: 'review.link_not_found' } });
    expect(await revoke(another, linkOf(rita))).toMatchObject({ status: 404 });
    expect((await open(pathTo(another, linkOf(rita)))).status).toBe(404);
    expect((await linksOf(runId)).items).toMatchObject([{ live: true }, { live: true }]);
  });
});
