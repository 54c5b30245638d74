// Appeals: what a candidate's wish for a review has come to, and the second decision, which a person makes once.
import type { RunRef } from '../../domain/access/ids.ts';
import {
  checkAppealDecider,
  checkAppealDecision,
  isLeftToOthers,
  type AppealDecider,
  type AppealDecision,
  type AppealOutcome,
  type AppealState,
} from '../../domain/appeals/appeal.ts';
import { deciderId } from '../../domain/appeals/decider.ts';
import type { AuditActor } from '../../domain/audit/chain.ts';
import { AppError } from '../../domain/errors.ts';
import type { Verdict } from '../../domain/lifecycle/state.ts';
import type { AppealFilter, AppealReview, AppealStore, ListedAppeal } from '../../domain/ports/appeals.ts';
import type { ReviewMaterial } from '../../domain/ports/review-views.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import { createPages, isExactTime, isTextLike, type ListPages } from '../cursor.ts';

export type AppealDeps = {
  appeals: AppealStore;
  keyedDigest: Digest;
  digest: Digest;
  clock: Clock;
};

/** Who decides: a review always names a person, by the address that a link was made for or as the caller says. */
export type AppealCaller = { actor: AuditActor; requestId: string | null; decidedBy: string | null };

/** `verdict` is the one that stands; null where the assessment was turned down and stays so. */
export type DecidedAppeal = {
  outcome: AppealOutcome;
  verdict: Verdict | null;
  reasonCodes: readonly string[];
  reviewedBy: AppealDecider;
  decidedAt: number;
};

/** With the words of both sides. Times are epoch milliseconds. */
export type ReadAppeal = {
  text: string;
  requestedAt: number;
  dueAt: number | null;
  state: AppealState;
  decidedAt: number | null;
  verdict: Verdict | null;
  reasonCodes: readonly string[];
  note: string | null;
  decidedBy: string | null;
  /** The reader made the first decision, and somebody else is there to review it. */
  firstDecider: boolean;
};

type Verdicts = Pick<AppealReview, 'state' | 'firstVerdict' | 'verdict'>;

const standing = ({ state, firstVerdict, verdict }: Verdicts): Verdict | null =>
  state === 'changed' ? verdict : firstVerdict;

const decidedOf = (review: AppealReview): DecidedAppeal | null => {
  const { state, decidedAt, reviewedBy, reasonCodes } = review;
  if (state === 'open' || decidedAt === null || reviewedBy === null) return null;
  return { outcome: state, verdict: standing(review), reasonCodes, reviewedBy, decidedAt };
};

/** Tells whoever was too late what was decided. */
const refuseDecided = (decided: DecidedAppeal): never => {
  const { outcome, verdict, decidedAt } = decided;
  throw new AppError('appeal.decided', { extra: { outcome, verdict, decidedAt: new Date(decidedAt).toISOString() } });
};

const openReview = async ({ appeals }: AppealDeps, run: RunRef): Promise<AppealReview> => {
  const review = await appeals.read(run);
  if (review === null) throw new AppError('appeal.not_found');
  const decided = decidedOf(review);
  if (decided !== null) return refuseDecided(decided);
  if (review.gone) throw new AppError('personal_data.erased');
  return review;
};

const decide =
  (deps: AppealDeps) =>
  async (run: RunRef, decision: AppealDecision, caller: AppealCaller): Promise<DecidedAppeal> => {
    const review = await openReview(deps, run);
    const { firstVerdict, firstDecider: first, reviewers } = review;
    const { decidedBy, ...act } = caller;
    if (decidedBy === null) throw new AppError('decision.decider_required');
    checkAppealDecision(firstVerdict, decision);
    const decider = deciderId(deps.keyedDigest, run.tenantId, decidedBy);
    const reviewedBy = checkAppealDecider({ first, decider, reviewers });
    const at = deps.clock.now();
    const isFirst = await deps.appeals.decide(run, decision, {
      ...act,
      at,
      decidedBy,
      decider,
      reviewedBy,
      firstVerdict,
    });
    const now = await deps.appeals.read(run);
    const decided = now && decidedOf(now);
    // Of an earlier version's appeal the review is a minute away.
    if (decided === null) throw new AppError(now?.gone === false ? 'interview.busy' : 'personal_data.erased');
    return isFirst ? decided : refuseDecided(decided);
  };

/** For one reader of the interview. Null where no review was asked for, and once its words are gone. */
export const readAppeal = (
  { keyedDigest }: Pick<AppealDeps, 'keyedDigest'>,
  { tenantId }: Pick<RunRef, 'tenantId'>,
  { material, decidedBy }: { material: Pick<ReviewMaterial, 'interview' | 'appeal'>; decidedBy: string | null },
): ReadAppeal | null => {
  const { appeal: words, interview } = material;
  if (words === null || interview.appeal === null) return null;
  const { firstDecider: first, reviewers, ...texts } = words;
  const { requestedAt, dueAt, state, decidedAt, reasonCodes, verdict } = interview.appeal;
  const decider = decidedBy === null ? null : deciderId(keyedDigest, tenantId, decidedBy);
  const firstVerdict = interview.machine.outcome === 'ASSESSMENT_REJECTED' ? null : interview.machine.verdict;
  return {
    requestedAt,
    dueAt,
    state,
    decidedAt,
    verdict: decidedAt === null ? null : standing({ state, firstVerdict, verdict }),
    reasonCodes,
    ...texts,
    firstDecider: isLeftToOthers({ first, decider, reviewers }),
  };
};

const listOf = ({ appeals, clock, digest }: AppealDeps): ListPages<AppealFilter, ListedAppeal> =>
  createPages({
    digest,
    list: (tenantId, filter, page) => appeals.list(tenantId, filter, { ...page, now: clock.now() }),
    shape: { dueAt: isExactTime, runId: isTextLike(/^run_[0-9A-Za-z]{1,40}$/) },
  });

export const createAppealUseCases = (deps: AppealDeps) => ({
  /** Those that are due first. Throws `cursor.invalid`. */
  listAppeals: listOf(deps),
  /**
   * Once: whoever comes later hears what was decided (409 `appeal.decided`). Throws `appeal.not_found`,
   * `appeal.first_decider`, `appeal.verdict_mismatch`, `appeal.reason_required`, `decision.decider_required`,
   * `personal_data.erased`.
   */
  decideAppeal: decide(deps),
});
export type AppealUseCases = ReturnType<typeof createAppealUseCases>;
