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

export const rowToMailEvent = (row: MailEventColumns): MailEvent => ({
  type: row.event_type,
  state: row.event_state,
  data: row.event_data,
  fact: row.fact,
  from: row.fact_from,
});
