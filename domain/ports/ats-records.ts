// The record that an ATS keeps of a candidate, as we read and write it. One small adapter per vendor in infra/ats/<vendor>/.
import type { ConnectionConfig, Credentials, OpenConnection } from '../connections/connection.ts';
import type { AtsApplication } from './ats-hooks.ts';

export type VendorRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, or below the vendor's API as the adapter's settings say. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
};

export type VendorAnswer = {
  status: number;
  /** Lower case. */
  headers: Readonly<Record<string, string>>;
  /** Parsed JSON, null where there is none. */
  body: unknown;
};

/** One connection in use. `call` is authorised, bounded in size, time and rate, and throws `VendorTrouble` for what is no answer. */
export type AtsSession = {
  config: ConnectionConfig;
  credentials: Credentials;
  call(request: VendorRequest): Promise<VendorAnswer>;
};

/** Why a call to a vendor came to nothing: `code` for the ledger, never the vendor's words. */
export class VendorTrouble extends Error {
  readonly code: string;
  /** Trying again later may help. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly status: number | null;

  constructor(
    code: string,
    about: { retryable: boolean; retryAfterMs?: number | null; status?: number | null } = { retryable: false },
  ) {
    super(code);
    this.name = 'VendorTrouble';
    this.code = code;
    this.retryable = about.retryable;
    this.retryAfterMs = about.retryAfterMs ?? null;
    this.status = about.status ?? null;
  }
}

/** Whose record: both ids, as the vendor spells them. */
export type RecordRef = { applicationId: string; candidateId: string };

export const atsFieldTypes = [
  'text',
  'long_text',
  'number',
  'boolean',
  'date',
  'url',
  'single_select',
  'multi_select',
] as const;
export type AtsFieldType = (typeof atsFieldTypes)[number];

export const atsFieldObjects = ['candidate', 'application'] as const;
export type AtsFieldObject = (typeof atsFieldObjects)[number];

/** A field of the customer's own; `type` is null for one that cannot be written (a user, a currency). */
export type AtsField = {
  object: AtsFieldObject;
  key: string;
  name: string;
  type: AtsFieldType | null;
  /** Of selects. */
  options: readonly { id: string; label: string }[] | null;
};

export type AtsFieldRef = Pick<AtsField, 'object' | 'key'>;

/** What stands or is written in a field. Options of selects are their ids; dates are `YYYY-MM-DD`. Null is empty. */
export type AtsValue = string | number | boolean | readonly string[] | null;

export type AtsFile = { name: string; contentType: string; bytes: Uint8Array };

/**
 * What can be done to a record. Every write may be made twice and is found again: notes and files by a mark of ours
 * that stands in their text or name. Methods throw `VendorTrouble`; `record_missing` where the record is gone.
 */
export interface AtsRecords {
  limits: { noteCharacters: number; fileBytes: number };
  /** Null where there is no such record. */
  readApplication(session: AtsSession, ref: { applicationId: string }): Promise<AtsApplication | null>;
  listFields(session: AtsSession): Promise<AtsField[]>;
  /** Of one job where the vendor has stages per job. */
  listStages(session: AtsSession, jobId: string | null): Promise<{ id: string; name: string }[]>;
  /** In the order of `fields`. */
  readFields(session: AtsSession, ref: RecordRef, fields: readonly AtsFieldRef[]): Promise<AtsValue[]>;
  /** Each field alone or all of one object in one call, as the vendor takes them. */
  writeFields(
    session: AtsSession,
    ref: RecordRef,
    values: readonly (AtsFieldRef & { value: AtsValue })[],
  ): Promise<void>;
  /** The note that holds the mark, or null. */
  findNote(session: AtsSession, ref: RecordRef, mark: string): Promise<{ id: string } | null>;
  /** `body` already holds the mark. */
  addNote(session: AtsSession, ref: RecordRef, body: string): Promise<{ id: string }>;
  /** Absent where the vendor's API cannot. True when it is gone, also when it was before. */
  deleteNote?(session: AtsSession, ref: RecordRef, id: string): Promise<boolean>;
  readTags(session: AtsSession, ref: RecordRef): Promise<string[]>;
  addTag(session: AtsSession, ref: RecordRef, tag: string): Promise<void>;
  removeTag?(session: AtsSession, ref: RecordRef, tag: string): Promise<void>;
  /** By its name, which holds the mark. */
  findFile(session: AtsSession, ref: RecordRef, name: string): Promise<{ id: string } | null>;
  addFile(session: AtsSession, ref: RecordRef, file: AtsFile): Promise<{ id: string }>;
  deleteFile?(session: AtsSession, ref: RecordRef, id: string): Promise<boolean>;
  /** Absent where links are no part of a record: they stand in the note. */
  addLink?(session: AtsSession, ref: RecordRef, url: string): Promise<void>;
  readLinks?(session: AtsSession, ref: RecordRef): Promise<string[]>;
  /** Sets off whatever the customer automated for that stage. */
  moveStage?(session: AtsSession, ref: RecordRef, stages: { from: string | null; to: string }): Promise<void>;
}

/** What a call that changes nothing came to: `trouble` is null where it was answered well. */
export type AtsProbe = Pick<VendorRequest, 'method' | 'url'> & { trouble: VendorTrouble | null };

/** Tries a connection, a paused one too; null where there is nothing harmless to call with what it has. */
export interface AtsProbes {
  probe(connection: OpenConnection): Promise<AtsProbe | null>;
}

/** Opens connections of a tenant for use; throws `connection.not_found`, `connection.paused`. */
export interface AtsSessions {
  open(tenantId: string, connectionId: string): Promise<{ kind: string; records: AtsRecords; session: AtsSession }>;
}
