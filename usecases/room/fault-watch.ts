// Remembers since when a candidate's requests have been failing on our side, so that the failure costs no time.

export interface FaultWatch {
  /** A request of this run that arrived at `at` failed through our fault; the first of a series counts. */
  note(runId: string, at: number): void;
  /** When the present series of failures began, or null. */
  since(runId: string): number | null;
  /** A request succeeded: the series is over. */
  clear(runId: string): void;
}

const runsMax = 10_000;

/** In memory: another process that serves the run meanwhile counts 15 seconds at most, as for any silence. */
export const createFaultWatch = (): FaultWatch => {
  const firstFaults = new Map<string, number>();
  return {
    note: (runId, at) => {
      if (firstFaults.has(runId)) return;
      const oldest = firstFaults.keys().next();
      if (firstFaults.size >= runsMax && !oldest.done) firstFaults.delete(oldest.value);
      firstFaults.set(runId, at);
    },
    since: (runId) => firstFaults.get(runId) ?? null,
    clear: (runId) => void firstFaults.delete(runId),
  };
};
