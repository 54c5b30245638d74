// The record of what happened belongs to an owner: whoever serves requests may add to it and read it, and nothing else.
import { describe, expect, it } from 'vitest';
import { createAuditChainer } from '../../infra/db/audit/audit-chainer.ts';
import { noteAct } from '../../infra/db/audit/audit-intake.ts';
import { readAudit } from '../../infra/db/audit/audit-store.ts';
import { appendOnlyTables, grantToLogin, readLoginRights } from '../../infra/db/grants.ts';
import { newId } from '../../infra/system.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { restrictedLogin, useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { storeRun } from '../harness/interview-run.ts';
import { createWorld } from '../harness/world.ts';
import { chainEverything } from './chained.ts';

const { db, owner } = await useDatabase();

const note = (tenantId: string, targetId: string): Promise<void> =>
  noteAct(db, tenantId, new Date(), {
    act: 'chat.asked',
    actor: { kind: 'integrator', id: 'key_1' },
    targetKind: 'interview',
    targetId,
    requestId: null,
  });

/** PostgreSQL’s code for a missing right; syntax errors and absent things have others. */
const refused = { code: '42501' };

const rewrites = appendOnlyTables.flatMap((table) => [
  `update ${table} set tenant_id = 'other'`,
  `delete from ${table}`,
  `truncate ${table} cascade`,
  `drop table ${table} cascade`,
  `alter table ${table} add column more text`,
  `alter table ${table} disable trigger all`,
  `alter table ${table} owner to current_user`,
  `create rule never as on insert to ${table} do instead nothing`,
  `do $$ begin lock table ${table} in access exclusive mode; end $$`,
]);

const detours = [
  'set role parley',
  'set session authorization parley',
  'set session_replication_role = replica',
  'alter role current_user superuser',
  'grant parley to current_user',
  'drop trigger audit_log_append_only on audit_log',
  'drop schema public cascade',
  'create table public.mine (id int)',
  `create function public.mine() returns int language sql as 'select 1'`,
  'drop function settle_audit_intake',
  `create or replace function refuse_audit_change() returns trigger language plpgsql as 'begin return null; end'`,
  'alter function refuse_audit_change() owner to current_user',
  `copy audit_log from program 'true'`,
  `insert into transitions select * from transitions on conflict (run_id, seq) do update set type = 'planRejected'`,
  `insert into audit_log select * from audit_log on conflict (tenant_id, position) do update set act = 'chat.asked'`,
  `merge into transitions t using transitions s on t.run_id = s.run_id when matched then delete`,
  'delete from schema_migrations',
];

describe('the login of api and worker', () => {
  it.each([...rewrites, ...detours])('may not: %s', async (statement) => {
    await expect(db.raw(statement)).rejects.toMatchObject(refused);
  });

  it('may not put a function of its own in the place of the one that refuses changes', async () => {
    const tenantId = newId('ten');
    await note(tenantId, 'kept');
    await db.transaction(async (trx) => {
      await trx.raw(`create temporary table audit_log (tenant_id text, position bigint, intake_number bigint)`);
      await trx.raw('set local search_path = pg_temp, public');
      await trx.raw('select public.settle_audit_intake(?, 1, 9)', [tenantId]);
      await trx.raw('drop table pg_temp.audit_log');
    });

    expect(await db('audit_intake').where({ tenant_id: tenantId })).toHaveLength(1);
  });

  it('may add to the record, and read it', async () => {
    const { runId, tenantId } = await storeRun(db, createWorld(db).sealer);
    await note(tenantId, runId);
    await chainEverything(db);

    expect(await readAudit(db, tenantId)).not.toEqual([]);
    expect(await db('transitions').where({ run_id: runId })).not.toEqual([]);
  });

  it('takes no act off the waiting list that the chain does not hold, word for word', async () => {
    const tenantId = newId('ten');
    await note(tenantId, 'true');
    const { number } = (await db('audit_intake').where({ tenant_id: tenantId }).first('number')) as { number: number };
    const forged = {
      tenant_id: tenantId,
      position: 1,
      at: new Date(),
      actor_kind: 'integrator',
      actor_id: 'key_1',
      act: 'chat.asked',
      target_kind: 'interview',
      target_id: 'false',
      previous_hash: '0',
      hash: '0',
      intake_number: number,
    };
    await db('audit_log').insert(forged);

    await db.raw('select settle_audit_intake(?, 1, 1)', [tenantId]);

    expect(await db('audit_intake').where({ tenant_id: tenantId }).pluck('target_id')).toEqual(['true']);
  });

  it('gets its rights on tables of later migrations, and none that somebody gave it beside', async () => {
    await owner.raw('create table later (id int); grant update on transitions to ??', [restrictedLogin]);
    await expect(db('later').insert({ id: 1 })).rejects.toMatchObject(refused);
    expect((await readLoginRights(db)).tooMuch).toEqual(['update transitions']);

    await owner.transaction((trx) => grantToLogin(trx, restrictedLogin, 'schema_migrations'));

    await db('later').insert({ id: 1 });
    expect(await readLoginRights(db)).toEqual({ login: restrictedLogin, owner: 'parley', tooMuch: [] });
  });
});

describe('the catalogue', () => {
  it('tells an owner from a login that can only add', async () => {
    const { login, tooMuch } = await readLoginRights(owner);

    expect(login).toBe('parley');
    expect(tooMuch).toEqual(
      expect.arrayContaining(['superuser', 'owns database', 'owns audit_log', 'owns transitions']),
    );
  });

  it('counts a member of the owner, and a right on a single column', async () => {
    await owner.raw('create role owners_friend login in role parley; grant update (reason) on audit_log to ??', [
      restrictedLogin,
    ]);
    const { rows } = await owner.raw<{ rows: { member: boolean }[] }>(
      `select pg_has_role('owners_friend', 'parley', 'member') as member`,
    );
    expect(rows).toEqual([{ member: true }]);
    expect((await readLoginRights(db)).tooMuch).toEqual(['update audit_log']);
    await owner.raw('revoke update (reason) on audit_log from ??; drop role owners_friend', [restrictedLogin]);
  });
});

describe('the chainer', () => {
  it('leaves a chain as it is when what waited cannot be found in it, and says so', async () => {
    const tenantId = newId('ten');
    const logs: LogLine[] = [];
    await note(tenantId, 'a');
    await owner.raw(`
      create function blur() returns trigger language plpgsql as $$ begin new.target_id = 'blurred'; return new; end $$;
      create trigger blur before insert on audit_log for each row execute function blur();`);

    const chainer = createAuditChainer({ db, log: recordingLog(logs) });
    const complained = async (): Promise<boolean> => {
      await chainer.chain();
      return logs.some(({ event, fields }) => event === 'audit.not_chained' && fields['tenantId'] === tenantId);
    };
    await eventually(complained, Boolean);
    expect(await readAudit(db, tenantId)).toEqual([]);

    await owner.raw('drop trigger blur on audit_log; drop function blur()');
    await chainEverything(db);
    expect((await readAudit(db, tenantId)).map(({ targetId }) => targetId)).toEqual(['a']);
  });
});
