// One thing written into an ATS's record, and how far that has come: the ledger has a row for each (run, connection, target, revision).
import type { AtsFieldObject, AtsFile, AtsValue } from '../ports/ats-records.ts';

/** What an audit asks for in the record; each item says which of them it carries. */
export const recordParts = ['questions', 'transcript', 'rubric', 'rationale', 'decision', 'scores'] as const;
export type RecordPart = (typeof recordParts)[number];

export const writebackKinds = ['field', 'note', 'tag', 'file', 'link', 'stage'] as const;
export type WritebackKind = (typeof writebackKinds)[number];

/**
 * `intended` → `attempting` → `confirmed` (read back) | `conflicted` (a person changed it since) | `failed`. `superseded`
 * gave way to a later revision; `kept_theirs` was resolved; `removed` and `left` are what an erasure made of it.
 */
export const writebackStatuses = [
  'intended',
  'attempting',
  'confirmed',
  'conflicted',
  'failed',
  'superseded',
  'kept_theirs',
  'removed',
  'left',
] as const;
export type WritebackStatus = (typeof writebackStatuses)[number];

type Common = {
  /** Unique within run and connection: `field:application:ai_score`, `note:record:1`, `tag:phone-screen`, `file:pdf`, `link`, `stage`. */
  target: string;
  parts: readonly RecordPart[];
};

/** What is to stand in the record, as the mapping and the truth of now say. */
export type IntendedItem =
  | (Common & { kind: 'field'; object: AtsFieldObject; key: string; value: AtsValue })
  /** `mark` stands in `body`. */
  | (Common & { kind: 'note'; mark: string; body: string })
  | (Common & { kind: 'tag'; tag: string })
  /** The name holds the mark. Bytes are made when they are needed. */
  | (Common & { kind: 'file'; mark: string; name: string; make(): Promise<AtsFile> })
  | (Common & { kind: 'link'; url: string })
  | (Common & { kind: 'stage'; toStageId: string });

/** What could not be made of the mapping: stands in the ledger as `failed`, so that it is never silent. */
export type UnmakeableItem = { target: string; kind: WritebackKind; code: string };

/** Everything that is to be written of a run now. `revision` grows with whatever changes the document. */
export type Composition = { revision: number; items: readonly IntendedItem[]; problems: readonly UnmakeableItem[] };
