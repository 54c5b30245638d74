// The five measures of hiring, a view each with a row per interview, and reports that a worker makes of them.
import type { Knex } from 'knex';

/** Some note or field holds the part, and no note that holds a piece of it is still missing. A file is one more copy. */
const holds = (part: string): string =>
  `coalesce(bool_or(ours) filter (where kind in ('note', 'field') and '${part}' = any(parts))
            and coalesce(bool_and(ours) filter (where kind = 'note' and '${part}' = any(parts)), true), false)`;

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create index interviews_completed on interviews (tenant_id, completed_at) where completed_at is not null;

    -- Each interview that was held to its end, and when a person gave a verdict on it.
    create view measure_reviews with (security_invoker = true) as
      select i.tenant_id, i.run_id, i.template_id, i.position, o.connection_id, i.completed_at,
        case when i.outcome in ('ASSESSMENT_APPROVED', 'ASSESSMENT_REJECTED') then i.decided_at end as reviewed_at,
        i.state in ('COMPLETED', 'ASSESSMENT_PENDING') as waiting
      from interviews i
      left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
      where i.completed_at is not null;

    -- Each result that counts, with what is known of it in the ATS: what stands in the ledger, without what gave way to a later
    -- revision or is not wanted any more. What an erasure took out again was there: an erasure changes no figure.
    create view measure_results with (security_invoker = true) as
      select i.tenant_id, i.run_id, i.template_id, i.position, o.connection_id, i.completed_at,
        -- A person said hire; or maybe, and a stage move of ours is confirmed (one after NO_HIRE leads out, not on).
        i.outcome is not distinct from 'ASSESSMENT_APPROVED'
          and (i.verdict in ('STRONG_HIRE', 'HIRE') or (i.verdict = 'MAYBE' and coalesce(w.moved, false))) as progressed,
        w.targets, w.failed, w.conflicted, coalesce(w.confirmed, false) as confirmed,
        w.questions, w.transcript, w.rubric, w.rationale, w.decision, w.scores
      from interviews i
      left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
      left join lateral (
        select count(*)::int as targets,
          bool_or(status = 'failed') as failed,
          bool_or(status = 'conflicted') as conflicted,
          bool_or(kind = 'stage' and ours) as moved,
          bool_and(ours or status = 'kept_theirs') as confirmed,
          ${holds('questions')} as questions,
          ${holds('transcript')} as transcript,
          ${holds('rubric')} as rubric,
          ${holds('rationale')} as rationale,
          ${holds('decision')} as decision,
          ${holds('scores')} as scores
        from (
          select kind, status, parts,
            status = 'confirmed' or (status in ('removed', 'left') and confirmed_at is not null) as ours
          from writebacks b
          where run_id = i.run_id and tenant_id = i.tenant_id and connection_id = o.connection_id
            -- An erasure closes what was on its way, and takes out earlier revisions with the last one.
            and (status <> 'superseded' or reason = 'erased')
            and not (status in ('removed', 'left') and exists (
              select from writebacks later
              where later.run_id = b.run_id and later.tenant_id = b.tenant_id and later.connection_id = b.connection_id
                and later.target = b.target and later.revision > b.revision))
        ) present
      ) w on true
      where i.completed_at is not null and i.consent_withdrawn_at is null
        and (i.outcome = 'ASSESSMENT_APPROVED' or (i.completes_when = 'scored' and i.state = 'ASSESSMENT_PENDING'));

    create view measure_confirmed with (security_invoker = true) as
      select tenant_id, run_id, template_id, position, connection_id, completed_at, confirmed,
        case
          when confirmed then null
          when connection_id is null then 'no_connection'
          when targets = 0 then 'nothing_written'
          when failed then 'failed'
          when conflicted then 'conflicted'
          else 'waiting'
        end as lacking
      from measure_results;

    -- Of each result in the ATS: the minutes that nobody spent on it by hand. The defaults are those of the settings.
    create view measure_hours_saved with (security_invoker = true) as
      select r.tenant_id, r.run_id, r.template_id, r.position, r.connection_id, r.completed_at,
        coalesce((t.settings #>> '{measures,manualMinutes}')::numeric, 18)
          - coalesce((t.settings #>> '{measures,reviewMinutes}')::numeric, 3) as minutes
      from measure_results r join tenants t on t.id = r.tenant_id
      where r.confirmed;

    -- Each decision on an assessment beside what was proposed (null where nothing was), and since when a reviewer had it open.
    create view measure_overrides with (security_invoker = true) as
      select i.tenant_id, i.run_id, i.template_id, i.position, o.connection_id, i.completed_at,
        a.verdict as proposed, d.verdict as decided,
        case when a.verdict is not null then d.verdict is distinct from a.verdict end as overridden,
        extract(epoch from d.at - opened.at)::float8 as evidence_seconds
      from interviews i
      join lateral (
        select t.at, t.detail ->> 'verdict' as verdict, (t.detail ->> 'revision')::int as revision
        from transitions t
        where t.run_id = i.run_id and t.tenant_id = i.tenant_id and t.type in ('assessmentApproved', 'assessmentRejected')
        order by t.seq desc limit 1
      ) d on true
      left join assessments a on a.run_id = i.run_id and a.tenant_id = i.tenant_id and a.revision = d.revision
      left join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
      left join lateral (
        select min(r.first_at) as at from access_reads r
        where r.run_id = i.run_id and r.tenant_id = i.tenant_id and r.reader_kind = 'review_link'
          and r.part = 'assessment' and r.first_at <= d.at
      ) opened on true
      where i.completed_at is not null;

    -- Of those who progressed past the screening: what the record in the ATS lacks.
    create view measure_audit_ready with (security_invoker = true) as
      select tenant_id, run_id, template_id, position, connection_id, completed_at,
        array_remove(array[
          case when questions then null else 'questions' end,
          case when transcript then null else 'transcript' end,
          case when rubric then null else 'rubric' end,
          case when rationale then null else 'rationale' end,
          case when decision then null else 'decision' end,
          case when scores then null else 'scores' end], null) as lacking
      from measure_results
      where progressed;

    -- Figures alone, about no person: nothing of it needs a seal.
    create table reports (
      id text primary key,
      tenant_id text not null constraint reports_tenant_fk references tenants (id),
      parameters jsonb not null,
      state text not null default 'queued',
      attempts int not null default 0,
      claimed_until timestamptz,
      result jsonb,
      failure text,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      expires_at timestamptz not null,
      constraint reports_state check (state in ('queued', 'completed', 'failed'))
    );
    create index reports_by_tenant on reports (tenant_id, expires_at);
    create index reports_queued on reports (created_at) where state = 'queued';
    create index reports_by_end on reports (expires_at);

    create index writebacks_open on writebacks (status)
      where status in ('intended', 'attempting', 'conflicted', 'failed');

    -- Keys of the presets that run a tenant get the scope that they are made with from now on.
    update api_keys set scopes = scopes || array['analytics:read']
      where kind in ('integration', 'platform') and revoked_at is null and not 'analytics:read' = any(scopes);
  `);
};
