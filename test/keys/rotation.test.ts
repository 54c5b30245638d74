// The master key is exchanged beside running processes, at any moment killed and repeated, without touching sealed data.
import { spawn } from 'node:child_process';
import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import { countWrapped, rotateMasterKey } from '../../infra/seal/rotate-master-key.ts';
import type { ConnectionStore } from '../../domain/ports/connections.ts';
import { createAtsSessionStore } from '../../infra/db/connections/ats-session-store.ts';
import { createHookIntake } from '../../infra/db/inbox/inbox-intake.ts';
import { createHookWork } from '../../infra/db/inbox/inbox-work.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { createKeyRing, masterKeyIdOf } from '../../infra/seal/key-ring.ts';
import { createTemplatePlans } from '../../infra/db/templates/template-plan-store.ts';
import { createTemplateStore } from '../../infra/db/templates/template-store.ts';
import { approvedTemplate, bySystem } from '../harness/templates.ts';
import { useDatabase } from '../harness/database.ts';
import { connectionOf, connectionStore } from '../harness/connections.ts';
import { ensureTenant, tenantId } from '../harness/interview-run.ts';
import { addEndpoint, addRun, newMasterKey, openName, openSecrets, sealerOf } from './keys-world.ts';

const { db, owner, url } = await useDatabase();
const databases = { db, keyDb: db };
const [old, present] = [newMasterKey(), newMasterKey()];
const both = { present, previous: old };

beforeEach(async () => {
  await owner.raw('truncate interviews, webhook_endpoints, connections, templates, run_keys cascade');
  await ensureTenant(db);
});

const sealedOf = async (database: Knex): Promise<string> =>
  JSON.stringify(await database('interviews').select('run_id', 'personal_sealed').orderBy('run_id'));

describe('exchanging the master key', () => {
  it('opens everything with the new key alone, and leaves the sealed data as it was', async () => {
    const runs = [await addRun(db, sealerOf(db, { present: old }), 'Ada'), await addRun(db, sealerOf(db, both), 'Bob')];
    const endpoint = await addEndpoint(db, { present: old });
    const before = await sealedOf(db);

    const rotated = await rotateMasterKey(databases, createKeyRing(both));

    expect(rotated).toEqual({ dataKeys: 2, secrets: 2 });
    expect(await sealedOf(db)).toBe(before);
    const sealer = sealerOf(db, { present });
    expect([await openName(db, sealer, runs[0] ?? ''), await openName(db, sealer, runs[1] ?? '')]).toEqual([
      'Ada',
      'Bob',
    ]);
    expect(await openSecrets(db, { present }, endpoint)).toEqual([`whsec_${endpoint}`, `whsec_old_${endpoint}`]);
    await expect(openName(db, sealerOf(db, { present: old }), runs[0] ?? '')).rejects.toThrow(masterKeyIdOf(present));
    expect(await countWrapped(databases)).toEqual([{ masterKeyId: masterKeyIdOf(present), dataKeys: 4, secrets: 2 }]);
  });

  it('finds nothing to do the second time', async () => {
    await addRun(db, sealerOf(db, { present: old }), 'Ada');
    await rotateMasterKey(databases, createKeyRing(both));

    expect(await rotateMasterKey(databases, createKeyRing(both))).toEqual({ dataKeys: 0, secrets: 0 });
  });

  it('passes over the endpoints that were deleted: their secrets are gone', async () => {
    const id = await addEndpoint(db, { present: old });
    await db('webhook_endpoints')
      .where({ id })
      .update({ deleted_at: db.fn.now(), secret_sealed: Buffer.alloc(0), previous_secret_sealed: null });

    expect(await countWrapped(databases)).not.toContainEqual(expect.objectContaining({ masterKeyId: 'mk_' }));
    expect((await rotateMasterKey(databases, createKeyRing(both))).secrets).toBe(0);
  });

  it('opens what is presented to ATS products with the new key alone, also what overlaps, and passes over deleted ones', async () => {
    const stores = [{ present: old }, both, { present }].map((masters) =>
      connectionStore(db, createSecretBox(createKeyRing(masters))),
    );
    const [before, , after] = stores as [ConnectionStore, ConnectionStore, ConnectionStore];
    const made = await connectionOf({ db, tenantId, store: before }, 'acme', { credentials: { token: 'first' } });
    const gone = await connectionOf({ db, tenantId, store: before }, 'acme', { credentials: { token: 'gone' } });
    await before.transaction(tenantId, (unit) =>
      unit.replaceCredentials(tenantId, made.id, { token: 'second' }, 60_000),
    );
    await before.transaction(tenantId, (unit) => unit.destroyConnection(tenantId, gone.id));

    expect(await rotateMasterKey(databases, createKeyRing(both))).toEqual({ dataKeys: 0, secrets: 2 });

    expect(await after.open(tenantId, made.id)).toMatchObject({
      credentials: { token: 'second' },
      previousCredentials: { token: 'first' },
    });
    await expect(before.open(tenantId, made.id)).rejects.toThrow(masterKeyIdOf(present));
  });

  it('opens what an ATS told, and the token it gave, with the new key alone', async () => {
    const [before, after] = [{ present: old }, { present }].map((masters) => createSecretBox(createKeyRing(masters)));
    if (before === undefined || after === undefined) return;
    const { id } = await connectionOf({ db, tenantId, store: connectionStore(db, before) }, 'acme');
    const hook = {
      id: 'hook_1',
      tenantId,
      connectionId: id,
      eventKey: 'k',
      bodyDigest: 'd',
      bodySigned: true,
    } as const;
    const about = { applicationId: 'a1', candidateId: null, jobId: null, lane: 'l', failure: null } as const;
    const told = { action: 'moved', event: 'stage_entered', body: Buffer.from('{"name":"Ada"}') } as const;
    await createHookIntake({ db, secretBox: before }).keep({ ...hook, ...about, ...told }, { claim: false });
    const sessions = [before, after].map((secretBox) => createAtsSessionStore({ db, secretBox }));
    await sessions[0]?.find(tenantId, id);
    await sessions[0]?.claimToken(tenantId, id, 0);
    await sessions[0]?.keepToken(tenantId, id, { text: 'token-1', credential: 'c', lifeMs: 3_600_000 });

    expect((await rotateMasterKey(databases, createKeyRing(both))).secrets).toBe(3);

    const opened = await createHookWork({ db, secretBox: after }).open({ tenantId, id: hook.id });
    expect(Buffer.from(opened?.body ?? []).toString()).toBe('{"name":"Ada"}');
    expect((await sessions[1]?.find(tenantId, id))?.token?.text).toBe('token-1');
  });

  it('opens who asked for and decided on a template with the new key alone', async () => {
    const [before, after] = [{ present: old }, { present }].map((masters) => createSecretBox(createKeyRing(masters)));
    if (before === undefined || after === undefined) return;
    const store = createTemplateStore({ db, secretBox: before });
    const { id } = await approvedTemplate(db, tenantId);
    await store.change(tenantId, id, bySystem, ({ job, locale }) => ({
      act: 'template.plan_revised',
      newVersion: { job, locale, revises: 1, wishes: null, requestedBy: 'Rae' },
    }));
    await store.change(tenantId, id, bySystem, () => ({
      act: 'template.plan_rejected',
      decision: { state: 'rejected', decidedBy: 'Dana' },
    }));

    expect((await rotateMasterKey(databases, createKeyRing(both))).secrets).toBe(2);

    const plans = createTemplatePlans({ db, secretBox: after });
    expect(await plans.read({ tenantId, templateId: id, version: 2 })).toMatchObject({
      requestedBy: 'Rae',
      decidedBy: 'Dana',
    });
  });

  it('changes nothing with a wrong previous key, and names the one that is needed', async () => {
    await addRun(db, sealerOf(db, { present: old }), 'Ada');
    const before = JSON.stringify(await db('run_keys').orderBy('key_id'));
    const wrong = createKeyRing({ present, previous: newMasterKey() });

    await expect(rotateMasterKey(databases, wrong)).rejects.toMatchObject({ masterKeyId: masterKeyIdOf(old) });

    expect(JSON.stringify(await db('run_keys').orderBy('key_id'))).toBe(before);
  });

  it('leaves destroyed keys destroyed, also those destroyed while it runs', async () => {
    const sealer = sealerOf(db, both);
    const run = await addRun(db, sealerOf(db, { present: old }), 'Ada');
    await Promise.all([
      sealer.destroyKey({ tenantId: 'tenant_test', runId: run }, 'personal'),
      rotateMasterKey(databases, createKeyRing(both)),
    ]);

    expect(await db('run_keys').where({ run_id: run, purpose: 'personal' }).first()).toMatchObject({
      wrapped_key: null,
    });
    await expect(openName(db, sealerOf(db, { present }), run)).rejects.toMatchObject({ code: 'personal_data.erased' });
  });

  it('passes over a damaged key and goes on', async () => {
    const damaged = await addRun(db, sealerOf(db, { present: old }), 'Ada');
    await db('run_keys')
      .where({ run_id: damaged, purpose: 'personal' })
      .update({ wrapped_key: Buffer.alloc(61, 1) });
    const sound = await addRun(db, sealerOf(db, { present: old }), 'Bob');

    await rotateMasterKey(databases, createKeyRing(both));

    expect(await openName(db, sealerOf(db, { present }), sound)).toBe('Bob');
    const left = (await countWrapped(databases)).find(({ masterKeyId }) => masterKeyId === masterKeyIdOf(old));
    expect(left).toMatchObject({ dataKeys: 1 });
  });

  it('runs while interviews are created by processes that know the new key, and by one that does not yet', async () => {
    const behind = sealerOf(db, { present: old });
    const ahead = sealerOf(db, both);
    const runs: [string, string][] = [];
    for (let n = 0; n < 30; n += 1) runs.push([await addRun(db, behind, `before-${n}`), `before-${n}`]);
    const state = { rotating: true };
    const create = async (sealer: typeof behind, label: string): Promise<void> => {
      for (let n = 0; state.rotating || n < 10; n += 1)
        runs.push([await addRun(db, sealer, `${label}-${n}`), `${label}-${n}`]);
    };
    const creating = [create(behind, 'behind'), create(ahead, 'ahead')];
    for (let round = 0; round < 5; round += 1) await rotateMasterKey(databases, createKeyRing(both));
    state.rotating = false;
    await Promise.all(creating);
    await rotateMasterKey(databases, createKeyRing(both));

    const after = sealerOf(db, { present });
    for (const [runId, name] of runs) expect(await openName(db, after, runId)).toBe(name);
  });
});

/** The command as an operator runs it. */
const command = (verb: string, keys: { present: Buffer; previous?: Buffer }) => {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    PARLEY_MASTER_KEY: keys.present.toString('base64'),
    ...(keys.previous === undefined ? {} : { PARLEY_MASTER_KEY_PREVIOUS: keys.previous.toString('base64') }),
    PARLEY_KEY_PEPPER: Buffer.alloc(32, 3).toString('base64'),
    PARLEY_SIGNING_KEY: Buffer.alloc(32, 4).toString('base64'),
  };
  const child = spawn(process.execPath, ['cli/main.ts', 'master-key', verb], { env });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const ended = new Promise<typeof output & { code: number | null }>((resolve) =>
    child.once('close', (code) => resolve({ ...output, code })),
  );
  return { child, ended };
};

describe('parley master-key', () => {
  it(
    'killed in the middle and run again leaves every key openable with the new key alone',
    { timeout: 60_000 },
    async () => {
      const sealer = sealerOf(db, { present: old });
      const run = await addRun(db, sealer, 'Ada');
      // Many keys, each wrapped for its own place.
      for (let n = 0; n < 1_500; n += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_, m) =>
            sealer.createKeys({ tenantId: 'tenant_test', runId: `run_load_${n + m}` }),
          ),
        );

      // It cannot get beyond this key, so that the kill always comes in the middle.
      const blocker = await db.transaction();
      await blocker('run_keys').where({ run_id: 'run_load_999' }).forUpdate();
      const { child, ended } = command('rotate', both);
      child.stderr.once('data', () => child.kill('SIGKILL'));
      await ended;
      await blocker.rollback();
      const counts = await countWrapped(databases);
      expect(counts.map(({ masterKeyId }) => masterKeyId).sort()).toEqual([old, present].map(masterKeyIdOf).sort());
      expect(counts.reduce((sum, { dataKeys }) => sum + dataKeys, 0)).toBe(3_002);
      const { code, out } = await command('rotate', both).ended;

      expect(code).toBe(0);
      expect(out).toContain('Nothing needs PARLEY_MASTER_KEY_PREVIOUS any more');
      expect(await openName(db, sealerOf(db, { present }), run)).toBe('Ada');
      const { code: alone, out: status } = await command('status', { present }).ended;
      expect([alone, status]).toEqual([0, expect.stringContaining('Everything is wrapped by the present master key')]);
    },
  );

  it('says which key is needed when the previous one is wrong', async () => {
    await addRun(db, sealerOf(db, { present: old }), 'Ada');

    const { code, err } = await command('rotate', { present, previous: newMasterKey() }).ended;

    expect(code).not.toBe(0);
    expect(err).toContain(`wrapped by ${masterKeyIdOf(old)}`);
  });
});
