// Fields of one object: read together, decided one by one, written in one call where the vendor takes them so, read again.
import { VendorTrouble, type AtsFieldRef, type AtsValue } from '../../domain/ports/ats-records.ts';
import { decide, emptyDigest, judgeReadBack, ownDigests } from '../../domain/writeback/decide.ts';
import type { IntendedItem } from '../../domain/writeback/item.ts';
import { digestOfValue } from '../../domain/writeback/value-digest.ts';
import {
  claim,
  confirm,
  conflict,
  fail,
  notSeenYet,
  settleTrouble,
  type RecordWork,
  type Seen,
  type Task,
} from './task.ts';

type Field = Extract<IntendedItem, { kind: 'field' }>;
type FieldTask = Task & { item: Field };
type Looked = { task: FieldTask; seen: Seen };

const refOf = ({ item }: FieldTask): AtsFieldRef => ({ object: item.object, key: item.key });

const look = async (work: RecordWork, tasks: readonly FieldTask[]): Promise<Looked[]> => {
  const { records, session, order, keyedDigest } = work;
  const values = await records.readFields(session, order.ref, tasks.map(refOf));
  return tasks.map((task, index) => {
    const value: AtsValue = values[index] ?? null;
    return { task, seen: { digest: digestOfValue(keyedDigest, order, value), value, vendorId: null } };
  });
};

const wantedOf = ({ row }: Task): string => row.valueDigest ?? emptyDigest;

/** What other runs of ours wrote into the same record is asked only where it matters. */
const replaceableOf = async (work: RecordWork, { task, seen }: Looked): Promise<string[]> => {
  const { row, history, item } = task;
  const own = [...ownDigests(history), ...(row.replaceableDigest === null ? [] : [row.replaceableDigest])];
  if (seen.digest === wantedOf(task) || own.includes(seen.digest)) return own;
  return [...own, ...(await work.writebacks.digestsOfOtherRuns(work.order, item.target))];
};

/** Settles what needs no writing, and gives what does. */
const toWrite = async (work: RecordWork, looked: readonly Looked[]): Promise<Looked[]> => {
  const open: Looked[] = [];
  for (const one of looked) {
    const { task, seen } = one;
    const action = decide({
      wanted: wantedOf(task),
      stands: seen.digest,
      replaceable: await replaceableOf(work, one),
    });
    const wasOurs = task.history.some(({ attempts }) => attempts > 0);
    if (action === 'write') open.push(one);
    else if (action === 'confirm') await confirm(work, task, seen);
    else await conflict(work, task, seen, wasOurs ? 'changed_by_person' : 'not_empty');
  }
  return open;
};

const readBack = async (work: RecordWork, written: readonly Looked[]): Promise<void> => {
  const after = await look(
    work,
    written.map(({ task }) => task),
  );
  let unseen = false;
  for (const [index, { task, seen }] of after.entries()) {
    const before = written[index]?.seen.digest ?? emptyDigest;
    const result = judgeReadBack({ wanted: wantedOf(task), before, stands: seen.digest });
    if (result === 'confirmed') await confirm(work, task, seen);
    else if (result === 'stored_otherwise') await fail(work, task, result, seen.digest);
    else {
      unseen = true;
      await settleTrouble(work, task, notSeenYet());
    }
  }
  if (unseen) throw notSeenYet();
};

const writeTogether = async (work: RecordWork, open: readonly Looked[]): Promise<void> => {
  const { records, session, order } = work;
  await claim(
    work,
    open.map(({ task }) => task.row),
  );
  await records.writeFields(
    session,
    order.ref,
    open.map(({ task }) => ({ ...refOf(task), value: task.item.value })),
  );
  await readBack(work, open);
};

const isField = (task: Task): task is FieldTask => task.item.kind === 'field';

/** One field that the vendor does not know, or whose value it does not take, must not keep the others out. */
const orEachAlone = async <One>(
  work: RecordWork,
  many: readonly One[],
  taskOf: (one: One) => Task,
  step: (some: readonly One[]) => Promise<void>,
): Promise<void> => {
  try {
    await step(many);
  } catch (error) {
    if (!(error instanceof VendorTrouble) || error.retryable) throw error;
    const [first] = many;
    if (many.length === 1 && first !== undefined) await settleTrouble(work, taskOf(first), error);
    else for (const one of many) await orEachAlone(work, [one], taskOf, step);
  }
};

export const writeFields = async (work: RecordWork, batch: readonly Task[]): Promise<void> => {
  const open: Looked[] = [];
  await orEachAlone(
    work,
    batch.filter(isField),
    (task) => task,
    async (tasks) => {
      open.push(...(await toWrite(work, await look(work, tasks))));
    },
  );
  if (open.length === 0) return;
  await orEachAlone(
    work,
    open,
    ({ task }) => task,
    (some) => writeTogether(work, some),
  );
};
