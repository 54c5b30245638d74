// Hooks whose person, body or workflow is gone when it is their turn, and those that say too little for a rule.
import { describe, expect, it } from 'vitest';
import { emptyPlaces } from '../../../infra/db/erasure/empty-places.ts';
import { sweepInbox } from '../../../infra/db/inbox/inbox-ledger.ts';
import { processHookOf } from '../../../worker/wiring/hooks.ts';
import { eventually } from '../../harness/eventually.ts';
import { first, useAtsBench } from './ats-bench.ts';
import { preScreen } from './hook-bench.ts';

const bench = await useAtsBench({ turnsBesideAnswers: false });

/** While no worker runs, everything that is told waits. */
const withoutWorker = async <T>(act: () => Promise<T>): Promise<T> => {
  await bench.stopWorker();
  try {
    return await act();
  } finally {
    await bench.startWorker();
  }
};

const turnOf = async (id: string, event: string) => {
  const hook = (await bench.hooksOf(id)).find((each) => each.event === event);
  return await processHookOf(bench.deps)({ tenantId: bench.owner.tenantId, id: hook?.id ?? '' });
};

const erasuresOf = (runIds: readonly string[]) => bench.db('erasures').whereIn('run_id', runIds);

describe('whoever is deleted while their move waits', () => {
  it('gets no interview, whichever of the two has its turn first', async () => {
    const { ats, id } = await bench.greenhouse();
    const person = first(ats);
    await withoutWorker(async () => {
      ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
      await ats.hooks.settled();
      ats.deleteCandidate(person.candidateId);
      await ats.hooks.settled();

      expect(await turnOf(id, 'stage_entered')).toMatchObject({ end: { outcome: 'candidate_gone' } });
    });
    expect((await bench.outcomes(id, 2)).map(([, , outcome]) => outcome)).toEqual(['candidate_gone', 'erased']);
    expect(await bench.ordersOf(id)).toEqual([]);
  });

  it('is erased with the interview that was being ordered meanwhile', async () => {
    const { ats, id } = await bench.greenhouse();
    const person = first(ats);
    await withoutWorker(async () => {
      ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
      await ats.hooks.settled();
      const blocker = await bench.db.transaction();
      await blocker.raw('lock table orders in share mode');
      const placing = turnOf(id, 'stage_entered');
      await eventually(
        () =>
          bench.db('pg_stat_activity').where({ wait_event_type: 'Lock', datname: bench.db.raw('current_database()') }),
        (waiting) => waiting.length > 0,
      );
      ats.deleteCandidate(person.candidateId);
      await ats.hooks.settled();
      expect(await turnOf(id, 'candidate_deleted')).toMatchObject({ end: { outcome: 'erased' } });
      await blocker.rollback();

      expect(await placing).toMatchObject({ end: { outcome: 'candidate_gone' } });
    });
    const orders = await bench.ordersOf(id);
    expect(orders).toHaveLength(1);
    expect(await erasuresOf(orders.map(({ run_id: runId }) => runId))).toHaveLength(1);
    const bodies = (await bench.hooksOf(id)).map(({ body_sealed: body }) => body);
    expect(bodies).toEqual([null, null]);
  });
});

describe('a deletion', () => {
  it('is heeded while its connection is paused, and without its body, while everything else waits', async () => {
    const { ats, id } = await bench.greenhouse(preScreen({ cancelOnLeave: false }));
    const [person, other] = ats.candidates;
    if (person === undefined || other === undefined) throw new Error('too few candidates');
    ats.moveTo(person.applicationId, ats.stageNamed(person.applicationId, 'Pre-Screen'));
    await bench.settled(id, 1);
    await bench.owner.call('POST', `/api/v1/connections/${id}/pause`);
    await withoutWorker(async () => {
      ats.moveTo(other.applicationId, ats.stageNamed(other.applicationId, 'Pre-Screen'));
      ats.deleteCandidate(person.candidateId);
      await ats.hooks.settled();
      await bench.db('ats_inbox').where({ connection_id: id }).update({ body_sealed: null });
    });

    const told = await eventually(
      () => bench.hooksOf(id),
      (hooks) => hooks.some(({ outcome }) => outcome === 'erased'),
    );

    expect(told.filter(({ event }) => event === 'stage_entered')).toMatchObject([
      { status: 'done' },
      { status: 'received' },
    ]);
    const [order] = await bench.ordersOf(id);
    expect(await erasuresOf([order?.run_id ?? ''])).toHaveLength(1);
  });

  it('that failed is set going again without its body', async () => {
    const { ats, id } = await bench.greenhouse();
    const person = first(ats);
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    await bench.settled(id, 1);
    ats.deleteCandidate(person.candidateId);
    await bench.settled(id, 2);
    const failed = { status: 'failed', outcome: 'erasure.on_hold', body_sealed: null };
    await bench.db('ats_inbox').where({ connection_id: id, event: 'candidate_deleted' }).update(failed);

    const [, hook] = await bench.hooksOf(id);
    await bench.owner.call('POST', `/api/v1/connections/${id}/hooks/${hook?.id}/redrive`);

    await eventually(
      () => bench.hooksOf(id),
      (hooks) => hooks.some(({ event, outcome }) => event === 'candidate_deleted' && outcome === 'erased'),
    );
  });

  it('erases one application and empties nothing that another one waits for', async () => {
    const { ats, id } = await bench.greenhouse();
    const [person, other] = ats.candidates;
    if (person === undefined || other === undefined) throw new Error('too few candidates');
    ats.moveTo(person.applicationId, ats.stageNamed(person.applicationId, 'Pre-Screen'));
    await bench.settled(id, 1);
    const [order] = await bench.ordersOf(id);
    // It waits, and is about the same candidate.
    await bench.owner.call('POST', `/api/v1/connections/${id}/pause`);
    ats.moveTo(other.applicationId, ats.stageNamed(other.applicationId, 'Pre-Screen'));
    await ats.hooks.settled();
    const waiting = { connection_id: id, application_id: other.applicationId };
    await bench.db('ats_inbox').where(waiting).update({ candidate_id: person.candidateId });

    const run = { tenantId: bench.owner.tenantId, runId: order?.run_id ?? '' };
    await bench.db.transaction((trx) => emptyPlaces(trx, run, 'personal'));

    const [own, others] = await bench.hooksOf(id);
    expect([own?.body_sealed === null, others?.body_sealed === null]).toEqual([true, false]);
  });
});

it('a hook whose workflow was lost is told to a new one, and one that is young is left to its own', async () => {
  const { ats, id } = await bench.greenhouse();
  const [person, other] = ats.candidates;
  if (person === undefined || other === undefined) throw new Error('too few candidates');
  const [lost, young] = [person, other].map(({ applicationId }) => ({
    connection_id: id,
    application_id: applicationId,
  }));
  await withoutWorker(async () => {
    for (const { applicationId } of [person, other])
      ats.moveTo(applicationId, ats.stageNamed(applicationId, 'Pre-Screen'));
    await ats.hooks.settled();
    const told = await eventually(
      () => bench.db('ats_inbox').where({ connection_id: id }).whereNotNull('told_at'),
      (rows) => rows.length === 2,
    );
    for (const { lane } of told) await bench.client.workflow.getHandle(`ats-application-${lane}`).terminate();
    await bench
      .db('ats_inbox')
      .where(lost ?? {})
      .update({ told_at: bench.db.raw(`now() - interval '2 hours'`) });
    await bench
      .db('ats_inbox')
      .where(young ?? {})
      .update({ told_at: bench.db.raw(`now() - interval '5 minutes'`) });
  });

  await sweepInbox(bench.db);

  const hooks = await eventually(
    () => bench.hooksOf(id),
    (all) => all.some(({ status }) => status === 'done'),
  );
  const outcomes = hooks.map(({ application_id: of, outcome }) => [of, outcome]);
  expect(outcomes).toContainEqual([person.applicationId, 'interview_placed']);
  expect(outcomes).toContainEqual([other.applicationId, null]);
});

it('an Ashby hook, which lacks the departments, is held against the job of the record by a rule that names one', async () => {
  const rule = (department: string): object =>
    preScreen({ when: { event: 'stage_entered', stageNames: ['Pre-Screen'], departments: [department] } });
  const all = [await bench.ashby(rule('Engineering')), await bench.ashby(rule('Sales'))];
  for (const { ats } of all) {
    const person = ats.candidates.find(
      ({ jobId }) => jobId === ats.jobs.find(({ name }) => name === 'Backend Engineer')?.id,
    );
    ats.moveTo(person?.applicationId ?? '', ats.stageNamed(person?.applicationId ?? '', 'Pre-Screen'));
  }

  for (const [index, outcome] of ['interview_placed', 'no_rule'].entries()) {
    const id = all[index]?.id ?? '';
    const told = await eventually(
      () => bench.hooksOf(id),
      (hooks) => hooks.some((hook) => hook.outcome === outcome),
    );
    const hook = told.find(({ event }) => event === 'stage_entered');
    const tried = await bench.owner.call('POST', `/api/v1/connections/${id}/rules/try`, { hookId: hook?.id });
    expect(tried.body['fired']).toBe(outcome === 'no_rule' ? null : 'pre-screen');
  }
});

it('an interview comes of a hook with eight statements, and nothing with three', async () => {
  const { ats, id } = await bench.greenhouse(preScreen({ cancelOnLeave: false }));
  const person = first(ats);
  const statementsOf = async (stage: string): Promise<number> => {
    ats.moveTo(person.applicationId, person.stage(stage));
    await ats.hooks.settled();
    await eventually(
      () => bench.db('ats_inbox').where({ connection_id: id }).whereNull('told_at'),
      (untold) => untold.length === 0,
    );
    const [hook] = (await bench.hooksOf(id)).filter(({ status }) => status === 'received');
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }) => void statements.push(sql);
    bench.db.on('query', note);
    await processHookOf(bench.deps)({ tenantId: bench.owner.tenantId, id: hook?.id ?? '' });
    bench.db.off('query', note);
    // The start of the interview, which waits for nobody, and is the same for everybody.
    return statements.filter((sql) => !sql.includes('workflow_started_at')).length;
  };

  const counts = await withoutWorker(async () => [await statementsOf('Pre-Screen'), await statementsOf('Interview')]);

  expect(counts).toEqual([8, 3]);
});
