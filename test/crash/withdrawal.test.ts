import { afterAll, describe, expect, it } from 'vitest';
import { answerAll, createDevice, enterRoom, openRoom } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { startReplyHolder } from '../harness/reply-holder.ts';
import { useSystem } from '../harness/system.ts';

const system = await useSystem({ start: ['worker'] });
const wire = await startReplyHolder(system.databaseUrl);
afterAll(() => wire.close());
const startApi = (): Promise<void> => system.start('api', { DATABASE_URL: wire.url });
await startApi();
const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: system.tenant.apiKeys.integration });

const enter = async () => {
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await client.until(runId, 'PENDING');
  const { interviewLink } = await client.insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'), {});
  const device = createDevice(system.apiUrl, { patienceMs: 60_000 });
  const { question } = await enterRoom(device, interviewLink);
  return { runId, interviewLink, device, question };
};

type Outcome = { state: string; outcome: string | null; assessment: unknown; timeline: { type: string }[] };
const read = (runId: string): Promise<Outcome> => client.read(runId) as unknown as Promise<Outcome>;
const eventsOf = async (runId: string): Promise<string[]> =>
  (await system.db('events').where({ run_id: runId }).orderBy('position')).map(({ type }: { type: string }) => type);

describe('an api killed right after it wrote a withdrawal', () => {
  it('has not forgotten it: nobody repeats it, and the interview ends unscored', async () => {
    const { runId, interviewLink, device, question } = await enter();
    await answerAll(device, question, answerFor);
    const written = wire.hold({ after: 'set consent_withdrawn_at', at: 'set consent_withdrawn_at' });
    const { notice } = await openRoom(device, interviewLink);
    // Sent once, by a device that is gone afterwards.
    const request = createDevice(system.apiUrl, { patienceMs: 0 });
    await openRoom(request, interviewLink);
    const answer = request.call('POST', '/room/api/consent', { noticeHash: notice.hash, accepted: false });
    answer.catch(() => undefined);
    await written;
    await system.kill('api', 'SIGKILL');
    wire.cut();
    await startApi();

    const finish = await device.call<{ code: string }>('POST', '/room/api/finish');
    expect(finish).toMatchObject({ status: 409, body: { code: 'consent.withdrawn' } });
    await eventually(
      async () => {
        await system.reconcile();
        return read(runId);
      },
      ({ outcome }) => outcome !== null,
    );

    const { state, outcome, assessment, timeline } = await read(runId);
    expect({ state, outcome, assessment }).toEqual({ state: 'CANCELLED', outcome: 'OPTED_OUT', assessment: null });
    expect(timeline.map(({ type }) => type)).not.toContain('completed');
    expect(await system.db('assessments').where({ run_id: runId })).toHaveLength(0);
    const told = await eventsOf(runId);
    expect(told.slice(-2)).toEqual(['interview.consent_withdrawn', 'interview.cancelled']);
  });
});

describe('a withdrawal with every worker dead', () => {
  it('is acknowledged at once, and ends the interview when one is back', async () => {
    const { runId, interviewLink, device, question } = await enter();
    await answerAll(device, question, answerFor);
    await device.succeed('POST', '/room/api/finish');
    await system.kill('worker', 'SIGKILL');
    const { notice } = await openRoom(device, interviewLink);

    const answer = await device.succeed('POST', '/room/api/consent', { noticeHash: notice.hash, accepted: false });

    expect(answer).toMatchObject({ consent: { accepted: false }, state: 'CANCELLED', outcome: 'OPTED_OUT' });
    await system.start('worker');
    await eventually(
      async () => {
        await system.reconcile();
        return read(runId);
      },
      ({ outcome }) => outcome !== null,
    );
    expect(await read(runId)).toMatchObject({ state: 'CANCELLED', outcome: 'OPTED_OUT', assessment: null });
  });
});
