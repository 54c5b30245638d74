// Reminds reviewers of appeals that wait, and marks those whose time is over: from rows alone, however many workers look.
import type { Knex } from 'knex';
import { appealOverdue, appealReminderAt, overdueReminder } from '../../../domain/appeals/appeal.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { InterviewState, Outcome } from '../../../domain/lifecycle/state.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import { appealDeadlineMs } from '../../../domain/tenant/policy.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { eventId } from '../../system.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';

const batchMax = 200;

type Due = {
  tenant_id: string;
  run_id: string;
  opened_at: Date;
  due_at: Date;
  reminders: number;
  seq: number;
  state: InterviewState;
  outcome: Outcome | null;
  erasing: boolean;
};

const dueSql = `
  select r.tenant_id, r.run_id, r.opened_at, r.due_at, r.reminders, i.seq, i.state, i.outcome, ${erasingSql('i')} as erasing
  from appeal_reviews r join interviews i on i.run_id = r.run_id and i.tenant_id = r.tenant_id
  where r.remind_at <= :now order by r.remind_at limit :limit for update of r skip locked`;

/** What was missed while nothing ran is made up for by one reminder; the mark of being overdue is never left out. */
const nextOf = ({ opened_at: openedAt, due_at: dueAt, reminders }: Due, now: number) => {
  const times = { openedAt: openedAt.getTime(), dueAt: dueAt.getTime() };
  const isMarked = reminders >= overdueReminder;
  let number = reminders + 1;
  while (appealReminderAt(number + 1, times) <= now && (isMarked || number < overdueReminder)) number += 1;
  return { number, remindAt: new Date(appealReminderAt(number + 1, times)) };
};

const eventOf = ({ tenant_id, run_id, seq, state, outcome }: Due, number: number, at: Date) => {
  const isOverdue = number === overdueReminder;
  const type: EventType = isOverdue ? 'interview.attention_needed' : 'interview.reminder';
  const data = isOverdue
    ? { code: appealOverdue, retryable: false }
    : { number, audience: 'recruiter', about: state, appeal: true };
  const id = eventId(run_id, 0, `${type}/appeal.${number}`);
  return { id, tenant_id, run_id, seq, type, at, state, outcome, data: JSON.stringify(data) };
};

const remindIn = async (trx: Knex.Transaction, now: Date): Promise<void> => {
  const { rows } = await trx.raw<{ rows: Due[] }>(dueSql, { now, limit: batchMax });
  for (const row of rows) {
    const { tenant_id: tenantId, run_id: runId } = row;
    const review = trx('appeal_reviews').where({ tenant_id: tenantId, run_id: runId });
    if (row.erasing) {
      // Nobody can decide on it any more.
      await review.update({ remind_at: null });
      continue;
    }
    const { number, remindAt } = nextOf(row, now.getTime());
    await review.update({
      reminders: number,
      remind_at: remindAt,
      ...(number === overdueReminder ? { overdue_at: now } : {}),
    });
    await trx('events')
      .insert(eventOf(row, number, now))
      .onConflict('id')
      .ignore();
    await trx.raw(`select pg_notify('event_added', ?)`, [tenantId]);
  }
};

type Untaken = { tenant_id: string; run_id: string; requested_at: Date; settings: TenantOverrides };

/** Appeals that a process of an earlier version took: each gets its review, without saying who decided first. */
const takeUp = async (trx: Knex.Transaction): Promise<void> => {
  const { rows } = await trx.raw<{ rows: Untaken[] }>(
    `select a.tenant_id, a.run_id, a.requested_at, t.settings
     from appeals a join tenants t on t.id = a.tenant_id join interviews i on i.run_id = a.run_id and i.tenant_id = a.tenant_id
     where a.requested_at > now() - interval '30 days' and not ${erasingSql('i')}
       and not exists (select from appeal_reviews r where r.run_id = a.run_id and r.tenant_id = a.tenant_id)
     limit :limit`,
    { limit: batchMax },
  );
  const reviews = rows.map(({ tenant_id, run_id, requested_at: openedAt, settings }) => {
    const dueAt = new Date(openedAt.getTime() + appealDeadlineMs(settings));
    const times = { openedAt: openedAt.getTime(), dueAt: dueAt.getTime() };
    return { tenant_id, run_id, opened_at: openedAt, due_at: dueAt, remind_at: new Date(appealReminderAt(1, times)) };
  });
  if (reviews.length > 0) await trx('appeal_reviews').insert(reviews).onConflict('run_id').ignore();
};

export const remindOfAppeals = async ({ db, clock }: { db: Knex; clock: Clock }): Promise<void> => {
  await db.transaction(takeUp);
  await db.transaction((trx) => remindIn(trx, new Date(clock.now())));
};
