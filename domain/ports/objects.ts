// Large things: recordings and spoken questions. What lies in a store is sealed before it gets there, and only we hand it out.

/** Half-open, in bytes of what is stored. */
export type ByteRange = { start: number; end: number };

export type StoredObject = { key: string; bytes: number; modifiedAt: number };

/** A plain store of bytes under keys of ours (`[a-z0-9/._-]`, at most 500 characters). Every call may be repeated. */
export interface ObjectStore {
  /** Whole or not at all: nobody reads a half. A second one under the same key replaces the first. */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number }>;
  /** Null when there is nothing under the key. */
  read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null>;
  size(key: string): Promise<number | null>;
  /** Harmless when there is nothing. */
  remove(key: string): Promise<void>;
  /** In the order of their keys, those after `after` first. */
  list(prefix: string, after?: string): AsyncIterable<StoredObject>;
}
