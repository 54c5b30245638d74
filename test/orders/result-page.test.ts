import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reviewFeature } from '../../api/wiring/review.ts';
import { resultLinkUrls, resultsFeature } from '../../api/wiring/results.ts';
import { createSignedLinks } from '../../infra/signed-links.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { pendingRun, publicUrl, useNativeApi } from '../native/native-bench.ts';

const world = await useNativeApi({ features: [resultsFeature, reviewFeature] });
const { api, db, admin, owner, call, callAs, deps, machine } = world;
const quote = 'I moved the traffic to Dublin';
const dayMs = 86_400_000;
const ours = (runId: string) => ({ tenantId: owner.tenantId, runId });

const linkTo = async (runId: string): Promise<string> =>
  (await resultLinkUrls(deps).urlFor(ours(runId))).slice(publicUrl.length);
const open = async (path: string, headers: Record<string, string> = { accept: 'text/html' }) => {
  const response = await fetch(`${api.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const settings = (results: object) => db('tenants').where({ id: owner.tenantId }).update({ settings: { results } });
const approvedRun = async (): Promise<string> => {
  const runId = await assessedRun(world);
  await call('POST', `/interviews/${runId}/assessment/approve`);
  return runId;
};
const linksOf = async (runId: string, key = owner.key) => await callAs(key)('GET', `/interviews/${runId}/result-links`);

beforeEach(() => settings({}));

describe('the page of a result', () => {
  let runId = '';
  beforeAll(async () => {
    runId = await approvedRun();
  });

  it('shows total, verdict, summary and scores to whoever has the link, and asks for nothing', async () => {
    const { status, headers, text } = await open(await linkTo(runId));

    expect(status).toBe(200);
    for (const shown of [
      '70 of 100',
      'Hire',
      'Enough evidence.',
      'Incident response',
      '4 of 5',
      'held and scored by an AI system',
    ])
      expect(text).toContain(shown);
    for (const hidden of [quote, 'Acted and wrote it down', '<script', '<form', '<input', 'li_app_a1b2c3d4', runId])
      expect(text).not.toContain(hidden);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('shows why, in the candidate’s words, where the tenant says so, and says so in the record of readers', async () => {
    const path = await linkTo(runId);
    api.reads.length = 0;
    await open(path);
    await settings({ detail: 'quotes' });

    const { text } = await open(path);

    const parts = api.reads.map(({ reader, part }) => [reader.kind, part]);
    expect(text).toContain(quote);
    expect(text).toContain('Acted and wrote it down');
    expect(parts).toEqual([
      ['result_link', 'assessment'],
      ['result_link', 'assessment'],
      ['result_link', 'transcript'],
    ]);
  });

  it('has one link as long as that lives, and another one after it', async () => {
    const first = await linkTo(runId);
    expect(await linkTo(runId)).toBe(first);

    await settings({ linkLife: 'PT1S' });
    const short = await linkTo(await approvedRun());
    await expect.poll(async () => (await open(short)).status, { timeout: 5_000 }).toBe(410);

    expect((await open(first)).status).toBe(200);
  });

  it('opens nothing once its link was revoked; the next one that is handed out does', async () => {
    const revokedRun = await approvedRun();
    const path = await linkTo(revokedRun);
    const [link] = ((await linksOf(revokedRun)).body as { items: { id: string }[] }).items;
    const endpoint = `/interviews/${revokedRun}/result-links/${link?.id}`;

    expect((await call('DELETE', endpoint)).status).toBe(200);
    expect((await call('DELETE', endpoint)).status).toBe(200);

    const { status, text } = await open(path);
    expect({ status, isPage: text.includes('This link has ended') }).toEqual({ status: 410, isPage: true });
    const next = await linkTo(revokedRun);
    expect(next).not.toBe(path);
    expect((await open(next)).status).toBe(200);
    const acts: unknown[] = await db('audit_intake').where({ act: 'result_link.revoked', target_id: revokedRun });
    expect(acts).toHaveLength(1);
  });

  it('says that there is no result before a person has decided, and after the assessment was rejected', async () => {
    const undecided = await assessedRun(world);
    const path = await linkTo(undecided);
    const before = await open(path);
    await call('POST', `/interviews/${undecided}/assessment/reject`, { reason: 'unfair' });

    for (const { status, text } of [before, await open(path)]) {
      expect(status).toBe(200);
      expect(text).toContain('There is no result');
      expect(text).not.toMatch(/70 of 100|Incident response/);
    }
  });

  it('is gone from the moment an erasure is accepted', async () => {
    const erased = await approvedRun();
    const path = await linkTo(erased);
    await db('interviews').where({ run_id: erased }).update({ erased_at: new Date() });

    expect((await open(path)).status).toBe(410);
  });

  it.each([
    ['a changed signature', (path: string) => `${path.slice(0, -2)}${path.at(-2) === 'A' ? 'B' : 'A'}${path.at(-1)}`],
    ['a third part', (path: string) => `${path}.x`],
    ['no token at all', () => '/result/x'],
  ])('is not there for %s', async (_, change) => {
    expect((await open(change(await linkTo(runId)))).status).toBe(404);
  });

  it('is not there for what another deployment signed, nor a review’s link for it', async () => {
    const signingKey = Buffer.alloc(32, 1);
    const link = { runId, linkId: 'res_1', expiresAt: Date.now() + dayMs };
    const foreign = createSignedLinks('result', { signingKey, publicUrl }).urlOf(link);
    const { items } = (await linksOf(runId)).body as { items: { id: string }[] };
    const review = deps.reviewLinks.urlOf({ ...link, linkId: items[0]?.id ?? '' });

    expect((await open(foreign.slice(publicUrl.length))).status).toBe(404);
    expect((await open(review.slice(publicUrl.length).replace('/review/', '/result/'))).status).toBe(404);
    // And the other way round: the recruiter's page is for everybody, and its session for review links alone.
    const token = (await linkTo(runId)).split('/').at(-1);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ token });
    const session = await fetch(`${api.url}/review/api/session`, { method: 'POST', headers, body });
    expect([session.status, session.headers.get('set-cookie')]).toEqual([404, null]);
  });

  it('is for the tenant’s own keys to list and to end', async () => {
    await linkTo(runId);
    const stranger = await admin.tenantWithKey();
    const { items } = (await linksOf(runId)).body as { items: { id: string; usedAt: string | null }[] };

    expect(items.at(-1)?.usedAt).not.toBeNull();
    expect((await linksOf(runId, stranger.key)).status).toBe(404);
    const removal = await callAs(stranger.key)('DELETE', `/interviews/${runId}/result-links/${items[0]?.id}`);
    expect(removal.status).toBe(404);
  });

  it('gives programs that prefer it a problem instead of a page', async () => {
    const { status, headers } = await open('/result/x', { accept: 'application/json' });

    expect({ status, type: headers.get('content-type') }).toMatchObject({ status: 404 });
    expect(headers.get('content-type')).toContain('application/problem+json');
  });
});

it('a run without anything to show has no result either', async () => {
  const runId = await pendingRun(world);
  await machine.feed(runId, { type: 'cancelled', detail: {} });

  const { text } = await open(await linkTo(runId));

  expect(text).toContain('There is no result');
});
