// What a recruiter may do by a signed link: see what an interview waits for, and decide on exactly what was shown.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { isTerminal, type Verdict } from '../../domain/lifecycle/state.ts';
import type { ReviewLink, ReviewLinks } from '../../domain/ports/review.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { Decisions } from '../decisions.ts';
import type { InterviewView, ReadInterview } from '../interviews/read-interview.ts';

export type ReviewDeps = {
  links: Pick<ReviewLinks, 'read'>;
  /** Only a link's run is known before its tenant is. */
  tenantOf(runId: string): Promise<string | null>;
  readInterview: ReadInterview;
  decisions: Pick<Decisions, 'approvePlan' | 'rejectPlan' | 'approveAssessment' | 'rejectAssessment'>;
  clock: Clock;
};

/** Each names the revision that was shown: another current one refuses it. */
export type ReviewDecision =
  | { kind: 'approvePlan'; revision: number }
  | { kind: 'rejectPlan'; revision: number; reason: string }
  | { kind: 'approveAssessment'; revision: number; verdict: Verdict; reasonCode: string | null; note: string | null }
  | { kind: 'rejectAssessment'; revision: number; reason: string };

type Place = { link: ReviewLink; run: RunRef; view: InterviewView };

/** A link ends with its time, with the interview, and with the data. */
const enter = async (deps: ReviewDeps, token: string): Promise<Place> => {
  const link = deps.links.read(token);
  if (link === null) throw new AppError('review.link_invalid');
  if (link.expiresAt <= deps.clock.now()) throw new AppError('review.link_expired');
  const tenantId = await deps.tenantOf(link.runId);
  if (tenantId === null) throw new AppError('review.link_invalid');
  const run = { tenantId, runId: link.runId };
  const view = await deps.readInterview(run);
  if (view.erasedAt !== null) throw new AppError('personal_data.erased');
  if (isTerminal(view.machine.state)) throw new AppError('review.ended');
  return { link, run, view };
};

const decide = async ({ decisions }: ReviewDeps, { run, link }: Place, decision: ReviewDecision): Promise<unknown> => {
  // The id of the mail that carried the link: who decided can be told from it, without a name.
  const caller = { actor: { kind: 'recruiter', id: link.linkId }, updateKey: null } as const;
  const { revision } = decision;
  switch (decision.kind) {
    case 'approvePlan':
      return await decisions.approvePlan(run, { planRevision: revision }, caller);
    case 'rejectPlan':
      return await decisions.rejectPlan(run, { planRevision: revision, text: decision.reason }, caller);
    case 'approveAssessment': {
      const { verdict, reasonCode, note } = decision;
      const reasonCodes = reasonCode === null ? undefined : [reasonCode];
      const wish = { assessmentRevision: revision, verdict, reasonCodes, text: note ?? undefined };
      return await decisions.approveAssessment(run, wish, caller);
    }
    case 'rejectAssessment':
      return await decisions.rejectAssessment(run, { assessmentRevision: revision, text: decision.reason }, caller);
  }
};

/** Throws `review.*` (404, 410) or 410 `personal_data.erased` for a link that opens nothing. */
export const createReview = (deps: ReviewDeps) => ({
  open: async (token: string): Promise<InterviewView> => (await enter(deps, token)).view,
  decide: async (token: string, decision: ReviewDecision): Promise<void> => {
    await decide(deps, await enter(deps, token), decision);
  },
});
export type Review = ReturnType<typeof createReview>;
