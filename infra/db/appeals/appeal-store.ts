// Reviews of decisions as rows: one statement decides, tells, and changes the verdict that stands, whoever else tries.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { AppealDecider, AppealDecision, AppealState } from '../../../domain/appeals/appeal.ts';
import { reviewerIds } from '../../../domain/appeals/decider.ts';
import type { Outcome, Verdict } from '../../../domain/lifecycle/state.ts';
import type { AppealAct, AppealReview, AppealStore } from '../../../domain/ports/appeals.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';
import { present } from '../../../domain/present.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { TenantOverrides } from '../../../domain/tenant/settings.ts';
import { namedRecruiterSql, orderJoin } from '../deliveries/mail-event-rows.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import { ofRun } from '../knex.ts';
import { listAppeals } from './appeal-list.ts';
import { actBindings, actSql } from '../room/candidate-acts.ts';

type Deps = { db: Knex; sealer: Sealer; keyedDigest: Digest };

type Row = {
  requested_at: Date;
  state: AppealState;
  due_at: Date | null;
  decided_at: Date | null;
  verdict: Verdict | null;
  reason_codes: string[];
  reviewed_by: AppealDecider | null;
  first_decider: string | null;
  outcome: Outcome | null;
  machine_verdict: Verdict | null;
  settings: TenantOverrides;
  named_recruiter: string | null;
  gone: boolean;
};

const readSql = `
  select a.requested_at, coalesce(r.state, 'open') as state, r.due_at, r.decided_at, r.verdict,
    coalesce(r.reason_codes, '{}') as reason_codes, r.reviewed_by, r.first_decider, i.outcome,
    i.machine ->> 'verdict' as machine_verdict, t.settings, ${namedRecruiterSql} as named_recruiter, ${erasingSql('i')} as gone
  from appeals a
  join interviews i on i.tenant_id = a.tenant_id and i.run_id = a.run_id
  join tenants t on t.id = a.tenant_id
  ${orderJoin('a')}
  left join appeal_reviews r on r.tenant_id = a.tenant_id and r.run_id = a.run_id
  where a.tenant_id = :tenantId and a.run_id = :runId`;

const toReview = (row: Row, scope: { keyedDigest: Digest; tenantId: string }): AppealReview => ({
  requestedAt: row.requested_at.getTime(),
  state: row.state,
  dueAt: row.due_at?.getTime() ?? null,
  decidedAt: row.decided_at?.getTime() ?? null,
  verdict: row.verdict,
  reasonCodes: row.reason_codes,
  reviewedBy: row.reviewed_by,
  outcome: row.outcome,
  firstVerdict: row.outcome === 'ASSESSMENT_REJECTED' ? null : row.machine_verdict,
  firstDecider: row.first_decider,
  reviewers: reviewerIds(row.settings, row.named_recruiter, scope),
  gone: row.gone,
});

/** Of two at once the second waits for the first, and finds it decided. */
const decideSql = `
  with decided as (
    update appeal_reviews r set state = :outcome, verdict = :verdict, first_verdict = :firstVerdict,
      reason_codes = :reasonCodes, note_sealed = :note, decided_by_sealed = :decidedBy, decider = :decider,
      reviewed_by = :reviewedBy, decided_at = :at, remind_at = null
    from interviews i
    where r.tenant_id = :tenantId and r.run_id = :runId and r.state = 'open'
      and i.tenant_id = r.tenant_id and i.run_id = r.run_id and not ${erasingSql('i')}
    returning r.run_id
  ), changed as (
    update interviews set version = version + 1, updated_at = now(), verdict = coalesce(:verdict, verdict)
    where tenant_id = :tenantId and run_id in (select run_id from decided)
    returning tenant_id, run_id, seq, state, outcome, cast(:data as jsonb) as data
  ), ${actSql({ from: 'changed', data: 'data' })}`;

const decide = async (
  { db, sealer }: Deps,
  run: RunRef,
  { outcome, verdict, reasonCodes, note }: AppealDecision,
  { decidedBy, decider, reviewedBy, firstVerdict, actor, at, requestId }: AppealAct,
): Promise<boolean> => {
  const stands = outcome === 'changed' ? verdict : firstVerdict;
  const told = { outcome, verdict: stands, previousVerdict: firstVerdict, reasonCodes, reviewedBy };
  const { rows } = (await db.raw(decideSql, {
    ...actBindings(
      run,
      { at, ...present({ requestId: requestId ?? undefined }) },
      {
        event: 'interview.appeal_decided',
        act: 'appeal.decided',
        actor,
      },
    ),
    outcome,
    verdict: outcome === 'changed' ? verdict : null,
    firstVerdict,
    reasonCodes: [...reasonCodes],
    note: note === null ? null : Buffer.from(await sealer.seal(sealPlaces.appealNote(run), note)),
    decidedBy: Buffer.from(await sealer.seal(sealPlaces.appealDecidedBy(run), decidedBy)),
    decider,
    reviewedBy,
    data: JSON.stringify(told),
  })) as { rows: unknown[] };
  return rows.length === 1;
};

const readDecidedBy = async ({ db, sealer }: Deps, run: RunRef): Promise<string | null> => {
  const row: { decided_by_sealed: Buffer | null } | undefined = await db('appeal_reviews')
    .where(ofRun(run))
    .first(db.raw(`${keptSql('appeal_reviews', 'decided_by_sealed')} as decided_by_sealed`));
  return await openIfKept(sealer, sealPlaces.appealDecidedBy(run), row?.decided_by_sealed ?? null);
};

export const createAppealStore = (deps: Deps): AppealStore => ({
  read: async ({ tenantId, runId }) => {
    const { rows } = (await deps.db.raw(readSql, { tenantId, runId })) as { rows: Row[] };
    const [row] = rows;
    return row === undefined ? null : toReview(row, { keyedDigest: deps.keyedDigest, tenantId });
  },
  list: (tenantId, filter, page) => listAppeals(deps.db, tenantId, filter, page),
  decide: (run, decision, act) => decide(deps, run, decision, act),
  readDecidedBy: (run) => readDecidedBy(deps, run),
});
