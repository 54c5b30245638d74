import { describe, expect, test } from 'vitest';
import { createDevice, enterRoom } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';

const system = await useSystem();
const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: system.tenant.apiKeys.integration });

type Row = { reader_kind: string; reader_id: string; part: string; count: number };
const rowsOf = (runId: string) => system.db('access_reads').where({ run_id: runId }) as unknown as Promise<Row[]>;

describe('the api’s process', () => {
  test('records keys and candidates within about a second, and what waits when it is told to stop', async () => {
    const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
    await client.until(runId, 'PENDING');
    const { interviewLink } = await client.insist<{ interviewLink: string }>(
      'POST',
      pathOf(runId, '/plan/approve'),
      {},
    );
    const device = createDevice(system.apiUrl);
    await enterRoom(device, interviewLink);
    await device.succeed('GET', '/room/api/question');

    const rows = await eventually(
      () => rowsOf(runId),
      (found) => found.some(({ reader_kind: kind, part }) => kind === 'candidate' && part === 'transcript'),
    );
    const cookie: { hash: string } = await system.db('room_cookies').where({ run_id: runId }).first();
    expect(rows.find(({ part, reader_kind: kind }) => kind === 'key' && part === 'link')?.reader_id).toMatch(/^key_/);
    // The greeting names the candidate, and the question is shown.
    expect(rows.filter(({ reader_kind: kind }) => kind === 'candidate').map(({ part }) => part)).toEqual(
      expect.arrayContaining(['request', 'transcript']),
    );
    for (const { reader_id: id } of rows) expect(cookie.hash).not.toContain(id);

    await client.call('GET', pathOf(runId));
    await system.kill('api', 'SIGTERM');

    const linkReads = (await rowsOf(runId)).filter(({ part, reader_kind: kind }) => kind === 'key' && part === 'link');
    expect(linkReads.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(2);
  });
});
