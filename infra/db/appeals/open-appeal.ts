// A candidate's wish for a review, and the review that it opens: one statement, so that neither is ever without the other.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { appealReminderAt } from '../../../domain/appeals/appeal.ts';
import { deciderId } from '../../../domain/appeals/decider.ts';
import type { Mark } from '../../../domain/ports/room.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { appealDeadlineMs } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import { actBindings, actSql } from '../room/candidate-acts.ts';

type Deps = { db: Knex; sealer: Sealer; keyedDigest: Digest };

type FirstRow = {
  settings: TenantOverrides;
  note_id: string | null;
  decided_by_sealed: Buffer | null;
  reviewer: string | null;
};

const firstSql = `
  select t.settings, d.note_id, ${keptSql('n', 'n.decided_by_sealed')} as decided_by_sealed, m.reviewer
  from interviews i join tenants t on t.id = i.tenant_id
  left join lateral (
    select detail ->> 'noteId' as note_id, actor_id from transitions
    where transitions.tenant_id = i.tenant_id and transitions.run_id = i.run_id
      and type in ('assessmentApproved', 'assessmentRejected')
    order by seq desc limit 1) d on true
  left join command_notes n on n.tenant_id = i.tenant_id and n.run_id = i.run_id and n.id = d.note_id
  left join mails m on m.tenant_id = i.tenant_id and m.run_id = i.run_id and m.id = d.actor_id
  where i.tenant_id = :tenantId and i.run_id = :runId`;

/** As they were named, else as the reader of the link; null where nobody knows. */
const firstDecider = async ({ sealer, keyedDigest }: Deps, run: RunRef, row: FirstRow): Promise<string | null> => {
  const { note_id: noteId, decided_by_sealed: sealed } = row;
  const name = noteId === null ? null : await openIfKept(sealer, sealPlaces.decidedBy(run, noteId), sealed);
  return name === null ? row.reviewer : deciderId(keyedDigest, run.tenantId, name);
};

const appealSql = `
  with asked as (
    insert into appeals (run_id, tenant_id, appeal_sealed, requested_at)
    select run_id, tenant_id, :appeal, :at from interviews i
    where tenant_id = :tenantId and run_id = :runId and completed_at is not null and decided_at is not null and not ${erasingSql('i')}
    on conflict (run_id) do nothing
    returning run_id, tenant_id
  ), opened as (
    insert into appeal_reviews (run_id, tenant_id, opened_at, due_at, first_decider, remind_at)
    select run_id, tenant_id, :at, :dueAt, :firstDecider, :remindAt from asked
  ), changed as (
    update interviews set version = version + 1, updated_at = now()
    where tenant_id = :tenantId and run_id in (select run_id from asked)
    returning tenant_id, run_id, seq, state, outcome, jsonb_build_object('dueAt', cast(:due as text)) as data
  ), ${actSql({ from: 'changed', data: 'data' })}`;

/** False where there is nothing to review, and for every further wish. */
export const openAppeal = async (deps: Deps, run: RunRef, appeal: Mark & { text: string }): Promise<boolean> => {
  const { tenantId, runId } = run;
  const db: Db = deps.db;
  const { rows: found } = (await db.raw(firstSql, { tenantId, runId })) as { rows: FirstRow[] };
  const [first] = found;
  if (first === undefined) return false;
  const { text, ...mark } = appeal;
  const dueAt = mark.at + appealDeadlineMs(first.settings);
  const { rows } = (await db.raw(appealSql, {
    ...actBindings(run, mark, { event: 'interview.appeal_requested', act: 'appeal.requested' }),
    appeal: Buffer.from(await deps.sealer.seal(sealPlaces.appeal(run), text)),
    dueAt: new Date(dueAt),
    due: new Date(dueAt).toISOString(),
    remindAt: new Date(appealReminderAt(1, { openedAt: mark.at, dueAt })),
    firstDecider: await firstDecider(deps, run, first),
  })) as { rows: unknown[] };
  return rows.length === 1;
};
