// Waiting for a condition, never for a time: tests stay quick on a fast machine and true on a slow one.

type Options = {
  timeoutMs?: number;
  /** Added to the message when time runs out. */
  explain?: () => string;
};

const askAgainAfterMs = 25;

export const pause = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

/** Reads again and again until the value is accepted; the last one is in the message when time runs out. */
export const eventually = async <T>(
  read: () => Promise<T>,
  accept: (value: T) => boolean,
  { timeoutMs = 90_000, explain = () => '' }: Options = {},
): Promise<T> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`still waiting after ${timeoutMs} ms: ${JSON.stringify(value)?.slice(0, 2_000)} ${explain()}`);
    await pause(askAgainAfterMs);
  }
};
