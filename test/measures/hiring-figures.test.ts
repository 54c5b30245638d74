// What a scrape says of the measures: counted over all tenants, named by none.
import { expect, it } from 'vitest';
import { refreshHiringFigures } from '../../infra/db/measures/hiring-figures.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { useDatabase } from '../harness/database.ts';
import { addConnection, addHeld, confirmedAll, newTenant } from './measures-world.ts';

const { db } = await useDatabase();

const scraped = async (): Promise<string[]> => {
  const metrics = createMetrics();
  await refreshHiringFigures(db, metrics);
  const { body } = await metrics.render();
  return body.split('\n').filter((line) => /^parley_(?:writebacks|results|review|appeals)/.test(line));
};

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

it('before there is anything there are no shares and no times', async () => {
  expect(await scraped()).toEqual([
    'parley_writebacks{status="intended"} 0',
    'parley_writebacks{status="attempting"} 0',
    'parley_writebacks{status="conflicted"} 0',
    'parley_writebacks{status="failed"} 0',
    'parley_results_recent{result="confirmed"} 0',
    'parley_results_recent{result="lacking"} 0',
    'parley_reviews_waiting 0',
    'parley_appeals_open{overdue="yes"} 0',
    'parley_appeals_open{overdue="no"} 0',
  ]);
});

it('figures are those of the last seven days, counted by hand', async () => {
  for (const name of ['Acme', 'Canary']) {
    const tenantId = await newTenant(db);
    const connectionId = await addConnection(db, tenantId, name);
    // Reviewed after one and after three hours: the one is in the ATS, the other failed beside a conflict.
    const decided = await addHeld(db, tenantId, {
      completedAt: ago(10),
      decidedAt: ago(9),
      connectionId,
      written: confirmedAll,
    });
    await db('appeal_reviews').insert({ run_id: decided, tenant_id: tenantId, opened_at: ago(8), due_at: ago(-8) });
    await addHeld(db, tenantId, {
      completedAt: ago(10),
      decidedAt: ago(7),
      connectionId,
      written: [
        { target: 'a', status: 'failed' },
        { target: 'b', status: 'conflicted' },
      ],
    });
    // Without a connection it is nobody's failure to write; it waits for a verdict.
    await addHeld(db, tenantId, { completedAt: ago(5) });
    // Long ago.
    await addHeld(db, tenantId, { completedAt: ago(200), decidedAt: ago(100), connectionId });
  }

  const lines = await scraped();
  expect(lines.map((line) => line.replace(/(?<= \d+)\.\d+$/, ''))).toEqual([
    'parley_writebacks{status="intended"} 0',
    'parley_writebacks{status="attempting"} 0',
    'parley_writebacks{status="conflicted"} 2',
    'parley_writebacks{status="failed"} 2',
    'parley_results_recent{result="confirmed"} 2',
    'parley_results_recent{result="lacking"} 2',
    'parley_review_wait_seconds{quantile="0.5"} 7200',
    'parley_review_wait_seconds{quantile="0.9"} 10800',
    'parley_reviews_waiting 2',
    'parley_appeals_open{overdue="yes"} 0',
    'parley_appeals_open{overdue="no"} 2',
  ]);
});
