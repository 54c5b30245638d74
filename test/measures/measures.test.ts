// The five measures on rows that one counts by hand.
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../harness/database.ts';
import { addConnection, addHeld, allParts, confirmedAll, measuresAt, newTenant, type Held } from './measures-world.ts';

const { db } = await useDatabase();
const march = { from: '2026-03-01', to: '2026-03-31' };
const day = '2026-03-02';

const tenantOf = async (helds: Held[], settings = {}): Promise<string> => {
  const tenantId = await newTenant(db, settings);
  for (const held of helds) await addHeld(db, tenantId, held);
  return tenantId;
};
const measuresOf = async (tenantId: string, wish = {}, now?: string) =>
  (await measuresAt(db, now).read(tenantId, { ...march, ...wish })).measures;

describe('completion to review', () => {
  it('has median and 90th percentile of the reviewed, and the waiting apart, so that no backlog flatters it', async () => {
    const tenantId = await tenantOf([
      // One, two and six hours on the day itself.
      { completedAt: `${day}T09:00:00Z`, decidedAt: `${day}T10:00:00Z` },
      { completedAt: `${day}T09:00:00Z`, decidedAt: `${day}T11:00:00Z` },
      { completedAt: `${day}T09:00:00Z`, decidedAt: `${day}T15:00:00Z`, verdict: null },
      // Thirty hours: the day after.
      { completedAt: `${day}T09:00:00Z`, decidedAt: '2026-03-03T15:00:00Z' },
      // Waits since 75 hours, and since two: the day of the latter is not over.
      { completedAt: `${day}T09:00:00Z` },
      { completedAt: '2026-03-05T10:00:00Z' },
      // Ended without a verdict: neither reviewed nor waiting.
      { completedAt: `${day}T09:00:00Z`, ended: 'FAILED' },
    ]);

    expect((await measuresOf(tenantId)).completionToReview).toEqual({
      completed: 7,
      reviewed: 4,
      // Of 1, 2, 6 and 30 hours: half way from the second to the third is 4; at 2.7 of 3 steps 6 + 0.7 × 24 = 22.8.
      medianSeconds: 4 * 3_600,
      p90Seconds: 22.8 * 3_600,
      // Three of the four reviewed and the one that waits though its day is over.
      sameDay: { numerator: 3, denominator: 5, share: 0.6, interval: { low: 0.231, high: 0.882 }, enough: false },
      waiting: 2,
      oldestWaitingSeconds: 75 * 3_600,
      // Of 1, 2, 2, 6, 30 and 75 hours: half way from the third to the fourth.
      medianSecondsAtLeast: 4 * 3_600,
      endedUnreviewed: 1,
      standing: 'too_few',
    });
  });

  it('counts days in the zone of the tenant, at both ends of the range and around midnight', async () => {
    // In Los Angeles (UTC−8) all of this is the evening of the second of March; in UTC the review is a day later.
    const evening: Held = { completedAt: '2026-03-02T23:30:00Z', decidedAt: '2026-03-03T07:59:59Z' };
    const afterMidnight: Held = { completedAt: '2026-03-02T23:30:00Z', decidedAt: '2026-03-03T08:00:00Z' };
    const there = await tenantOf([evening, afterMidnight], { timeZone: 'America/Los_Angeles' });
    const here = await tenantOf([evening, afterMidnight]);

    expect((await measuresOf(there)).completionToReview.sameDay).toMatchObject({ numerator: 1, denominator: 2 });
    expect((await measuresOf(here)).completionToReview.sameDay).toMatchObject({ numerator: 0, denominator: 2 });

    const lateInUtc = await tenantOf(
      [{ completedAt: '2026-03-03T07:59:59.999Z' }, { completedAt: '2026-03-03T08:00:00Z' }],
      {
        timeZone: 'America/Los_Angeles',
      },
    );
    for (const [from, to, completed] of [
      ['2026-03-02', '2026-03-02', 1],
      ['2026-03-03', '2026-03-03', 1],
      ['2026-03-02', '2026-03-03', 2],
      ['2026-03-01', '2026-03-01', 0],
    ] as const)
      expect((await measuresOf(lateInUtc, { from, to })).completionToReview.completed).toBe(completed);
  });

  it('takes a day without 24 hours as the day that it is', async () => {
    // The clocks went forward in Berlin on 29 March 2026: the day has 23 hours, from 23:00 UTC to 22:00 UTC.
    const tenantId = await tenantOf(
      [
        { completedAt: '2026-03-28T23:00:00Z', decidedAt: '2026-03-29T21:59:59Z' },
        { completedAt: '2026-03-29T22:00:00Z' },
      ],
      { timeZone: 'Europe/Berlin' },
    );
    const { completionToReview } = await measuresOf(
      tenantId,
      { from: '2026-03-29', to: '2026-03-29' },
      '2026-04-02T12:00:00Z',
    );

    expect(completionToReview).toMatchObject({ completed: 1, sameDay: { numerator: 1, denominator: 1 } });
  });

  it('of which nobody reviewed any has no median, and shows how long they wait', async () => {
    const tenantId = await tenantOf([{ completedAt: '2026-03-04T12:00:00Z' }]);

    expect((await measuresOf(tenantId)).completionToReview).toMatchObject({
      reviewed: 0,
      medianSeconds: null,
      p90Seconds: null,
      sameDay: { numerator: 0, denominator: 1, share: 0 },
      waiting: 1,
      oldestWaitingSeconds: 86_400,
      medianSecondsAtLeast: 86_400,
    });
  });
});

describe('results in the ATS, and the hours that they save', () => {
  const decided = { completedAt: day, decidedAt: day } as const;

  it('counts a result of which the newest of everything is confirmed or kept as theirs, and says why others are not', async () => {
    const tenantId = await newTenant(db);
    const connectionId = await addConnection(db, tenantId);
    const result = (written: Held['written'], more: Partial<Held> = {}) =>
      addHeld(db, tenantId, { ...decided, connectionId, written, ...more } as Held);
    // Confirmed: plainly; with a person's own value kept; after a revision; beside a target that is written to no more.
    await result(confirmedAll);
    await result([
      { target: 'a', status: 'confirmed' },
      { target: 'b', status: 'kept_theirs' },
    ]);
    await result([
      { target: 'a', status: 'superseded' },
      { target: 'a', status: 'confirmed', revision: 2 },
    ]);
    await result([
      { target: 'a', status: 'confirmed' },
      { target: 'tag:old', status: 'superseded' },
    ]);
    // Scored already counts where the template says so: nobody has decided on it.
    await addHeld(db, tenantId, { completedAt: day, completesWhen: 'scored', connectionId, written: confirmedAll });
    // Not: a new revision is on its way, one conflicts, one failed (beside a conflict), only what is past, nothing at all.
    await result([
      { target: 'a', status: 'superseded', confirmedAt: day },
      { target: 'a', status: 'attempting', revision: 2 },
    ]);
    await result([
      { target: 'a', status: 'confirmed' },
      { target: 'b', status: 'conflicted' },
    ]);
    await result([
      { target: 'a', status: 'failed' },
      { target: 'b', status: 'conflicted' },
    ]);
    await result([{ target: 'a', status: 'superseded' }]);
    await result([]);
    await addHeld(db, tenantId, decided);
    // No results: waiting for a verdict, turned down, consent withdrawn.
    await addHeld(db, tenantId, { completedAt: day, connectionId, written: confirmedAll });
    await result(confirmedAll, { verdict: null });
    await result(confirmedAll, { consentWithdrawn: true });

    const { resultsInAts, manualHoursSaved } = await measuresOf(tenantId);
    expect(resultsInAts).toEqual({
      numerator: 5,
      denominator: 11,
      share: 0.455,
      interval: { low: 0.213, high: 0.72 },
      enough: false,
      lacking: { no_connection: 1, nothing_written: 2, failed: 1, conflicted: 1, waiting: 1 },
      standing: 'missed',
    });
    // 5 × (18 − 3) = 75 minutes.
    expect(manualHoursSaved).toEqual({
      results: 5,
      hours: 1.25,
      manualMinutes: 18,
      reviewMinutes: 3,
      formula: '5 × (18 − 3) ÷ 60 = 1.25',
    });
  });

  it('takes the minutes of the tenant, as they are now', async () => {
    const tenantId = await newTenant(db, { manualMinutes: 40, reviewMinutes: 10 });
    const connectionId = await addConnection(db, tenantId);
    for (let made = 0; made < 3; made += 1)
      await addHeld(db, tenantId, { ...decided, connectionId, written: confirmedAll });

    expect((await measuresOf(tenantId)).manualHoursSaved).toMatchObject({
      hours: 1.5,
      formula: '3 × (40 − 10) ÷ 60 = 1.5',
    });
  });

  it('of an erased interview stays as it was: what was taken out again had been there', async () => {
    const tenantId = await newTenant(db);
    const connectionId = await addConnection(db, tenantId);
    const was = '2026-03-02T13:00:00Z';
    const erased = { ...decided, connectionId, erased: true } as const;
    const gone = confirmedAll.map((one) => ({ ...one, status: 'removed', confirmedAt: was }));
    await addHeld(db, tenantId, { ...erased, written: gone });
    await addHeld(db, tenantId, { ...erased, written: gone.map((one) => ({ ...one, status: 'left' })) });
    // An earlier revision that never arrived is taken out with the last one, which did.
    const earlier = { target: 'note:record:1', status: 'left', confirmedAt: null };
    await addHeld(db, tenantId, {
      ...erased,
      written: [earlier, ...gone.map((one) => ({ ...one, revision: 2 }))],
    });
    // Something was still on its way.
    const closed = { target: 'tag:x', status: 'superseded', reason: 'erased' };
    await addHeld(db, tenantId, { ...erased, written: [...gone, closed] });
    // Never arrived.
    await addHeld(db, tenantId, { ...erased, written: gone.map((one) => ({ ...one, confirmedAt: null })) });

    const measures = await measuresOf(tenantId);
    expect(measures.completionToReview.reviewed).toBe(5);
    expect(measures.resultsInAts).toMatchObject({ numerator: 3, denominator: 5, lacking: { waiting: 2 } });
    expect(measures.auditReady).toMatchObject({ numerator: 4, denominator: 5 });
  });
});

describe('overrides', () => {
  const decided = (verdict: Held['verdict'], proposed: Held['proposed'], more: Partial<Held> = {}): Held => ({
    completedAt: day,
    decidedAt: day,
    ...more,
    ...(verdict !== undefined && { verdict }),
    ...(proposed !== undefined && { proposed }),
  });

  it('are other verdicts and assessments turned down, of those that proposed one; the last decision counts', async () => {
    const tenantId = await tenantOf([
      decided('HIRE', 'HIRE'),
      decided('MAYBE', 'HIRE'),
      decided(null, 'HIRE'),
      // Overridden and reverted twice, and once the other way round.
      decided('HIRE', 'HIRE', { before: ['NO_HIRE'] }),
      decided('HIRE', 'HIRE', { before: ['NO_HIRE'] }),
      decided('NO_HIRE', 'HIRE', { before: ['HIRE'] }),
      // Nothing was proposed.
      decided('HIRE', null),
      decided(null, null),
      { completedAt: day },
    ]);

    expect((await measuresOf(tenantId)).overrideRate).toEqual({
      numerator: 3,
      denominator: 6,
      share: 0.5,
      interval: { low: 0.188, high: 0.812 },
      enough: false,
      otherVerdict: 2,
      turnedDown: 1,
      withoutProposal: 2,
      evidence: { known: 0, medianSeconds: null },
      rubberStamping: 'unknown',
      standing: 'too_few',
      warnings: [],
    });
  });

  it('of more than 30 % are warned of, from twenty decisions on', async () => {
    const seven = Array.from({ length: 7 }, () => decided('NO_HIRE', 'HIRE'));
    const agreed = (count: number) => Array.from({ length: count }, () => decided('HIRE', 'HIRE'));
    const enough = await tenantOf([...seven, ...agreed(13)]);
    const fewer = await tenantOf([...seven, ...agreed(12)]);
    const atMost = await tenantOf([...seven.slice(1), ...agreed(14)]);

    expect((await measuresOf(enough)).overrideRate).toMatchObject({
      share: 0.35,
      standing: 'missed',
      warnings: ['override_rate_high'],
    });
    expect((await measuresOf(fewer)).overrideRate).toMatchObject({ share: 0.368, standing: 'too_few', warnings: [] });
    expect((await measuresOf(atMost)).overrideRate).toMatchObject({ share: 0.3, standing: 'met', warnings: [] });
  });

  it('that hardly ever happen, with pages open for seconds, look like rubber-stamping; what is not known is not guessed', async () => {
    const twenty = (opened?: Held['opened']) =>
      tenantOf(Array.from({ length: 20 }, () => decided('HIRE', 'HIRE', opened && { opened })));
    // Decided at noon: opened 20 seconds, or an hour before; by a key, which is no person's page; or after it.
    const hasty = await twenty({ at: `${day}T11:59:40Z` });
    const calm = await twenty({ at: `${day}T11:00:00Z` });
    const byKey = await twenty({ at: `${day}T11:59:40Z`, kind: 'key' });
    const afterwards = await twenty({ at: `${day}T12:00:01Z` });

    expect((await measuresOf(hasty)).overrideRate).toMatchObject({
      share: 0,
      evidence: { known: 20, medianSeconds: 20 },
      rubberStamping: 'possible',
      standing: 'met',
      warnings: ['rubber_stamp_possible'],
    });
    expect((await measuresOf(calm)).overrideRate).toMatchObject({
      evidence: { medianSeconds: 3_600 },
      rubberStamping: 'no',
    });
    for (const unknown of [byKey, afterwards, await twenty()])
      expect((await measuresOf(unknown)).overrideRate).toMatchObject({
        evidence: { known: 0, medianSeconds: null },
        rubberStamping: 'unknown',
        warnings: [],
      });
  });
});

describe('audit-ready records', () => {
  it('are those of hires whose confirmed writes hold all six parts', async () => {
    const tenantId = await newTenant(db);
    const connectionId = await addConnection(db, tenantId);
    const hired = (written: Held['written'], verdict: Held['verdict'] = 'HIRE') =>
      addHeld(db, tenantId, { completedAt: day, decidedAt: day, connectionId, verdict, written } as Held);
    await hired(confirmedAll);
    await hired(confirmedAll, 'STRONG_HIRE');
    // A failed tag beside it takes nothing from the record.
    await hired([...confirmedAll, { target: 'tag:x', status: 'failed' }]);
    // The transcript's note failed; a person's own score was kept; a newer note is on its way.
    await hired([
      { target: 'n', status: 'confirmed', parts: allParts.filter((part) => part !== 'transcript') },
      { target: 't', status: 'failed', parts: ['transcript'] },
    ]);
    await hired([confirmedAll[0] as never, { target: 'f', status: 'kept_theirs', parts: ['scores'] }]);
    await hired([
      { target: 'n', status: 'superseded', confirmedAt: day, parts: allParts },
      { target: 'n', status: 'intended', revision: 2, parts: allParts },
    ]);
    // A piece of the transcript is missing although another one and the file stand; and a file alone.
    await hired([...confirmedAll, { target: 'note:record:2', kind: 'note', status: 'failed', parts: ['transcript'] }]);
    await hired([{ target: 'file:pdf', kind: 'file', status: 'confirmed', parts: allParts }]);
    // Nowhere.
    await addHeld(db, tenantId, { completedAt: day, decidedAt: day });
    // Perhaps, and moved on by us; a move that failed is none, and one after a no leads out.
    await hired([{ target: 'stage', kind: 'stage', status: 'confirmed' }], 'MAYBE');
    await hired([{ target: 'stage', kind: 'stage', status: 'failed' }], 'MAYBE');
    await hired([{ target: 'stage', kind: 'stage', status: 'confirmed' }], 'NO_HIRE');
    // Not past the screening: whatever they lack is not asked for.
    await hired([], 'MAYBE');
    await hired([], 'NO_HIRE');
    await hired([], null);

    expect((await measuresOf(tenantId)).auditReady).toEqual({
      numerator: 3,
      denominator: 10,
      share: 0.3,
      interval: { low: 0.108, high: 0.603 },
      enough: false,
      lacking: { questions: 4, transcript: 6, rubric: 4, rationale: 4, decision: 4, scores: 5 },
      standing: 'missed',
    });
  });
});
