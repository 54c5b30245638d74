import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { reviewFeature } from '../../api/wiring/review.ts';
import { createReviewLinks } from '../../infra/review-links.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { pepper, recordingLog, startApi } from '../api/start-api.ts';
import { answerText, assessedRun } from '../native/assessed-run.ts';
import { completeRequest, pendingRun, publicUrl } from '../native/native-bench.ts';
import { useMailWorld } from './mail-world.ts';

const world = await useMailWorld();
const { db, machine, reviewLinks, owner, call, clock, mailsOf, settings } = world;
const api = await startApi(db, reviewFeature({ ...world.deps, clock }));
const [rita, raul] = ['rita@acme.example', 'raul@acme.example'];
await settings({ mail: { recruiters: [rita] } });

const dayMs = 86_400_000;
/** The mails about what the run waits for, with their links: one for each recruiter. */
const noticesOf = async (runId: string) =>
  (await mailsOf(runId)).filter(({ template }) => template === 'plan_ready' || template === 'assessment_ready');
const pathTo = (runId: string, linkId: string, expiresAt = Date.now() + dayMs): string =>
  reviewLinks.urlOf({ runId, linkId, expiresAt }).slice(publicUrl.length);
const pathOf = async (runId: string, expiresAt = Date.now() + dayMs): Promise<string> =>
  pathTo(runId, (await noticesOf(runId)).at(-1)?.id ?? '', expiresAt);

const open = async (path: string) => {
  const response = await fetch(`${api.url}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const decide = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl, ...headers },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: response.status, text: await response.text() };
};

const stateOf = async (runId: string): Promise<unknown> => (await call('GET', `/interviews/${runId}`)).body['state'];

afterEach(async () => {
  clock.at = 0;
  await settings({ mail: { recruiters: [rita] } });
});

describe('a review link', () => {
  it('opens a page that says what the interview waits for, and changes nothing', async () => {
    const runId = await pendingRun(world);
    const sent = machine.sent.length;

    const { status, headers, text } = await open(await pathOf(runId));

    expect(status).toBe(200);
    for (const shown of ['Senior Software Engineer', 'SENIOR', 'li_app_a1b2c3d4', 'Which?', 'TypeScript'])
      expect(text).toContain(shown);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script/);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    expect(headers.get('content-security-policy')).toContain(createHash('sha256').update(style).digest('base64'));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(machine.sent).toHaveLength(sent);
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it.each([
    ['another run’s payload', (path: string, other: string) => `${other.split('.')[0]}.${path.split('.')[1]}`],
    ['a signature that is cut', (path: string) => path.slice(0, -1)],
    [
      'a signature with a changed character',
      (path: string) => `${path.slice(0, -2)}${path.at(-2) === 'A' ? 'B' : 'A'}${path.at(-1)}`,
    ],
    ['a third part', (path: string) => `${path}.x`],
    ['nothing but a payload', (path: string) => path.split('.')[0] ?? ''],
    ['no token of ours at all', () => '/review/x'],
  ])('with %s is not valid', async (_, change) => {
    const runId = await pendingRun(world);
    const path = change(await pathOf(runId), await pathOf(await pendingRun(world)));

    const { status, text } = await open(path);

    expect({ status, isPlain: text.includes('This link is not valid') }).toEqual({ status: 404, isPlain: true });
  });

  it('signed with another deployment’s key is not valid', async () => {
    const runId = await pendingRun(world);
    const stranger = createReviewLinks({ signingKey: Buffer.alloc(32, 1), publicUrl });
    const url = stranger.urlOf({ runId, linkId: 'mail_1', expiresAt: Date.now() + dayMs });

    expect((await open(url.slice(publicUrl.length))).status).toBe(404);
    expect((await open(pathTo('run_absent', 'mail_1'))).status).toBe(404);
    expect((await open(pathTo(runId, 'mail_1'))).status).toBe(404);
  });

  it('ends with its time, with the interview, and with the data', async () => {
    const expired = await pendingRun(world);
    const ended = await pendingRun(world);
    await call('DELETE', `/interviews/${ended}`);
    const erased = await pendingRun(world);
    await db('interviews').where({ run_id: erased }).update({ erased_at: new Date() });

    expect(await open(await pathOf(expired, Date.now() - 1))).toMatchObject({
      status: 410,
      text: expect.stringContaining('has expired'),
    });
    expect(await open(await pathOf(ended))).toMatchObject({ status: 410, text: expect.stringContaining('has ended') });
    expect(await open(await pathOf(erased))).toMatchObject({ status: 410, text: expect.stringContaining('erased') });
    expect((await decide(await pathOf(ended), { decision: 'approvePlan', revision: '1' })).status).toBe(410);
  });

  it('shows hostile texts as texts', async () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';
    const runId = await pendingRun(world, { ...completeRequest, position: hostile });
    await db('plans')
      .where({ run_id: runId })
      .update({ plan: db.raw(`jsonb_set(plan, '{questions,0,text}', ?::jsonb)`, [JSON.stringify(hostile)]) });

    const { text } = await open(await pathOf(runId));

    expect(text).not.toMatch(/<script|<img/);
    expect(text.split('&lt;script&gt;')).toHaveLength(3);
  });

  it('is labelled: each field has a label, the page a language and one heading above all', async () => {
    for (const runId of [await pendingRun(world), await assessedRun(world)]) {
      const { text } = await open(await pathOf(runId));
      const fields = [...text.matchAll(/<(?:textarea|select)[^>]* id="([^"]+)"/g)].map(([, id]) => id);

      expect(text).toContain('<html lang="en">');
      expect(text.match(/<h1>/g)).toHaveLength(1);
      expect(fields.length).toBeGreaterThan(0);
      for (const id of fields) expect(text).toContain(`<label for="${id}">`);
    }
  });
});

describe('deciding by link', () => {
  it('approves the plan that was shown, in the name of the link', async () => {
    const runId = await pendingRun(world);

    const { status, text } = await decide(await pathOf(runId), { decision: 'approvePlan', revision: '1' });

    expect({ status, isDone: text.includes('recorded') }).toEqual({ status: 200, isDone: true });
    expect(await stateOf(runId)).toBe('APPROVED');
    expect(machine.sent.at(-1)).toMatchObject({
      name: 'approvePlan',
      actor: { kind: 'recruiter', id: (await noticesOf(runId))[0]?.id },
    });
  });

  it('rejects a plan with a reason, which is sealed', async () => {
    const runId = await pendingRun(world);
    expect((await decide(await pathOf(runId), { decision: 'rejectPlan', revision: '1', reason: ' ' })).status).toBe(
      400,
    );

    await decide(await pathOf(runId), { decision: 'rejectPlan', revision: '1', reason: 'No budget' });

    expect(await stateOf(runId)).toBe('REJECTED');
    const notes = await db('command_notes').where({ run_id: runId });
    expect(JSON.stringify(notes)).not.toContain('No budget');
    expect(notes).toHaveLength(1);
  });

  it('refuses what was not shown, in plain words', async () => {
    const runId = await pendingRun(world);

    const { status, text } = await decide(await pathOf(runId), { decision: 'approvePlan', revision: '2' });

    expect({ status, isPlain: text.includes('newer version') }).toEqual({ status: 409, isPlain: true });
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it('says so when somebody else was faster', async () => {
    const runId = await pendingRun(world);
    await call('POST', `/interviews/${runId}/plan/approve`);

    const { status, text } = await decide(await pathOf(runId), { decision: 'rejectPlan', revision: '1', reason: 'No' });

    expect({ status, isPlain: text.includes('moved on') }).toEqual({ status: 409, isPlain: true });
  });

  it('shows scores with their evidence, and records a verdict', async () => {
    const runId = await assessedRun(world);

    const { text } = await open(await pathOf(runId));
    const answered = await decide(await pathOf(runId), {
      decision: 'approveAssessment',
      revision: '1',
      verdict: 'HIRE',
      reasonCode: '',
      note: '',
    });

    for (const shown of ['70 of 100', 'Hire', 'Incident response', '4 of 5', 'I moved the traffic to Dublin'])
      expect(text).toContain(shown);
    expect(text).not.toContain(answerText);
    expect(answered.status).toBe(200);
    expect(await stateOf(runId)).toBe('ASSESSMENT_APPROVED');
  });

  it('wants a reason for another verdict than the proposed one', async () => {
    const runId = await assessedRun(world);
    const other = { decision: 'approveAssessment', revision: '1', verdict: 'NO_HIRE', note: 'Spoke to the referee' };

    expect(await decide(await pathOf(runId), { ...other, reasonCode: '' })).toMatchObject({
      status: 422,
      text: expect.stringContaining('choose why'),
    });
    expect((await decide(await pathOf(runId), { ...other, reasonCode: 'further_evidence' })).status).toBe(200);
    expect((await call('GET', `/interviews/${runId}`)).body).toMatchObject({ state: 'ASSESSMENT_APPROVED' });
  });

  it('rejects an assessment with a reason', async () => {
    const runId = await assessedRun(world);

    await decide(await pathOf(runId), { decision: 'rejectAssessment', revision: '1', reason: 'Wrong person' });

    expect((await call('GET', `/interviews/${runId}`)).body).toMatchObject({ outcome: 'ASSESSMENT_REJECTED' });
  });

  it.each([
    ['from another site', { origin: 'https://evil.example' }, 403],
    ['from a page without an origin', { origin: 'null' }, 403],
    ['in another format', { 'content-type': 'application/json' }, 415],
  ])('%s is refused', async (_, headers, expected) => {
    const runId = await pendingRun(world);

    expect((await decide(await pathOf(runId), { decision: 'approvePlan', revision: '1' }, headers)).status).toBe(
      expected,
    );
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it.each([
    [{ decision: 'approvePlan' }],
    [{ decision: 'approvePlan', revision: '1', extra: 'x' }],
    [{ decision: 'cancel', revision: '1' }],
    [{ decision: 'approvePlan', revision: '1e9' }],
  ])('with the fields %j is refused', async (fields) => {
    const runId = await pendingRun(world);

    expect((await decide(await pathOf(runId), fields)).status).toBe(400);
    expect(await stateOf(runId)).toBe('PENDING');
  });

  it('opens behind an address from which forged ones come in floods', async () => {
    const rates = createRateLimits({ db, log: recordingLog([]), pepper, now: Date.now });
    const limits = { rates, policies: limitPolicies({ key: 10, address: 20 }) };
    const crowded = await startApi(db, reviewFeature({ ...world.deps, clock }), { limits });
    const statusOf = async (path: string): Promise<number> => (await fetch(`${crowded.url}${path}`)).status;
    const path = await pathOf(await pendingRun(world));

    for (const status of [404, 429, 429]) expect(await statusOf(`${path.slice(0, -2)}xx`)).toBe(status);
    expect(await statusOf(path)).toBe(200);
  });
});

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
  const approval = { decision: 'approvePlan', revision: '1' };
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
    expect(await open(pathFor(rita))).toMatchObject({ status: 410, text: expect.stringContaining('was revoked') });
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
      text: expect.stringContaining('does not say whose it is'),
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

it('no token stands in a log line or a figure', () => {
  const seen = JSON.stringify([api.logs, api.requests, world.logs]);

  expect(api.requests.length).toBeGreaterThan(10);
  expect(seen).not.toMatch(/\/review\/[^:]/);
  expect(owner.tenantId.length).toBeGreaterThan(0);
});
