// How long a server asks us to wait, in whichever spelling it chose.

/** Longer than every spelling of a date. */
const lengthMax = 60;

/** Seconds of a Retry-After header (a number or an HTTP date), at most `secondsMax`; undefined when it says nothing usable. */
export const parseRetryAfter = (value: string | undefined, nowMs: number, secondsMax: number): number | undefined => {
  const bounded = (seconds: number): number | undefined =>
    Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.ceil(seconds), secondsMax) : undefined;
  const text = value !== undefined && value.length <= lengthMax ? value.trim() : '';
  if (/^\d{1,9}(\.\d{1,3})?$/u.test(text)) return bounded(Number(text));
  // Date.parse alone would also read years and fragments such as "-5".
  if (!/^[A-Z][a-z]{2,8},? /u.test(text)) return undefined;
  return bounded(Math.max(0, Date.parse(text) - nowMs) / 1000);
};
