// How long a provider asks us to wait, in whichever spelling it chose.

const secondsMax = 600;

const bounded = (seconds: number): number | undefined => {
  if (!Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(Math.ceil(seconds), secondsMax);
};

/** Seconds of a Retry-After header (a number or an HTTP date), at most ten minutes; undefined when it says nothing usable. */
export const parseRetryAfter = (value: string | undefined, nowMs: number): number | undefined => {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,3})?$/u.test(text)) return bounded(Number(text));
  // Date.parse alone would also read years and fragments such as "-5".
  if (!/^[A-Z][a-z]{2,8},? /u.test(text)) return undefined;
  return bounded(Math.max(0, Date.parse(text) - nowMs) / 1000);
};
