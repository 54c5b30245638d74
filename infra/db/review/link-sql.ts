// The links to an interview's review as SQL has them, whichever way they went out: a mail's own row, or one that a caller made.
import type { InterviewState, Outcome } from '../../../domain/lifecycle/state.ts';
import { reviewLinkLifeMs } from '../../../domain/mail/compose.ts';
import { recruitersOf } from '../../../domain/mail/reviewers.ts';
import type { LinkedRun, LinkStanding } from '../../../domain/review/reader.ts';
import { mailedInboxMark } from '../../../domain/review/inbox-link.ts';
import { resolveSettings } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { namedRecruiterSql } from '../deliveries/mail-event-rows.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';

const life = `interval '${reviewLinkLifeMs / 1_000} seconds'`;

/** Of a mail `m`: one that was left out has sent no link, and the candidate's is none to review by. */
export const isReviewMail = `m.audience = 'recruiter' and m.status <> 'skipped' and m.template <> 'link_to_pass_on'`;

/** Rows of all links for which `mails` (of `m`) or `made` (of `k`) holds. */
export const linksSql = ({ mails, made }: { mails: string; made: string }): string => `
  select m.id as link_id, m.run_id, m.tenant_id, m.reviewer, false as made, m.created_at, m.created_at + ${life} as ends_at,
    m.link_revoked_at as revoked_at, null::bytea as label_sealed, m.template, m.link_used_at as used_at
  from mails m where ${isReviewMail} and ${mails}
  union all
  select k.id, k.run_id, k.tenant_id, k.reviewer, true, k.created_at, k.expires_at, k.revoked_at,
    ${keptSql('k', 'k.label_sealed')}, null, k.used_at
  from review_links k where ${made}`;

/** The inboxes for which `made` (of `x`) or `mailed` (of `m`) holds: those that a caller made, and those of mails. */
export const inboxesSql = ({ made, mailed }: { made: string; mailed: string }): string => `
  select x.id, x.tenant_id, x.reviewer, x.created_at, x.expires_at, x.used_at, x.revoked_at
  from review_inboxes x where ${made}
  union all
  select '${mailedInboxMark}' || m.id, m.tenant_id, m.reviewer, m.created_at, m.created_at + ${life}, m.link_used_at, m.link_revoked_at
  from mails m where m.reviewer is not null and ${isReviewMail} and ${mailed}`;

/** The mail of the inbox whose id stands in `column`; no mail's id for one that a caller made. */
export const mailIdIn = (column: string): string => `substr(${column}, ${mailedInboxMark.length + 1})`;

export type LinkColumns = {
  link_id: string;
  reviewer: string | null;
  made: boolean;
  created_at: Date;
  ends_at: Date;
  revoked_at: Date | null;
  label_sealed: Buffer | null;
};

export const toStanding = (row: LinkColumns): LinkStanding => ({
  linkId: row.link_id,
  reviewer: row.reviewer,
  made: row.made,
  createdAt: row.created_at.getTime(),
  expiresAt: row.ends_at.getTime(),
  revokedAt: row.revoked_at?.getTime() ?? null,
  labelSealed: row.label_sealed,
});

/** Of an interview `i` of tenant `t`, with the order's connection `c`. */
export const linkedRunColumns = `i.state, i.outcome, ${erasingSql('i')} as erased, t.settings, ${namedRecruiterSql} as named_recruiter`;
export const connectionOfRun = `left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
  left join connections c on c.id = o.connection_id`;

export type LinkedRunColumns = {
  state: InterviewState;
  outcome: Outcome | null;
  erased: boolean;
  settings: TenantOverrides;
  named_recruiter: string | null;
};

export const toLinkedRun = ({ settings, named_recruiter: named, ...row }: LinkedRunColumns): LinkedRun => ({
  state: row.state,
  outcome: row.outcome,
  erased: row.erased,
  recruiters: recruitersOf(resolveSettings(settings).mail, named),
});
