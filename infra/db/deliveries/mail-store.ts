// Mails as rows: each read at its turn with what is true of its interview now, and ended once.
import type { Knex } from 'knex';
import type { AppealState } from '../../../domain/appeals/appeal.ts';
import { interviewUrl } from '../../../domain/room/interview-url.ts';
import type { Question } from '../../../domain/plan/plan.ts';
import { limitMsOf } from '../../../domain/room/budget.ts';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import type { RunState } from '../../../domain/lifecycle/state.ts';
import type { MailAudience, MailTemplate } from '../../../domain/mail/placeholders.ts';
import type { DueMail, MailEnd, MailOwner, MailStatus, MailStore } from '../../../domain/ports/mail.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import {
  factJoin,
  mailEventColumns,
  namedRecruiterSql,
  orderJoin,
  rowToMailEvent,
  type MailEventColumns,
} from './mail-event-rows.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';

type Deps = { db: Knex; sealer: Sealer; publicUrl: string };

type Row = MailEventColumns & {
  id: string;
  run_id: string;
  template: MailTemplate;
  audience: MailAudience;
  reviewer: string | null;
  link_revoked_at: Date | null;
  status: MailStatus;
  created_at: Date;
  machine: RunState;
  policy: Policy;
  position: string | null;
  level: string | null;
  company_name: string | null;
  candidate_ref: string | null;
  locale: string;
  erased: boolean;
  personal_sealed: Buffer | null;
  link_sealed: Buffer | null;
  tenant_name: string;
  settings: TenantOverrides;
  named_recruiter: string | null;
  questions: Question[] | null;
  appeal_state: AppealState | null;
  appeal_due_at: Date | null;
};

const findSql = `
  select m.id, m.run_id, m.template, m.audience, m.reviewer, m.link_revoked_at, m.status, m.created_at, ${mailEventColumns},
    i.machine, i.policy, i.position, i.level, i.company_name, coalesce(i.candidate_ref, i.external_id) as candidate_ref, i.locale, ${erasingSql('i')} as erased,
    ${keptSql('i', 'i.personal_sealed')} as personal_sealed, ${keptSql('i', 'i.link_sealed')} as link_sealed,
    t.name as tenant_name, t.settings, ${namedRecruiterSql} as named_recruiter,
    v.state as appeal_state, v.due_at as appeal_due_at,
    (select p.plan -> 'questions' from plans p
      where p.tenant_id = i.tenant_id and p.run_id = i.run_id and p.revision = i.plan_revision) as questions
  from mails m
  join events e on e.tenant_id = m.tenant_id and e.id = m.event_id
  ${factJoin}
  join interviews i on i.tenant_id = m.tenant_id and i.run_id = m.run_id
  join tenants t on t.id = m.tenant_id
  ${orderJoin('m')}
  left join appeal_reviews v on v.tenant_id = m.tenant_id and v.run_id = m.run_id
  where m.tenant_id = ? and m.id = ?`;

type Person = Pick<DueMail, 'candidate' | 'interviewLink' | 'minutes'> & { gone: boolean };

/** As the room shows it before the start. */
const minutesOf = (questions: Question[] | null, timeFactor?: number): number | null =>
  questions === null ? null : Math.floor(limitMsOf({ questions }, timeFactor) / 60_000);

/** Opened for candidates' mails, and for a link that is passed on where nobody mails the candidate: no other says a name. */
const personOf = async ({ sealer, publicUrl }: Deps, tenantId: string, row: Row): Promise<Person> => {
  if (row.audience !== 'candidate' && row.template !== 'link_to_pass_on')
    return { candidate: null, interviewLink: null, minutes: null, gone: false };
  const run = { tenantId, runId: row.run_id };
  const personal = await openIfKept(sealer, sealPlaces.personalRequest(run), row.personal_sealed);
  const token = await openIfKept(sealer, sealPlaces.link(run), row.link_sealed);
  return {
    candidate: { name: personal?.candidateName ?? null, address: personal?.candidateEmail ?? null },
    interviewLink: token === null ? null : interviewUrl(publicUrl, token),
    minutes: minutesOf(row.questions, personal?.accommodations?.timeFactor),
    gone: row.personal_sealed !== null && personal === null,
  };
};

const dueMail = (tenantId: string, row: Row, { candidate, interviewLink, minutes, gone }: Person): DueMail => ({
  tenantId,
  runId: row.run_id,
  id: row.id,
  template: row.template,
  audience: row.audience,
  reviewer: row.reviewer,
  namedRecruiter: row.named_recruiter,
  linkRevoked: row.link_revoked_at !== null,
  status: row.status,
  createdAt: row.created_at.getTime(),
  event: rowToMailEvent(row),
  run: {
    machine: row.machine,
    policy: row.policy,
    position: row.position,
    level: row.level,
    companyName: row.company_name,
    candidateRef: row.candidate_ref,
    locale: row.locale,
    erased: row.erased || gone,
  },
  candidate,
  interviewLink,
  minutes,
  appeal: row.appeal_due_at && { open: row.appeal_state === 'open', dueAt: row.appeal_due_at.getTime() },
  tenant: { name: row.tenant_name, settings: row.settings },
});

const contentOf = async (
  sealer: Sealer,
  { tenantId, runId, id }: MailOwner,
  end: MailEnd,
): Promise<Uint8Array | null> => {
  if (end.status !== 'outbox') return null;
  return await sealer.seal(sealPlaces.mail({ tenantId, runId }, id), end.mail);
};

const pending = (db: Knex, tenantId: string, id: string) =>
  db('mails').where({ tenant_id: tenantId, id, status: 'pending' });

/** What went out is sent, whatever another attempt made of it meanwhile. */
const endable = (db: Knex, tenantId: string, id: string, status: MailStatus) =>
  status === 'sent' || status === 'outbox'
    ? db('mails').where({ tenant_id: tenantId, id }).whereIn('status', ['pending', 'skipped', 'dead'])
    : pending(db, tenantId, id);

/** What was told of the link is read with the interview: it is a change of the interview as people see it. */
const tellReaders = async (trx: Knex.Transaction, tenantId: string, ended: Ended[]): Promise<void> => {
  const [runId] = ended
    .filter(({ template }) => ['invitation', 'schedule'].includes(template))
    .map((row) => row.run_id);
  if (runId === undefined) return;
  const change = { version: trx.raw('version + 1'), updated_at: trx.fn.now() };
  await trx('interviews').where({ tenant_id: tenantId, run_id: runId }).update(change);
  await trx.raw(`select pg_notify('interview_changed', ?)`, [runId]);
};

type Ended = Pick<Row, 'run_id' | 'template'>;

type Change = { status: MailStatus } & Record<string, unknown>;

/** Ends a mail, once. */
const end = (db: Knex, tenantId: string, id: string, change: Change): Promise<void> =>
  db.transaction(async (trx) => {
    const finished = { ...change, next_attempt_at: null, finished_at: trx.fn.now() };
    const ended: Ended[] = await endable(trx, tenantId, id, change.status)
      .update(finished)
      .returning(['run_id', 'template']);
    await tellReaders(trx, tenantId, ended);
  });

const reached = (db: Knex, attempt: number): Knex.Raw => db.raw('greatest(attempts, ?::int)', [attempt]);

export const createMailStore = (deps: Deps): MailStore => {
  const { db, sealer } = deps;
  return {
    find: async (tenantId, id) => {
      const { rows } = (await db.raw(findSql, [tenantId, id])) as { rows: Row[] };
      const [row] = rows;
      return row ? dueMail(tenantId, row, await personOf(deps, tenantId, row)) : null;
    },
    noteAttempt: async (tenantId, id, { attempt, code }) => {
      await pending(db, tenantId, id).update({ attempts: reached(db, attempt), reason: code, next_attempt_at: null });
    },
    finish: async (owner, attempt, how) =>
      end(db, owner.tenantId, owner.id, {
        status: how.status,
        reason: 'reason' in how ? how.reason : null,
        attempts: reached(db, attempt),
        content_sealed: await contentOf(sealer, owner, how),
      }),
    announce: async (tenantId, id, at) => {
      await pending(db, tenantId, id).update({ next_attempt_at: new Date(at) });
    },
    giveUp: (tenantId, id) => end(db, tenantId, id, { status: 'dead', reason: db.raw(`coalesce(reason, 'given_up')`) }),
  };
};
