// Appeals over a real database: what opens, who is told, who may decide, and that it is decided once.
import { afterEach, describe, expect, test } from 'vitest';
import { reviewerId } from '../../domain/mail/reviewers.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { remindOfAppeals } from '../../infra/db/appeals/appeal-reminders.ts';
import { createOwnStore } from '../../infra/db/room/own-store.ts';
import { commandsOn } from '../harness/commands.ts';
import { person, useMailWorld } from '../mail/mail-world.ts';
import { assessedRun } from '../native/assessed-run.ts';

const world = await useMailWorld();
const { db, call, clock, deps, owner, held, mailsOf, mailOf, attempt, settings } = world;
const own = createOwnStore(deps);
const [dana, robin] = ['dana@acme.example', 'robin@acme.example'];
const day = 86_400_000;

await settings({ mail: { recruiters: [dana, robin] } });

afterEach(async () => {
  clock.at = 0;
  held.sent.length = 0;
  await settings({ mail: { recruiters: [dana, robin] } });
});

const refOf = (runId: string) => ({ tenantId: owner.tenantId, runId });
const idOf = (address: string) => reviewerId(deps.keyedDigest, owner.tenantId, address);
const appeal = (runId: string, at = Date.now()) =>
  own.appeal(refOf(runId), { text: 'My work with databases was overlooked.', at });
const rowOf = (runId: string) => db('appeal_reviews').where({ run_id: runId }).first();
const eventsOf = (runId: string, type: string) => db('events').where({ run_id: runId, type }).orderBy('position');
const decide = (runId: string, body: object = {}) =>
  call('POST', `/interviews/${runId}/appeal/decision`, { outcome: 'upheld', decidedBy: robin, ...body });
const change = { outcome: 'changed', verdict: 'STRONG_HIRE', reasonCodes: ['evidence_overlooked'] };

/** An interview whose assessment Dana approved, as a maybe. */
const decidedRun = async (approvedBy: string | null = dana) => {
  const runId = await assessedRun(world);
  const body = { verdict: 'MAYBE', reasonCodes: ['reference'], ...(approvedBy === null ? {} : { approvedBy }) };
  expect((await call('POST', `/interviews/${runId}/assessment/approve`, body)).status).toBe(200);
  return runId;
};

const appealedRun = async () => {
  const runId = await decidedRun();
  expect(await appeal(runId)).toBe(true);
  return runId;
};

describe('an appeal', () => {
  test('opens its review in the same moment, with the end of its time and who decided first, and never without', async () => {
    const runId = await decidedRun();
    const at = Date.now();
    const asked = await Promise.all(Array.from({ length: 10 }, () => appeal(runId, at)));

    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await rowOf(runId)).toMatchObject({
      state: 'open',
      opened_at: new Date(at),
      due_at: new Date(at + 30 * day),
      first_decider: idOf(dana),
    });
    expect(await eventsOf(runId, 'interview.appeal_requested')).toMatchObject([
      { data: { dueAt: new Date(at + 30 * day).toISOString() } },
    ]);
    expect((await call('GET', `/interviews/${runId}`)).body['appeal']).toMatchObject({ state: 'open', outcome: null });
  });

  test('before a decision opens nothing', async () => {
    const runId = await assessedRun(world);

    expect(await appeal(runId)).toBe(false);
    expect(await rowOf(runId)).toBeUndefined();
  });

  test('is for the other reviewers: each gets a link of their own, who decided first gets none', async () => {
    const runId = await appealedRun();
    const mails = (await mailsOf(runId)).filter(({ template }) => template === 'appeal_review');

    expect(mails).toMatchObject([{ reviewer: idOf(robin) }]);
    await attempt(runId, 'appeal_review');
    expect(held.sent).toMatchObject([{ to: [robin], subject: expect.stringContaining('asks for a review') }]);
    expect(held.sent[0]?.text).toContain('/review/');
    expect(held.sent[0]?.text).not.toContain('databases');
  });

  test('goes to who decided first where nobody else is there, and to everybody where nobody was named', async () => {
    const unnamed = await decidedRun(null);
    await appeal(unnamed);
    const readers = async (runId: string) =>
      (await mailsOf(runId)).filter(({ template }) => template === 'appeal_review').length;
    expect(await readers(unnamed)).toBe(2);
    expect(await rowOf(unnamed)).toMatchObject({ first_decider: null });

    await settings({ mail: { recruiters: [dana] } });
    expect(await readers(await appealedRun())).toBe(1);
  });

  test('is reminded of with each quarter of its time and marked once it is over, whoever looks and how often', async () => {
    const runId = await decidedRun();
    const at = Date.now() - 45 * day;
    await appeal(runId, at);
    const look = (after: number) => remindOfAppeals({ db, clock: { now: () => at + after * day } });
    const reminders = async () => (await eventsOf(runId, 'interview.reminder')).map(({ data }) => data);

    await look(7);
    expect(await reminders()).toEqual([]);
    await Promise.all([look(8), look(8), look(8)]);
    expect(await reminders()).toEqual([
      { number: 1, audience: 'recruiter', about: 'ASSESSMENT_APPROVED', appeal: true },
    ]);
    // While nothing ran, three became due: one reminder, and the mark.
    await look(31);
    await look(31);
    expect(await reminders()).toHaveLength(1);
    expect(await eventsOf(runId, 'interview.attention_needed')).toMatchObject([
      { data: { code: 'appeal_overdue', retryable: false } },
    ]);
    expect((await rowOf(runId)).overdue_at).not.toBeNull();
    await look(38);
    expect((await reminders()).map(({ number }) => number)).toEqual([1, 5]);
    expect((await mailsOf(runId)).filter(({ template }) => template === 'appeal_review')).toHaveLength(4);

    await decide(runId);
    await look(60);
    expect(await reminders()).toHaveLength(2);
    await attempt(runId, 'appeal_review');
    expect(await mailOf(runId, 'appeal_review')).toMatchObject({ status: 'skipped', reason: 'moved_on' });
  });

  test('that an earlier version took gets its review within a minute', async () => {
    const runId = await appealedRun();
    await db('appeal_reviews').where({ run_id: runId }).delete();
    expect(await decide(runId)).toMatchObject({ status: 409, body: { code: 'interview.busy' } });

    await Promise.all([remindOfAppeals(deps), remindOfAppeals(deps)]);

    expect(await rowOf(runId)).toMatchObject({ state: 'open', first_decider: null });
    expect((await decide(runId)).status).toBe(200);
  });
});

describe('the decision on it', () => {
  test('is a second one beside the first: the state stays, the verdict that stands changes, both are told', async () => {
    const runId = await appealedRun();
    const before = (await call('GET', `/interviews/${runId}`)).body;

    const { status, body } = await decide(runId, { ...change, note: 'The databases count.' });

    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'changed', verdict: 'STRONG_HIRE', reviewedBy: 'another' });
    const after = (await call('GET', `/interviews/${runId}`)).body;
    expect(after).toMatchObject({
      state: before['state'],
      outcome: before['outcome'],
      seq: before['seq'],
      timeline: before['timeline'],
      appeal: { state: 'decided', outcome: 'changed', verdict: 'STRONG_HIRE', reasonCodes: ['evidence_overlooked'] },
    });
    expect(await db('interviews').where({ run_id: runId }).first()).toMatchObject({ verdict: 'STRONG_HIRE' });
    const told = { outcome: 'changed', verdict: 'STRONG_HIRE', previousVerdict: 'MAYBE', reviewedBy: 'another' };
    expect(await eventsOf(runId, 'interview.appeal_decided')).toMatchObject([{ data: told }]);
    const row = await rowOf(runId);
    expect(row).toMatchObject({ state: 'changed', first_verdict: 'MAYBE', decider: idOf(robin), remind_at: null });
    for (const sealed of [row.note_sealed, row.decided_by_sealed])
      expect(Buffer.from(sealed).toString('latin1')).not.toMatch(/databases|robin/);
  });

  test('is told the candidate and the recruiters by mail, in plain words and without a verdict', async () => {
    const runId = await appealedRun();
    const personal = await deps.sealer.seal(sealPlaces.personalRequest(refOf(runId)), person);
    await db('interviews')
      .where({ run_id: runId })
      .update({ locale: 'de', personal_sealed: Buffer.from(personal) });
    await decide(runId, { ...change, note: 'The databases count.' });

    const mails = (await mailsOf(runId)).filter(({ template }) => template.endsWith('_notice'));
    expect(mails.map(({ audience }) => audience).toSorted()).toEqual(['candidate', 'recruiter', 'recruiter']);
    for (const template of ['candidate_notice', 'recruiter_notice']) await attempt(runId, template);
    const [toCandidate, toRecruiter] = held.sent;
    expect(toCandidate).toMatchObject({ to: [person.candidateEmail] });
    expect(toCandidate?.text).toContain('die Entscheidung geändert');
    expect(toRecruiter?.text).toContain('the decision is changed');
    for (const { subject, text } of held.sent)
      expect(subject + text).not.toMatch(/STRONG|HIRE|MAYBE|databases|\/review\//);
  });

  test('is made once: of many at once one counts, and the others hear what it was', async () => {
    const runId = await appealedRun();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => decide(runId, n % 2 === 0 ? change : { outcome: 'upheld' })),
    );

    const [made, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(7);
    for (const { body } of refused)
      expect(body).toMatchObject({
        code: 'appeal.decided',
        outcome: made?.body['outcome'],
        verdict: made?.body['verdict'],
      });
    expect(await eventsOf(runId, 'interview.appeal_decided')).toHaveLength(1);
  });

  test('is refused to who decided first while somebody else is there, however the name is written', async () => {
    const runId = await appealedRun();

    for (const decidedBy of [dana, 'Dana <dana@ACME.example>'])
      expect(await decide(runId, { decidedBy })).toMatchObject({ status: 409, body: { code: 'appeal.first_decider' } });
    expect((await rowOf(runId)).state).toBe('open');
    await settings({ mail: { recruiters: [dana] } });
    expect((await decide(runId, { decidedBy: dana })).body).toMatchObject({ reviewedBy: 'the_same', verdict: 'MAYBE' });
  });

  test('needs another verdict and a reason where it changes something, and what is not there cannot be decided', async () => {
    const runId = await appealedRun();
    const codes = async (body: object) => (await decide(runId, body)).body['code'];

    expect(await codes({ ...change, verdict: 'MAYBE' })).toBe('appeal.verdict_mismatch');
    expect(await codes({ ...change, reasonCodes: [] })).toBe('appeal.reason_required');
    expect(await codes({ outcome: 'upheld', verdict: 'HIRE' })).toBe('appeal.verdict_mismatch');
    expect((await decide(await decidedRun())).body['code']).toBe('appeal.not_found');
    await world.acceptErasure(runId);
    expect(await decide(runId)).toMatchObject({ status: 410, body: { code: 'personal_data.erased' } });
    expect((await rowOf(runId)).state).toBe('open');
  });
});

describe('what is open', () => {
  type Listed = { runId: string; state: string; overdue: boolean; dueAt: string; outcome: string | null };
  const lists = async (query = '', as = call) => {
    const { body } = await as('GET', `/appeals${query}`);
    return { items: body['items'] as Listed[], next: body['nextCursor'] as string | null };
  };
  const idsOf = ({ items }: { items: Listed[] }) => items.map(({ runId }) => runId);

  test('is listed, those that are due first, in pages, by state, those that are overdue alone, and to its own tenant alone', async () => {
    const [late, later, done, erased] = [
      await decidedRun(),
      await decidedRun(),
      await decidedRun(),
      await decidedRun(),
    ];
    await appeal(later, Date.now() - 70 * day);
    await appeal(late, Date.now() - 80 * day);
    await appeal(done, Date.now() - 75 * day);
    await appeal(erased, Date.now() - 78 * day);
    await decide(done, { outcome: 'upheld' });
    await world.acceptErasure(erased);
    const mine = [late, later, done, erased];
    const listed = async (query: string) => idsOf(await lists(query)).filter((runId) => mine.includes(runId));

    expect(await listed('?limit=100')).toEqual([late, done, later]);
    expect(await listed('?state=open&limit=100')).toEqual([late, later]);
    expect(await listed('?overdue=true&limit=100')).toEqual([late, later]);
    expect(await listed('?state=decided&limit=100')).toEqual([done]);
    const first = await lists('?state=open&limit=1');
    expect(first.items).toMatchObject([{ runId: late, state: 'open', overdue: true, outcome: null }]);
    expect(idsOf(await lists(`?state=open&limit=1&cursor=${first.next ?? ''}`))).toEqual([later]);
    expect((await call('GET', `/appeals?limit=1&cursor=${first.next ?? ''}`)).body['code']).toBe('cursor.invalid');
    const stranger = await world.admin.tenantWithKey();
    expect((await lists('?limit=100', world.callAs(stranger.key))).items).toEqual([]);
  });

  test('is seen by operators, who record what a named person decided, in their own name and once', async () => {
    const parley = commandsOn(world.url);
    const runId = await decidedRun();
    await appeal(runId, Date.now() - 90 * day);
    const json = async (...args: string[]): Promise<unknown> => JSON.parse(await parley('appeal', ...args, '--json'));
    const decided = ['--outcome', 'changed', '--verdict', 'NO_HIRE', '--reasons', 'evidence_overlooked,other'];

    expect(await json('list', '--overdue', '--limit', '1')).toMatchObject([{ runId, tenantId: owner.tenantId }]);
    const shown = await parley('appeal', 'show', runId);
    expect(shown).toMatch(/otherReviewers\s+1/);
    expect(shown).not.toMatch(/databases|acme/);
    expect(await parley('appeal', 'decide', runId, ...decided, '--decided-by', dana)).toContain('another reviewer');
    expect(await parley('appeal', 'decide', runId, ...decided)).toContain('Missing: --decided-by');
    expect(await json('decide', runId, ...decided, '--decided-by', robin, '--as', 'Olga')).toMatchObject({
      state: 'changed',
      verdict: 'NO_HIRE',
      reasonCodes: 'evidence_overlooked other',
      reviewedBy: 'another',
    });

    expect(await parley('appeal', 'decide', runId, ...decided, '--decided-by', robin)).toContain('decided');
    expect(await parley('appeal', 'show', 'run_none')).toContain('There is no interview run_none.');
    expect(await parley('appeal', 'show', await decidedRun())).toContain('No review');
    const act = await db('audit_intake')
      .where({ tenant_id: owner.tenantId, act: 'appeal.decided' })
      .orderBy('number', 'desc')
      .first();
    expect(act).toMatchObject({ actor_kind: 'operator' });
    expect(await eventsOf(runId, 'interview.appeal_decided')).toHaveLength(1);
  });
});
