// What a recruiter may do by a review link: see what an interview waits for, and decide on exactly what was shown.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { isTerminal, type Verdict } from '../../domain/lifecycle/state.ts';
import { foreseen } from '../../domain/mail/invitation.ts';
import type { Appeal } from '../../domain/ports/own.ts';
import type { Conversation, OtherVersion } from '../../domain/ports/room.ts';
import type { ReviewLinkStore } from '../../domain/ports/review.ts';
import type { SignedLink, SignedLinks } from '../../domain/ports/signed-links.ts';
import type { RunTexts } from '../../domain/ports/run-texts.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import { present } from '../../domain/present.ts';
import type { Decisions } from '../decisions.ts';
import type { InterviewView, ReadInterview } from '../interviews/read-interview.ts';
import { decisionsOf, isDecided, type ShownDecision } from './decided.ts';
import { readerOf } from './review-links.ts';

export type ReviewDeps = {
  reviewLinks: Pick<SignedLinks, 'read'>;
  reviewLinkStore: Pick<ReviewLinkStore, 'find' | 'noteUse'>;
  keyedDigest: Digest;
  /** Only a link's run is known before its tenant is. */
  tenantOf(runId: string): Promise<string | null>;
  readInterview: ReadInterview;
  readTranscript(run: RunRef): Promise<Conversation>;
  texts: Pick<RunTexts, 'readPersonal' | 'readDeciders'>;
  readAppeal(run: RunRef): Promise<Appeal | null>;
  /** Mails leave this deployment. */
  hasMailServer: boolean;
  decisions: Pick<Decisions, 'approvePlan' | 'rejectPlan' | 'approveAssessment' | 'rejectAssessment'>;
  clock: Clock;
};

/** Each names the revision that was shown: another current one refuses it. */
export type ReviewDecision =
  | { kind: 'approvePlan'; revision: number }
  | { kind: 'rejectPlan'; revision: number; reason: string }
  | { kind: 'approveAssessment'; revision: number; verdict: Verdict; reasonCode: string | null; note: string | null }
  | { kind: 'rejectAssessment'; revision: number; reason: string };

/** What a link shows: the interview, what was decided on it, and what was said where that is to be judged. */
export type ReviewView = {
  interview: InterviewView;
  decisions: ShownDecision[];
  turns: readonly Turn[];
  /** What stands beside the answers that were corrected. */
  others: readonly OtherVersion[];
  /** The candidate's wish for a review of the decision. */
  appeal: Appeal | null;
};

type Place = { link: SignedLink; run: RunRef; view: InterviewView; reviewer: string | null };

/** Throws `review.link_invalid` without its row, `review.link_revoked`; gives the address of its reader. */
const readerIn = async (deps: ReviewDeps, run: RunRef, linkId: string): Promise<string | null> => {
  const stored = await deps.reviewLinkStore.find(run, linkId);
  if (stored === null) throw new AppError('review.link_invalid');
  const { address, dead } = readerOf(stored, { keyedDigest: deps.keyedDigest, tenantId: run.tenantId });
  if (dead) throw new AppError('review.link_revoked');
  return address;
};

/**
 * A link ends with its time, with its reader's place in the tenant's settings, with the interview, and with the data;
 * all of it is looked at for the page and again for each form.
 */
const enter = async (deps: ReviewDeps, token: string): Promise<Place> => {
  const link = deps.reviewLinks.read(token);
  if (link === null) throw new AppError('review.link_invalid');
  if (link.expiresAt <= deps.clock.now()) throw new AppError('review.link_expired');
  const tenantId = await deps.tenantOf(link.runId);
  if (tenantId === null) throw new AppError('review.link_invalid');
  const run = { tenantId, runId: link.runId };
  const reviewer = await readerIn(deps, run, link.linkId);
  const view = await deps.readInterview(run);
  if (view.gone) throw new AppError('personal_data.erased');
  if (isTerminal(view.machine.state) && !isDecided(view.machine)) throw new AppError('review.ended');
  await deps.reviewLinkStore.noteUse(run, link.linkId, deps.clock.now());
  return { link, run, view, reviewer };
};

const decide = async (
  { decisions }: ReviewDeps,
  { run, link, reviewer }: Place,
  decision: ReviewDecision,
): Promise<unknown> => {
  // The timeline names the link; its reader is sealed beside the decision, like everybody who is named as having decided.
  const caller = { actor: { kind: 'recruiter', id: link.linkId }, updateKey: null } as const;
  const { revision } = decision;
  const by = present({ decidedBy: reviewer ?? undefined });
  switch (decision.kind) {
    case 'approvePlan':
      return await decisions.approvePlan(run, { planRevision: revision, ...by }, caller);
    case 'rejectPlan':
      return await decisions.rejectPlan(run, { planRevision: revision, text: decision.reason, ...by }, caller);
    case 'approveAssessment': {
      const { verdict, reasonCode, note } = decision;
      const reasonCodes = reasonCode === null ? undefined : [reasonCode];
      const wish = { assessmentRevision: revision, verdict, reasonCodes, text: note ?? undefined, ...by };
      return await decisions.approveAssessment(run, wish, caller);
    }
    case 'rejectAssessment':
      return await decisions.rejectAssessment(
        run,
        { assessmentRevision: revision, text: decision.reason, ...by },
        caller,
      );
  }
};

/** A recruiter who decided on the invitation may see why none will go out, before the mail's turn has come. */
const invitationFor = async ({ texts, hasMailServer }: ReviewDeps, { run, view }: Place) => {
  const { invitation } = view;
  if (invitation?.status !== 'pending') return invitation;
  const { candidateEmail } = await texts.readPersonal(run);
  return foreseen(invitation, { address: candidateEmail, hasServer: hasMailServer });
};

const show = async (deps: ReviewDeps, place: Place): Promise<ReviewView> => {
  const { run, view } = place;
  const isJudged = view.machine.state === 'ASSESSMENT_PENDING' && view.assessment !== null;
  const conversation = isJudged ? await deps.readTranscript(run) : null;
  return {
    interview: { ...view, invitation: await invitationFor(deps, place) },
    decisions: await decisionsOf(deps.texts, run, view.timeline),
    turns: conversation?.turns ?? [],
    others: conversation?.others ?? [],
    appeal: view.appealedAt === null ? null : await deps.readAppeal(run),
  };
};

/** Throws `review.*` (404, 410) or 410 `personal_data.erased` for a link that opens nothing. */
export const createReview = (deps: ReviewDeps) => ({
  /** The mail whose link it is, ended ones included; null for what we did not sign. */
  holderOf: (token: string): string | null => deps.reviewLinks.read(token)?.linkId ?? null,
  open: async (token: string): Promise<ReviewView> => show(deps, await enter(deps, token)),
  /** Shows what has become of it. */
  decide: async (token: string, decision: ReviewDecision): Promise<ReviewView> => {
    const place = await enter(deps, token);
    if (isTerminal(place.view.machine.state)) throw new AppError('review.ended');
    await decide(deps, place, decision);
    return show(deps, await enter(deps, token));
  },
});
export type Review = ReturnType<typeof createReview>;
