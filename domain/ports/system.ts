// The impure basics that pure code is given: time, randomness, hashes.

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
export type Digest = (text: string) => string;

export const dataPurposes = ['personal', 'assessment'] as const;
export type DataPurpose = (typeof dataPurposes)[number];

/** Where a sealed value stands: bound into its encryption, so that it cannot be moved to another row or column. */
export type SealPlace = { tenantId: string; runId: string; table: string; column: string; key: string };

/** Seals values with a run's data keys; throws AppError `personal_data.erased` once the key is destroyed. */
export interface Sealer {
  seal(purpose: DataPurpose, place: SealPlace, value: unknown): Promise<Uint8Array>;
  unseal(purpose: DataPurpose, place: SealPlace, sealed: Uint8Array): Promise<unknown>;
}
