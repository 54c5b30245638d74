// The one activity that moves what people read; the workflow is its only caller.
import type { ProjectionStore } from '../domain/ports/interviews.ts';
import type { ProjectionActivities } from '../workflows/contracts.ts';

export const createProjectionActivities = (deps: { projection: ProjectionStore }): ProjectionActivities => ({
  project: ({ tenantId, runId, facts }) => deps.projection.project({ tenantId, runId }, facts),
});
