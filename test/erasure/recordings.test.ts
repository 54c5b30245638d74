import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../domain/erasure/certificate.ts';
import { verifySignature } from '../../infra/signing/signing-keys.ts';
import { keepRecording } from '../harness/recordings.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { useErasureWorld } from './erasure-world.ts';

const world = await useErasureWorld();

describe('recordings', () => {
  it('are removed from the store, counted in the certificate, and named by nothing any more', async () => {
    const runId = await assessedRun(world);
    const run = { tenantId: world.owner.tenantId, runId };
    const other = await assessedRun(world);
    await keepRecording(world.deps, run, { turn: 1 });
    await keepRecording(world.deps, run, { turn: 2 });
    await keepRecording(world.deps, { ...run, runId: other });
    // Left by a put that was never written down.
    await world.deps.objects.put({ kind: 'recording', run, id: 'rec_left' }, ReadableStream.from([Buffer.from('x')]));

    const certificate = readCertificate((await world.erase(runId))['certificate'], verifySignature);

    expect(certificate?.copies).toContainEqual({ provider: 'object-store', deleted: 3, leftToProvider: false });
    expect(certificate?.emptied).toContainEqual({ table: 'recordings', column: 'sha256', rows: 2 });
    expect(await world.deps.objects.removeAll(run)).toBe(0);
    expect(await world.deps.objects.removeAll({ ...run, runId: other })).toBe(1);
    const rows: object[] = await world.db('recordings').where({ run_id: runId });
    for (const row of rows) expect(row).toMatchObject({ object_key: null, sha256: null, removed_at: expect.any(Date) });
  });
});
