// Review links as stored: the row of a link is the row of the mail that carries it, so neither is without the other.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { InterviewState } from '../../../domain/lifecycle/state.ts';
import type { MailTemplate } from '../../../domain/mail/placeholders.ts';
import { recruitersOf } from '../../../domain/mail/reviewers.ts';
import type { ReviewLinkStore, StoredReviewLink } from '../../../domain/ports/review.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { namedRecruiterSql } from './mail-event-rows.ts';
import { ofRun, type Db } from '../knex.ts';

type Row = {
  id: string;
  template: MailTemplate;
  reviewer: string | null;
  created_at: Date;
  link_used_at: Date | null;
  link_revoked_at: Date | null;
  settings: TenantOverrides;
  named_recruiter: string | null;
  state: InterviewState;
};

/** Far more than an interview has mails to recruiters. */
const listMax = 1_000;

/** A mail that was left out has sent no link, and the candidate's is none to review by. */
const linksOf = (db: Db, { tenantId, runId }: RunRef): Knex.QueryBuilder =>
  db('mails as m')
    .join('interviews as i', 'i.run_id', 'm.run_id')
    .join('tenants as t', 't.id', 'm.tenant_id')
    .select('m.id', 'm.template', 'm.reviewer', 'm.created_at', 'm.link_used_at', 'm.link_revoked_at')
    .select('t.settings', 'i.state', db.raw(`${namedRecruiterSql} as named_recruiter`))
    .leftJoin('orders as o', 'o.run_id', 'm.run_id')
    .leftJoin('connections as c', 'c.id', 'o.connection_id')
    .where({ 'm.tenant_id': tenantId, 'm.run_id': runId, 'm.audience': 'recruiter' })
    .whereNot('m.status', 'skipped')
    .whereNot('m.template', 'link_to_pass_on');

const rowToLink = (row: Row): StoredReviewLink => ({
  linkId: row.id,
  template: row.template,
  reviewer: row.reviewer,
  createdAt: row.created_at.getTime(),
  usedAt: row.link_used_at?.getTime() ?? null,
  revokedAt: row.link_revoked_at?.getTime() ?? null,
  recruiters: recruitersOf(resolveSettings(row.settings).mail, row.named_recruiter),
  state: row.state,
});

const find = async (db: Db, run: RunRef, linkId: string): Promise<StoredReviewLink | null> => {
  const [row]: Row[] = await linksOf(db, run).where('m.id', linkId);
  return row === undefined ? null : rowToLink(row);
};

export const createReviewLinkStore = (db: Knex): ReviewLinkStore => ({
  find: (run, linkId) => find(db, run, linkId),
  list: async (run) => {
    const rows: Row[] = await linksOf(db, run).orderBy('m.created_at', 'desc').orderBy('m.id', 'desc').limit(listMax);
    if (rows.length > 0) return rows.map(rowToLink);
    const known: unknown = await db('interviews').where(ofRun(run)).first('run_id');
    return known === undefined ? null : [];
  },
  revoke: (run, linkId, { at, actor, requestId }) =>
    db.transaction(async (trx) => {
      const link = await find(trx, run, linkId);
      if (link === null) return null;
      const changed = await trx('mails')
        .where({ ...ofRun(run), id: linkId, link_revoked_at: null })
        .update({ link_revoked_at: new Date(at) });
      if (changed === 0) return await find(trx, run, linkId);
      const target = { targetKind: 'interview', targetId: run.runId, reason: linkId } as const;
      await noteAct(trx, run.tenantId, new Date(at), { act: 'review_link.revoked', actor, requestId, ...target });
      return { ...link, revokedAt: at };
    }),
  noteUse: async (run, linkId, at) => {
    await db('mails')
      .where({ ...ofRun(run), id: linkId })
      .where((unused) => unused.whereNull('link_used_at').orWhere('link_used_at', '<', new Date(at - 60_000)))
      .update({ link_used_at: new Date(at) });
  },
});
