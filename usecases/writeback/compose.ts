// What is to stand in an ATS's record of a candidate now, made of the mapping and the truth of the moment. Writes nothing.
import { AppError } from '../../domain/errors.ts';
import { isErased } from '../../domain/seal/open.ts';
import { applies } from '../../domain/mapping/applies.ts';
import type { Mapping, SavedMapping } from '../../domain/mapping/mapping.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import { VendorTrouble, type AtsFile, type AtsRecords } from '../../domain/ports/ats-records.ts';
import type { Connections } from '../../domain/ports/connections.ts';
import type { Expressions } from '../../domain/ports/expressions.ts';
import type { RecordFiles } from '../../domain/ports/record-files.ts';
import type { Mappings } from '../../domain/ports/mappings.ts';
import type { ResultDocument } from '../../domain/result-document/schema.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import type { Composition, IntendedItem } from '../../domain/writeback/item.ts';
import { notesOf } from '../../domain/writeback/note-text.ts';
import { partsOf, recordOf, statusText, wordsFor } from '../../domain/writeback/record.ts';
import { composeFields } from './compose-fields.ts';
import type { ReadResultDocument } from './read-document.ts';

export type ComposerDeps = {
  readDocument: ReadResultDocument;
  mappings: Pick<Mappings, 'find'>;
  connections: Pick<Connections, 'find'>;
  kinds: AtsKinds;
  expressions: Expressions;
  files: RecordFiles;
  keyedDigest(text: string): string;
};

type About = {
  tenantId: string;
  runId: string;
  connectionId: string;
  document: ResultDocument;
  mapping: Mapping;
  records: AtsRecords;
  /** By what a thing of ours is found again: the same words for the same connection have the same. */
  markOf(target: string): string;
};

const markLength = 12;

/** Addresses change with time, and a record is not another one for it. */
const markOf = (deps: ComposerDeps, place: Pick<About, 'runId' | 'connectionId'>, document: ResultDocument) => {
  const content = deps.keyedDigest(canonicalJson({ ...document, links: null }));
  return (target: string): string =>
    deps.keyedDigest(`writeback/${place.connectionId}/${place.runId}/${target}/${content}`).slice(0, markLength);
};

/** There is a result, or there will never be one. */
const isTold = ({ interview }: ResultDocument): boolean =>
  interview.status === 'complete' || interview.status === 'ended' || interview.consentWithdrawn;

/** A conversation that was assessed is on record with everything an audit asks for, also when nobody accepted the assessment. */
const hasRecord = ({ interview }: ResultDocument): boolean =>
  !interview.consentWithdrawn && (interview.status === 'complete' || interview.outcome === 'ASSESSMENT_REJECTED');

const recordNotes = ({ document, mapping, records, markOf: mark }: About): IntendedItem[] => {
  if (!mapping.note) return [];
  const words = wordsFor(document);
  const record = recordOf(document);
  const options = { words, max: records.limits.noteCharacters };
  const target = (piece: number): string => `note:record:${piece}`;
  return notesOf(record, { ...options, markOf: (piece) => `parley:${mark(target(piece))}` }).map((note, index) => ({
    kind: 'note',
    target: target(index + 1),
    ...note,
  }));
};

/** Where there is no record: what happened and what to do now, and no word of what was said. */
const statusNote = ({ document, mapping, markOf: mark }: About): IntendedItem[] => {
  if (!mapping.note) return [];
  const words = wordsFor(document);
  const target = 'note:status';
  const ours = `parley:${mark(target)}`;
  const body = `${words.title} · ${ours}\n\n${statusText(document, words)}\n${words.about.run}: ${document.interview.runId}\n`;
  return [{ kind: 'note', target, parts: [], mark: ours, body }];
};

const tagItems = ({ document, mapping }: About): IntendedItem[] => {
  const fallback = document.interview.humanFollowUp && mapping.fallbackTag !== null ? [mapping.fallbackTag] : [];
  const tags = mapping.tags.filter(({ when }) => applies(when, document)).map(({ tag }) => tag);
  return [...new Set([...tags, ...fallback])].map((tag) => ({ kind: 'tag', target: `tag:${tag}`, parts: [], tag }));
};

const checkedSize = (file: AtsFile, { limits }: AtsRecords): AtsFile => {
  if (file.bytes.byteLength > limits.fileBytes) throw new VendorTrouble('vendor.too_large');
  return file;
};

const fileItems = (
  deps: ComposerDeps,
  { tenantId, document, mapping, records, markOf: mark }: About,
): IntendedItem[] => {
  const record = recordOf(document);
  return mapping.files.map((format) => {
    const target = `file:${format}`;
    const ours = `parley-${mark(target)}`;
    const name = `interview-record-${ours}.${format}`;
    const make = async () => checkedSize(await deps.files.make(format, record, name, tenantId), records);
    return { kind: 'file', target, parts: partsOf(record), mark: ours, name, make };
  });
};

const linkItems = ({ document, mapping, records }: About): IntendedItem[] => {
  const url = document.links.result;
  if (!mapping.link || url === null || records.addLink === undefined) return [];
  return [{ kind: 'link', target: 'link', parts: [], url }];
};

/** Only ever what a person decided. */
const stageItems = ({ document, mapping, records }: About): IntendedItem[] => {
  const { decision, interview } = document;
  if (mapping.stage === null || records.moveStage === undefined || interview.status !== 'complete') return [];
  const verdict = decision?.accepted === true ? decision.verdict : null;
  const toStageId = verdict === null ? undefined : mapping.stage.onVerdict[verdict];
  return toStageId === undefined ? [] : [{ kind: 'stage', target: 'stage', parts: [], toStageId }];
};

/** The stage comes last: what it sets off finds the record complete. */
const itemsOf = (deps: ComposerDeps, about: About): IntendedItem[] => {
  if (!hasRecord(about.document)) return [...statusNote(about), ...tagItems(about)];
  return [
    ...recordNotes(about),
    ...tagItems(about),
    ...fileItems(deps, about),
    ...linkItems(about),
    ...stageItems(about),
  ];
};

export type ComposePlace = { runId: string; connectionId: string };

/** As `compose`, of a mapping that is tried before it is saved. */
export const composeWith = async (
  deps: ComposerDeps,
  tenantId: string,
  place: ComposePlace,
  {
    mapping,
    targets,
    version,
    records,
  }: Pick<SavedMapping, 'mapping' | 'targets' | 'version'> & { records: AtsRecords },
): Promise<Composition | null> => {
  const { document, revision, wasAssessed } = await deps.readDocument({ tenantId, runId: place.runId });
  if (!isTold(document)) return null;
  const about = { ...place, tenantId, document, mapping, records, markOf: markOf(deps, place, document) };
  const fields = await composeFields(deps.expressions, { tenantId, document, wasAssessed, mapping, targets });
  return {
    revision: revision + version,
    items: [...fields.items, ...itemsOf(deps, about)],
    problems: fields.problems,
  };
};

/** Of a connection whose kind has a record that we can write; null for every other. */
export const recordsOf = async (
  { connections, kinds }: Pick<ComposerDeps, 'connections' | 'kinds'>,
  tenantId: string,
  connectionId: string,
): Promise<AtsRecords | null> => {
  const connection = await connections.find(tenantId, connectionId);
  return connection === null || connection.status === 'deleted' ? null : (kinds[connection.kind]?.records ?? null);
};

export const createComposer = (deps: ComposerDeps) => ({
  /** Null without a mapping, before there is anything to tell, and once an erasure was accepted. Throws `text.busy`. */
  compose: async (tenantId: string, place: ComposePlace): Promise<Composition | null> => {
    const [saved, records] = await Promise.all([
      deps.mappings.find(tenantId, place.connectionId),
      recordsOf(deps, tenantId, place.connectionId),
    ]);
    if (saved === null || records === null) return null;
    try {
      const composition = await composeWith(deps, tenantId, place, { ...saved, records });
      // No trouble of the mapping: what was not even begun says nothing of a value, and is made another time.
      if (composition?.problems.some(({ code }) => code === 'mapping.expression_busy')) throw new AppError('text.busy');
      return composition;
    } catch (error) {
      if (isErased(error) || (error instanceof AppError && error.code === 'interview.not_found')) return null;
      throw error;
    }
  },
});
export type Composer = ReturnType<typeof createComposer>;
