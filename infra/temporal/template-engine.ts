// Starts the workflows that draft the plans of templates.
import { Client, WorkflowExecutionAlreadyStartedError, type Connection } from '@temporalio/client';
import type { TemplateEngine } from '../../domain/ports/templates.ts';
import { templatePlanWorkflowId, templatePlanWorkflowType, type TemplatePlanInput } from '../../workflows/contracts.ts';
import { startFailure } from './failures.ts';

/** Shorter than a worker's claim on what it starts. */
const startTimeoutMs = 5_000;

export const createTemplateEngine = (options: {
  connection: Connection;
  namespace: string;
  taskQueue: string;
}): TemplateEngine => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    startTemplatePlan: async (drafting) => {
      const input: TemplatePlanInput = { version: 1, drafting };
      const start = () =>
        client.workflow.start(templatePlanWorkflowType, {
          workflowId: templatePlanWorkflowId(drafting),
          taskQueue: options.taskQueue,
          args: [input],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          staticSummary: `Plan of ${drafting.templateId}, version ${drafting.version}, of ${drafting.tenantId}`,
        });
      try {
        await client.withDeadline(Date.now() + startTimeoutMs, start);
        return 'running';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'closed';
        throw startFailure(error);
      }
    },
  };
};
