// How soon after an outage every kind of call is acknowledged again, whoever was interrupted in the middle of what.
import { afterAll, describe, expect, it } from 'vitest';
import { pause } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { startReplyHolder } from '../harness/reply-holder.ts';
import { useSystem } from '../harness/system.ts';

/** Eight seconds on a calm machine; with other suites beside it more, and still far from the half minute of dead leases. */
const recoveredWithinMs = 15_000;
const dayMs = 86_400_000;

const system = await useSystem({ ownServers: true, start: [] });
const engineUrl = `http://${system.temporalAddress}`;
const wiresOf = async (part: 'api' | 'worker') => {
  const [database, engine] = [await startReplyHolder(system.databaseUrl), await startReplyHolder(engineUrl)];
  await system.start(part, { DATABASE_URL: database.url, TEMPORAL_ADDRESS: new URL(engine.url).host });
  return [database, engine];
};
const wires = [...(await wiresOf('api')), ...(await wiresOf('worker'))];
afterAll(() => Promise.all(wires.map((wire) => wire.close())));
const { insist, read, until } = createNativeClient({
  baseUrl: system.apiUrl,
  apiKey: system.tenant.apiKeys.integration,
});

const approvedRun = async (): Promise<string> => {
  const { runId } = await insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await until(runId, 'PENDING');
  await insist('POST', pathOf(runId, '/plan/approve'));
  return runId;
};

/** Each caller has something under way all the time; resolves with how long after the outage each was answered first. */
const recoveries = async (outage: () => Promise<void>): Promise<number[]> => {
  const runIds = await Promise.all(Array.from({ length: 5 }, approvedRun));
  const later = (n: number): string => new Date(Date.now() + dayMs + n * 1_000).toISOString();
  const callers = [
    ...runIds.map((runId) => (n: number) => insist('POST', pathOf(runId, '/schedule'), { scheduledAt: later(n) })),
    () => insist('POST', interviewsPath, engineerRequest),
    () => read(runIds[0] ?? ''),
  ];
  let backAt = Infinity;
  const caller = async (call: (n: number) => Promise<unknown>): Promise<number> => {
    for (let n = 0; ; n += 1) {
      await call(n);
      if (Date.now() > backAt) return Date.now() - backAt;
      await pause(100);
    }
  };
  const calling = Promise.all(callers.map(caller));
  await pause(500);
  await outage();
  backAt = Date.now();
  return calling;
};

describe('every call is acknowledged again soon', () => {
  it('after PostgreSQL was killed', async () => {
    const times = await recoveries(async () => {
      await system.kill('postgres');
      await system.start('postgres');
    });

    expect(Math.max(...times)).toBeLessThan(recoveredWithinMs);
  });

  it('after all paths to PostgreSQL and Temporal swallowed every answer for eight seconds', async () => {
    const times = await recoveries(async () => {
      for (const wire of wires) wire.goBlack();
      await pause(8_000);
      for (const wire of wires) wire.comeBack();
    });

    expect(Math.max(...times)).toBeLessThan(recoveredWithinMs);
  });
});
