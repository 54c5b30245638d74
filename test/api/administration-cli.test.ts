import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listMigrations } from '../../infra/db/migrate.ts';
import { freePort } from '../harness/postgres-server.ts';
import { storeRun, tenantId } from '../harness/interview-run.ts';
import { compileCache } from '../harness/program.ts';
import { useDatabase } from '../harness/database.ts';
import { refreshFigures } from '../../infra/db/operation/figures.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { scoringIdentity } from '../../infra/models/scoring-identity.ts';
import { createSigningKeys } from '../../infra/signing/signing-keys.ts';
import { signHeads } from '../../worker/audit-heads.ts';
import { sampleRoutes } from './sample-routes.ts';
import { createTestSealer, pepper, recordingLog, startApi } from './start-api.ts';
import { createRoomWorld } from '../room/room-world.ts';

const { db, owner, url, ownerUrl } = await useDatabase();
const api = await startApi(db, sampleRoutes({ made: 0, hashes: [] }));
const temporalAddress = `127.0.0.1:${await freePort()}`;

type Run = { exitCode: number; out: string; err: string };

const parley = (args: string[], env: Record<string, string> = {}, input = ''): Promise<Run> =>
  new Promise((settle) => {
    const settings = {
      DATABASE_URL: url,
      TEMPORAL_ADDRESS: temporalAddress,
      PARLEY_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      PARLEY_KEY_PEPPER: pepper.toString('base64'),
      PARLEY_SIGNING_KEY: Buffer.alloc(32, 2).toString('base64'),
      ...compileCache,
      PATH: process.env['PATH'] ?? '',
      ...env,
    };
    const main = resolve(import.meta.dirname, '../../cli/main.ts');
    const child = execFile(process.execPath, [main, ...args], { env: settings }, (_error, out, err) =>
      settle({ exitCode: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end(input);
  });
const jsonOf = async (args: string[]) => JSON.parse((await parley([...args, '--json'])).out) as never;
const statusWith = async (key: string): Promise<number> =>
  (await fetch(`${api.url}/things/a1`, { headers: { 'X-API-Key': key } })).status;

describe('the command line', { timeout: 90_000 }, () => {
  test('makes a tenant and a key that works, rotates it, and revokes it', async () => {
    const [{ id: tenantId }] = (await jsonOf(['tenant', 'create', '--name', 'Acme'])) as [{ id: string }];
    const first = (await jsonOf(['key', 'create', '--tenant', tenantId, '--expires', 'P90D'])) as {
      id: string;
      key: string;
    };
    const rotated = await jsonOf(['key', 'rotate', first.id, '--overlap', 'PT0S', '--as', 'Olga Operator']);
    const second = rotated as { id: string; key: string };
    expect([await statusWith(first.key), await statusWith(second.key)]).toEqual([401, 200]);

    expect((await parley(['key', 'revoke', second.id], { PARLEY_OPERATOR: 'Olga Operator' })).exitCode).toBe(0);

    expect(await statusWith(second.key)).toBe(401);
    const { out } = await parley(['key', 'list', '--tenant', tenantId]);
    expect(out.split('\n').map((line) => line.split(/\s{2,}/)[3])).toEqual(['state', 'expired', 'revoked', undefined]);
    expect(out).not.toContain(first.key);
    const acts = await db('audit_log').where({ target_id: second.id }).orderBy('position');
    const olga = (await parley(['audit', 'operator', 'Olga Operator'])).out.trim();
    expect(olga).toMatch(/^op_[0-9a-f]{20}$/);
    expect(acts.at(-1)).toMatchObject({ act: 'key.revoked', actor_id: olga });
  });

  test('makes a key of chosen scopes, ends it after a year, and warns of one without an end', async () => {
    const [{ id: tenantId }] = (await jsonOf(['tenant', 'create', '--name', 'Acme'])) as [{ id: string }];
    const create = ['key', 'create', '--tenant', tenantId, '--label', 'reader'];
    const made = (await jsonOf([...create, '--scopes', 'events:read,interviews:read'])) as Record<string, string>;
    const manager = (await jsonOf([...create, '--scopes', 'core,keys:manage'])) as Record<string, string>;
    const endless = await parley(['key', 'create', '--tenant', tenantId, '--expires', 'never']);

    expect(made).toMatchObject({ kind: 'custom', scopes: 'interviews:read,events:read' });
    expect(Math.round((Date.parse(made['expiresAt'] ?? '') - Date.now()) / 86_400_000)).toBe(365);
    expect(manager['scopes']).toBe('candidates:read,scorecards:read,recordings:read,keys:manage');
    expect(endless.out).toContain('It never expires');
    const { out } = await parley(['key', 'list', '--tenant', tenantId]);
    expect(out).toContain('interviews:read,events:read');
  });

  test('connects an ATS with credentials from standard input, tries it, pauses it and deletes it', async () => {
    const [{ id: tenantId }] = (await jsonOf(['tenant', 'create', '--name', 'Acme'])) as [{ id: string }];
    const credentials = '{"apiKey":"canary-from-greenhouse"}';
    const create = ['connection', 'create', '--tenant', tenantId, '--name', 'Greenhouse', '--kind'];
    const made = await parley([...create, 'greenhouse', '--credentials', '-', '--json'], {}, credentials);
    const { id, key, hookUrl } = JSON.parse(made.out) as Record<'id' | 'key' | 'hookUrl', string>;
    const ashby = await parley([...create, 'ashby', '--credentials', '-'], {}, '{"apikey":"canary-from-ashby"}');

    expect([key.slice(0, 15), hookUrl]).toEqual(['parley_partner_', null]);
    expect([ashby.exitCode, ashby.err]).toEqual([1, expect.stringContaining('/credentials') as string]);
    expect((await parley(['connection', 'test', id])).out).toContain('nothing_to_call');
    const paused = (await jsonOf(['connection', 'pause', id, '--as', 'Olga Operator'])) as [{ status: string }];
    expect(paused[0].status).toBe('paused');
    const listed = await parley(['connection', 'list', '--tenant', tenantId]);
    expect(listed.out).toContain('apiKey ****ouse');
    expect([made, ashby, listed].filter(({ out, err }) => `${out}${err}`.includes('canary'))).toEqual([]);
    expect((await parley(['connection', 'delete', id])).exitCode).toBe(0);
    expect((await parley(['connection', 'delete', id])).exitCode).toBe(1);
    expect(await statusWith(key)).toBe(401);
  });

  test('makes a platform with tenants and a key of its own', async () => {
    const [{ id }] = (await jsonOf(['platform', 'create', '--name', 'Suite'])) as [{ id: string }];
    await parley(['tenant', 'create', '--name', 'Mine', '--platform', id]);
    const { kind } = (await jsonOf(['key', 'create', '--platform', id])) as { kind: string };

    expect(kind).toBe('platform');
    expect((await parley(['tenant', 'list'])).out).toContain(id);
    expect((await parley(['platform', 'list'])).out).toContain('Suite');
  });

  test('shows and changes the settings of a tenant', async () => {
    const [{ id }] = (await jsonOf(['tenant', 'create', '--name', 'Acme'])) as [{ id: string }];
    const { out } = await parley(['tenant', 'settings', id, '--set', '{"plan":{"deadline":"P4D"}}']);
    const refused = await parley(['tenant', 'settings', id, '--set', '{"plan":{"deadline":"soon"}}']);

    expect(JSON.parse(out)).toMatchObject({ plan: { deadline: 'P4D', reminders: ['P1D', 'P3D'] } });
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining('plan.deadline')]);
  });

  test('ties a key to networks, gives it a limit, and caps a tenant', async () => {
    const [{ id: tenantId }] = (await jsonOf(['tenant', 'create', '--name', 'Acme'])) as [{ id: string }];
    const networks = '203.0.113.7/24,2001:DB8::/32';
    const limits = ['--allow', networks, '--requests-per-hour', '20000'];
    const made = (await jsonOf(['key', 'create', '--tenant', tenantId, ...limits])) as {
      id: string;
      key: string;
      networks: string;
      requestsPerHour: number;
    };
    expect(made).toMatchObject({ networks: '203.0.113.0/24,2001:db8::/32', requestsPerHour: 20_000 });
    expect(await statusWith(made.key)).toBe(403);

    expect((await parley(['key', 'allow', made.id, 'any'])).out).toContain('any');
    expect(await statusWith(made.key)).toBe(200);
    expect((await parley(['key', 'allow', made.id, 'everywhere'])).err).toContain('203.0.113.0/24');

    const most = [
      '--active-interviews',
      '500',
      '--model-spend',
      '12.50',
      '--mails-per-day',
      '200',
      '--recording-bytes',
      '9000',
    ];
    const capped = {
      activeInterviews: 500,
      modelSpendPerDay: 12.5,
      mailsPerDay: 200,
      recordingBytes: 9_000,
      uploadBytes: 65_536,
    };
    expect(JSON.parse((await parley(['tenant', 'caps', tenantId, ...most, '--upload-bytes', '65536'])).out)).toEqual(
      capped,
    );
    const { out } = await parley(['tenant', 'caps', tenantId, '--model-spend', 'default']);
    expect(JSON.parse(out)).toEqual({ ...capped, modelSpendPerDay: null });
    expect((await parley(['tenant', 'caps', tenantId, '--upload-bytes', 'many'])).err).toContain('uploadBytes');
  });

  test.each([
    [['tenant'], 'tenant create --name'],
    [['tenant', 'create'], 'Missing: --name'],
    [['tenant', 'create', '--colour', 'red'], '--colour'],
    [['tenant', 'settings', 'tnt_absent'], 'There is no such tenant.'],
    [['key', 'create', '--tenant', 'x', '--kind', 'master'], 'There is no kind "master"'],
    [['key', 'create', '--tenant', 'x', '--expires', 'soon'], 'P90D'],
    [
      ['key', 'create', '--tenant', 'x', '--scopes', 'interviews:read,all'],
      'There is no scope "all". Scopes: interviews:read',
    ],
    [['key', 'create', '--tenant', 'x', '--scopes', 'events:read', '--kind', 'core'], 'either --kind or --scopes'],
    [['key', 'revoke', 'key_absent'], 'There is no such API key.'],
  ])('explains what is wrong with %j', async (args, said) => {
    const { exitCode, err } = await parley(args);

    expect([exitCode, err]).toEqual([1, expect.stringContaining(said)]);
    expect(err).not.toContain('    at ');
  });

  test.each(['platform', 'tenant', 'key', 'doctor'])('explains %s when asked', async (name) => {
    const { exitCode, out } = await parley([name, '--help']);

    expect([exitCode, out]).toEqual([0, expect.stringContaining(`npm run parley -- ${name}`)]);
  });
});

describe('the doctor', { timeout: 90_000 }, () => {
  test('says of each thing whether it is there, and what to do', async () => {
    const [{ id: tenantId }] = (await jsonOf(['tenant', 'create', '--name', 'Acme'])) as [{ id: string }];
    const ending = (await jsonOf(['key', 'create', '--tenant', tenantId, '--expires', 'P20D'])) as { id: string };
    const { exitCode, out } = await parley(['doctor']);

    expect(exitCode).toBe(1);
    expect(out).toMatch(/^ok {4}Settings/m);
    expect(out).toMatch(/^ok {4}PostgreSQL +version 1\d/m);
    expect(out).toMatch(new RegExp(`^ok {4}Migrations +all ${listMigrations().length} applied`, 'm'));
    expect(out).toMatch(/^FAIL {2}Temporal +does not answer at 127\.0\.0\.1:\d+\n +Start it/m);
    expect(out).toMatch(/^FAIL {2}Worker .*\n +Start one: npm run worker/m);
    expect(out).toMatch(/^ok {4}Dictated words +all sealed/m);
    expect(out).toMatch(/^ok {4}Pages +built from/m);
    expect(out).toMatch(/^ok {4}Engine +offline/m);
    expect(out).toMatch(/^ok {4}Follow-ups +none was due, in 7 days/m);
    expect(out).toMatch(
      new RegExp(`^ok {4}API keys +\\d+ end \\(${ending.id} on [\\d-]+.*within 30 days; \\d+ never`, 'm'),
    );
  });

  test('warns where more than a tenth of the follow-ups are skipped, but not of a few', async () => {
    const line = async (): Promise<string> => /^.{4} {2}Follow-ups.*$/m.exec((await parley(['doctor'])).out)?.[0] ?? '';
    const { tenantId, runId } = await createRoomWorld({ db }).approve();
    const turnsOf = (from: number, count: number, asked: object) =>
      db('turns').insert(
        Array.from({ length: count }, (_, index) => ({
          run_id: runId,
          tenant_id: tenantId,
          turn: from + index,
          session_id: 's',
          question_id: 'q1',
          asked_at: new Date(),
          ...asked,
        })),
      );
    await turnsOf(1, 4, { kind: 'question', follow_up_skipped: true });
    expect(await line()).toMatch(/^ok {4}Follow-ups +4 of 4 were skipped/);
    await turnsOf(11, 1, { kind: 'question', follow_up_skipped: true });
    expect(await line()).toMatch(/^warn {2}Follow-ups +5 of 5 were skipped/);
    await turnsOf(21, 45, { kind: 'follow_up' });
    expect(await line()).toMatch(/^ok {4}Follow-ups +5 of 50 were skipped/);
    await db('plans').where({ run_id: runId }).delete();
  });

  test('asks the engine, and says what is wrong with it without showing the key', async () => {
    const env = { PARLEY_ENGINE: 'openai-compatible', PARLEY_MODEL_NAME: 'm-1', PARLEY_MODEL_KEY: 'sk-secret' };
    const url = { PARLEY_MODEL_URL: `http://127.0.0.1:${await freePort()}/v1` };
    const { out } = await parley(['doctor'], { ...env, ...url });

    expect(out).toMatch(
      /^FAIL {2}Engine +openai-compatible, model m-1: cannot be reached \(connection refused\)\n +Start the model’s server, and check PARLEY_MODEL_URL\.$/m,
    );
    expect(out).not.toContain('sk-secret');
  });

  test('looks at the engine alone where that is asked for, and needs no other setting', async () => {
    const env = { PARLEY_ENGINE: 'openai-compatible', PARLEY_MODEL_NAME: 'm-1', DATABASE_URL: '' };
    const url = { PARLEY_MODEL_URL: `http://127.0.0.1:${await freePort()}/v1/chat/completions` };
    const { exitCode, out } = await parley(['doctor', '--engine', '--json'], { ...env, ...url });

    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ name: 'Engine', ok: false })]);
  });

  test('says how old the newest signed head is, and when entries have waited too long for one', async () => {
    const line = async (): Promise<string> =>
      /^.{4} {2}Signed heads.*$/m.exec((await parley(['doctor'])).out)?.[0] ?? '';
    const { audit: key } = createSigningKeys(Buffer.alloc(32, 2));
    const log = recordingLog([]);
    await signHeads({ db, key, log, path: undefined, clock: { now: () => Date.now() - 30 * 60_000 } });

    expect(await line()).toMatch(/^ok {4}Signed heads +the newest is 30 min old; kept in the log only/);

    const [head] = (await db('audit_heads').select('tenant_id')) as [{ tenant_id: string }];
    const entry = await db('audit_log').where(head).orderBy('position', 'desc').first();
    const at = new Date(Date.now() - 5 * 3_600_000);
    await db('audit_log').insert({ ...entry, at, position: Number(entry.position) + 1 });
    expect(await line()).toMatch(/^warn {2}Signed heads +entries wait for one since 5 h/);
  });

  test('says which evaluation is about something else than what scores now, as the figures do', async () => {
    const line = async (): Promise<string> =>
      /^.{4} {2}Evaluation.*\n(?: .*\n)?/m.exec((await parley(['doctor'])).out)?.[0] ?? '';
    const figure = async (): Promise<string | undefined> => {
      const metrics = createMetrics();
      await refreshFigures(db, metrics, scoring);
      return (await metrics.render()).body.split('\n').find((one) => one.startsWith('parley_evaluation_outdated '));
    };
    const scoring = scoringIdentity({ kind: 'offline' }, { judges: [], readings: 3, firstReadings: 2 });
    const [{ id }] = (await jsonOf(['tenant', 'create', '--name', 'Measured'])) as [{ id: string }];
    const name = (change: object) =>
      parley(['tenant', 'settings', id, '--set', JSON.stringify({ evaluation: { ...scoring, ...change } })]);

    expect([await line(), await figure()]).toEqual([
      expect.stringMatching(/^ok {4}Evaluation +no tenant names one/),
      'parley_evaluation_outdated 0',
    ]);
    expect((await name({ report: 'a'.repeat(64) })).exitCode).toBe(0);
    expect([await line(), await figure()]).toEqual([
      expect.stringMatching(/^ok {4}Evaluation +1 named, about what scores now/),
      'parley_evaluation_outdated 0',
    ]);
    await name({ report: 'a'.repeat(64), model: 'm-1', rulesHash: 'b'.repeat(64) });
    expect([await line(), await figure()]).toEqual([
      expect.stringMatching(
        new RegExp(`^warn {2}Evaluation +evaluation_outdated: ${id} \\(model, rulesHash\\)\\n +Run: npm run parley`),
      ),
      'parley_evaluation_outdated 1',
    ]);
    expect((await parley(['tenant', 'settings', id, '--set', '{"evaluation":null}'])).exitCode).toBe(0);
  });

  test('says what TLS the database has, and what is missing', async () => {
    const line = async (env: Record<string, string> = {}): Promise<string> =>
      /^.{4} {2}(Database TLS|PostgreSQL +has).*$/m.exec((await parley(['doctor'], env)).out)?.[0] ?? '';

    expect(await line()).toMatch(/^ok {4}Database TLS +none, on this machine/);
    expect(await line({ PARLEY_DATABASE_TLS: 'verify-full' })).toMatch(
      /^FAIL {2}PostgreSQL +has not the TLS that is asked for \(SERVER_WITHOUT_TLS\)/,
    );
  });

  test('tells a login that can only add to the record from one that could rewrite it', async () => {
    const line = async (env: Record<string, string>): Promise<string> =>
      /^.{4} {2}Owner.*\n(?: .*\n)?/m.exec((await parley(['doctor'], env)).out)?.[0] ?? '';

    expect(await line({})).toMatch(
      /^ok {4}Owner +parley; parley_app can only add to the audit log and the timeline\n$/,
    );
    expect(await line({ DATABASE_URL: ownerUrl })).toMatch(
      /^warn {2}Owner +PARLEY_OWNER_DATABASE_URL is not set, and parley could rewrite .*owns audit_log.*\n +See docs/,
    );
    expect(await line({ DATABASE_URL: ownerUrl, PARLEY_OWNER_DATABASE_URL: ownerUrl })).toMatch(
      /^FAIL {2}Owner +parley could rewrite .*\n +Run: npm run migrate/,
    );
  });

  test('tells how much of what people dictated an earlier version has left in the clear', async () => {
    const { runId } = await storeRun(db, createTestSealer(db));
    const hashes = { rubric_hash: 'r', form_id: 'f', planner_input_hash: 'p' };
    await db('plans').insert({ run_id: runId, revision: 2, tenant_id: tenantId, plan: '{}', ...hashes });

    expect((await parley(['doctor'])).out).toMatch(
      /^ok {4}Dictated words +rows .* in the clear: 1; a worker seals them/m,
    );
    await db('plans').where({ run_id: runId }).delete();
  });

  test('says in one sentence which database cannot be migrated', async () => {
    const { exitCode, out, err } = await parley(['migrate'], { DATABASE_URL: 'postgres://parley@127.0.0.1:1/parley' });

    expect({ exitCode, text: `${out}${err}`.trim() }).toEqual({
      exitCode: 1,
      text: 'The database named by DATABASE_URL could not be migrated (ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1).',
    });
  });

  test('notices missing migrations and missing settings', async () => {
    const settings = await parley(['doctor', '--json'], { PARLEY_KEY_PEPPER: '' });
    await owner('schema_migrations')
      .where({ name: listMigrations().at(-1) })
      .delete();
    const migrations = await parley(['doctor', '--json']);

    expect(JSON.parse(settings.out)).toEqual([
      expect.objectContaining({ name: 'Settings', ok: false, remedy: expect.stringContaining('PARLEY_KEY_PEPPER') }),
    ]);
    expect(JSON.parse(migrations.out)).toContainEqual(
      expect.objectContaining({ name: 'Migrations', ok: false, remedy: 'Run: npm run migrate' }),
    );
  });
});
