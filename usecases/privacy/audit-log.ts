// Reads a tenant's audit log page by page, and gives it away as lines that can be checked anywhere.
import { auditLine, type AuditHead, type HashedAuditEntry } from '../../domain/audit/chain.ts';
import type { AuditExporter, AuditQuery, AuditReader } from '../../domain/ports/audit.ts';

export type AuditPage = {
  entries: HashedAuditEntry[];
  /** Position to go on behind; null when the end was reached. */
  nextAfter: number | null;
  head: AuditHead | null;
};

const readPage = async (reader: AuditReader, tenantId: string, query: AuditQuery): Promise<AuditPage> => {
  const found = await reader.page(tenantId, { ...query, limit: query.limit + 1 });
  const entries = found.slice(0, query.limit);
  const nextAfter = found.length > query.limit ? (entries.at(-1)?.position ?? null) : null;
  return { entries, nextAfter, head: await reader.head(tenantId) };
};

export type AuditExport = Omit<AuditPage, 'entries'> & {
  /** JSON Lines. */
  text: string;
};

export type AuditPart = Pick<AuditQuery, 'after' | 'limit'>;

export const createAuditLog = ({ reader }: { reader: AuditReader }) => ({
  page: (tenantId: string, query: AuditQuery): Promise<AuditPage> => readPage(reader, tenantId, query),

  noteExport: reader.noteExport,

  /** One part of an export; whoever takes it stands in the log themselves, before anything is given away. */
  export: async (tenantId: string, part: AuditPart, by: AuditExporter): Promise<AuditExport> => {
    await reader.noteExport(tenantId, by);
    const { entries, ...rest } = await readPage(reader, tenantId, part);
    return { ...rest, text: entries.map((entry) => `${auditLine(entry)}\n`).join('') };
  },
});
export type AuditLog = ReturnType<typeof createAuditLog>;
