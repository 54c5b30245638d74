import { describe, expect, it } from 'vitest';
import { createAuditChainer } from '../../infra/db/audit/audit-chainer.ts';
import { noteAct } from '../../infra/db/audit/audit-intake.ts';
import { readAudit } from '../../infra/db/audit/audit-store.ts';
import { newId } from '../../infra/system.ts';
import { startAuditChain } from '../../worker/audit-chain.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { eventually } from '../harness/eventually.ts';
import { useDatabase } from '../harness/database.ts';

const { db } = await useDatabase();
const logs: LogLine[] = [];
const log = recordingLog(logs);

const note = (tenantId: string): Promise<void> =>
  noteAct(db, tenantId, new Date(), {
    act: 'chat.asked',
    actor: { kind: 'integrator', id: 'key_1' },
    targetKind: 'interview',
    targetId: 'run_1',
    requestId: null,
  });

describe('the worker', () => {
  it('chains acts by itself, goes on after a failed round, and stops when told', { timeout: 60_000 }, async () => {
    const tenantId = newId('ten');
    const real = createAuditChainer({ db, log });
    let rounds = 0;
    const chain = (): Promise<number> => {
      rounds += 1;
      return rounds === 1 ? Promise.reject(new Error('connection lost')) : real.chain();
    };
    const stop = startAuditChain({ chainer: { chain }, log });
    await note(tenantId);
    await eventually(
      () => readAudit(db, tenantId),
      (entries) => entries.length === 1,
    );
    await stop();
    const after = rounds;

    expect(logs.map(({ event }) => event)).toEqual(['audit.round_failed', 'outage.over']);
    await stop();
    expect(rounds).toBe(after);
  });
});
