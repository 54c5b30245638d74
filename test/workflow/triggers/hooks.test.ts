// From a change in an ATS to an interview and its end: once, in order, for the right person, whatever comes twice or late.
import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import { first, secret, useAtsBench } from './ats-bench.ts';
import { preScreen } from './hook-bench.ts';

const bench = await useAtsBench();

describe('Greenhouse', () => {
  it('a candidate who is moved to the stage of a rule has an interview, for the person and the job of the record', async () => {
    const { ats, id } = await bench.greenhouse();
    const person = first(ats);
    expect(ats.hooks.list.map(({ enabled }) => enabled)).toEqual([true]);

    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));

    expect(await bench.outcomes(id, 1)).toEqual([['stage_entered', 'done', 'interview_placed']]);
    const [order] = await bench.ordersOf(id);
    expect(order?.vendor_keys).toMatchObject({
      applicationId: person.applicationId,
      candidateId: person.candidateId,
      jobId: person.jobId,
      stageId: person.stage('Pre-Screen'),
      ruleId: 'pre-screen',
    });
    const run = await bench.owner.call('GET', `/api/v1/integration/interviews/${order?.run_id}`);
    expect(run.body).toMatchObject({ position: 'Senior Software Engineer', candidateRef: person.applicationId });
  });

  it('sent again, and the same bytes under another id, it makes no second one, and both are answered as taken', async () => {
    const { ats, id, hookUrl } = await bench.greenhouse();
    const person = first(ats);
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    await ats.hooks.settled();
    const [sent] = ats.hooks.sendings;
    if (sent === undefined) throw new Error('nothing was sent');

    expect(await ats.hooks.repeat(sent)).toBe(200);
    await bench.settled(id, 1);
    const replay = async () => {
      const headers = { ...sent.headers, 'Greenhouse-Event-ID': randomUUID() };
      return (await fetch(hookUrl, { method: 'POST', body: sent.body, headers })).status;
    };
    expect(await replay()).toBe(200);
    expect(await bench.outcomes(id, 2)).toEqual([
      ['stage_entered', 'done', 'interview_placed'],
      ['stage_entered', 'done', 'already_interviewed'],
    ]);
    // A copy of an old one is no news at all, however long the rule's window is over.
    await bench
      .db('ats_inbox')
      .where({ connection_id: id })
      .update({ received_at: new Date('2026-01-01') });
    expect(await replay()).toBe(200);
    expect(await bench.hooksOf(id)).toHaveLength(2);
    expect(await bench.ordersOf(id)).toHaveLength(1);
  });

  it('leaving the stage calls off what has not begun, and coming back starts one anew; staying there starts none', async () => {
    const { ats, id } = await bench.greenhouse();
    const person = first(ats);
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    await bench.settled(id, 1);
    ats.moveTo(person.applicationId, person.stage('Applied'));
    await bench.settled(id, 2);
    await eventually(
      () => bench.ordersOf(id),
      ([order]) => order?.outcome === 'CANCELLED',
    );
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    await bench.settled(id, 3);
    ats.edit({
      applicationId: person.applicationId,
      key: ats.fields.find(({ object }) => object === 'application')?.key ?? '',
      value: null,
    });

    expect((await bench.outcomes(id, 4)).map(([, , outcome]) => outcome)).toEqual([
      'interview_placed',
      'no_rule',
      'interview_placed',
      'nothing_to_do',
    ]);
    expect((await bench.ordersOf(id)).map(({ outcome }) => outcome)).toEqual(['CANCELLED', null]);
  });

  it('the same stage again within the window makes no second interview', async () => {
    const { ats, id } = await bench.greenhouse(preScreen({ cancelOnLeave: false }));
    const person = first(ats);
    for (const [count, stage] of ['Pre-Screen', 'Interview', 'Pre-Screen'].entries()) {
      ats.moveTo(person.applicationId, person.stage(stage));
      await bench.settled(id, count + 1);
    }

    expect((await bench.outcomes(id, 3)).map(([, , outcome]) => outcome)).toEqual([
      'interview_placed',
      'no_rule',
      'already_interviewed',
    ]);
    expect(await bench.ordersOf(id)).toMatchObject([{ outcome: null }]);
  });

  it('a rejection ends what has not begun, a merge takes the order along, a deletion erases it and all that was told', async () => {
    const { ats, id } = await bench.greenhouse(preScreen({ cancelOnLeave: false }));
    const [rejected, merged, deleted] = ats.candidates;
    if (rejected === undefined || merged === undefined || deleted === undefined) throw new Error('too few candidates');
    for (const { applicationId } of [rejected, merged, deleted])
      ats.moveTo(applicationId, ats.stageNamed(applicationId, 'Pre-Screen'));
    await bench.settled(id, 3);

    ats.reject(rejected.applicationId);
    const target = ats.apply({ firstName: 'Kept', lastName: 'Person', email: 'kept@example.com' }, merged.jobId);
    ats.merge(merged.candidateId, target.candidateId);
    ats.deleteCandidate(deleted.candidateId);

    const told = await bench.outcomes(id, 6);
    expect(told).toContainEqual(['application_rejected', 'done', 'cancelled']);
    expect(told).toContainEqual(['candidate_merged', 'done', 'merged']);
    expect(told).toContainEqual(['candidate_deleted', 'done', 'erased']);
    const orders = await bench.ordersOf(id);
    const orderOf = ({ applicationId }: { applicationId: string }) =>
      orders.find(({ vendor_keys: keys }) => keys['applicationId'] === applicationId);
    expect(orderOf(rejected)?.outcome).toBe('CANCELLED');
    expect(orderOf(merged)?.vendor_keys['candidateId']).toBe(target.candidateId);
    const gone = await bench
      .db('erasures')
      .where({ run_id: orderOf(deleted)?.run_id })
      .first();
    expect(gone).toMatchObject({ scope: 'personal' });
    const bodies = (await bench.hooksOf(id)).filter(({ application_id: of }) => of === deleted.applicationId);
    expect(bodies.map(({ body_sealed: body }) => body)).toEqual([null]);
    // What is told of them late starts nothing, and is not kept.
    ats.moveTo(merged.applicationId, ats.stageNamed(merged.applicationId, 'Interview'));
    await bench.settled(id, 7);
    ats.moveTo(merged.applicationId, ats.stageNamed(merged.applicationId, 'Pre-Screen'));
    expect((await bench.outcomes(id, 8)).at(-1)).toEqual(['stage_entered', 'done', 'already_interviewed']);
  });

  it('anonymisation erases, and a job that was closed starts no interviews any more', async () => {
    const { ats, id } = await bench.greenhouse(preScreen({ cancelOnJobClosed: true }));
    const [one, other] = ats.candidates;
    if (one === undefined || other === undefined) throw new Error('too few candidates');
    ats.moveTo(one.applicationId, ats.stageNamed(one.applicationId, 'Pre-Screen'));
    await bench.settled(id, 1);
    ats.closeJob(one.jobId);
    await bench.settled(id, 2);
    await eventually(
      () => bench.ordersOf(id),
      ([order]) => order?.outcome === 'CANCELLED',
    );
    const neighbour = ats.candidates.find(
      ({ jobId, applicationId }) => jobId === one.jobId && applicationId !== one.applicationId,
    );
    if (neighbour !== undefined) {
      ats.moveTo(neighbour.applicationId, ats.stageNamed(neighbour.applicationId, 'Pre-Screen'));
      expect((await bench.outcomes(id, 3)).at(-1)).toEqual(['stage_entered', 'done', 'job_closed']);
    }
    ats.anonymize(one.candidateId);

    await eventually(
      () => bench.hooksOf(id),
      (hooks) => hooks.some(({ outcome }) => outcome === 'erased'),
    );
    const [order] = await bench.ordersOf(id);
    expect(await bench.db('erasures').where({ run_id: order?.run_id }).first()).toBeTruthy();
  });
});

describe('Ashby', () => {
  it('one change that comes as two hooks, in either order, makes one interview; an older one undoes nothing', async () => {
    const { ats, id } = await bench.ashby();
    const person = first(ats);
    ats.hooks.hold();
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    ats.moveTo(person.applicationId, person.stage('Interview'));
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    ats.hooks.release((held) => held.toReversed());

    const told = await bench.outcomes(id, 3);
    expect(told.filter(([, , outcome]) => outcome === 'interview_placed')).toHaveLength(1);
    expect(told.every(([, status]) => status === 'done')).toBe(true);
    expect(await bench.ordersOf(id)).toMatchObject([{ outcome: null }]);
  });
});

describe('Lever', () => {
  it('is asked what is true, and waits for its turn while it is away; another application goes on', async () => {
    const { ats, id, hookUrl } = await bench.lever();
    // Its token is known after the hook was made: the test before it is answered all the same.
    const untold = await bench.owner.connect('lever', { apiKey: ats.apiKey }, { apiUrl: ats.apiUrl });
    await ats.hooks.add({ url: untold.hookUrl, secret: 'unknown' });
    expect(ats.hooks.list.map(({ enabled }) => enabled)).toEqual([true, true]);
    const person = first(ats);
    ats.away();
    ats.moveTo(person.applicationId, person.stage('Pre-Screen'));
    const other = await bench.greenhouse();
    const neighbour = first(other.ats);
    other.ats.moveTo(neighbour.applicationId, neighbour.stage('Pre-Screen'));
    await bench.settled(other.id, 1);
    expect(await bench.hooksOf(id)).toMatchObject([{ status: 'received', outcome: null }]);

    ats.back();

    expect(await bench.outcomes(id, 1)).toEqual([['stage_entered', 'done', 'interview_placed']]);
    const [order] = await bench.ordersOf(id);
    expect(order?.vendor_keys).toMatchObject({
      stageId: person.stage('Pre-Screen'),
      applicationId: person.applicationId,
    });
    // Signed, and about somebody who is there: whatever the body says, nobody is erased by it.
    const triggeredAt = Date.now();
    const signature = createHmac('sha256', secret).update(`t-1${triggeredAt}`).digest('hex');
    const data = { opportunityId: person.applicationId, candidateId: person.candidateId };
    const body = JSON.stringify({ event: 'candidateDeleted', token: 't-1', triggeredAt, signature, data });
    expect((await fetch(hookUrl, { method: 'POST', body })).status).toBe(200);
    expect((await bench.outcomes(id, 2)).at(-1)).toEqual(['candidate_deleted', 'done', 'nothing_to_do']);
    ats.deleteCandidate(person.candidateId);
    expect((await bench.outcomes(id, 3)).at(-1)).toEqual(['candidate_deleted', 'done', 'erased']);
  });
});
