// Reads out of a run's history who sent it commands directly: the identity that each client gives itself, which nobody checks.
import type { Connection } from '@temporalio/client';
import type { CommandClaim, CommandClaims } from '../../domain/ports/audit.ts';
import { interviewWorkflowId } from '../../workflows/contracts.ts';

type Answer = Awaited<ReturnType<Connection['workflowService']['getWorkflowExecutionHistory']>>;
type HistoryEvent = NonNullable<NonNullable<Answer['history']>['events']>[number];

const deadlineMs = 5_000;
/** Far more than an interview has. */
const pagesMax = 50;

const timeOf = ({ eventTime }: HistoryEvent): number =>
  Number(eventTime?.seconds ?? 0) * 1_000 + Math.floor((eventTime?.nanos ?? 0) / 1_000_000);

type Sent = { command: string | null | undefined; identity: string | null | undefined };

const signalIn = ({ workflowExecutionSignaledEventAttributes: signal }: HistoryEvent): Sent | null =>
  signal ? { command: signal.signalName, identity: signal.identity } : null;

const updateIn = ({ workflowExecutionUpdateAcceptedEventAttributes: update }: HistoryEvent): Sent | null => {
  const request = update?.acceptedRequest;
  return request ? { command: request.input?.name, identity: request.meta?.identity } : null;
};

const cancelIn = ({ workflowExecutionCancelRequestedEventAttributes: cancel }: HistoryEvent): Sent | null =>
  cancel ? { command: 'cancel', identity: cancel.identity } : null;

/**
 * `times` knows the events before. An update is recorded once the workflow has applied it: it counts from the event that it
 * arrived after.
 */
const claimOf = (event: HistoryEvent, times: ReadonlyMap<string, number>): CommandClaim[] => {
  const { command, identity } = signalIn(event) ?? updateIn(event) ?? cancelIn(event) ?? {};
  if (!command || !identity) return [];
  const arrival = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequestSequencingEventId;
  return [{ command, identity, at: times.get(String(arrival)) ?? timeOf(event) }];
};

const readClaims = async (
  { connection, namespace }: { connection: Connection; namespace: string },
  workflowId: string,
): Promise<CommandClaim[]> => {
  const claims: CommandClaim[] = [];
  const times = new Map<string, number>();
  let nextPageToken: Uint8Array = new Uint8Array();
  for (let page = 0; page < pagesMax; page += 1) {
    const request = { namespace, execution: { workflowId }, nextPageToken, maximumPageSize: 1_000 };
    const answer = await connection.workflowService.getWorkflowExecutionHistory(request);
    for (const event of answer.history?.events ?? []) {
      times.set(String(event.eventId), timeOf(event));
      claims.push(...claimOf(event, times));
    }
    nextPageToken = answer.nextPageToken;
    if (nextPageToken.length === 0) break;
  }
  return claims;
};

export const createCommandClaims = (options: { connection: Connection; namespace: string }): CommandClaims => ({
  claimsOf: async (runId) => {
    try {
      const read = (): Promise<CommandClaim[]> => readClaims(options, interviewWorkflowId(runId));
      return await options.connection.withDeadline(Date.now() + deadlineMs, read);
    } catch {
      return null;
    }
  },
});
