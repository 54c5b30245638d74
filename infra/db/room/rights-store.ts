// What a candidate may ask for once, whatever else is down: written with its act and its event in one statement.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { AuditAct } from '../../../domain/audit/chain.ts';
import type { Mark } from '../../../domain/ports/room.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';
import { actBindings, actSql } from './candidate-acts.ts';
import { forgetDraftSql } from './room-clock-store.ts';

type Right = {
  /** When it was asked for; set once. */
  column: 'consent_withdrawn_at' | 'erasure_wished_at';
  act: AuditAct;
  event: EventType;
  condition?: string;
  /** What else changes in the run's row, and what is written beside it. */
  changes?: string;
  beside?: string;
  /** SQL of the event's data, from the row. */
  data: string;
  contentHash: string;
};

/** The row's own lock makes it once, however many devices ask. */
const sqlOf = ({ column, condition = 'true', changes = '', beside = '', data, contentHash }: Right): string => `
  with room as (
    update interviews set ${column} = :at, ${changes} version = version + 1, updated_at = now()
    where tenant_id = :tenantId and run_id = :runId and ${column} is null and ${condition} and not ${erasingSql('interviews')}
    returning tenant_id, run_id, seq, state, outcome, decided_at
  ), ${beside} ${actSql({ from: 'room', data, contentHash })}`;

// What is withdrawn is the consent that was given: its own text counts, also when another one would be shown today.
const withdrawal: Right = {
  column: 'consent_withdrawn_at',
  act: 'consent.withdrawn',
  event: 'interview.consent_withdrawn',
  condition: `machine ->> 'startedAt' is not null`,
  changes: 'frozen_at = coalesce(frozen_at, :at),',
  beside: `answered as (
    insert into consents (tenant_id, run_id, notice_hash, notice_text, locale, accepted, plan_revision, retention_days, at)
    select given.tenant_id, given.run_id, given.notice_hash, given.notice_text, given.locale, false, given.plan_revision,
      given.retention_days, :at
    from room join lateral (
      select * from consents c where c.tenant_id = room.tenant_id and c.run_id = room.run_id and c.accepted
      order by number desc limit 1) given on true
    returning run_id, notice_hash
  ), forgotten as (${forgetDraftSql('room')}),`,
  data: `jsonb_build_object('decided', decided_at is not null)`,
  contentHash: '(select notice_hash from answered)',
};

const erasureWish: Right = {
  column: 'erasure_wished_at',
  act: 'erasure.wished',
  event: 'interview.erasure_requested',
  data: `'{}'::jsonb`,
  contentHash: 'null',
};

const exercise = async (db: Db, run: RunRef, right: Right, mark: Mark): Promise<void> => {
  await db.raw(sqlOf(right), actBindings(run, mark, right));
};

export const withdrawConsent = (db: Db, run: RunRef, mark: Mark): Promise<void> => exercise(db, run, withdrawal, mark);

export const wishErasure = (db: Db, run: RunRef, mark: Mark): Promise<void> => exercise(db, run, erasureWish, mark);
