// The audit log as commands read it: of the database that the operator means, page by page.
import type { AuditHead, HashedAuditEntry } from '../../domain/audit/chain.ts';
import { createAuditReader } from '../../infra/db/audit/audit-store.ts';
import { systemClock } from '../../infra/system.ts';
import { createAuditLog, type AuditLog } from '../../usecases/privacy/audit-log.ts';

import { operatorConfig } from './operator-config.ts';
import { stateFolder } from '../embedded/own-system.ts';
import { withPool } from './with-pool.ts';

const pageSize = 1_000;

export const withAuditLog = async <Result>(work: (log: AuditLog) => Promise<Result>): Promise<Result> => {
  const { database } = operatorConfig(process.env, stateFolder);
  return await withPool(database.url.reveal(), (db) =>
    work(createAuditLog({ reader: createAuditReader({ db, clock: systemClock }) })),
  );
};

export type Part = { from: number; to: number };

/** Page by page, so that a long log needs no memory. */
export async function* entriesOf(
  log: AuditLog,
  tenantId: string,
  { from, to }: Part,
): AsyncGenerator<HashedAuditEntry> {
  for (let after: number | null = from - 1; after !== null;) {
    const page = await log.page(tenantId, { after, limit: pageSize });
    for (const entry of page.entries) {
      if (entry.position > to) return;
      yield entry;
    }
    after = page.nextAfter;
  }
}

export const headText = (head: AuditHead | null): string => (head === null ? '0' : `${head.position} ${head.hash}`);
