// Two processes of the machine, with nothing in common but the database, call one vendor over one connection.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { openStage } from '../../simulators/stage.ts';
import { administer } from '../api/start-api.ts';
import { connectionOf } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';
import { compileCache, projectFolder } from '../harness/program.ts';
import { pause } from '../harness/eventually.ts';

const { db, url } = await useDatabase();
const { tenantWithKey } = administer(db);
const run = promisify(execFile);

let issued = 0;
let good = '';
const vendor = await openStage(async ({ path, headers }) => {
  const told = { 'X-RateLimit-Limit': '1000' };
  if (path === '/token') {
    // Long enough for the other one to come as well.
    await pause(400);
    issued += 1;
    good = `token-${issued}`;
    return { status: 200, body: { access_token: good, expires_in: 3_600 } };
  }
  return headers['authorization'] === `Bearer ${good}`
    ? { status: 200, body: [], headers: told }
    : { status: 401, body: {}, headers: told };
});
afterAll(vendor.close);

const callers = async (tenantId: string, id: string): Promise<unknown[]> => {
  const args = ['test/cli/stand-ins/ats-caller.ts', url, tenantId, id, '3'];
  const options = { cwd: projectFolder, env: compileCache };
  const ended = await Promise.all([0, 1].map(() => run(process.execPath, args, options)));
  return ended.flatMap(({ stdout }) => JSON.parse(stdout) as unknown[]);
};

test('processes ask for a token once together, and once more when it is taken from them in the middle', async () => {
  const { tenantId } = await tenantWithKey();
  const { id } = await connectionOf({ db, tenantId }, 'greenhouse', {
    config: { harvestUrl: `${vendor.url}/v3`, tokenUrl: `${vendor.url}/token` },
    credentials: { clientId: 'client', clientSecret: 'secret' },
  });
  const all200 = [200, 200, 200, 200, 200, 200];

  expect(await callers(tenantId, id)).toEqual(all200);
  expect(issued).toBe(1);
  good = 'none of those that were given out';
  expect(await callers(tenantId, id)).toEqual(all200);

  expect(issued).toBe(2);
});
