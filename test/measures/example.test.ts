// The example of docs/measures.md, on rows.
import { expect, it } from 'vitest';
import { useDatabase } from '../harness/database.ts';
import { addConnection, addHeld, confirmedAll, measuresAt, newTenant } from './measures-world.ts';

const { db } = await useDatabase();

it('the example of the document comes out as it says', async () => {
  const tenantId = await newTenant(db);
  const connectionId = await addConnection(db, tenantId);
  const held = { completedAt: '2026-03-02T09:00:00Z', connectionId } as const;
  await addHeld(db, tenantId, { ...held, decidedAt: '2026-03-02T10:00:00Z', written: confirmedAll });
  await addHeld(db, tenantId, {
    ...held,
    decidedAt: '2026-03-03T15:00:00Z',
    proposed: 'MAYBE',
    verdict: 'STRONG_HIRE',
    written: confirmedAll.map((one) => (one.target.startsWith('note') ? { ...one, status: 'failed' } : one)),
  });
  await addHeld(db, tenantId, {
    ...held,
    decidedAt: '2026-03-02T11:00:00Z',
    proposed: 'NO_HIRE',
    verdict: 'NO_HIRE',
    written: confirmedAll,
  });
  await addHeld(db, tenantId, held);
  const { measures } = await measuresAt(db).read(tenantId, { from: '2026-03-01', to: '2026-03-31' });

  expect(measures.completionToReview).toMatchObject({
    medianSeconds: 2 * 3_600,
    p90Seconds: 24.4 * 3_600,
    waiting: 1,
    oldestWaitingSeconds: 75 * 3_600,
    medianSecondsAtLeast: 16 * 3_600,
    sameDay: { numerator: 2, denominator: 4, share: 0.5 },
  });
  expect(measures.resultsInAts).toMatchObject({ numerator: 2, denominator: 3, share: 0.667, lacking: { failed: 1 } });
  expect(measures.manualHoursSaved).toMatchObject({ hours: 0.5, formula: '2 × (18 − 3) ÷ 60 = 0.5' });
  expect(measures.overrideRate).toMatchObject({ numerator: 1, denominator: 3, standing: 'too_few', warnings: [] });
  expect(measures.auditReady).toMatchObject({ numerator: 1, denominator: 2, share: 0.5 });
});
