// Chains until nothing waits: other databases of the same server have transactions too, and the chainer lets them end.
import type { Knex } from 'knex';
import { createAuditChainer } from '../../infra/db/audit/audit-chainer.ts';
import { recordingLog } from '../api/start-api.ts';
import { eventually } from '../harness/eventually.ts';

export const chainEverything = async (db: Knex): Promise<void> => {
  const chainer = createAuditChainer({ db, log: recordingLog([]) });
  const waiting = async (): Promise<number> => {
    await chainer.chain();
    return (await db('audit_intake').select('number')).length;
  };
  await eventually(waiting, (count) => count === 0, { timeoutMs: 30_000 });
};
