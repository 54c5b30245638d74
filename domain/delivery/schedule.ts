// When the next attempt of a delivery is due: the deployment's schedule, a little varied, or later when the receiver says so.

const jitter = 0.1;
/** The longest wait that a receiver may ask for. */
export const retryAfterMaxMs = 24 * 3_600_000;

type Pause = {
  /** Pause of the schedule before this attempt. */
  delayMs: number;
  /** What the receiver asked for with the attempt before. */
  retryAfterMs: number | null;
  /** In [0, 1). */
  random: number;
};

/** Milliseconds to wait before an attempt. Jitter keeps many deliveries that failed together from returning together. */
export const pauseBefore = ({ delayMs, retryAfterMs, random }: Pause): number => {
  const varied = Math.round(delayMs * (1 + jitter * (2 * random - 1)));
  return Math.max(varied, Math.min(retryAfterMs ?? 0, retryAfterMaxMs));
};
