// Review links as stored: one that was mailed is the row of its mail, so neither is without the other; one that a caller made has its own.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { MailTemplate } from '../../../domain/mail/placeholders.ts';
import type { NewReviewLink, RevokeAct, ReviewLinkStore, StoredReviewLink } from '../../../domain/ports/review.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { isClosed } from '../../../domain/review/reader.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { ofRun, type Db } from '../knex.ts';
import {
  connectionOfRun,
  linkedRunColumns,
  linksSql,
  toLinkedRun,
  toStanding,
  type LinkColumns,
  type LinkedRunColumns,
} from '../review/link-sql.ts';

type Row = LinkColumns & LinkedRunColumns & { template: MailTemplate | null; used_at: Date | null };

/** Far more than an interview has mails to recruiters. */
const listMax = 1_000;

const listSql = `
  select l.*, ${linkedRunColumns}
  from (${linksSql({
    mails: 'm.tenant_id = :tenantId and m.run_id = :runId and (:linkId::text is null or m.id = :linkId)',
    made: 'k.tenant_id = :tenantId and k.run_id = :runId and (:linkId::text is null or k.id = :linkId)',
  })}) l
  join interviews i on i.run_id = l.run_id and i.tenant_id = l.tenant_id
  join tenants t on t.id = i.tenant_id
  ${connectionOfRun}
  order by l.created_at desc, l.link_id desc
  limit ${listMax}`;

const rowToLink = (row: Row): StoredReviewLink => {
  const { linkId, reviewer, createdAt, expiresAt, revokedAt, labelSealed } = toStanding(row);
  const usedAt = row.used_at?.getTime() ?? null;
  const { template } = row;
  const link = { linkId, template, reviewer, createdAt, expiresAt, labelSealed, usedAt, revokedAt };
  return { ...link, ...toLinkedRun(row) };
};

const linksOf = async (db: Db, { tenantId, runId }: RunRef, linkId: string | null): Promise<StoredReviewLink[]> => {
  const { rows } = await db.raw<{ rows: Row[] }>(listSql, { tenantId, runId, linkId });
  return rows.map(rowToLink);
};

const find = async (db: Db, run: RunRef, linkId: string): Promise<StoredReviewLink | null> =>
  (await linksOf(db, run, linkId))[0] ?? null;

const actAbout = (run: RunRef, linkId: string) =>
  ({ targetKind: 'interview', targetId: run.runId, reason: linkId }) as const;

const revoke = async (
  trx: Knex.Transaction,
  run: RunRef,
  linkId: string,
  { at, actor, requestId }: RevokeAct,
): Promise<StoredReviewLink | null> => {
  const link = await find(trx, run, linkId);
  if (link === null) return null;
  const [table, column] =
    link.template === null ? (['review_links', 'revoked_at'] as const) : (['mails', 'link_revoked_at'] as const);
  const changed = await trx(table)
    .where({ ...ofRun(run), id: linkId, [column]: null })
    .update({ [column]: new Date(at) });
  if (changed === 0) return await find(trx, run, linkId);
  const act = { act: 'review_link.revoked', actor, requestId, ...actAbout(run, linkId) } as const;
  await noteAct(trx, run.tenantId, new Date(at), act);
  return { ...link, revokedAt: at };
};

/** An erasure holds the row: whoever comes first is seen by the other. */
const placeSql = `select ${linkedRunColumns} from interviews i join tenants t on t.id = i.tenant_id ${connectionOfRun}
  where i.tenant_id = :tenantId and i.run_id = :runId for share of i`;

const make = async (
  { db, sealer }: { db: Knex; sealer: Sealer },
  run: RunRef,
  { id, reviewer, label, createdAt, expiresAt }: NewReviewLink,
  { actor, requestId }: Omit<RevokeAct, 'at'>,
): Promise<StoredReviewLink | null> => {
  const { tenantId, runId } = run;
  // A run of another tenant has no key here: it is absent, not erased.
  if ((await db('interviews').where(ofRun(run)).first('run_id')) === undefined) return null;
  const sealed = await sealer.seal(sealPlaces.reviewLabel(run, id), label);
  return await db.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: LinkedRunColumns[] }>(placeSql, { tenantId, runId });
    const place = rows[0] && toLinkedRun(rows[0]);
    if (place === undefined) return null;
    if (place.erased) throw new AppError('personal_data.erased');
    if (isClosed(place)) throw new AppError('review.ended');
    await trx('review_links').insert({
      ...ofRun(run),
      id,
      reviewer,
      label_sealed: sealed,
      created_at: new Date(createdAt),
      expires_at: new Date(expiresAt),
    });
    const act = { act: 'review_link.made', actor, requestId, ...actAbout(run, id) } as const;
    await noteAct(trx, tenantId, new Date(createdAt), act);
    return await find(trx, run, id);
  });
};

export const createReviewLinkStore = (deps: { db: Knex; sealer: Sealer }): ReviewLinkStore => ({
  find: (run, linkId) => find(deps.db, run, linkId),
  list: async (run) => {
    const links = await linksOf(deps.db, run, null);
    if (links.length > 0) return links;
    const known: unknown = await deps.db('interviews').where(ofRun(run)).first('run_id');
    return known === undefined ? null : [];
  },
  revoke: (run, linkId, act) => deps.db.transaction((trx) => revoke(trx, run, linkId, act)),
  make: (run, link, act) => make(deps, run, link, act),
});
