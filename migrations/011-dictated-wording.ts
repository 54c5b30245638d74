// Keeps what people dictate apart from what a planner wrote: sealed, and never handed on to another person's interview.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- Rows of a release that does not say so count as dictated. The whole plan then moves to "structure" and "texts_sealed";
    -- "plan" becomes a JSON null, which the previous release takes for no plan instead of asking and scoring without words.
    alter table plans
      add column dictated boolean not null default true,
      add column structure jsonb,
      add column texts_sealed bytea,
      -- A first draft finds a plan to reuse by it; nobody, of any release, may find a dictated one.
      alter column planner_input_hash drop not null,
      add constraint plans_in_one_place check (structure is null or plan = 'null'::jsonb);

    -- From the planners' own first drafts along the copies: a chain that is broken, foreign or circular is never reached.
    with recursive own (tenant_id, run_id, revision) as (
      select tenant_id, run_id, revision from plans where revision = 1 and reused_from is null
      union
      select copy.tenant_id, copy.run_id, copy.revision from plans copy
      join own on copy.tenant_id = own.tenant_id and copy.reused_from = own.run_id || '/' || own.revision
      where copy.revision = 1)
    update plans p set dictated = false from own where p.run_id = own.run_id and p.revision = own.revision;
    update plans set planner_input_hash = null where dictated;
    create index plans_to_seal on plans (run_id, revision) where dictated and structure is null;

    -- An assessment names competencies and repeats anchors: where those were dictated, its words are the person's too.
    alter table assessments add column dictated boolean not null default true, add column wording_sealed bytea;
    update assessments a set dictated = false from plans p
      where p.run_id = a.run_id and p.revision = a.plan_revision and not p.dictated;
    create index assessments_to_seal on assessments (run_id, revision)
      where dictated and jsonb_path_match(result, '$.competencies[*].name <> ""');
  `);
};
