// Everything the outside can ask about interviews, put together once over the ports: faces and tests take it whole.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { WorkflowEngine } from '../../domain/ports/engine.ts';
import type { InterviewReader } from '../../domain/ports/interview-reader.ts';
import type { ChangeListener, InterviewStore, ProjectionStore, WorkerPresence } from '../../domain/ports/interviews.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Conversation } from '../../domain/ports/room.ts';
import type { RunTexts } from '../../domain/ports/run-texts.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';
import { createAwaitChange } from './await-change.ts';
import type { AddressCheck } from '../deliveries/callable-address.ts';
import { createDecisions, type DecisionDeps } from '../decisions.ts';
import { createListInterviews } from './lists.ts';
import { createReadInterview, type ReadInterviewDeps } from './read-interview.ts';
import { createWorkflowStarter } from './start-workflow.ts';
import { submitInterview, type SubmitInterviewDeps } from './submit-interview.ts';

export type InterviewPorts = {
  interviews: InterviewStore;
  texts: RunTexts;
  plans: DecisionDeps['plans'];
  planner: DecisionDeps['planner'];
  wantsDeciderNames: DecisionDeps['wantsDeciderNames'];
  reader: InterviewReader;
  changes: ChangeListener;
  workers: WorkerPresence;
  engine: WorkflowEngine;
  projection: ProjectionStore;
  sealer: SubmitInterviewDeps['sealer'];
  settingsOf: SubmitInterviewDeps['settingsOf'];
  packages: SubmitInterviewDeps['packages'];
  openAssessment: ReadInterviewDeps['openAssessment'];
  /** Null when there is no such run; throws `personal_data.erased`, `consent.withdrawn`. */
  readConversation(run: RunRef): Promise<Conversation | null>;
  /** Refuses addresses that may never be called. */
  outbound: AddressCheck;
  textWork: TextWork;
  locales: SubmitInterviewDeps['locales'];
  clock: Clock;
  digest: Digest;
  /** Keyed with the deployment's pepper: its results stand in histories and outlive an erasure. */
  keyedDigest: Digest;
  newRunId(): string;
  newInterviewId(): string;
  publicUrl: string;
  metrics: Metrics;
  logger: Logger;
};

export const createInterviewUseCases = (ports: InterviewPorts) => {
  const starter = createWorkflowStarter(ports);
  return {
    submitInterview: submitInterview({ ...ports, starter }),
    startsSettled: starter.settled,
    readInterview: createReadInterview(ports),
    /** Throws `interview.not_found`, `personal_data.erased`, `consent.withdrawn`. */
    readTranscript: async (run: RunRef): Promise<Conversation> => {
      const conversation = await ports.readConversation(run);
      if (conversation === null) throw new AppError('interview.not_found');
      return conversation;
    },
    listInterviews: createListInterviews(ports),
    awaitChange: createAwaitChange(ports),
    decisions: createDecisions(ports),
  };
};
