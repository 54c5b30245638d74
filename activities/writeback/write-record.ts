// Writes what is wanted into one record, thing by thing, and then takes back what it replaces.
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { Writeback } from '../../domain/ports/writebacks.ts';
import type { Composition, IntendedItem } from '../../domain/writeback/item.ts';
import { supplanted } from '../../domain/writeback/supplanted.ts';
import { settleTrouble, type RecordWork, type Task } from './task.ts';
import { writeFields } from './write-fields.ts';
import { writeThing } from './write-thing.ts';
import { retire } from './retire.ts';

export type Written = {
  /** The worst that may be over later. */
  trouble: VendorTrouble | null;
  /** Things that stand as failed. */
  failed: number;
  progressed: boolean;
  /** The time was up before the last thing. */
  isUnfinished: boolean;
};

type Input = Omit<RecordWork, 'isOver'> & {
  rows: readonly Writeback[];
  composition: Composition;
  clock: Clock;
  signal(): AbortSignal;
  endsAt: number;
};

/** A vendor that fails twice in a row fails again: the rest waits for the next attempt. */
const troublesMax = 2;

const isOpen = ({ status }: Writeback): boolean => status === 'intended' || status === 'attempting';

const currentOf = (rows: readonly Writeback[], target: string): Writeback | undefined =>
  rows.findLast((row) => row.target === target && row.status !== 'superseded');

const tasksOf = (rows: readonly Writeback[], items: readonly IntendedItem[]): Task[] =>
  items.flatMap((item) => {
    const row = currentOf(rows, item.target);
    if (row === undefined || !isOpen(row)) return [];
    return [{ item, row, history: rows.filter(({ target }) => target === item.target) }];
  });

/** Fields of one object travel together; everything else goes alone, in the order of the composition. */
const batchesOf = (tasks: readonly Task[]): Task[][] => {
  const keyOf = ({ item }: Task): string => (item.kind === 'field' ? `field:${item.object}` : item.target);
  return [...Map.groupBy(tasks, keyOf).values()];
};

const worse = (one: VendorTrouble | null, other: VendorTrouble): VendorTrouble =>
  one !== null && (one.retryAfterMs ?? 0) >= (other.retryAfterMs ?? 0) ? one : other;

/** The trouble that stopped a batch and may be over later, or null. */
const writeBatch = async (work: RecordWork, batch: readonly Task[]): Promise<VendorTrouble | null> => {
  const [first] = batch;
  if (first === undefined) return null;
  try {
    await (first.item.kind === 'field' ? writeFields(work, batch) : writeThing(work, first));
    return null;
  } catch (error) {
    if (!(error instanceof VendorTrouble)) throw error;
    for (const task of batch) await settleTrouble(work, task, error);
    return error.retryable ? error : null;
  }
};

export const writeRecord = async (input: Input): Promise<Written> => {
  const { clock, signal, endsAt } = input;
  const work: RecordWork = { ...input, isOver: () => clock.now() >= endsAt || signal().aborted };
  const written: Written = { trouble: null, failed: 0, progressed: false, isUnfinished: false };
  let inRow = 0;
  const run = async (step: () => Promise<VendorTrouble | null>): Promise<void> => {
    if (inRow >= troublesMax) return;
    written.isUnfinished ||= work.isOver();
    if (written.isUnfinished) return;
    const trouble = await step();
    inRow = trouble === null ? 0 : inRow + 1;
    if (trouble === null) written.progressed = true;
    else written.trouble = worse(written.trouble, trouble);
  };
  const tasks = tasksOf(input.rows, input.composition.items);
  for (const batch of batchesOf(tasks)) await run(() => writeBatch(work, batch));
  const rows = await input.writebacks.rowsOf(input.order);
  written.failed = rows.filter(({ status }) => status === 'failed').length;
  for (const row of rows.filter((one) => supplanted(rows, one))) await run(() => retire(work, row, rows));
  return written;
};
