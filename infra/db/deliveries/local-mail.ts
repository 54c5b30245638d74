// The mails of this machine, of all tenants, for the person who runs it without a mail server.
import type { Knex } from 'knex';
import type { MailAudience, MailTemplate } from '../../../domain/mail/placeholders.ts';
import type { Mail, MailStatus } from '../../../domain/ports/mail.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { keptSql } from '../erasure/erasing-sql.ts';

type Row = {
  id: string;
  tenant_id: string;
  run_id: string;
  template: MailTemplate;
  audience: MailAudience;
  status: MailStatus;
  reason: string | null;
  created_at: Date;
  content_sealed: Buffer | null;
};

export type LocalMail = {
  id: string;
  runId: string;
  template: MailTemplate;
  audience: MailAudience;
  status: MailStatus;
  reason: string | null;
  /** Epoch milliseconds. */
  createdAt: number;
  /** Null when it was never written, and once the personal data is erased. */
  mail: Mail | null;
};

const columns = `id, tenant_id, run_id, template, audience, status, reason, created_at,
  ${keptSql('mails', 'content_sealed')} as content_sealed`;

export const createLocalMails = ({ db, sealer }: { db: Knex; sealer: Sealer }) => {
  const open = async (row: Row): Promise<LocalMail> => {
    const place = sealPlaces.mail({ tenantId: row.tenant_id, runId: row.run_id }, row.id);
    return {
      id: row.id,
      runId: row.run_id,
      template: row.template,
      audience: row.audience,
      status: row.status,
      reason: row.reason,
      createdAt: row.created_at.getTime(),
      mail: await openIfKept(sealer, place, row.content_sealed),
    };
  };
  return {
    /** The newest of all tenants. */
    newest: async (limit: number): Promise<LocalMail[]> => {
      const rows: Row[] = await db('mails')
        .select(db.raw(columns))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit);
      return Promise.all(rows.map(open));
    },
    find: async (id: string): Promise<LocalMail | null> => {
      const row: Row | undefined = await db('mails').select(db.raw(columns)).where({ id }).first();
      return row ? open(row) : null;
    },
  };
};

export type LocalMails = ReturnType<typeof createLocalMails>;
