// The timeline in SQL, the same for callers and operators: facts, and what candidates wished beside them.

/** Rows of the run named by `tenant_id` and `run_id` of `owner`. A wish changes no state and has the seq of the newest fact then. */
export const timelineRows = (owner: string): string => `
  select seq, at, type, from_state, to_state, actor_kind, actor_id, detail
  from transitions f where f.run_id = ${owner}.run_id and f.tenant_id = ${owner}.tenant_id
  union all
  select seq, at, 'wishExpressed', state, state, 'candidate', null, data
  from events e where e.run_id = ${owner}.run_id and e.tenant_id = ${owner}.tenant_id and e.type = 'interview.wish_expressed'`;
