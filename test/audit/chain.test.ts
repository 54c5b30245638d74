import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { brokenAt } from '../../domain/audit/chain.ts';
import { createAuditChainer } from '../../infra/db/audit/audit-chainer.ts';
import { noteAct } from '../../infra/db/audit/audit-intake.ts';
import { appendAudit, readAudit } from '../../infra/db/audit/audit-store.ts';
import { newId, sha256 } from '../../infra/system.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { chainEverything } from './chained.ts';

const { db, owner } = await useDatabase();
const logs: LogLine[] = [];
const chainer = createAuditChainer({ db, log: recordingLog(logs) });

const note = (trx: Knex, tenantId: string, targetId: string): Promise<void> =>
  noteAct(trx, tenantId, new Date(), {
    act: 'chat.asked',
    actor: { kind: 'integrator', id: 'key_1' },
    targetKind: 'interview',
    targetId,
    requestId: null,
  });
const targetsOf = async (tenantId: string): Promise<(string | null)[]> =>
  (await readAudit(db, tenantId)).map(({ targetId }) => targetId);
const waitingOf = async (tenantId: string): Promise<number> =>
  (await db('audit_intake').where({ tenant_id: tenantId })).length;
const isWhole = async (tenantId: string): Promise<boolean> => brokenAt(sha256, await readAudit(db, tenantId)) === null;

describe('the chainer', () => {
  it('chains what was noted, in order, and leaves nothing behind', async () => {
    const tenantId = newId('ten');
    for (const target of ['a', 'b', 'c']) await note(db, tenantId, target);

    await chainEverything(db);

    expect(await chainer.chain()).toBe(0);
    expect(await targetsOf(tenantId)).toEqual(['a', 'b', 'c']);
    expect(await waitingOf(tenantId)).toBe(0);
    expect(await isWhole(tenantId)).toBe(true);
  });

  it('knows nothing of an act whose transaction failed', async () => {
    const tenantId = newId('ten');
    const failing = db.transaction(async (trx) => {
      await note(trx, tenantId, 'never');
      throw new Error('the act itself failed');
    });
    await expect(failing).rejects.toThrow('the act itself failed');
    await note(db, tenantId, 'after');
    await chainEverything(db);

    expect(await targetsOf(tenantId)).toEqual(['after']);
  });

  it('waits for a transaction that began earlier and commits late, and then keeps the order of the acts', async () => {
    const tenantId = newId('ten');
    const late = await db.transaction();
    await note(late, tenantId, 'first');
    await note(db, tenantId, 'second');

    expect(await chainer.chain()).toBe(0);
    expect(await targetsOf(tenantId)).toEqual([]);

    await late.commit();
    await chainEverything(db);
    expect(await targetsOf(tenantId)).toEqual(['first', 'second']);
    expect(await isWhole(tenantId)).toBe(true);
  });

  it('goes on past a transaction that began earlier and is rolled back', async () => {
    const tenantId = newId('ten');
    const late = await db.transaction();
    await note(late, tenantId, 'first');
    await note(db, tenantId, 'second');
    await late.rollback();
    await chainEverything(db);

    expect(await targetsOf(tenantId)).toEqual(['second']);
  });

  it('makes one unbroken chain however many workers chain at once while acts and administration go on', async () => {
    const tenantIds = [newId('ten'), newId('ten')];
    const workers = Array.from({ length: 3 }, () => createAuditChainer({ db, log: recordingLog(logs) }));
    const acts = tenantIds.flatMap((tenantId) => Array.from({ length: 40 }, (_, i) => ({ tenantId, target: `t${i}` })));
    const noting = Promise.all(acts.map(({ tenantId, target }) => note(db, tenantId, target)));
    const administering = Promise.all(
      tenantIds.map((tenantId) =>
        db.transaction((trx) =>
          appendAudit(trx, tenantId, new Date(), {
            act: 'tenant.settings_changed',
            actor: { kind: 'operator', id: null },
            targetKind: 'tenant',
            targetId: tenantId,
            requestId: null,
          }),
        ),
      ),
    );
    for (let round = 0; round < 10; round += 1) await Promise.all(workers.map((worker) => worker.chain()));
    await Promise.all([noting, administering]);
    await chainEverything(db);

    for (const tenantId of tenantIds) {
      const targets = await targetsOf(tenantId);
      expect(targets).toHaveLength(41);
      expect(new Set(targets).size).toBe(41);
      expect(await isWhole(tenantId)).toBe(true);
      expect(await waitingOf(tenantId)).toBe(0);
    }
    expect(logs.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('takes more acts than fit one batch', async () => {
    const tenantId = newId('ten');
    await db.raw(
      `insert into audit_intake (tenant_id, at, actor_kind, act, target_kind, target_id)
       select ?, now(), 'system', 'chat.asked', 'interview', 'r' || n from generate_series(1, 1203) n order by n`,
      [tenantId],
    );

    await chainEverything(db);
    expect((await targetsOf(tenantId)).at(-1)).toBe('r1203');
    expect(await isWhole(tenantId)).toBe(true);
  });

  it('neither loses nor doubles an act when its worker dies between writing the chain and emptying the intake', async () => {
    const tenantId = newId('ten');
    await note(db, tenantId, 'a');
    await owner.raw(`
      create function die() returns trigger language plpgsql as $$ begin
        if old.tenant_id = '${tenantId}' then perform pg_terminate_backend(pg_backend_pid()); end if;
        return old; end $$;
      create trigger die before delete on audit_intake for each row execute function die();`);

    const died = async (): Promise<boolean> => {
      await chainer.chain();
      return logs.some(({ event, fields }) => event === 'audit.not_chained' && fields['tenantId'] === tenantId);
    };
    await eventually(died, (isDead) => isDead);
    expect(await targetsOf(tenantId)).toEqual([]);
    expect(await waitingOf(tenantId)).toBe(1);

    await owner.raw('drop trigger die on audit_intake; drop function die();');
    await chainEverything(db);
    expect(await targetsOf(tenantId)).toEqual(['a']);
    expect(await waitingOf(tenantId)).toBe(0);
  });
});

describe('the log', () => {
  it.each([
    ['an edit', 'update audit_log set reason = null'],
    ['a removal', 'delete from audit_log'],
    ['being emptied', 'truncate audit_log'],
    ['an edit of what still waits', `update audit_intake set reason = 'better'`],
  ])('refuses %s, whoever asks', async (_what, statement) => {
    const tenantId = newId('ten');
    await note(db, tenantId, 'a');
    await chainEverything(db);
    await note(db, tenantId, 'b');

    await expect(owner.raw(statement)).rejects.toThrow('append-only');
  });
});
