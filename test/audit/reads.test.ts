import { afterAll, describe, expect, it, vi } from 'vitest';
import { auditLogRoutes } from '../../api/routes/tenant/audit-log.ts';
import { publicKeyRoutes } from '../../api/routes/service/public-keys.ts';
import { verifyTenant } from '../../cli/operate/verify-audit.ts';
import { createAuditReader, readAudit } from '../../infra/db/audit/audit-store.ts';
import { createSigningKeys, verifySignature } from '../../infra/signing/signing-keys.ts';
import { systemClock } from '../../infra/system.ts';
import { createAuditLog } from '../../usecases/privacy/audit-log.ts';
import { administer, operator, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { chainEverything } from './chained.ts';
import { tamper } from './tamper.ts';

const { db, owner, url } = await useDatabase();
const signingKeys = createSigningKeys(Buffer.alloc(32, 9));
const auditLog = createAuditLog({ reader: createAuditReader({ db, clock: systemClock }) });
const api = await startApi(db, [...auditLogRoutes({ auditLog }), ...publicKeyRoutes({ signingKeys })]);
const { tenants, tenantWithKey } = administer(db);
const { tenantId, key, keyId } = await tenantWithKey();

for (let days = 10; days < 16; days += 1) {
  const patch = { plan: { deadline: `P${days}D` } };
  await tenants.updateTenantSettings({ tenantId, patch, expectedTags: null, asker: operator });
}

const get = (path: string, as = key) =>
  fetch(`${api.url}/api/v1/audit-log${path}`, { headers: { 'x-api-key': as, 'x-request-id': 'req_reads' } });
type Page = {
  items: { position: number; act: string }[];
  nextAfter: number | null;
  head: { position: number; hash: string };
};
const page = async (path: string): Promise<Page> => (await (await get(path)).json()) as Page;

describe('GET /audit-log', () => {
  it('gives pages in order, each with the end of the chain', async () => {
    const first = await page('?limit=3');
    const second = await page(`?limit=100&after=${first.nextAfter}`);

    expect(first.items.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(first.nextAfter).toBe(3);
    expect(second.items.map(({ position }) => position)).toEqual([4, 5, 6, 7, 8]);
    expect(second.nextAfter).toBeNull();
    expect(second.head).toMatchObject({ position: 8 });
  });

  it('filters by act and by target', async () => {
    expect((await page('?act=key.created')).items.map(({ act }) => act)).toEqual(['key.created']);
    expect((await page(`?target=${keyId}`)).items.map(({ act }) => act)).toEqual(['key.created']);
    expect((await page('?target=run_of_nobody')).items).toEqual([]);
  });

  it('shows a tenant nothing of another, and nothing to keys without the scope', async () => {
    const other = await tenantWithKey();
    const partner = await tenantWithKey('partner');

    expect(JSON.stringify(await (await get('', other.key)).json())).not.toContain(tenantId);
    expect((await get('', partner.key)).status).toBe(403);
  });
});

describe('an export', () => {
  it('comes in parts that are the log, line by line, and is an act itself', async () => {
    const one = await get('/export?limit=5');
    const rest = await get(`/export?after=${one.headers.get('audit-next-after')}`);
    const lines = `${await one.text()}${await rest.text()}`.trimEnd().split('\n');
    await chainEverything(db);
    const entries = await readAudit(db, tenantId);

    expect(one.headers.get('content-type')).toContain('application/x-ndjson');
    expect(rest.headers.get('audit-next-after')).toBeNull();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(entries.slice(0, 8));
    expect(entries.slice(8)).toMatchObject([
      { act: 'audit.exported', actorId: keyId, requestId: 'req_reads', targetId: tenantId },
      { act: 'audit.exported', actorId: keyId },
    ]);
  });
});

describe('an export of nothing', () => {
  it('is an empty body of the declared type', async () => {
    const none = await get('/export?after=1000000');

    expect([none.status, none.headers.get('content-type'), await none.text()]).toEqual([
      200,
      'application/x-ndjson',
      '',
    ]);
  });
});

describe('the command line', () => {
  afterAll(() => vi.unstubAllEnvs());

  it('checks the log in the database, and names the position of a change', async () => {
    vi.stubEnv('DATABASE_URL', url);
    vi.stubEnv('PARLEY_MASTER_KEY', Buffer.alloc(32, 1).toString('base64'));
    vi.stubEnv('PARLEY_KEY_PEPPER', Buffer.alloc(32, 2).toString('base64'));
    vi.stubEnv('PARLEY_SIGNING_KEY', Buffer.alloc(32, 3).toString('base64'));
    expect(await verifyTenant(tenantId, undefined)).toMatch(/^ok: positions 1 to \d+, unbroken/);

    await tamper(owner, (trx) =>
      trx('audit_log').where({ tenant_id: tenantId, position: 4 }).update({ reason: 'better' }),
    );
    await expect(verifyTenant(tenantId, undefined)).rejects.toThrow('Broken at position 4');
    await tamper(owner, (trx) => trx('audit_log').where({ tenant_id: tenantId }).where('position', '<', 5).delete());
    await expect(verifyTenant(tenantId, undefined)).rejects.toThrow('Broken at position 1');
  });
});

describe('the public keys', () => {
  it('are shown to everybody, one per purpose, and check what was signed', async () => {
    const answer = await fetch(`${api.url}/.well-known/parley-keys.json`);
    const keys = (await answer.json()) as Record<
      string,
      { keyId: string; publicKey: string; standardWebhooks?: string }
    >;

    expect(Object.keys(keys)).toEqual(['webhook', 'certificate', 'bundle', 'audit']);
    expect(verifySignature(keys['bundle']?.publicKey ?? '', 'text', signingKeys.bundle.sign('text'))).toBe(true);
    expect(verifySignature(keys['webhook']?.publicKey ?? '', 'text', signingKeys.bundle.sign('text'))).toBe(false);
    expect(keys['webhook']?.standardWebhooks).toBe(`whpk_${signingKeys.webhook.publicKey}`);
  });
});
