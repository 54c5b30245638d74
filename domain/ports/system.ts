// The impure basics that pure code is given: time, randomness, hashes.
import type { RunRef } from '../access/ids.ts';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
export type Digest = (text: string) => string;

export const dataPurposes = ['personal', 'assessment'] as const;
export type DataPurpose = (typeof dataPurposes)[number];

declare const sealed: unique symbol;

/**
 * Where a value of type `T` stands sealed, and under which of its run's keys: bound into its encryption, so that it
 * cannot be moved to another row or column.
 */
export type SealPlace<T> = RunRef & {
  readonly purpose: DataPurpose;
  readonly table: string;
  readonly column: string;
  readonly key: string;
  readonly [sealed]?: T;
};

/** Seals values with a run's data keys; throws AppError `personal_data.erased` once the key is destroyed. */
export interface Sealer {
  seal<T>(place: SealPlace<T>, value: NoInfer<T>): Promise<Uint8Array>;
  open<T>(place: SealPlace<T>, bytes: Uint8Array): Promise<T>;
}

/** The same for bytes as they are. */
export interface BytesSealer {
  sealBytes(place: SealPlace<Uint8Array>, bytes: Uint8Array): Promise<Uint8Array>;
  openBytes(place: SealPlace<Uint8Array>, bytes: Uint8Array): Promise<Uint8Array>;
}
