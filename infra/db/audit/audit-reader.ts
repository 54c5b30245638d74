// The audit log as its readers need it: pages, the end of the chain, and a note about whoever takes a copy.
import type { AuditReader } from '../../../domain/ports/audit.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import { noteAct } from './audit-intake.ts';
import { readAuditHead, readAuditPage } from './audit-store.ts';
import type { Db } from '../knex.ts';

export const createAuditReader = ({ db, clock }: { db: Db; clock: Clock }): AuditReader => ({
  page: (tenantId, query) => readAuditPage(db, tenantId, query),
  head: (tenantId) => readAuditHead(db, tenantId),
  noteExport: (tenantId, by) =>
    noteAct(db, tenantId, new Date(clock.now()), {
      act: 'audit.exported',
      ...by,
      targetKind: 'tenant',
      targetId: tenantId,
    }),
});
