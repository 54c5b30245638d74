// Tells a caller where it stands: the fields of the IETF draft, and the older ones that many clients know.
import type { Standing } from '../../domain/ports/rate-limits.ts';

/** `X-RateLimit-Reset` is the second since 1970 at which counting starts anew. */
export const limitHeaders = ({ policy, remaining, resetSeconds }: Standing, now: number): Record<string, string> => ({
  'RateLimit-Policy': `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`,
  RateLimit: `"${policy.name}";r=${remaining};t=${resetSeconds}`,
  'X-RateLimit-Limit': String(policy.limit),
  'X-RateLimit-Remaining': String(remaining),
  'X-RateLimit-Reset': String(Math.ceil(now / 1_000) + resetSeconds),
});
