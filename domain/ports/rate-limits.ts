// Counts requests of one caller over all processes; the HTTP side asks before it lets a request in.
import type { LimitPolicy } from '../access/limits.ts';

/** Where a caller stands once this request is counted. */
export type Standing = {
  policy: LimitPolicy;
  allowed: boolean;
  remaining: number;
  /** Until the window ends and counting starts anew. */
  resetSeconds: number;
};

export interface RateLimits {
  /** Counts one request of `caller` and never fails: while the store is away, this process counts for itself. */
  hit(policy: LimitPolicy, caller: string): Promise<Standing>;
}
