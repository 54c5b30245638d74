import { mkdirSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, it } from 'vitest';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

type History = Parameters<typeof historyToJSON>[0];

// PARLEY_RECORD_HISTORIES=0.1 writes the histories of this run as those of release 0.1, to be replayed for ever.
const release = process.env['PARLEY_RECORD_HISTORIES'];

const bench = await useWorkflowBench();
const { begin, send, signal, untilState } = bench;

const missing = [{ field: 'level', severity: 'CRITICAL' as const, reason: 'level.missing' }];

const converse = async (runId: string): Promise<void> => {
  await send(runId, { name: 'openSession', args: { mode: 'text' } });
  await send(runId, { name: 'completeInterview', args: { reason: 'finished' } });
  await untilState(runId, 'ASSESSMENT_PENDING');
};

const plain = async (): Promise<string> => {
  const { runId } = await begin();
  await untilState(runId, 'PENDING');
  await send(runId, { name: 'approvePlan', args: {} });
  await converse(runId);
  await send(runId, { name: 'approveAssessment', args: {} });
  return runId;
};

const typical = async (): Promise<string> => {
  const { runId } = await begin({ missing });
  await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_partial' } });
  await send(runId, { name: 'supplyInfo', args: { submissionId: 'info_complete' } });
  await untilState(runId, 'PENDING');
  await send(runId, { name: 'revisePlan', args: { planRevision: 1, noteId: 'note_01JC0000000000000000000000' } });
  await untilState(runId, 'PENDING');
  await send(runId, { name: 'approvePlan', args: { planRevision: 2 } });
  await converse(runId);
  await send(runId, { name: 'approveAssessment', args: { verdict: 'MAYBE', reasonCodes: ['reference_check'] } });
  return runId;
};

/** Both ways in which a run hears of a withdrawal that never reached it. */
const withdrawn = async (): Promise<string[]> => {
  const scored = await begin();
  await untilState(scored.runId, 'PENDING');
  await send(scored.runId, { name: 'approvePlan', args: {} });
  await send(scored.runId, { name: 'openSession', args: { mode: 'text' } });
  bench.work.trouble('scoreInterview', scored.runId, { kind: 'fail', code: 'consent.withdrawn', times: 1 });
  await send(scored.runId, { name: 'completeInterview', args: { reason: 'finished' } });
  const left = await begin({ policy: { inactivityRemindersMs: [300] } });
  await untilState(left.runId, 'PENDING');
  await send(left.runId, { name: 'approvePlan', args: {} });
  bench.work.progress.set(left.runId, { lastTurnAt: null, answers: 1, done: false, withdrawn: true });
  await send(left.runId, { name: 'openSession', args: { mode: 'text' } });
  return [scored.runId, left.runId];
};

const operated = async (): Promise<string> => {
  const { runId } = await begin({ policy: { planRemindersMs: [300] } });
  await untilState(runId, 'PENDING');
  await signal(runId, 'makeCoffee');
  await signal(runId, 'approvePlan', { planRevision: 1 });
  await untilState(runId, 'APPROVED');
  bench.work.trouble('openSession', runId, { kind: 'fail', code: 'session.not_found', times: 1 });
  await send(runId, { name: 'openSession', args: { mode: 'voice' } });
  await signal(runId, 'retry');
  await untilState(runId, 'IN_PROGRESS');
  await bench.handleOf(runId).cancel();
  return runId;
};

/** What we put into a history: the arguments, results and summaries of all its events, without the engine's own fields. */
const payloadBytesOf = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, member) => sum + payloadBytesOf(member), 0);
};

/** The finished history as it would be committed, with its size in events and bytes on the server. */
const historyOf = async (
  name: string,
  runId: string,
): Promise<{ events: number; bytes: number; payloadBytes: number }> => {
  const handle = bench.handleOf(runId);
  await handle.result();
  const history = (await handle.fetchHistory()) as History;
  const description = await handle.describe();
  if (release !== undefined) {
    const folder = new URL(`../replay/histories/${release}/`, import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(`${name}.json`, folder), `${historyToJSON(history)}\n`);
  }
  return {
    events: description.historyLength,
    bytes: description.historySize ?? 0,
    payloadBytes: payloadBytesOf(history),
  };
};

describe('the history of a run', () => {
  it('stays within 120 events when nothing special happens', async () => {
    const { events } = await historyOf('plain', await plain());

    expect(events).toBeLessThanOrEqual(120);
    expect(events).toBeGreaterThan(40);
  });

  it('stays within 160 events, 15 kB of ours and 22 kB in all with two rounds of questions, a revision and reminders armed', async () => {
    const { events, bytes, payloadBytes } = await historyOf('typical', await typical());

    expect(events).toBeLessThanOrEqual(160);
    // 130 bytes an event, most of them the engine's own; what we add is ids (a key's and a request's), codes and numbers.
    expect(bytes).toBeLessThanOrEqual(22_000);
    expect(payloadBytes).toBeLessThanOrEqual(15_000);
    expect(payloadBytes).toBeGreaterThan(2_000);
  });

  it('of a run whose candidate withdrew consent is as small', async () => {
    const [scored = '', left = ''] = await withdrawn();

    expect((await historyOf('withdrawn-found-by-scoring', scored)).events).toBeLessThanOrEqual(120);
    expect((await historyOf('withdrawn-found-by-a-timer', left)).events).toBeLessThanOrEqual(120);
  });

  it('of an operated and cancelled run is as small', async () => {
    const { events } = await historyOf('operated', await operated());

    expect(events).toBeLessThanOrEqual(120);
  });
});
