// Where a write-back goes at its turn: everything that is wanted in the record now, written thing by thing through the ledger.
import { AppError } from '../domain/errors.ts';
import type { AttemptJudgement } from '../domain/delivery/judge-attempt.ts';
import { retryAfterMaxMs } from '../domain/delivery/schedule.ts';
import type { AtsKinds } from '../domain/ports/ats.ts';
import type { AtsSessions } from '../domain/ports/ats-records.ts';
import { VendorTrouble } from '../domain/ports/ats-records.ts';
import type { Digest } from '../domain/ports/system.ts';
import type { DueWriteback, WritebackLease, WritebackOrder, WritebackStore } from '../domain/ports/writebacks.ts';
import { unlessErased } from '../domain/seal/open.ts';
import type { Composition } from '../domain/writeback/item.ts';
import { recordOf } from '../domain/writeback/record-of.ts';
import type { ChannelAttempts } from './delivery.ts';
import { createSendAttempts, type SendDeps, type Sent } from './send-attempts.ts';
import { keepLease } from './writeback/keep-lease.ts';
import { busyTrouble } from './writeback/task.ts';
import { writeRecord, type Written } from './writeback/write-record.ts';

export type WritebackAttemptDeps = SendDeps & {
  writebacks: WritebackStore;
  atsKinds: AtsKinds;
  atsSessions: AtsSessions;
  /** What is to stand in the record now; null while there is nothing to tell, or no mapping that says where. */
  compose(tenantId: string, of: { runId: string; connectionId: string }): Promise<Composition | null>;
  /** Tells people of what has failed or is in conflict, once; and of the delivery that was given up before it had anything to fail. */
  tellTrouble(order: Pick<WritebackOrder, 'tenantId' | 'runId' | 'connectionId'>, givenUp?: string): Promise<void>;
  keyedDigest: Digest;
  newId(prefix: string): string;
  /** Aborts when the activity is cancelled or its worker stops. */
  signal(): AbortSignal;
  /** After it no further thing is begun; shorter than an attempt may take. */
  timeBoxMs?: number;
};

const timeBoxMs = 20_000;
const busySeconds = 2;

/** Of whom the record is, or the code of why nothing is written. */
const orderOf = ({ atsKinds }: WritebackAttemptDeps, due: DueWriteback): WritebackOrder | string => {
  const { tenantId, runId, orderId, connectionId, connectionStatus, kind, erased } = due;
  if (erased) return 'erased';
  if (connectionId === null || connectionStatus === 'deleted') return 'connection_deleted';
  if (connectionStatus === 'paused') return 'connection_paused';
  if (!atsKinds[kind ?? '']?.records) return 'kind_without_records';
  const record = recordOf(due.vendorKeys);
  return record === null ? 'record_unknown' : { tenantId, runId, orderId, connectionId, ...record };
};

const judge = ({ trouble, failed, isUnfinished }: Written): AttemptJudgement => {
  const plain = { retryAfterMs: null, gone: false };
  if (trouble !== null) {
    const retryAfterMs = trouble.retryAfterMs === null ? null : Math.min(trouble.retryAfterMs, retryAfterMaxMs);
    return { result: 'retry', reason: trouble.code, retryAfterMs, gone: false };
  }
  // Its time was up before the first thing: the next attempt may have more of it.
  if (isUnfinished) return { result: 'retry', reason: 'time_is_up', ...plain };
  return failed > 0
    ? { result: 'stopped', reason: 'items_failed', ...plain }
    : { result: 'done', reason: null, ...plain };
};

/** The code of why a connection cannot be used any more; null for what is no reason of its own. */
const lossOf = (error: unknown): string | null => {
  if (error instanceof AppError && error.code === 'connection.not_found') return 'connection_deleted';
  return error instanceof AppError && error.code === 'connection.paused' ? 'connection_paused' : null;
};

const open = async (deps: WritebackAttemptDeps, { tenantId, connectionId }: WritebackOrder) => {
  try {
    return await deps.atsSessions.open(tenantId, connectionId);
  } catch (error) {
    if (error instanceof VendorTrouble) return error;
    throw error;
  }
};

/** Nothing of it counts as an attempt while it moves on, or its worker stops: it goes on after a moment, without a trace. */
const goOn = ({ isUnfinished, progressed, trouble }: Written, isStopping: boolean): void => {
  if (!isUnfinished || trouble !== null) return;
  if (isStopping) throw new AppError('delivery.interrupted');
  if (progressed) throw new AppError('delivery.unfinished', { retryAfterSeconds: 1 });
};

const nothingWritten = (trouble: VendorTrouble): Written => ({
  trouble,
  failed: 0,
  progressed: false,
  isUnfinished: false,
});

/** A worker that stops takes its places with it: that is nobody's attempt. */
const composed = async (
  deps: WritebackAttemptDeps,
  { tenantId, runId, connectionId }: WritebackOrder,
): Promise<Composition | VendorTrouble | null> => {
  try {
    return await deps.compose(tenantId, { runId, connectionId });
  } catch (error) {
    const busy = busyTrouble(error);
    if (busy === null) throw error;
    if (deps.signal().aborted) throw new AppError('delivery.interrupted');
    return busy;
  }
};

/** The truth is read after the lease is ours: who comes later never knows less than what was written before. */
const writeHeld = async (deps: WritebackAttemptDeps, order: WritebackOrder, lease: WritebackLease): Promise<Sent> => {
  const { clock, writebacks } = deps;
  const startedAt = clock.now();
  const composition = await composed(deps, order);
  if (composition === null) return 'nothing_to_write';
  if (composition instanceof VendorTrouble)
    return { judgement: judge(nothingWritten(composition)), durationMs: clock.now() - startedAt };
  const rows = await writebacks.intend(order, composition);
  const opened = await open(deps, order);
  const written =
    opened instanceof VendorTrouble
      ? nothingWritten(opened)
      : await writeRecord({
          ...deps,
          ...opened,
          order,
          lease,
          rows,
          composition,
          endsAt: clock.now() + (deps.timeBoxMs ?? timeBoxMs),
        });
  goOn(written, deps.signal().aborted);
  return { judgement: judge(written), durationMs: clock.now() - startedAt };
};

const write = async (deps: WritebackAttemptDeps, order: WritebackOrder): Promise<Sent> => {
  const { writebacks } = deps;
  const lease = { tenantId: order.tenantId, orderId: order.orderId, holder: deps.newId('wbl') };
  if (!(await writebacks.take(lease, order.ref.candidateId)))
    throw new AppError('delivery.endpoint_busy', { retryAfterSeconds: busySeconds });
  const stop = keepLease(writebacks, lease);
  try {
    return await unlessErased(writeHeld(deps, order, lease), 'erased');
  } catch (error) {
    // It may go at any moment of the work.
    const loss = lossOf(error);
    if (loss === null) throw error;
    return loss;
  } finally {
    await stop();
    await writebacks.release(lease);
  }
};

/** A row of the ledger is claimed before the vendor is called and read back after it: an attempt may end between any two lines. */
export const createWritebackAttempts = (deps: WritebackAttemptDeps): ChannelAttempts => {
  const { writebacks } = deps;
  return createSendAttempts(deps, {
    channel: 'writeback',
    find: writebacks.find,
    targetOf: (due) => {
      const order = orderOf(deps, due);
      if (typeof order === 'string') return Promise.resolve(order);
      return Promise.resolve({ share: order.connectionId, send: () => write(deps, order) });
    },
    onEnd: ({ connectionId, ...due }) =>
      connectionId === null ? Promise.resolve() : deps.tellTrouble({ ...due, connectionId }),
    onGiveUp: async ({ connectionId, ...due }) => {
      if (connectionId === null) return;
      await writebacks.giveUp({ ...due, connectionId });
      await deps.tellTrouble({ ...due, connectionId }, due.id);
    },
  });
};
