import { describe, expect, test } from 'vitest';
import { brokenAt, entryHash } from '../../domain/audit/chain.ts';
import { readAudit } from '../../infra/db/audit/audit-store.ts';
import { sha256 } from '../../infra/system.ts';
import { tamper } from '../audit/tamper.ts';
import { useDatabase } from '../harness/database.ts';
import { administer, operator } from './start-api.ts';

const { db, owner } = await useDatabase();
const { tenants, keys } = administer(db);

const busyTenant = async (): Promise<string> => {
  const { id } = await tenants.createTenant({ name: 'Acme', platformId: null, asker: operator });
  const { key } = await keys.createKey({
    owner: { kind: 'tenant', id },
    kind: 'core',
    label: '',
    expiresAt: null,
    asker: operator,
  });
  await keys.revokeKey({ keyId: key.id, asker: operator });
  return id;
};
const checked = async (tenantId: string): Promise<number | null> => brokenAt(sha256, await readAudit(db, tenantId));

describe('the audit log', () => {
  test('has one entry per administrative act, in order, in an unbroken chain', async () => {
    const tenantId = await busyTenant();
    const entries = await readAudit(db, tenantId);

    expect(entries.map(({ position, act }) => [position, act])).toEqual([
      [1, 'tenant.created'],
      [2, 'key.created'],
      [3, 'key.revoked'],
    ]);
    expect(await checked(tenantId)).toBeNull();
  });

  test('stays a chain when many acts happen at once', async () => {
    const tenantId = await busyTenant();
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        tenants.updateTenantSettings({
          tenantId,
          patch: { plan: { deadline: `P${i + 10}D` } },
          expectedTags: null,
          asker: operator,
        }),
      ),
    );

    expect(await readAudit(db, tenantId)).toHaveLength(15);
    expect(await checked(tenantId)).toBeNull();
  });

  test.each([
    ['an edit of any column', { actor_id: 'somebody' }, 2],
    ['an edit of the time', { at: '2020-01-01T00:00:00Z' }, 2],
    ['a move to another position', { position: 9 }, 2],
    ['a forged hash', { hash: 'f'.repeat(64) }, 2],
  ])('shows %s', async (_name, change, position) => {
    const tenantId = await busyTenant();
    await tamper(owner, (trx) => trx('audit_log').where({ tenant_id: tenantId, position: 2 }).update(change));

    expect(await checked(tenantId)).toBe(position);
  });

  test('shows an entry whose hash was made anew to fit its edit', async () => {
    const tenantId = await busyTenant();
    const [, second] = await readAudit(db, tenantId);
    if (second === undefined) throw new Error('there are three entries');
    const hash = entryHash(sha256, { ...second, actorId: 'somebody' });
    await tamper(owner, (trx) =>
      trx('audit_log').where({ tenant_id: tenantId, position: 2 }).update({ actor_id: 'somebody', hash }),
    );

    expect(await checked(tenantId)).toBe(3);
  });

  test('shows a removed entry', async () => {
    const tenantId = await busyTenant();
    await tamper(owner, (trx) => trx('audit_log').where({ tenant_id: tenantId, position: 1 }).delete());

    expect(await checked(tenantId)).toBe(1);
  });

  test('has no entry for an act that failed', async () => {
    const tenantId = await busyTenant();
    const failing = tenants.updateTenantSettings({
      tenantId,
      patch: { plan: { reminders: ['P300D'] } },
      expectedTags: null,
      asker: operator,
    });

    await expect(failing).rejects.toThrow('request.invalid');
    expect(await readAudit(db, tenantId)).toHaveLength(3);
  });
});
