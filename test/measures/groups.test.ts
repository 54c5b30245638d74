// The measures of groups and filters, of nobody, and in a zone that the database does not know.
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../harness/database.ts';
import { approvedTemplate } from '../harness/templates.ts';
import { addConnection, addHeld, confirmedAll, measuresAt, newTenant } from './measures-world.ts';

const { db } = await useDatabase();
const march = { from: '2026-03-01', to: '2026-03-31' };
const day = '2026-03-02';

const measuresOf = async (tenantId: string, wish = {}) =>
  (await measuresAt(db).read(tenantId, { ...march, ...wish })).measures;

describe('groups', () => {
  it('are those of jobs and connections, the largest first, and the rest is in the total', async () => {
    const tenantId = await newTenant(db);
    const template = await approvedTemplate(db, tenantId, { externalId: 'nurse', name: 'Nurses' });
    const connectionId = await addConnection(db, tenantId, 'Acme hires');
    const held = { completedAt: day, decidedAt: day } as const;
    for (let made = 0; made < 3; made += 1)
      await addHeld(db, tenantId, { ...held, templateId: template.id, connectionId, written: confirmedAll });
    for (let made = 0; made < 2; made += 1) await addHeld(db, tenantId, { ...held, position: 'Cook' });
    await addHeld(db, tenantId, held);
    await addHeld(db, await newTenant(db), { ...held, position: 'Cook' });

    const byJob = await measuresAt(db).read(tenantId, { ...march, groupBy: 'job' });
    expect(byJob.measures.completionToReview.completed).toBe(6);
    expect(byJob.groups.map(({ job, connection, measures }) => [job, connection, measures.resultsInAts])).toMatchObject(
      [
        [{ id: 'nurse', name: 'Nurses' }, null, { numerator: 3, denominator: 3 }],
        [{ id: null, name: 'Cook' }, null, { numerator: 0, denominator: 2 }],
        [null, null, { numerator: 0, denominator: 1 }],
      ],
    );
    const byConnection = await measuresAt(db).read(tenantId, { ...march, groupBy: 'connection' });
    expect(
      byConnection.groups.map(({ connection, measures }) => [connection, measures.manualHoursSaved.hours]),
    ).toEqual([
      [{ id: connectionId, name: 'Acme hires', kind: 'greenhouse' }, 0.75],
      [null, 0],
    ]);
    for (const [wish, completed] of [
      [{ jobId: 'nurse' }, 3],
      [{ jobId: template.id }, 3],
      [{ position: 'Cook' }, 2],
      [{ connectionId }, 3],
      [{ jobId: 'nobody' }, 0],
    ] as const)
      expect((await measuresOf(tenantId, wish)).completionToReview.completed).toBe(completed);
  });

  it('beyond a hundred are in the total alone, and the answer says so', async () => {
    const tenantId = await newTenant(db);
    for (let made = 0; made < 101; made += 1)
      await addHeld(db, tenantId, { completedAt: day, position: `Job ${made}` });
    const { groups, hasMoreGroups, measures } = await measuresAt(db).read(tenantId, { ...march, groupBy: 'job' });

    expect([groups.length, hasMoreGroups, measures.completionToReview.completed]).toEqual([100, true, 101]);
    expect(groups.every((group) => group.measures.completionToReview.completed === 1)).toBe(true);
  });
});

it('of a tenant without interviews are nothing, met and missed by nobody, whatever others have', async () => {
  await addHeld(db, await newTenant(db), { completedAt: day, decidedAt: day });
  const { completionToReview, resultsInAts, manualHoursSaved, overrideRate, auditReady } = await measuresOf(
    await newTenant(db),
  );
  const nothing = { numerator: 0, denominator: 0, share: null, interval: null };

  expect(completionToReview).toMatchObject({ completed: 0, medianSeconds: null, sameDay: nothing, standing: 'none' });
  for (const share of [resultsInAts, overrideRate, auditReady])
    expect(share).toMatchObject({ ...nothing, standing: 'none' });
  expect(manualHoursSaved).toMatchObject({ results: 0, hours: 0 });
});

it('counts in UTC, and says so, where the database does not know the zone of the tenant', async () => {
  const tenantId = await newTenant(db, { timeZone: 'Nowhere/Land' });
  await addHeld(db, tenantId, { completedAt: day });

  expect(
    await measuresAt(db).compute(tenantId, {
      ...march,
      jobId: null,
      position: null,
      connectionId: null,
      groupBy: 'job',
    }),
  ).toMatchObject({
    timeZone: 'UTC',
    measures: { completionToReview: { completed: 1 } },
  });
});
