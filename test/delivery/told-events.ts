// Histories of many runs, told at once, and what a receiver can make of them with nothing but what it was sent.
import { eventId } from '../../infra/system.ts';
import type { ReceivedWebhook } from '../fakes/webhook-receiver.ts';
import type { DeliveryWorld } from './delivery-world.ts';

type Told = { tenantId: string; runs: number; eventsPerRun: number };

/** Events with seq 1 to n of each run, committed together, in the order in which a busy deployment mixes them. */
export const tellEvents = async (world: DeliveryWorld, { tenantId, runs, eventsPerRun }: Told): Promise<string[]> => {
  const runIds: string[] = [];
  for (let run = 0; run < runs; run += 1) runIds.push(await world.run({ tenantId }));
  // One that no mail follows: everything told here is a webhook.
  const type = 'interview.started';
  const rows = Array.from({ length: eventsPerRun }, (_, index) => index + 1).flatMap((seq) =>
    runIds.map((runId) => ({
      id: eventId(runId, seq, type),
      tenant_id: tenantId,
      run_id: runId,
      seq,
      type,
      at: new Date(),
      state: 'IN_PROGRESS',
      outcome: null,
      data: '{}',
    })),
  );
  await world.db.batchInsert('events', rows, 500);
  await world.db.raw(`select pg_notify('event_added', ?)`, [tenantId]);
  return rows.map(({ id }) => id);
};

/** Where the body was read and the answer said that it arrived. */
export const accepted = (received: readonly ReceivedWebhook[]): ReceivedWebhook[] =>
  received.filter(({ status }) => status !== null && status >= 200 && status < 300);

export const idsOf = (received: readonly ReceivedWebhook[]): string[] => [
  ...new Set(received.map(({ headers }) => String(headers['webhook-id']))),
];

/** Messages without a body were never read. */
const bodiesById = (received: readonly ReceivedWebhook[]): Map<string, Set<string>> => {
  const bodies = new Map<string, Set<string>>();
  for (const { headers, body } of received.filter((message) => message.body !== '')) {
    const id = String(headers['webhook-id']);
    bodies.set(id, (bodies.get(id) ?? new Set()).add(body));
  }
  return bodies;
};

/** Ids that came with more than one body, or with a body that names another id. */
export const contradictions = (received: readonly ReceivedWebhook[]): string[] =>
  [...bodiesById(received)]
    .filter(([id, bodies]) => bodies.size !== 1 || (JSON.parse([...bodies][0] ?? '{}') as { id: string }).id !== id)
    .map(([id]) => id);

/** A receiver's own book: which `seq` of each run it has, and whether one below the highest is missing. */
export const createSeqBook = () => {
  const runs = new Map<string, Set<number>>();
  const missingOf = (seqs: ReadonlySet<number>): number => Math.max(...seqs) - seqs.size;
  return {
    note: (message: ReceivedWebhook): void => {
      const { runId, seq } = JSON.parse(message.body) as { runId: string; seq: number };
      runs.set(runId, (runs.get(runId) ?? new Set()).add(seq));
    },
    gaps: (): number => [...runs.values()].reduce((sum, seqs) => sum + missingOf(seqs), 0),
    heard: (): number => [...runs.values()].reduce((sum, seqs) => sum + seqs.size, 0),
  };
};
