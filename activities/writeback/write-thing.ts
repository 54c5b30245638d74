// Notes, files, tags, links and moves of stage: each is looked for, written once, and looked for again.
import { VendorTrouble } from '../../domain/ports/ats-records.ts';
import { decide, emptyDigest, type Action } from '../../domain/writeback/decide.ts';
import { claim, confirm, conflict, fail, notSeenYet, type RecordWork, type Seen, type Task } from './task.ts';
import { thingOf, type Thing } from './things.ts';

const actionOf = ({ row }: Task, { wanted, replaceable }: Thing, seen: Seen): Action => {
  const freed = row.replaceableDigest === null ? [] : [row.replaceableDigest];
  return decide({ wanted, stands: seen.digest, replaceable: [...replaceable, ...freed] });
};

/** In place of an id, of what has none. */
const accepted = 'accepted';

const isThere = async (thing: Thing): Promise<Seen> => {
  const seen = await thing.look();
  if (seen.digest === emptyDigest) throw notSeenYet();
  return seen;
};

const write = async (work: RecordWork, task: Task, thing: Thing): Promise<void> => {
  // The vendor took it already: it is there, and only not to be seen yet.
  if (task.row.vendorId !== null) throw notSeenYet();
  if (task.row.attempts > 0 && !thing.canLook) return await fail(work, task, 'outcome_unknown');
  await claim(work, [task.row]);
  const vendorId = (await thing.write()) ?? accepted;
  await work.writebacks.noteVendorId(work.order, task.row.id, vendorId);
  const seen = thing.canLook ? await isThere(thing) : { digest: thing.wanted, value: null, vendorId };
  if (seen.digest === thing.wanted) await confirm(work, task, seen);
  else await thing.wentElsewhere(seen);
};

export const writeThing = async (work: RecordWork, task: Task): Promise<void> => {
  const thing = await thingOf(work, task);
  if (thing === null) return await fail(work, task, 'not_supported');
  const seen = await thing.look();
  const action = actionOf(task, thing, seen);
  if (action === 'confirm') await confirm(work, task, seen);
  else if (action === 'conflict') await conflict(work, task, seen, thing.conflictReason);
  else if (thing.refusal !== null) throw new VendorTrouble(thing.refusal);
  else await write(work, task, thing);
};
