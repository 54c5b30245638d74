// Which runs are about one person: by mailbox, within one tenant, under races too.
import { describe, expect, it } from 'vitest';
import { sweepCandidates } from '../../../infra/db/candidates/candidate-rows.ts';
import { completeRequest, useNativeApi } from '../../native/native-bench.ts';

const bench = await useNativeApi();
const { db, call, owner } = bench;

const create = (body: unknown) => call('POST', '/interviews', body);
const rowOf = async (runId: unknown) =>
  (await db('interviews')
    .where({ run_id: runId as string })
    .first()) as Record<string, unknown>;

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
