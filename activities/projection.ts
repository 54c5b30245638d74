// The one activity that moves what people read, beside whoever got the same facts with an answer.
import type { ProjectionStore } from '../domain/ports/interviews.ts';
import type { ProjectionActivities } from '../workflows/contracts.ts';

/** Long enough for a receiver that lives; both at once would only wait for each other's lock on the row. */
const precedenceMs = 50;

type Deps = { projection: ProjectionStore; pause(durationMs: number): Promise<void> };

export const createProjectionActivities = ({ projection, pause }: Deps): ProjectionActivities => ({
  project: async ({ tenantId, runId, facts, carried }) => {
    if (carried) await pause(precedenceMs);
    await projection.project({ tenantId, runId }, facts);
  },
});
