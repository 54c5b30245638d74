// How verdicts come about at the recruiter's page, and what comes of appeals: a view each with a row per interview.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- Each verdict that was given at the page, with what its reviewer had done before: the reviewer is here to be told from
    -- others, and is shown by nothing. Where the assessment was erased, what was looked at went with it: nothing is known.
    create view measure_review_work with (security_invoker = true) as
      select i.tenant_id, i.run_id, i.template_id, i.position, o.connection_id, i.completed_at, l.reviewer, l.role,
        not coalesce(t.opened, false) as without_evidence,
        coalesce(r.rated > 0, false) as rated_first,
        extract(epoch from d.at - least(t.first_at, opened.at))::float8 as seconds,
        t.evidenced::float8 / nullif(a.competencies, 0) as evidence_share,
        case when a.verdict is not null then d.verdict is distinct from a.verdict end as overridden,
        coalesce(r.differs, false) as differs
      from interviews i
      join lateral (
        select f.at, f.type, f.actor_id, f.detail ->> 'verdict' as verdict, (f.detail ->> 'revision')::int as revision
        from transitions f
        where f.tenant_id = i.tenant_id and f.run_id = i.run_id and f.type in ('assessmentApproved', 'assessmentRejected')
        order by f.seq desc limit 1
      ) d on d.type = 'assessmentApproved'
      join lateral (
        select coalesce(m.reviewer, m.id) as reviewer, 'mailed' as role from mails m
        where m.tenant_id = i.tenant_id and m.run_id = i.run_id and m.id = d.actor_id
        union all
        select k.reviewer, 'linked' from review_links k
        where k.tenant_id = i.tenant_id and k.run_id = i.run_id and k.id = d.actor_id
      ) l on true
      join lateral (
        select s.verdict, s.result, jsonb_array_length(coalesce(s.result -> 'competencies', '[]')) as competencies from assessments s
        where s.tenant_id = i.tenant_id and s.run_id = i.run_id and s.revision = d.revision
      ) a on true
      left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
      left join lateral (
        select min(e.first_at) as first_at, bool_or(e.kind in ('opened', 'played')) as opened,
          count(distinct e.target) filter (where e.kind in ('opened', 'played') and exists (
            select from jsonb_array_elements(a.result -> 'competencies') c where c ->> 'id' = e.target)) as evidenced
        from review_traces e
        where e.tenant_id = i.tenant_id and e.run_id = i.run_id and e.revision = d.revision and e.reviewer = l.reviewer
          and e.first_at <= d.at
      ) t on true
      left join lateral (
        select count(*) as rated, bool_or(g.rating <> round((c ->> 'score')::numeric)) as differs
        from review_ratings g
        left join jsonb_array_elements(a.result -> 'competencies') c on c ->> 'id' = g.competency_id
        where g.tenant_id = i.tenant_id and g.run_id = i.run_id and g.revision = d.revision and g.reviewer = l.reviewer
          and g.blind and g.rating is not null
      ) r on true
      left join lateral (
        select min(x.first_at) as at from access_reads x
        where x.run_id = i.run_id and x.tenant_id = i.tenant_id and x.reader_kind = 'review_link' and x.reader_id = d.actor_id
          and x.part = 'assessment' and x.first_at <= d.at
      ) opened on true
      where i.completed_at is not null and not exists (
        select from erasures z where z.tenant_id = i.tenant_id and z.run_id = i.run_id and z.scope = 'all');

    -- Each decided interview, with the review that its candidate asked for.
    create view measure_appeals with (security_invoker = true) as
      select i.tenant_id, i.run_id, i.template_id, i.position, o.connection_id, i.completed_at,
        v.run_id is not null as asked, v.due_at, v.decided_at, v.reviewed_by,
        case when v.state = 'open' and (i.erased_at is not null or exists (
          select from erasures z where z.tenant_id = i.tenant_id and z.run_id = i.run_id)) then 'erased' else v.state end as state,
        extract(epoch from v.decided_at - v.opened_at)::float8 as seconds
      from interviews i
      left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
      left join appeal_reviews v on v.run_id = i.run_id and v.tenant_id = i.tenant_id
      where i.completed_at is not null and i.decided_at is not null;
  `);
};
