// An event as mails see it: with the fact that it came of, which tells what ended an interview and where it stood.
import type { EventType } from '../../../domain/events/event-types.ts';
import type { FactType } from '../../../domain/lifecycle/facts.ts';
import type { InterviewState } from '../../../domain/lifecycle/state.ts';
import type { MailEvent } from '../../../domain/mail/notices.ts';

export type MailEventColumns = {
  event_type: EventType;
  event_state: InterviewState;
  event_data: Record<string, unknown>;
  fact: FactType | null;
  fact_from: InterviewState | null;
};

/** For events called `e`, with the join beside them. */
export const mailEventColumns = `e.type as event_type, e.state as event_state, e.data as event_data,
    f.type as fact, f.from_state as fact_from`;
export const factJoin = 'left join transitions f on f.run_id = e.run_id and f.seq = e.seq';

/** The order of a run and its connection, beside a table that has `run_id`. */
export const orderJoin = (alias: string): string =>
  `left join orders o on o.run_id = ${alias}.run_id left join connections c on c.id = o.connection_id`;
/** Whom that connection names beside the tenant's recruiters; null for kinds that name nobody. */
export const namedRecruiterSql = `c.config ->> 'recruiterEmail'`;

export const rowToMailEvent = (row: MailEventColumns): MailEvent => ({
  type: row.event_type,
  state: row.event_state,
  data: row.event_data,
  fact: row.fact,
  from: row.fact_from,
});
