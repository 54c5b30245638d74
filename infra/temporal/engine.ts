// The workflow engine's port on Temporal: starts runs once, sends commands as Updates that may be repeated safely.
import {
  Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Connection,
} from '@temporalio/client';
import { SearchAttributeType, TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { answersAfterWork, type CommandName } from '../../domain/lifecycle/commands.ts';
import { waitsFor } from '../../domain/lifecycle/work.ts';
import type { CarriedFacts, CommandResult, InterviewInput, WorkflowEngine } from '../../domain/ports/engine.ts';
import {
  interviewWorkflowId,
  interviewWorkflowType,
  searchAttributes,
  type CommandMessage,
} from '../../workflows/contracts.ts';
import { commandFailure, isUnavailable, lacksAttribute, startFailure, wasNotSent } from './failures.ts';

const startTimeoutMs = 5_000;
const commandTimeoutMs = 5_000;
const patientTimeoutMs = 8_000;
const replayTimeoutMs = 2_000;
const unavailablePausesMs = [100, 300, 700];

export type TemporalEngineOptions = {
  connection: Connection;
  namespace: string;
  taskQueue: string;
  /** Whether the namespace has our search attributes. */
  searchAttributes: boolean;
};

const stateKey = defineSearchAttributeKey(searchAttributes.state, SearchAttributeType.KEYWORD);
const tenantKey = defineSearchAttributeKey(searchAttributes.tenant, SearchAttributeType.KEYWORD);
const attentionKey = defineSearchAttributeKey(searchAttributes.attention, SearchAttributeType.KEYWORD);
const waitsForKey = defineSearchAttributeKey(searchAttributes.waitsFor, SearchAttributeType.KEYWORD);

const attributesOf = ({ state, tenantId }: InterviewInput): TypedSearchAttributes =>
  new TypedSearchAttributes([
    { key: stateKey, value: state.state },
    { key: tenantKey, value: tenantId },
    { key: attentionKey, value: state.attention?.code ?? 'none' },
    { key: waitsForKey, value: waitsFor(state) },
  ]);

const pause = (timeoutMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, timeoutMs));

const timeoutOf = (name: CommandName): number => (answersAfterWork(name) ? patientTimeoutMs : commandTimeoutMs);

/** Repeats `work` while the server cannot be reached, for about a second, and never past the deadline. */
const untilReachable = async <T>(
  deadline: number,
  onFailure: (error: unknown) => void,
  work: () => Promise<T>,
): Promise<T> => {
  for (const pauseMs of unavailablePausesMs) {
    try {
      return await work();
    } catch (error) {
      onFailure(error);
      if (!isUnavailable(error) || Date.now() + pauseMs >= deadline) throw error;
      await pause(pauseMs);
    }
  }
  return work();
};

const startInterview = async (client: Client, options: TemporalEngineOptions, input: InterviewInput): Promise<void> => {
  const deadline = Date.now() + startTimeoutMs;
  const start = (attributes: { typedSearchAttributes?: TypedSearchAttributes }) => () =>
    client.workflow.start(interviewWorkflowType, {
      workflowId: interviewWorkflowId(input.runId),
      taskQueue: options.taskQueue,
      args: [input],
      // What came to its own end never begins again, however late a start arrives.
      workflowIdReusePolicy: (input.state.restarts ?? 0) > 0 ? 'ALLOW_DUPLICATE_FAILED_ONLY' : 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowTaskTimeout: '3 seconds',
      staticSummary: `Interview ${input.runId} of ${input.tenantId}`,
      ...attributes,
    });
  const begin = (work: () => Promise<unknown>) =>
    client.withDeadline(deadline, () => untilReachable(deadline, () => undefined, work));
  try {
    if (!options.searchAttributes) return void (await begin(start({})));
    try {
      await begin(start({ typedSearchAttributes: attributesOf(input) }));
    } catch (error) {
      // An interview that cannot be filtered by is better than one that never begins; `doctor` says what is missing.
      if (!lacksAttribute(error)) throw error;
      await begin(start({}));
    }
  } catch (error) {
    // It ran to its end already.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw startFailure(error);
  }
};

type Answer = CommandResult | CarriedFacts;

/** A run that has ended takes no new update, but still knows the answers it gave: a repeat gets the first one. */
const replayAnswer = async (
  client: Client,
  runId: string,
  updateId: string,
  gone: WorkflowNotFoundError,
): Promise<Answer> => {
  const answered = client.workflow.getHandle(interviewWorkflowId(runId)).getUpdateHandle<Answer>(updateId);
  try {
    return await client.withDeadline(Date.now() + replayTimeoutMs, () => answered.result());
  } catch (error) {
    throw error instanceof WorkflowUpdateFailedError ? error : gone;
  }
};

type Sending = Parameters<WorkflowEngine['sendCommand']>[0];

const sendCommand = async (client: Client, sending: Sending): Promise<Answer> => {
  const { runId, command, updateId, ...sender } = sending;
  const message: CommandMessage = { args: command.args, ...sender };
  const deadline = Date.now() + timeoutOf(command.name);
  let maySent = false;
  const noteAttempt = (error: unknown): void => {
    maySent ||= !wasNotSent(error);
  };
  const execute = () =>
    client.workflow
      .getHandle(interviewWorkflowId(runId))
      .executeUpdate<Answer, [CommandMessage]>(command.name, { args: [message], updateId });
  try {
    return await client.withDeadline(deadline, () => untilReachable(deadline, noteAttempt, execute));
  } catch (error) {
    noteAttempt(error);
    if (!(error instanceof WorkflowNotFoundError)) throw commandFailure(error, { maySent });
    return replayAnswer(client, runId, updateId, error).catch((reason: unknown) => {
      throw commandFailure(reason, { maySent });
    });
  }
};

export const createTemporalEngine = (options: TemporalEngineOptions): WorkflowEngine => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    startInterview: (input) => startInterview(client, options, input),
    sendCommand: (sending) => sendCommand(client, sending),
  };
};
