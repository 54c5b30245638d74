// A record as an ATS keeps it, in memory: what stands there, what was called, and troubles on demand.
import type { AtsRecords, AtsSession, AtsValue, VendorTrouble } from '../../domain/ports/ats-records.ts';

type Step = (name: string, when: 'before' | 'after') => void;

export const createFakeVendor = () => {
  const fields = new Map<string, AtsValue>();
  const notes: { id: string; body: string }[] = [];
  const files: { id: string; name: string }[] = [];
  const tags: string[] = [];
  const links: string[] = [];
  const calls: string[] = [];
  const moves: string[] = [];
  const state = { stage: 'stg_screen', status: 'active' as 'active' | 'rejected', missing: false, nextId: 1 };
  const refusals = new Map<string, (argument: string) => VendorTrouble | null>();
  let step: Step = () => undefined;

  const call = async <T>(name: string, argument: string, work: () => T): Promise<T> => {
    step(name, 'before');
    await Promise.resolve();
    const trouble = refusals.get(name)?.(argument) ?? null;
    if (trouble !== null) throw trouble;
    calls.push(name);
    const result = work();
    step(name, 'after');
    return result;
  };
  const newId = (): string => {
    state.nextId += 1;
    return String(state.nextId);
  };
  const remove = <T>(list: T[], match: (one: T) => boolean): boolean => {
    const index = list.findIndex(match);
    if (index >= 0) list.splice(index, 1);
    return true;
  };

  const records: AtsRecords = {
    limits: { noteCharacters: 1_000, fileBytes: 1_000 },
    readApplication: (_, { applicationId }) =>
      call('readApplication', applicationId, () =>
        state.missing
          ? null
          : {
              applicationId,
              candidateId: 'cand',
              status: state.status,
              stage: { id: state.stage, name: null },
              job: null,
              person: { name: null, email: null, phone: null },
              profileUrl: null,
              updatedAt: null,
            },
      ),
    listFields: () => Promise.resolve([]),
    listStages: () => Promise.resolve([]),
    readFields: (_, __, wanted) =>
      call('readFields', '', () => wanted.map(({ object, key }) => fields.get(`${object}:${key}`) ?? null)),
    writeFields: (_, __, values) =>
      call('writeFields', values.map(({ key }) => key).join(), () => {
        for (const { object, key, value } of values) fields.set(`${object}:${key}`, value);
      }),
    findNote: (_, __, mark) => call('findNote', mark, () => notes.find(({ body }) => body.includes(mark)) ?? null),
    addNote: (_, __, body) =>
      call('addNote', body, () => {
        const note = { id: newId(), body };
        notes.push(note);
        return { id: note.id };
      }),
    deleteNote: (_, __, id) => call('deleteNote', id, () => remove(notes, (note) => note.id === id)),
    readTags: () => call('readTags', '', () => [...tags]),
    addTag: (_, __, tag) =>
      call('addTag', tag, () => {
        tags.push(tag);
      }),
    removeTag: (_, __, tag) =>
      call('removeTag', tag, () => {
        remove(tags, (one) => one === tag);
      }),
    findFile: (_, __, name) => call('findFile', name, () => files.find((file) => file.name === name) ?? null),
    addFile: (_, __, { name }) =>
      call('addFile', name, () => {
        const file = { id: newId(), name };
        files.push(file);
        return { id: file.id };
      }),
    deleteFile: (_, __, id) => call('deleteFile', id, () => remove(files, (file) => file.id === id)),
    addLink: (_, __, url) =>
      call('addLink', url, () => {
        links.push(url);
      }),
    readLinks: () => call('readLinks', '', () => [...links]),
    moveStage: (_, __, { to }) =>
      call('moveStage', to, () => {
        moves.push(to);
        state.stage = to;
      }),
  };
  const session = { config: {}, credentials: {}, call: () => Promise.reject(new Error('unused')) } satisfies AtsSession;

  return {
    fields,
    notes,
    files,
    tags,
    links,
    calls,
    moves,
    state,
    records,
    session,
    /** Called around every call. */
    onStep: (next: Step) => {
      step = next;
    },
    refuse: (name: string, trouble: (argument: string) => VendorTrouble | null) => refusals.set(name, trouble),
    recover: () => refusals.clear(),
    /** Calls that change something. */
    writes: () => calls.filter((name) => !/^(?:read|find|list)/.test(name)),
    stands: () => ({
      fields: Object.fromEntries(fields),
      notes: notes.map(({ body }) => body),
      files: files.map(({ name }) => name),
      tags: [...tags],
      links: [...links],
      stage: state.stage,
    }),
  };
};

export type FakeVendor = ReturnType<typeof createFakeVendor>;
