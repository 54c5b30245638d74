// How each kind of thing is looked for and written: what differs between a note, a file, a tag, a link and a stage.
import { VendorTrouble, type AtsFile } from '../../domain/ports/ats-records.ts';
import { emptyDigest } from '../../domain/writeback/decide.ts';
import type { IntendedItem } from '../../domain/writeback/item.ts';
import { digestOfValue } from '../../domain/writeback/value-digest.ts';
import { busyTrouble, conflict, notSeenYet, type RecordWork, type Seen, type Task } from './task.ts';

export type Thing = {
  wanted: string;
  /** What may stand there before it is written. */
  replaceable: readonly string[];
  conflictReason: string;
  /** Why it is not to be written although it could be; a code. */
  refusal: string | null;
  /** False where the vendor shows nothing of it: then nobody knows after a crash whether it is there. */
  canLook: boolean;
  look(): Promise<Seen>;
  /** The vendor's id of it, where it has one. */
  write(): Promise<string | null>;
  /** Right after the write something else stands there. */
  wentElsewhere(seen: Seen): Promise<void>;
};

type Of<Kind extends IntendedItem['kind']> = Extract<IntendedItem, { kind: Kind }>;

const nothing: Seen = { digest: emptyDigest, value: null, vendorId: null };

const single = (
  wanted: string,
  {
    look,
    ...parts
  }: Pick<Thing, 'write'> & { look: (() => Promise<string | boolean>) | null; refusal?: string | null },
): Thing => ({
  wanted,
  replaceable: [emptyDigest],
  conflictReason: 'changed_by_person',
  refusal: null,
  canLook: look !== null,
  look: async () => {
    const found = look === null ? false : await look();
    if (found === false) return nothing;
    return { digest: wanted, value: null, vendorId: typeof found === 'string' ? found : null };
  },
  wentElsewhere: () => Promise.reject(notSeenYet()),
  ...parts,
});

const idOr = (found: { id: string } | null): string | false => (found === null ? false : found.id);

const replaces = '\n\nThis note replaces an earlier one about the same interview.';

/** Of a note that follows another one, so that whoever finds both knows which counts; as far as there is room. */
const bodyOf = ({ records }: RecordWork, { row, history }: Task, { body, mark }: Of<'note'>): string => {
  const ours = body.replaceAll(mark, row.mark ?? mark);
  const follows = history.some(({ revision, attempts }) => revision < row.revision && attempts > 0);
  const whole = follows ? `${ours}${replaces}` : ours;
  return whole.length > records.limits.noteCharacters ? ours : whole;
};

/** The mark in the ledger is the one that counts: by it the note is found again, whatever revision it was first wanted for. */
const note = (work: RecordWork, task: Task, item: Of<'note'>, wanted: string): Thing => {
  const { records, session, order } = work;
  const mark = task.row.mark ?? item.mark;
  return single(wanted, {
    look: async () => idOr(await records.findNote(session, order.ref, mark)),
    write: async () => (await records.addNote(session, order.ref, bodyOf(work, task, item))).id,
  });
};

/** A file that cannot be made keeps nothing else out; places that are all taken are free again later. */
const made = async (item: Of<'file'>): Promise<AtsFile> => {
  try {
    return await item.make();
  } catch (error) {
    throw error instanceof VendorTrouble ? error : (busyTrouble(error) ?? new VendorTrouble('file_not_made'));
  }
};

const file = ({ records, session, order }: RecordWork, item: Of<'file'>, wanted: string): Thing =>
  single(wanted, {
    look: async () => idOr(await records.findFile(session, order.ref, item.name)),
    write: async () => {
      const content = await made(item);
      if (content.bytes.length > records.limits.fileBytes) throw new VendorTrouble('file_too_large');
      return (await records.addFile(session, order.ref, content)).id;
    },
  });

const tag = ({ records, session, order }: RecordWork, item: Of<'tag'>, wanted: string): Thing =>
  single(wanted, {
    look: async () => (await records.readTags(session, order.ref)).includes(item.tag),
    write: async () => {
      await records.addTag(session, order.ref, item.tag);
      return null;
    },
  });

const link = ({ records, session, order }: RecordWork, item: Of<'link'>, wanted: string): Thing | null => {
  if (records.addLink === undefined) return null;
  const { readLinks } = records;
  return single(wanted, {
    look:
      readLinks === undefined
        ? null
        : async () => (await readLinks.call(records, session, order.ref)).includes(item.url),
    write: async () => {
      await records.addLink?.(session, order.ref, item.url);
      return null;
    },
  });
};

/** Only out of the stage in which the interview was triggered: whoever moved the record meanwhile knows better. */
const stage = async (work: RecordWork, task: Task, item: Of<'stage'>, wanted: string): Promise<Thing | null> => {
  const { records, session, order, keyedDigest } = work;
  if (records.moveStage === undefined) return null;
  const read = async () => {
    const application = await records.readApplication(session, { applicationId: order.ref.applicationId });
    if (application === null) throw new VendorTrouble('record_missing');
    return application;
  };
  const seenOf = ({ stage: stands }: Awaited<ReturnType<typeof read>>): Seen => {
    const value = stands?.id ?? null;
    return { digest: digestOfValue(keyedDigest, order, value), value, vendorId: null };
  };
  const application = await read();
  let first: Seen | null = seenOf(application);
  const from = application.stage?.id ?? null;
  return {
    wanted,
    replaceable: order.stageId === null ? [] : [digestOfValue(keyedDigest, order, order.stageId)],
    conflictReason: 'moved_by_person',
    refusal: application.status === 'active' ? null : 'application_not_active',
    canLook: true,
    look: async () => {
      const seen = first ?? seenOf(await read());
      first = null;
      return seen;
    },
    write: async () => {
      await records.moveStage?.(session, order.ref, { from, to: item.toStageId });
      return null;
    },
    wentElsewhere: (seen) =>
      order.stageId !== null && seen.value === from
        ? Promise.reject(notSeenYet())
        : conflict(work, task, seen, 'moved_by_person'),
  };
};

/** Null for what the vendor's API cannot. */
export const thingOf = async (work: RecordWork, task: Task): Promise<Thing | null> => {
  const { item, row } = task;
  const wanted = row.valueDigest ?? emptyDigest;
  switch (item.kind) {
    case 'note':
      return note(work, task, item, wanted);
    case 'file':
      return file(work, item, wanted);
    case 'tag':
      return tag(work, item, wanted);
    case 'link':
      return link(work, item, wanted);
    case 'stage':
      return await stage(work, task, item, wanted);
    case 'field':
      return null;
  }
};
