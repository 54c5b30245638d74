// How verdicts come about, counted by hand: by role and job, never of one or two reviewers, and what came of appeals.
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../domain/lifecycle/state.ts';
import { tellable, type CountedWork, type ReviewWork } from '../../domain/measures/review.ts';
import { tenantSettings } from '../../infra/db/access/tenant-store.ts';
import { createReviewFiguresReader } from '../../infra/db/measures/review-reader.ts';
import { newId } from '../../infra/system.ts';
import { createReadReview } from '../../usecases/measures/read-review.ts';
import { useDatabase } from '../harness/database.ts';
import { addHeld, measuresAt, newTenant } from './measures-world.ts';

const { db } = await useDatabase();
const march = { from: '2026-03-01', to: '2026-03-31' };
const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

const read = (tenantId: string, wish = {}) =>
  createReadReview({
    reviewFigures: createReviewFiguresReader(db),
    measures: measuresAt(db),
    settingsOf: (id) => tenantSettings(db, id),
    clock: { now: () => Date.parse('2026-03-05T12:00:00Z') },
  })(tenantId, { ...march, ...wish });

type Work = {
  reviewer: string;
  linked?: true;
  position?: string;
  verdict?: Verdict;
  /** Of the two competencies, whose scores are 4 and 2. */
  opened?: string[];
  rated?: Record<string, number | null>;
  /** When the page was opened; the verdict comes at eleven. */
  pageAt?: string;
};

/** An interview that somebody decided at the page, proposed as HIRE. */
const addVerdict = async (tenantId: string, work: Work): Promise<string> => {
  const { reviewer, position = 'Cook', verdict = 'HIRE', opened = [], rated = {}, pageAt } = work;
  const link = newId('lnk');
  const held = { completedAt: '2026-03-02T09:00:00Z', decidedAt: '2026-03-02T11:00:00Z' };
  const run_id = await addHeld(db, tenantId, { ...held, position, verdict, proposed: 'HIRE', linkId: link });
  const ref = { tenant_id: tenantId, run_id };
  if (work.linked)
    await db('review_links').insert({
      ...ref,
      id: link,
      reviewer,
      created_at: at('09:00:00'),
      expires_at: at('23:00:00'),
    });
  else await addMail(ref, link, reviewer);
  const competencies = [
    { id: 'c1', score: 4 },
    { id: 'c2', score: 2 },
  ];
  await db('assessments')
    .where(ref)
    .update({ result: JSON.stringify({ competencies }) });
  const seen = { first_at: at('10:30:00'), last_at: at('10:30:00') };
  for (const target of opened)
    await db('review_traces').insert({
      ...ref,
      ...seen,
      revision: 1,
      reviewer,
      kind: 'opened',
      target,
      times: 1,
      seconds: 9,
    });
  for (const [competency_id, rating] of Object.entries(rated))
    await db('review_ratings').insert({
      ...ref,
      revision: 1,
      reviewer,
      competency_id,
      rating,
      blind: true,
      rated_at: at('10:40:00'),
    });
  if (pageAt !== undefined)
    await db('access_reads').insert({
      ...ref,
      day: '2026-03-02',
      reader_kind: 'review_link',
      reader_id: link,
      part: 'assessment',
      first_at: at(pageAt),
      last_at: at(pageAt),
      count: 1,
    });
  return run_id;
};

const addMail = async (ref: { tenant_id: string; run_id: string }, id: string, reviewer: string): Promise<void> => {
  const [event_id, type] = [crypto.randomUUID(), 'interview.assessment_pending'];
  await db('events').insert({
    ...ref,
    id: event_id,
    seq: 1,
    type,
    at: at('09:00:00'),
    state: 'ASSESSMENT_PENDING',
    data: '{}',
  });
  const mail = { event_id, event_type: type, template: 'assessment_ready', audience: 'recruiter', status: 'sent' };
  await db('mails').insert({ ...ref, ...mail, id, reviewer });
};

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('how verdicts come about', () => {
  it('is counted by hand: without evidence, rated first, how soon, how much of it, and against one’s own rating', async () => {
    const tenantId = await newTenant(db);
    // Three people by mail: one opened both and rated as the scores are, one opened one and rated otherwise, one passed.
    await addVerdict(tenantId, { reviewer: 'a', opened: ['c1', 'c2'], rated: { c1: 4, c2: 2 }, pageAt: '10:00:00' });
    await addVerdict(tenantId, { reviewer: 'b', opened: ['c1'], rated: { c1: 2, c2: null }, pageAt: '10:50:00' });
    await addVerdict(tenantId, { reviewer: 'c', rated: { c1: null, c2: null }, pageAt: '10:59:40' });
    // The same who rated otherwise departs from the proposal; a turn that was opened is evidence, of no competency.
    await addVerdict(tenantId, {
      reviewer: 'b',
      verdict: 'MAYBE',
      opened: ['3'],
      rated: { c1: 5 },
      pageAt: '10:30:00',
    });
    // Somebody turned it down, or decided over the API: nobody is asked for evidence there.
    await addHeld(db, tenantId, { completedAt: '2026-03-02', decidedAt: '2026-03-02' });
    await addVerdict(await newTenant(db), { reviewer: 'z' });

    const { review, roles } = await read(tenantId);

    expect(review).toMatchObject({
      decisions: 4,
      withoutEvidence: share(1, 4),
      ratedFirst: share(3, 4),
      // 60, 30 (evidence before the page was noted), 0.33 and 30 minutes.
      medianSeconds: 1_800,
      medianEvidenceShare: 0.25,
      overriddenAfterRating: share(1, 3),
      followedAgainstRating: share(1, 2),
    });
    expect(roles).toEqual({ mailed: review, linked: null });
  });

  it('is told of no fewer than three people, by filters and groups as well, and no difference of two figures is either', async () => {
    const tenantId = await newTenant(db);
    for (const reviewer of ['a', 'b', 'c']) await addVerdict(tenantId, { reviewer });
    await addVerdict(tenantId, { reviewer: 'd', linked: true, position: 'Waiter' });

    const { review, roles, groups } = await read(tenantId, { groupBy: 'job' });
    expect(review?.decisions).toBe(4);
    // Three cooks' reviewers would do, but with the total they would tell of the fourth.
    expect([roles, groups.map((group) => group.review)]).toEqual([{ mailed: null, linked: null }, [null, null]]);
    expect((await read(tenantId, { position: 'Waiter' })).review).toBeNull();

    for (const reviewer of ['e', 'f']) await addVerdict(tenantId, { reviewer, linked: true, position: 'Waiter' });
    const more = await read(tenantId, { groupBy: 'job' });
    expect([more.roles.mailed?.decisions, more.roles.linked?.decisions]).toEqual([3, 3]);
    expect(more.groups.map((group) => [group.job?.name, group.review?.decisions])).toEqual([
      ['Cook', 3],
      ['Waiter', 3],
    ]);
    expect(JSON.stringify(more)).not.toMatch(/"reviewers"|"reviewer"/);
  });

  it('with the assessment erased is not known, and does not count as done without evidence', async () => {
    const tenantId = await newTenant(db);
    const runs = [];
    for (const reviewer of ['a', 'b', 'c', 'd']) runs.push(await addVerdict(tenantId, { reviewer, opened: ['c1'] }));
    await db('review_traces').where({ run_id: runs[0] }).delete();
    expect((await read(tenantId)).review?.withoutEvidence).toMatchObject(share(1, 4));
    await db('erasures').insert({
      run_id: runs[0],
      tenant_id: tenantId,
      scope: 'all',
      cause: 'request',
      requested_by_kind: 'operator',
    });

    expect((await read(tenantId)).review?.withoutEvidence).toMatchObject(share(0, 3));
  });

  it('says of parts of a whole those alone that leave enough people, or nobody', () => {
    const part = (...reviewers: string[]): CountedWork => ({ reviewers, figures: {} as ReviewWork });
    const [large, small, one] = [part('a', 'b', 'c', 'd'), part('e', 'f', 'g'), part('h')];

    expect(tellable([large, small])).toEqual([large, small]);
    expect(tellable([large, small, one])).toEqual([large]);
    expect(tellable([large, one])).toEqual([]);
    // Those of the rest may be the same people.
    expect(tellable([large, part('a', 'b'), part('c')])).toEqual([large]);
    expect(tellable([])).toEqual([]);
  });
});

describe('what comes of appeals', () => {
  it('is counted by hand, and an erased one that was open is asked for and open no more', async () => {
    const tenantId = await newTenant(db);
    const runs: string[] = [];
    for (let n = 0; n < 6; n += 1) runs.push(await addVerdict(tenantId, { reviewer: 'a' }));
    const [upheld, changed, late, open, erased] = runs;
    const ask = (run_id: string | undefined, row: object) =>
      db('appeal_reviews').insert({
        run_id,
        tenant_id: tenantId,
        opened_at: at('12:00:00'),
        due_at: new Date('2026-03-04T12:00:00Z'),
        ...row,
      });
    const decided = { state: 'upheld', decided_at: new Date('2026-03-03T12:00:00Z'), reviewed_by: 'another' };
    await ask(upheld, decided);
    await ask(changed, { ...decided, state: 'changed', verdict: 'MAYBE', reviewed_by: 'the_same' });
    await ask(late, { ...decided, decided_at: new Date('2026-03-05T00:00:00Z') });
    await ask(open, {});
    await ask(erased, {});
    await db('interviews').where({ run_id: erased }).update({ erased_at: new Date() });

    const { appeals, groups } = await read(tenantId, { groupBy: 'job' });

    expect(appeals).toMatchObject({
      asked: share(5, 6),
      open: 1,
      overdue: 1,
      upheld: 2,
      changed: share(1, 3),
      late: share(1, 3),
      medianDays: 1,
      byAnother: 2,
      byTheSame: 1,
    });
    expect(groups).toMatchObject([{ job: { name: 'Cook' }, review: null, appeals }]);
    expect((await read(await newTenant(db))).appeals).toMatchObject({ asked: share(0, 0), medianDays: null });
  });
});
