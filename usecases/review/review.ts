// What a recruiter may do by a signed link: see what an interview waits for, and decide on exactly what was shown.
import { AppError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/lifecycle/facts.ts';
import { isTerminal, type Verdict } from '../../domain/lifecycle/state.ts';
import type { ReviewLink, ReviewLinks, ReviewRuns } from '../../domain/ports/review.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { createNoteAttacher } from '../command-note.ts';
import type { approveAssessment } from '../decide-assessment.ts';
import type { approvePlan } from '../decide-plan.ts';
import type { InterviewView, ReadInterview } from '../interviews/read-interview.ts';
import type { SendCommand } from '../send-command.ts';

export type ReviewDeps = {
  links: Pick<ReviewLinks, 'read'>;
  runs: ReviewRuns;
  readInterview: ReadInterview;
  approvePlan: ReturnType<typeof approvePlan>;
  approveAssessment: ReturnType<typeof approveAssessment>;
  sendCommand: SendCommand;
  attachNote: ReturnType<typeof createNoteAttacher>;
  clock: Clock;
};

/** Each names the revision that was shown: another current one refuses it. */
export type ReviewDecision =
  | { kind: 'approvePlan'; revision: number }
  | { kind: 'rejectPlan'; revision: number; reason: string }
  | { kind: 'approveAssessment'; revision: number; verdict: Verdict; reasonCode: string | null; note: string | null }
  | { kind: 'rejectAssessment'; revision: number; reason: string };

type Place = { link: ReviewLink; tenantId: string; view: InterviewView };

/** A link ends with its time, with the interview, and with the data. */
const enter = async (deps: ReviewDeps, token: string): Promise<Place> => {
  const link = deps.links.read(token);
  if (link === null) throw new AppError('review.link_invalid');
  if (link.expiresAt <= deps.clock.now()) throw new AppError('review.link_expired');
  const tenantId = await deps.runs.tenantOf(link.runId);
  if (tenantId === null) throw new AppError('review.link_invalid');
  const view = await deps.readInterview(tenantId, link.runId);
  if (view.erasedAt !== null) throw new AppError('personal_data.erased');
  if (isTerminal(view.machine.state)) throw new AppError('review.ended');
  return { link, tenantId, view };
};

const reject = async (
  deps: ReviewDeps,
  { link: { runId }, tenantId }: Place,
  decision: Extract<ReviewDecision, { reason: string }>,
  actor: Actor,
): Promise<void> => {
  const command =
    decision.kind === 'rejectPlan'
      ? ({ name: 'rejectPlan', args: { planRevision: decision.revision } } as const)
      : ({ name: 'rejectAssessment', args: { assessmentRevision: decision.revision } } as const);
  const note = { text: decision.reason };
  const attach = deps.attachNote(tenantId, command, note);
  await deps.sendCommand(tenantId, runId, command, { actor, updateKey: null, content: note, attach });
};

const decide = async (deps: ReviewDeps, place: Place, decision: ReviewDecision): Promise<void> => {
  const { link, tenantId } = place;
  // The id of the mail that carried the link: who decided can be told from it, without a name.
  const actor: Actor = { kind: 'recruiter', id: link.linkId };
  const caller = { actor, updateKey: null };
  switch (decision.kind) {
    case 'approvePlan':
      await deps.approvePlan(tenantId, link.runId, { planRevision: decision.revision }, caller);
      return;
    case 'approveAssessment': {
      const { revision, verdict, reasonCode, note } = decision;
      const wish = {
        assessmentRevision: revision,
        verdict,
        ...(reasonCode === null ? {} : { reasonCodes: [reasonCode] }),
        note: note === null ? {} : { text: note },
      };
      await deps.approveAssessment(tenantId, link.runId, wish, caller);
      return;
    }
    default:
      return await reject(deps, place, decision, actor);
  }
};

/** Throws `review.*` (404, 410) or 410 `personal_data.erased` for a link that opens nothing. */
export const createReview = (deps: ReviewDeps) => ({
  open: async (token: string): Promise<InterviewView> => (await enter(deps, token)).view,
  decide: async (token: string, decision: ReviewDecision): Promise<void> =>
    decide(deps, await enter(deps, token), decision),
});
export type Review = ReturnType<typeof createReview>;
