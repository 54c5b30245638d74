// Links to inboxes: everything that one reviewer of a tenant was sent, for as long as the link lives.
import type { Knex } from 'knex';
import type { InboxLinkStore } from '../../../domain/ports/review.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { rowToInbox, type InboxRow } from './session-store.ts';

const knownSql = `
  select exists (select 1 from mails where tenant_id = :tenantId and reviewer = :reviewer and audience = 'recruiter')
    or exists (select 1 from review_links where tenant_id = :tenantId and reviewer = :reviewer) as known`;

const targetOf = (tenantId: string, id: string) => ({ targetKind: 'tenant', targetId: tenantId, reason: id }) as const;

export const createInboxLinkStore = ({ db }: { db: Knex }): InboxLinkStore => ({
  isKnown: async (tenantId, reviewer) => {
    const { rows } = await db.raw<{ rows: { known: boolean }[] }>(knownSql, { tenantId, reviewer });
    return rows[0]?.known ?? false;
  },
  recruitersOf: async (tenantId) => {
    const row: { settings: TenantOverrides } | undefined = await db('tenants')
      .where({ id: tenantId })
      .first('settings');
    return resolveSettings(row?.settings ?? {}).mail.recruiters;
  },
  make: (tenantId, { id, reviewer, createdAt, expiresAt }, { actor, requestId }) =>
    db.transaction(async (trx) => {
      const times = { created_at: new Date(createdAt), expires_at: new Date(expiresAt) };
      await trx('review_inboxes').insert({ id, tenant_id: tenantId, reviewer, ...times });
      const act = { act: 'review_inbox.made', actor, requestId, ...targetOf(tenantId, id) } as const;
      await noteAct(trx, tenantId, new Date(createdAt), act);
    }),
  revoke: (tenantId, id, { at, actor, requestId }) =>
    db.transaction(async (trx) => {
      const changed = await trx('review_inboxes')
        .where({ tenant_id: tenantId, id, revoked_at: null })
        .update({ revoked_at: new Date(at) });
      if (changed === 1) {
        const act = { act: 'review_inbox.revoked', actor, requestId, ...targetOf(tenantId, id) } as const;
        await noteAct(trx, tenantId, new Date(at), act);
      }
      const row: InboxRow | undefined = await trx('review_inboxes').where({ tenant_id: tenantId, id }).first();
      return row === undefined ? null : rowToInbox(row);
    }),
});
