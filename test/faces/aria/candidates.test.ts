// Candidates: which runs are about one person, how an ATS brings one in, and what an erasure leaves of one.
import { describe, expect, it, test } from 'vitest';
import { sweepCandidates } from '../../../infra/db/candidates/candidate-rows.ts';
import { approvedTemplate } from '../../harness/templates.ts';
import { completeRequest, pendingRun } from '../../native/native-bench.ts';
import { jane, refusal, useAria, type Json } from './aria-world.ts';

const { bench, core, importing, send, read, listed, bring, runOf, interviewed, decide } = await useAria();
const { db, owner } = bench;

const create = (body: unknown) => bench.call('POST', '/interviews', body);
const rowOf = async (runId: unknown) =>
  (await db('interviews')
    .where({ run_id: runId as string })
    .first()) as Json;

describe('a candidate', () => {
  const candidateOf = async (candidateEmail?: string): Promise<unknown> => {
    const { status, body } = await create({ ...completeRequest, ...(candidateEmail && { candidateEmail }) });
    expect(status).toBe(201);
    return (await rowOf(body['runId']))['candidate_id'];
  };

  it('is one person, however many requests with one mailbox come at the same moment', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => candidateOf('crowd@example.org')));

    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^cand_[0-9A-Z]{26}$/);
  });

  it('is the same for every spelling of a mailbox, and another one for another mailbox or none', async () => {
    const [ada, spelled, other, ...unknown] = [
      await candidateOf('Ada@bücher.example'),
      await candidateOf('Ada@XN--BCHER-KVA.example'),
      await candidateOf('ada@bücher.example'),
      await candidateOf(),
      await candidateOf(),
    ];

    expect(spelled).toBe(ada);
    expect(new Set([ada, other, ...unknown]).size).toBe(4);
  });

  it('is somebody else for another tenant, and its digest is too', async () => {
    const stranger = await bench.admin.tenantWithKey();
    await candidateOf('both@example.org');
    const request = { ...completeRequest, candidateEmail: 'both@example.org' };
    const { body } = await bench.callAs(stranger.key)('POST', '/interviews', request);

    const rows = await db('candidates').whereIn(
      'id',
      db('interviews').select('candidate_id').where({ tenant_id: stranger.tenantId }),
    );
    const digests = await db('candidates').where({ tenant_id: owner.tenantId }).pluck('email_digest');
    expect((await rowOf(body['runId']))['candidate_id']).toBe((rows[0] as { id: string }).id);
    expect(digests).not.toContain((rows[0] as { email_digest: string }).email_digest);
  });

  it('a request that only finds its run leaves no mailbox behind for longer than an hour', async () => {
    await create({ ...completeRequest, externalId: 'once', candidateEmail: 'first@example.org' });
    await db('candidates').insert({ tenant_id: owner.tenantId, email_digest: 'of nobody', id: 'cand_nobody' });
    const left = () => db('candidates').where({ id: 'cand_nobody' });
    await sweepCandidates(db, 100);
    expect(await left()).toHaveLength(1);
    await db('candidates').update({ used_at: new Date(Date.now() - 7_200_000) });
    const before = await db('candidates').count();
    await sweepCandidates(db, 100);

    expect(await left()).toHaveLength(0);
    expect(Number((await db('candidates').count())[0]?.['count'])).toBe(Number(before[0]?.['count']) - 1);
  });
});

describe('bringing a candidate in', () => {
  it('begins one interview that nobody has to approve a plan of, and answers with its handles', async () => {
    const { status, data } = await bring({ ...jane, email: 'new@example.com', unknownMember: { a: 1 } });

    expect(status).toBe(200);
    expect(data).toEqual({
      id: expect.stringMatching(/^cand_/) as string,
      interviewId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      status: 'invited',
    });
    const run = (await db('interviews')
      .where({ run_id: await runOf(data['interviewId']) })
      .first()) as Json;
    expect(run).toMatchObject({ source: 'aria', policy: { autoApprovePlans: true } });
  });

  it.each([
    ['without a job', { jobId: undefined }, 400, 'request.invalid'],
    ['without a name', { name: ' ' }, 400, 'request.invalid'],
    ['without an address', { email: undefined }, 400, 'request.invalid'],
    ['with an address that takes no mail', { email: 'nobody@localhost' }, 400, 'order.email_unusable'],
    ['for an unknown job', { jobId: 'job_unknown' }, 404, 'template.not_found'],
    ['with an address as requisition', { requisitionId: 'a@b.example' }, 400, 'request.invalid'],
    ['with a day that is none', { appliedAt: '2026-02-30' }, 400, 'request.invalid'],
  ])('%s is refused, and nobody is kept', async (_name, change, status, code) => {
    const before = await db('candidates').count();

    expect(await bring({ ...jane, ...change })).toMatchObject(refusal(status, code));
    expect(await db('candidates').count()).toEqual(before);
  });

  it('fifty times at once is one candidate and one interview; again is the same while it is open', async () => {
    const body = { ...jane, email: 'crowd@example.com' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => bring(body)));
    const again = await bring({ ...body, email: 'crowd@EXAMPLE.com', name: 'J. Doe' });

    expect(new Set([...answers, again].map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
  });

  it('after the interview has ended begins another one of the same candidate, which answers from then on', async () => {
    const body = { ...jane, email: 'twice@example.com' };
    const first = await interviewed(body);
    await decide(first.runId);
    const [second, third] = await Promise.all([bring(body), bring(body)]);

    expect(second.data).toMatchObject({ id: first.id, status: 'invited' });
    expect(third.data).toEqual(second.data);
    expect(second.data['interviewId']).not.toBe(first.interviewId);
    expect(await read(`/candidates/${first.id}`)).toMatchObject({ status: 'invited', overallScore: null });
    expect(await read(`/candidates/${first.id}?interviewId=${first.interviewId}`)).toMatchObject({
      status: 'completed',
      overallScore: 7,
    });
    expect(await send(core, 'GET', `/candidates/${first.id}?interviewId=run_1`)).toMatchObject(
      refusal(400, 'request.invalid'),
    );
  });

  it('is kept under its Idempotency-Key, and another request under the same key is refused', async () => {
    const headers = { 'idempotency-key': 'import-1' };
    const first = await bring({ ...jane, email: 'key@example.com' }, headers);
    const again = await bring({ ...jane, email: 'key@example.com' }, headers);

    expect(again.data).toEqual(first.data);
    expect(await bring({ ...jane, email: 'other@example.com' }, headers)).toMatchObject(
      refusal(400, 'idempotency.mismatch'),
    );
  });

  it('for another job takes over what is known of the person', async () => {
    await approvedTemplate(db, owner.tenantId, { externalId: 'job_night', name: 'Night shift' });
    const known = await bring({ ...jane, email: 'night@example.com', phone: '1' });
    const invite = (candidateId: unknown, jobId = 'job_night') =>
      send(importing, 'POST', '/interviews', { body: { candidateId, jobId } });
    const { data } = await invite(known.data['id']);

    expect(data).toMatchObject({ id: known.data['id'], status: 'invited' });
    expect(data['interviewId']).not.toBe(known.data['interviewId']);
    expect(await read(`/candidates/${String(data['id'])}`)).toMatchObject({
      name: 'Jane Doe',
      phone: '1',
      jobId: 'job_night',
    });
    expect((await listed('jobId=job_abc123&limit=100')).find(({ id }) => id === data['id'])).toMatchObject({
      interviewId: known.data['interviewId'],
    });
    expect(await invite('cand_nobody')).toMatchObject(refusal(404, 'candidate.not_found'));
    const [{ candidate_id: unmailable }] = (await db('interviews').where({ run_id: await pendingRun(bench) })) as [
      { candidate_id: string },
    ];
    expect(await invite(unmailable)).toMatchObject(refusal(400, 'order.email_unusable'));
  });
});

describe('an erased candidate', () => {
  it('is in no list and at no address, while another interview of the person still answers', async () => {
    const body = { ...jane, email: 'erased@example.com' };
    const first = await interviewed(body);
    await decide(first.runId);
    const { data } = await bring(body);
    const second = await runOf(data['interviewId']);
    await bench.erase(second);
    expect(await read(`/candidates/${first.id}`)).toMatchObject({
      interviewId: first.interviewId,
      status: 'completed',
    });
    expect(await send(core, 'GET', `/candidates/${first.id}?interviewId=${String(data['interviewId'])}`)).toMatchObject(
      refusal(404, 'candidate.not_found'),
    );

    await bench.call('DELETE', bench.pathOf(first.runId));
    // From the accepting answer on, before anything is destroyed.
    expect(await send(core, 'GET', `/candidates/${first.id}`)).toMatchObject(refusal(404, 'candidate.not_found'));
    expect((await listed('limit=100')).map(({ id }) => id)).not.toContain(first.id);
    await bench.runSteps(first.runId);
    const again = await bring(body);
    expect(again).toMatchObject({ status: 200, data: { status: 'invited' } });
    expect(again.data['id']).not.toBe(first.id);
  });

  it('does not keep a later interview for the same job from beginning', async () => {
    const body = { ...jane, email: 'half@example.com' };
    const { data } = await bring(body);
    await send(importing, 'POST', '/interviews', { body: { candidateId: data['id'], jobId: 'job_night' } });
    await bench.erase(await runOf(data['interviewId']));
    const again = await bring(body);

    expect(again).toMatchObject({ status: 200, data: { id: data['id'], status: 'invited' } });
    expect(again.data['interviewId']).not.toBe(data['interviewId']);
  });
});

test('an interview of the native API is a candidate’s as well', async () => {
  const request = { ...completeRequest, candidateName: 'Nat Ive', candidateEmail: 'native@example.com' };
  const { body } = await bench.call('POST', '/interviews', request);
  const found = (await listed('limit=5')).find(({ interviewId }) => interviewId === body['interviewId']);

  expect(found).toMatchObject({ name: 'Nat Ive', email: 'native@example.com', jobId: null, status: 'invited' });
});
