// Starts the workflows that store and hear what was said.
import { Client, type Connection } from '@temporalio/client';
import type { RecordingEngine } from '../../domain/ports/recordings.ts';
import { recordingWorkflowId, recordingWorkflowType, type RecordingInput } from '../../workflows/contracts.ts';
import { startOnce } from './start-once.ts';

export const createRecordingEngine = (options: {
  connection: Connection;
  namespace: string;
  taskQueue: string;
}): RecordingEngine => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    startRecording: async ({ tenantId, runId, recordingId }) => {
      const input: RecordingInput = { version: 1, recording: { tenantId, runId, recordingId } };
      return await startOnce(client, recordingWorkflowType, {
        workflowId: recordingWorkflowId(recordingId),
        taskQueue: options.taskQueue,
        args: [input],
        staticSummary: `Spoken answer of ${runId} of ${tenantId}`,
      });
    },
  };
};
