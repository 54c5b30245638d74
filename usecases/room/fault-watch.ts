// Remembers since when a candidate's requests have been failing on our side, so that the failure costs no time.

export interface FaultWatch {
  /** A request of this run that arrived at `at` failed through our fault; the first of a series counts. */
  note(runId: string, at: number): void;
  /** Since when requests of this run have been failing, or null; the series ends with this call. */
  take(runId: string): number | null;
}

const runsMax = 10_000;

/** In memory: another process that serves the run meanwhile counts 15 seconds at most, as for any silence. */
export const createFaultWatch = (): FaultWatch => {
  const since = new Map<string, number>();
  return {
    note: (runId, at) => {
      if (since.has(runId)) return;
      const oldest = since.keys().next();
      if (since.size >= runsMax && !oldest.done) since.delete(oldest.value);
      since.set(runId, at);
    },
    take: (runId) => {
      const at = since.get(runId) ?? null;
      since.delete(runId);
      return at;
    },
  };
};
