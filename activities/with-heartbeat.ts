// Keeps a long activity's sign of life going while its work waits for something outside.

const everyMs = 1_000;

/** Beats at once and then every second until `work` settles. */
export const withHeartbeat = async <T>(beat: () => void, work: () => Promise<T>): Promise<T> => {
  beat();
  const timer = setInterval(beat, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
