// A recruiter's verdict on an assessment: their own word counts, and a departure from the proposal is marked.
import { AppError } from '../domain/errors.ts';
import type { InterviewState, Verdict } from '../domain/lifecycle/state.ts';
import type { InterviewStore } from '../domain/ports/interviews.ts';
import type { CommandNote, createNoteAttacher } from './command-note.ts';
import type { Caller, SendCommand } from './send-command.ts';

export type DecideAssessmentDeps = {
  sendCommand: SendCommand;
  attachNote: ReturnType<typeof createNoteAttacher>;
  interviews: Pick<InterviewStore, 'find'>;
};

export type VerdictRequest = { assessmentRevision?: number; verdict?: Verdict; reasonCodes?: string[] };

export type ApprovedAssessment = { state: InterviewState; verdict: Verdict | null; overridden: boolean };

export const approveAssessment =
  ({ sendCommand, attachNote, interviews }: DecideAssessmentDeps) =>
  async (
    tenantId: string,
    runId: string,
    request: VerdictRequest & { note: CommandNote },
    caller: Caller,
  ): Promise<ApprovedAssessment> => {
    const { note, ...args } = request;
    const command = { name: 'approveAssessment', args } as const;
    await sendCommand(tenantId, runId, command, {
      ...caller,
      content: note,
      attach: attachNote(tenantId, command, note),
    });
    const run = await interviews.find(tenantId, runId);
    if (run === null) throw new AppError('interview.not_found');
    const { state, verdict, proposedVerdict } = run.machine;
    return { state, verdict, overridden: verdict !== proposedVerdict };
  };
