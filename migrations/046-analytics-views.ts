// Figures of interviews: each view names the tenant in every row, and whoever reads it asks for one tenant.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- How many runs came as far as each state, and how many stand there now.
    create view analytics_funnel with (security_invoker = true) as
      select i.tenant_id, i.template_id, (i.created_at at time zone 'UTC')::date as day, t.to_state as state,
        count(distinct i.run_id)::int as reached,
        (count(distinct i.run_id) filter (where i.state = t.to_state))::int as present
      from interviews i join transitions t on t.run_id = i.run_id and t.tenant_id = i.tenant_id
      group by i.tenant_id, i.template_id, day, t.to_state;

    -- Out of which state runs ended without a result, and how.
    create view analytics_drop_off with (security_invoker = true) as
      select i.tenant_id, i.template_id, (i.created_at at time zone 'UTC')::date as day, t.from_state as state, i.outcome,
        count(distinct i.run_id)::int as ended
      from interviews i join transitions t on t.run_id = i.run_id and t.tenant_id = i.tenant_id
      where i.state in ('REJECTED', 'CANCELLED') and t.to_state = i.state and t.from_state is distinct from t.to_state
      group by i.tenant_id, i.template_id, day, t.from_state, i.outcome;

    -- Of those who were invited: who began, who came to the end, on whom a person decided.
    create view analytics_completion with (security_invoker = true) as
      select tenant_id, template_id, day, count(*)::int as invited,
        (count(*) filter (where started))::int as started,
        (count(*) filter (where finished))::int as finished,
        (count(*) filter (where decided))::int as decided
      from (
        select i.tenant_id, i.template_id, (i.created_at at time zone 'UTC')::date as day,
          bool_or(t.to_state in ('APPROVED', 'SCHEDULED')) as invited,
          bool_or(t.to_state = 'IN_PROGRESS') as started,
          bool_or(t.to_state = 'COMPLETED') as finished,
          i.outcome in ('ASSESSMENT_APPROVED', 'ASSESSMENT_REJECTED') as decided
        from interviews i join transitions t on t.run_id = i.run_id and t.tenant_id = i.tenant_id
        group by i.run_id
      ) runs
      where invited
      group by tenant_id, template_id, day;

    -- Every stay of a run in a state that it has left, in seconds.
    create view analytics_waits with (security_invoker = true) as
      select i.tenant_id, i.template_id, (i.created_at at time zone 'UTC')::date as day, i.run_id, s.state,
        extract(epoch from s.left_at - s.entered_at)::float8 as seconds
      from interviews i
      join lateral (
        select t.to_state as state, t.at as entered_at, lead(t.at) over (order by t.seq) as left_at
        from transitions t
        where t.run_id = i.run_id and t.tenant_id = i.tenant_id and t.from_state is distinct from t.to_state
      ) s on s.left_at is not null;
  `);
};
