// Types of lock.mjs, which has none because it runs before anything is installed.
import type { ProcessIdentity } from './process-identity.mjs';

export type LockDetails = Record<string, string>;
export type LockHolder = ProcessIdentity & Partial<LockDetails>;
export interface Lock {
  /** Adds to what others read about the holder. */
  update: (changed: LockDetails) => void;
  release: () => void;
}

export declare const readLock: (path: string) => LockHolder | null;
export declare const removeStale: (path: string) => void;
export declare const tryLock: (path: string, details?: LockDetails) => Lock | null;
export declare const waitForLock: (
  path: string,
  options?: { details?: LockDetails; onWait?: (holder: LockHolder) => void },
) => Promise<Lock>;
