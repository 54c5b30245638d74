// Keeps a hook before it is answered: one statement, which also says that there is something to do, or who sees to it.
import type { HookIntake, Keeping } from '../../../domain/ports/ats-inbox.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';
import { prepared } from '../prepared.ts';
import { claimSeconds, hookAddedChannel, sealBody } from './inbox-rows.ts';

/**
 * The same event is kept once. So are the same bytes, whatever they are called: Greenhouse signs no event id, and a copy must not
 * count as news. Two moves within the second that it tells times by have the same bytes, so those of this very moment do.
 * One that waits behind another of its lane is never claimed: a relay tells both, in their order. One that nothing of its lane
 * is before, not even under way, is alone.
 */
const keepHook = prepared<{ kept: Keeping }>(
  'keep_hook',
  `with lane as materialized (select ats_lane_before($8::text) as before),
   added as (
     insert into ats_inbox (id, tenant_id, connection_id, event_key, body_digest, action, event, lane,
       application_id, candidate_id, job_id, body_sealed, outcome, status, finished_at, body_signed, start_claimed_until)
     select $1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text,
       $12::bytea, $13::text,
       case when $13::text is null then 'received' else 'failed' end, case when $13::text is null then null else now() end,
       $14::boolean,
       case when $15::boolean and $13::text is null and before <> 'untold'
         then now() + make_interval(secs => ${claimSeconds}) end
     from lane
     where not exists (select from ats_inbox
       where connection_id = $3 and body_digest = $5 and received_at < now() - interval '30 seconds')
     on conflict do nothing returning start_claimed_until)
   select case when start_claimed_until is null then 'left' || pg_notify('${hookAddedChannel}', '')::text
     when before = 'nothing' then 'alone' else 'claimed' end as kept
     from added, lane`,
);

export const createHookIntake = ({ db, secretBox }: { db: Db; secretBox: SecretBox }): HookIntake => ({
  keep: async (hook, { claim }) => {
    const { id, tenantId, connectionId, eventKey, bodyDigest, action, event, lane } = hook;
    const { applicationId, candidateId, jobId, failure, bodySigned } = hook;
    const sealed = sealBody(secretBox, hook, hook.body);
    const ids = [id, tenantId, connectionId, eventKey, bodyDigest, action, event, lane];
    const values = [...ids, applicationId, candidateId, jobId, sealed, failure, bodySigned, claim];
    const [row] = await keepHook(db, values);
    return row?.kept ?? 'repeated';
  },
});
