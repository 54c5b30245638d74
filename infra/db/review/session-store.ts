// The sessions of the recruiter's page: a row for each link that a cookie stands for, stored as a keyed hash.
import type { Knex } from 'knex';
import type {
  InboxLink,
  NewSession,
  ReviewSessionStore,
  SessionReading,
} from '../../../domain/ports/review-sessions.ts';
import { mailOfInbox } from '../../../domain/review/inbox-link.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { prepared } from '../prepared.ts';
import {
  connectionOfRun,
  inboxesSql,
  linkedRunColumns,
  linksSql,
  mailIdIn,
  toLinkedRun,
  toStanding,
  type LinkColumns,
  type LinkedRunColumns,
} from './link-sql.ts';

/** Far more than anybody has open at once. */
const linksPerSessionMax = 50;

type PlaceRow = LinkColumns & LinkedRunColumns & { run_id: string; tenant_id: string };

const toPlace = (row: PlaceRow) => ({
  run: { tenantId: row.tenant_id, runId: row.run_id },
  link: toStanding(row),
  linked: toLinkedRun(row),
});

const findLink = prepared<PlaceRow>(
  'find_review_link',
  `select l.*, ${linkedRunColumns}
   from (${linksSql({ mails: 'm.run_id = $1 and m.id = $2', made: 'k.run_id = $1 and k.id = $2' })}) l
   join interviews i on i.run_id = l.run_id and i.tenant_id = l.tenant_id
   join tenants t on t.id = i.tenant_id
   ${connectionOfRun}`,
);

type SessionRow = Omit<PlaceRow, 'link_id' | 'settings'> & {
  session_tenant: string;
  session_reviewer: string;
  upload_bytes: number | null;
  via_inbox: boolean;
  settings: TenantOverrides;
  inbox_id: string | null;
  inbox_ends_at: Date | null;
  inbox_revoked_at: Date | null;
  link_id: string | null;
};

const ofSession = (alias: string): string =>
  `${alias}.tenant_id = s.tenant_id and ${alias}.run_id = i.run_id
     and (${alias}.id = s.link_id or (s.run_id is null and ${alias}.reviewer = s.reviewer))`;

/** One statement for who asks and for what of the run that is asked about is open to them. */
const findSession = prepared<SessionRow>(
  'find_review_session',
  `select s.tenant_id as session_tenant, s.reviewer as session_reviewer, (t.caps ->> 'uploadBytes')::bigint as upload_bytes,
     s.run_id is null as via_inbox, x.id as inbox_id, x.expires_at as inbox_ends_at, x.revoked_at as inbox_revoked_at,
     i.run_id, i.tenant_id, ${linkedRunColumns}, l.link_id, l.reviewer, l.made, l.created_at,
     l.ends_at, l.revoked_at, l.label_sealed
   from review_sessions s
   join tenants t on t.id = s.tenant_id
   left join lateral (${inboxesSql({ made: 'x.id = s.link_id', mailed: `m.id = ${mailIdIn('s.link_id')}` })}) x
     on s.run_id is null and x.tenant_id = s.tenant_id
   left join interviews i on i.tenant_id = s.tenant_id and i.run_id = coalesce($2, s.run_id) and (s.run_id is null or s.run_id = i.run_id)
   ${connectionOfRun}
   left join lateral (${linksSql({ mails: ofSession('m'), made: ofSession('k') })}) l on true
   where s.hash = $1 and s.expires_at > $3
   order by s.created_at desc, l.created_at desc, l.link_id`,
);

const toReading = (rows: readonly SessionRow[]): SessionReading | null => {
  const [first] = rows;
  if (first === undefined) return null;
  const settings = resolveSettings(first.settings);
  const inbox = rows.find(({ inbox_id: id }) => id !== null);
  return {
    tenantId: first.session_tenant,
    reviewer: first.session_reviewer,
    blindFirst: settings.review.blindFirst,
    recruiters: settings.mail.recruiters,
    uploadBytesMax: first.upload_bytes,
    inbox:
      inbox === undefined
        ? null
        : {
            id: inbox.inbox_id ?? '',
            expiresAt: inbox.inbox_ends_at?.getTime() ?? 0,
            revokedAt: inbox.inbox_revoked_at?.getTime() ?? null,
          },
    places: rows
      .filter((row): row is SessionRow & PlaceRow => row.link_id !== null)
      .map((row) => ({ ...toPlace(row), viaInbox: row.via_inbox })),
  };
};

/**
 * What the browser's cookie stood for moves under the new one where it was the same reader's; another reader's ends. So the
 * value that a browser came with never opens anything afterwards, whoever put it there.
 */
const openSql = (table: 'mails' | 'review_links' | 'review_inboxes', usedAt: string): string => `
  with moved as (
    update review_sessions set hash = :hash
    where hash = :former and tenant_id = :tenantId and reviewer = :reviewer and link_id <> :linkId and expires_at > :createdAt
      and (hash, link_id) in (
        select hash, link_id from review_sessions where hash = :former order by created_at desc limit ${linksPerSessionMax - 1})
    returning link_id
  ), ended as (
    delete from review_sessions where (hash = :former and link_id not in (select link_id from moved)) or expires_at < :createdAt
  ), used as (
    update ${table} set ${usedAt} = :createdAt where tenant_id = :tenantId and id = :usedId
  )
  insert into review_sessions (hash, link_id, tenant_id, reviewer, run_id, created_at, expires_at)
  values (:hash, :linkId, :tenantId, :reviewer, :runId, :createdAt, :expiresAt)`;

const openingOf = ({ id, runId, made }: NewSession['link']): string => {
  if (mailOfInbox(id) !== null) return openSql('mails', 'link_used_at');
  if (runId === null) return openSql('review_inboxes', 'used_at');
  return made ? openSql('review_links', 'used_at') : openSql('mails', 'link_used_at');
};

const open = async (db: Knex, session: NewSession): Promise<void> => {
  const { link, createdAt, expiresAt, former, hash, tenantId, reviewer } = session;
  await db.raw(openingOf(link), {
    hash,
    former: former ?? '',
    tenantId,
    reviewer,
    linkId: link.id,
    usedId: mailOfInbox(link.id) ?? link.id,
    runId: link.runId,
    createdAt: new Date(createdAt),
    expiresAt: new Date(expiresAt),
  });
};

export type InboxRow = {
  id: string;
  tenant_id: string;
  reviewer: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
};

export const rowToInbox = (row: InboxRow): InboxLink => ({
  id: row.id,
  tenantId: row.tenant_id,
  reviewer: row.reviewer,
  createdAt: row.created_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  usedAt: row.used_at?.getTime() ?? null,
  revokedAt: row.revoked_at?.getTime() ?? null,
});

const findInboxRow = prepared<InboxRow & { settings: TenantOverrides }>(
  'find_review_inbox',
  `select x.*, t.settings from (${inboxesSql({ made: 'x.id = $1', mailed: `m.id = ${mailIdIn('$1')}` })}) x
   join tenants t on t.id = x.tenant_id`,
);

export const createReviewSessionStore = ({ db }: { db: Knex }): ReviewSessionStore => ({
  findLink: async (runId, linkId) => {
    const [row] = await findLink(db, [runId, linkId]);
    return row === undefined ? null : toPlace(row);
  },
  findInbox: async (id) => {
    const [row] = await findInboxRow(db, [id]);
    return row === undefined ? null : { ...rowToInbox(row), recruiters: resolveSettings(row.settings).mail.recruiters };
  },
  open: (session) => open(db, session),
  find: async (hash, runId, now) => toReading(await findSession(db, [hash, runId, new Date(now)])),
  end: async (hash) => {
    await db('review_sessions').where({ hash }).delete();
  },
});
