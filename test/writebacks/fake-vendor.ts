// A record as an ATS keeps it, in memory: what stands there, what was called, and troubles on demand.
import {
  VendorTrouble,
  type AtsRecords,
  type AtsSession,
  type AtsValue,
  type RecordRef,
} from '../../domain/ports/ats-records.ts';

type Step = (name: string, when: 'before' | 'after') => void;

export const createFakeVendor = () => {
  const fields = new Map<string, AtsValue>();
  const notes: { id: string; body: string }[] = [];
  const files: { id: string; name: string }[] = [];
  const tags: string[] = [];
  const links: string[] = [];
  const calls: string[] = [];
  const moves: string[] = [];
  const state = {
    stage: 'stg_screen',
    status: 'active' as 'active' | 'rejected',
    missing: false,
    nextId: 1,
    /** Whose the application is: what asks for another candidate's record finds none. */
    candidateId: 'cand',
  };
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
  const of =
    ({ candidateId }: RecordRef) =>
    <T>(name: string, argument: string, work: () => T): Promise<T> =>
      call(name, argument, () => {
        if (candidateId !== state.candidateId) throw new VendorTrouble('record_missing');
        return work();
      });
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
              candidateId: state.candidateId,
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
    readFields: (_, ref, wanted) =>
      of(ref)('readFields', '', () => wanted.map(({ object, key }) => fields.get(`${object}:${key}`) ?? null)),
    writeFields: (_, ref, values) =>
      of(ref)('writeFields', values.map(({ key }) => key).join(), () => {
        for (const { object, key, value } of values) fields.set(`${object}:${key}`, value);
      }),
    findNote: (_, ref, mark) => of(ref)('findNote', mark, () => notes.find(({ body }) => body.includes(mark)) ?? null),
    addNote: (_, ref, body) =>
      of(ref)('addNote', body, () => {
        const note = { id: newId(), body };
        notes.push(note);
        return { id: note.id };
      }),
    deleteNote: (_, ref, id) => of(ref)('deleteNote', id, () => remove(notes, (note) => note.id === id)),
    readTags: (_, ref) => of(ref)('readTags', '', () => [...tags]),
    addTag: (_, ref, tag) =>
      of(ref)('addTag', tag, () => {
        tags.push(tag);
      }),
    removeTag: (_, ref, tag) =>
      of(ref)('removeTag', tag, () => {
        remove(tags, (one) => one === tag);
      }),
    findFile: (_, ref, name) => of(ref)('findFile', name, () => files.find((file) => file.name === name) ?? null),
    addFile: (_, ref, { name }) =>
      of(ref)('addFile', name, () => {
        const file = { id: newId(), name };
        files.push(file);
        return { id: file.id };
      }),
    deleteFile: (_, ref, id) => of(ref)('deleteFile', id, () => remove(files, (file) => file.id === id)),
    addLink: (_, ref, url) =>
      of(ref)('addLink', url, () => {
        links.push(url);
      }),
    readLinks: (_, ref) => of(ref)('readLinks', '', () => [...links]),
    moveStage: (_, ref, { to }) =>
      of(ref)('moveStage', to, () => {
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
