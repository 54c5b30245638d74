import { afterAll, expect, test } from 'vitest';
import { openPool } from '../../infra/db/knex.ts';
import { useDatabase } from '../harness/database.ts';
import { startReplyHolder } from '../harness/reply-holder.ts';

const { url } = await useDatabase();
const wire = await startReplyHolder(url);
const pool = openPool({ databaseUrl: wire.url, poolMax: 1, statementTimeoutMs: 200, applicationName: 'pool-test' });
afterAll(async () => {
  await pool.destroy();
  await wire.close();
});

test('a connection whose server went silent is given up, and does not keep its place in the pool', async () => {
  await pool.raw('select 1');
  wire.goBlack();

  await expect(pool.raw('select 2')).rejects.toThrow();
  wire.comeBack();

  await expect(pool.raw('select 3 as three')).resolves.toMatchObject({ rows: [{ three: 3 }] });
});
