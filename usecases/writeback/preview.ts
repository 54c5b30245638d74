// What would be written of a run, and where, beside what stands there now: with the mapping that is saved or one that is tried.
import { AppError } from '../../domain/errors.ts';
import { mappingProblemWords } from '../../domain/mapping/problems.ts';
import type { Mapping } from '../../domain/mapping/mapping.ts';
import {
  VendorTrouble,
  type AtsRecords,
  type AtsSession,
  type AtsValue,
  type RecordRef,
} from '../../domain/ports/ats-records.ts';
import type { ResultDocument } from '../../domain/result-document/schema.ts';
import type {
  Composition,
  IntendedItem,
  RecordPart,
  UnmakeableItem,
  WritebackKind,
} from '../../domain/writeback/item.ts';
import { composeWith, type ComposerDeps } from './compose.ts';
import { checkedTargets, writableRecords, type MappingDeps } from './mapping.ts';

export type PreviewDeps = ComposerDeps & MappingDeps;

/** `now` is what stands there, where it could be read; `unreadable` says why not. */
export type PreviewItem = {
  target: string;
  kind: WritebackKind;
  parts: readonly RecordPart[];
  /** A field's value, a note's text, a tag, a file's name, an address, a stage. */
  value: AtsValue;
  now: AtsValue;
  isThere: boolean | null;
  unreadable: string | null;
};

export type Preview = {
  revision: number | null;
  items: PreviewItem[];
  problems: (UnmakeableItem & { message: string })[];
};

const valueOf = (item: IntendedItem): AtsValue => {
  switch (item.kind) {
    case 'field':
      return item.value;
    case 'note':
      return item.body;
    case 'tag':
      return item.tag;
    case 'file':
      return item.name;
    case 'link':
      return item.url;
    case 'stage':
      return item.toStageId;
  }
};

type Place = { records: AtsRecords; session: AtsSession; ref: RecordRef };
type Standing = { now: AtsValue; isThere: boolean };
type FieldItem = Extract<IntendedItem, { kind: 'field' }>;

const isEqual = (a: AtsValue, b: AtsValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Asked for when the first thing needs it, and once for all of them. */
const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
};

const standingIn = ({ records, session, ref }: Place, items: readonly IntendedItem[]) => {
  const fields = items.filter((item): item is FieldItem => item.kind === 'field');
  const values = once(() => records.readFields(session, ref, fields));
  const tags = once(() => records.readTags(session, ref));
  const links = once(async () => (await records.readLinks?.(session, ref)) ?? []);
  const stage = once(async () => (await records.readApplication(session, ref))?.stage?.id ?? null);

  return async (item: IntendedItem): Promise<Standing> => {
    switch (item.kind) {
      case 'field': {
        const now = (await values())[fields.indexOf(item)] ?? null;
        return { now, isThere: isEqual(now, item.value) };
      }
      case 'note':
        return { now: null, isThere: (await records.findNote(session, ref, item.mark)) !== null };
      case 'tag':
        return { now: await tags(), isThere: (await tags()).includes(item.tag) };
      case 'file':
        return { now: null, isThere: (await records.findFile(session, ref, item.name)) !== null };
      case 'link':
        return { now: await links(), isThere: (await links()).includes(item.url) };
      case 'stage':
        return { now: await stage(), isThere: (await stage()) === item.toStageId };
    }
  };
};

const unread = (trouble: VendorTrouble) => ({ now: null, isThere: null, unreadable: trouble.code });

/** Where reading fails for one because the vendor is away, it is asked no more. */
const besideWhatStands = async (
  place: Place | VendorTrouble,
  items: readonly IntendedItem[],
): Promise<PreviewItem[]> => {
  let away = place instanceof VendorTrouble ? place : null;
  const standing = place instanceof VendorTrouble ? null : standingIn(place, items);
  const shown: PreviewItem[] = [];
  for (const item of items) {
    const { target, kind, parts } = item;
    const common = { target, kind, parts, value: valueOf(item) };
    if (away !== null || standing === null) {
      shown.push({ ...common, ...unread(away ?? new VendorTrouble('vendor.unavailable')) });
      continue;
    }
    try {
      shown.push({ ...common, ...(await standing(item)), unreadable: null });
    } catch (error) {
      if (!(error instanceof VendorTrouble)) throw error;
      if (error.retryable) away = error;
      shown.push({ ...common, ...unread(error) });
    }
  }
  return shown;
};

const placeOf = async (
  deps: PreviewDeps,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  { ats }: ResultDocument,
): Promise<Place | VendorTrouble> => {
  const { applicationId, candidateId } = ats;
  if (ats.connectionId !== connectionId || applicationId === null || candidateId === null)
    return new VendorTrouble('record_missing');
  try {
    return { ...(await deps.sessions.open(tenantId, connectionId)), ref: { applicationId, candidateId } };
  } catch (error) {
    if (error instanceof VendorTrouble) return error;
    throw error;
  }
};

const isKnownCode = (code: string): code is keyof typeof mappingProblemWords =>
  Object.hasOwn(mappingProblemWords, code);

const explained = (composition: Composition): Preview['problems'] =>
  composition.problems.map((one) => ({
    ...one,
    message: isKnownCode(one.code) ? mappingProblemWords[one.code] : one.code,
  }));

export type PreviewWish = { runId: string; mapping: Mapping | null };

/**
 * Changes nothing here or there. Throws `connection.*`, `interview.not_found`, `personal_data.erased`, `consent.withdrawn`,
 * `mapping.not_found`, and `mapping.invalid` of one that is tried.
 */
export const createPreview =
  (deps: PreviewDeps) =>
  async (tenantId: string, connectionId: string, { runId, mapping: tried }: PreviewWish): Promise<Preview> => {
    const records = await writableRecords(deps, tenantId, connectionId);
    const saved =
      tried === null
        ? await deps.mappings.find(tenantId, connectionId)
        : { mapping: tried, version: 0, targets: await checkedTargets(deps, tenantId, connectionId, tried) };
    if (saved === null) throw new AppError('mapping.not_found');
    const { document } = await deps.readDocument({ tenantId, runId });
    const composition = await composeWith(deps, tenantId, { runId, connectionId }, { ...saved, records });
    if (composition === null) return { revision: null, items: [], problems: [] };
    const place = await placeOf(deps, { tenantId, connectionId }, document);
    return {
      revision: composition.revision,
      items: await besideWhatStands(place, composition.items),
      problems: explained(composition),
    };
  };
