// What is known of an appeal without opening anything, as a part of statements that read its interview.
import type { AppealStanding } from '../../../domain/appeals/appeal.ts';

const epochMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::bigint`;

/** As JSON, for a row `owner` that names its run by `tenant_id` and `run_id`; null where no review was asked for. */
export const appealJson = (owner: string): string => `(
  select json_build_object('requestedAt', ${epochMs('a.requested_at')}, 'state', coalesce(v.state, 'open'),
    'dueAt', ${epochMs('v.due_at')}, 'decidedAt', ${epochMs('v.decided_at')}, 'verdict', v.verdict,
    'reasonCodes', coalesce(v.reason_codes, '{}'), 'reviewedBy', v.reviewed_by)
  from appeals a left join appeal_reviews v on v.tenant_id = a.tenant_id and v.run_id = a.run_id
  where a.tenant_id = ${owner}.tenant_id and a.run_id = ${owner}.run_id)`;

/** As such a statement gives it. */
export type AppealJson = AppealStanding | null;
