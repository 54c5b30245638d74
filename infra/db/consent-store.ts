// Consents: an append-only record of what exactly was accepted or refused, and when.
import type { NewConsent } from '../../domain/ports/room.ts';
import type { Db } from './knex.ts';

const appendSql = `
  insert into consents (tenant_id, run_id, notice_hash, notice_text, locale, accepted, plan_revision, at)
  select :tenantId, :runId, :noticeHash, :noticeText, :locale, :accepted, :planRevision, :at
  where not exists (
    select 1 from (
      select notice_hash, accepted from consents where tenant_id = :tenantId and run_id = :runId order by number desc limit 1
    ) newest
    where newest.notice_hash = :noticeHash and newest.accepted = :accepted
  )`;

/** Repeating the newest consent adds nothing; the newest one is the one that counts. */
export const appendConsent = async (db: Db, tenantId: string, runId: string, consent: NewConsent): Promise<void> => {
  await db.raw(appendSql, { ...consent, tenantId, runId, at: new Date(consent.at) });
};
