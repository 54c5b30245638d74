import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { ensureDemoTenant } from '../../cli/embedded/demo-tenant.ts';
import { createLogger } from '../../infra/log.ts';
import { createKeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import { useDatabase } from '../harness/database.ts';

const { db, url } = await useDatabase();
const quiet = createLogger({ service: 'test', level: 'silent' });
const newKey = (): string => randomBytes(32).toString('base64');

let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-demo-'));
  env = {
    DATABASE_URL: url,
    PARLEY_MASTER_KEY: newKey(),
    PARLEY_KEY_PEPPER: newKey(),
    PARLEY_SIGNING_KEY: newKey(),
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'demo-keys.json');
const forget = (kind: string): void => {
  const content = JSON.parse(readFileSync(file(), 'utf8')) as { apiKeys: Record<string, string> };
  delete content.apiKeys[kind];
  writeFileSync(file(), JSON.stringify(content));
};
const opens = async (key: string, tenantId: string): Promise<boolean> => {
  const pepper = Buffer.from(env['PARLEY_KEY_PEPPER'] ?? '', 'base64');
  const found = await createKeyAuthenticator({ db, pepper, log: quiet }).authenticate(key, tenantId);
  return found !== null;
};

describe('the demo tenant', () => {
  test('is the same with the same keys at every start, in a file for the owner only', async () => {
    const first = await ensureDemoTenant(folder, env);

    expect(await ensureDemoTenant(folder, env)).toEqual(first);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    for (const key of Object.values(first.apiKeys)) expect(await opens(key, first.tenantId)).toBe(true);
  });

  test('has three templates that approve their own plans, made once; one that was changed or archived stays so', async () => {
    const { tenantId } = await ensureDemoTenant(folder, env);
    await db('templates').where({ external_id: 'ward-nurse' }).update({ archived_at: db.fn.now(), name: 'Nurses' });
    await ensureDemoTenant(folder, env);

    const rows = await db('templates')
      .where({ tenant_id: tenantId })
      .orderBy('external_id')
      .select('external_id', 'name', 'auto_approve_plan', db.raw('archived_at is not null as archived'));
    expect(rows).toEqual([
      {
        external_id: 'software-backend',
        name: 'Software engineer (backend)',
        auto_approve_plan: true,
        archived: false,
      },
      { external_id: 'store-associate', name: 'Store associate (retail)', auto_approve_plan: true, archived: false },
      { external_id: 'ward-nurse', name: 'Nurses', auto_approve_plan: true, archived: true },
    ]);
  });

  test('gets a new key for one whose text a kill lost, and the lost one is revoked', async () => {
    const { tenantId, apiKeys } = await ensureDemoTenant(folder, env);
    for (let kill = 0; kill < 4; kill += 1) {
      forget('core');
      await ensureDemoTenant(folder, env);
    }
    const again = await ensureDemoTenant(folder, env);

    expect(again.tenantId).toBe(tenantId);
    expect(again.apiKeys).toEqual({ ...apiKeys, core: again.apiKeys.core });
    expect(await opens(apiKeys.core, tenantId)).toBe(false);
    expect(await opens(again.apiKeys.core, tenantId)).toBe(true);
  });

  test('gets new keys when the pepper is another, since the old ones open nothing any more', async () => {
    const before = await ensureDemoTenant(folder, env);
    env['PARLEY_KEY_PEPPER'] = newKey();
    const after = await ensureDemoTenant(folder, env);

    expect(after.tenantId).toBe(before.tenantId);
    expect(await opens(after.apiKeys.integration, after.tenantId)).toBe(true);
  });

  test('of one clone leaves that of another on the same database alone', async () => {
    const mine = await ensureDemoTenant(folder, env);
    const elsewhere = mkdtempSync(join(tmpdir(), 'parley-test-demo-'));
    const theirs = await ensureDemoTenant(elsewhere, env);
    rmSync(elsewhere, { recursive: true });

    expect(theirs.tenantId).not.toBe(mine.tenantId);
    expect(await ensureDemoTenant(folder, env)).toEqual(mine);
  });
});
