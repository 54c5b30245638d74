// Starts the workflows that draft the plans of templates.
import { Client, type Connection } from '@temporalio/client';
import type { TemplateEngine } from '../../domain/ports/templates.ts';
import { templatePlanWorkflowId, templatePlanWorkflowType, type TemplatePlanInput } from '../../workflows/contracts.ts';
import { startOnce } from './start-once.ts';

export const createTemplateEngine = (options: {
  connection: Connection;
  namespace: string;
  taskQueue: string;
}): TemplateEngine => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    startTemplatePlan: async (drafting) => {
      const input: TemplatePlanInput = { version: 1, drafting };
      return await startOnce(client, templatePlanWorkflowType, {
        workflowId: templatePlanWorkflowId(drafting),
        taskQueue: options.taskQueue,
        args: [input],
        staticSummary: `Plan of ${drafting.templateId}, version ${drafting.version}, of ${drafting.tenantId}`,
      });
    },
  };
};
