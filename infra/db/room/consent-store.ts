// Consents: an append-only record of what exactly was accepted or refused, and when.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { NewConsent } from '../../../domain/ports/room.ts';
import type { Db } from '../knex.ts';

const appendSql = `
  with recorded as (
    insert into consents (tenant_id, run_id, notice_hash, notice_text, locale, accepted, plan_revision, retention_days, at)
    select :tenantId, :runId, :noticeHash, :noticeText, :locale, :accepted, :planRevision, :retentionDays, :at
    where not exists (
      select 1 from (
        select notice_hash, accepted from consents where tenant_id = :tenantId and run_id = :runId order by number desc limit 1
      ) newest
      where newest.notice_hash = :noticeHash and newest.accepted = :accepted
    ) and not exists (
      select 1 from interviews where tenant_id = :tenantId and run_id = :runId and consent_withdrawn_at is not null
    )
    returning run_id
  )
  insert into audit_intake (tenant_id, at, actor_kind, act, target_kind, target_id, request_id, content_hash)
  select :tenantId, :at, 'candidate', :act, 'interview', run_id, :requestId, :noticeHash from recorded`;

/** Repeating the newest consent adds nothing; the newest one is the one that counts. Each is an act, and names its text. */
export const appendConsent = async (db: Db, { tenantId, runId }: RunRef, consent: NewConsent): Promise<void> => {
  const { retentionDays, at, requestId = null, ...rest } = consent;
  const act = consent.accepted ? 'consent.accepted' : 'consent.refused';
  const columns = { retentionDays: JSON.stringify(retentionDays), at: new Date(at) };
  await db.raw(appendSql, { ...rest, ...columns, act, requestId, tenantId, runId });
};
