// Between the click and the sending there is time to undo; whoever leaves before that has sent nothing.
import { NoAnswer, Problem } from '../../../ui/call.ts';
import type { Decide } from '../../../../usecases/review/view.ts';

export const undoMs = 8_000;

/** Why nothing was decided, as the page has words for it. */
export type Refusal = { why: RefusedWhy; requestId: string | null };
export type RefusedWhy =
  | 'stale'
  | 'decided'
  | 'hidden'
  | 'noEvidence'
  | 'reason'
  | 'noAppeal'
  | 'firstDecider'
  | 'sameVerdict'
  | 'appealReason'
  | 'unnamed'
  | 'offline'
  | 'other';

const known: Readonly<Record<string, RefusedWhy>> = {
  'interview.stale_revision': 'stale',
  'review.already_decided': 'decided',
  'interview.invalid_transition': 'decided',
  'interview.closed': 'decided',
  'review.rate_first': 'hidden',
  'review.no_evidence_opened': 'noEvidence',
  'assessment.reason_required': 'reason',
  'appeal.decided': 'decided',
  'appeal.not_found': 'noAppeal',
  'appeal.first_decider': 'firstDecider',
  'appeal.verdict_mismatch': 'sameVerdict',
  'appeal.reason_required': 'appealReason',
  'decision.decider_required': 'unnamed',
};

export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof NoAnswer) return { why: 'offline', requestId: null };
  if (!(error instanceof Problem)) return { why: 'other', requestId: null };
  const { requestId } = error.body;
  return { why: known[error.code] ?? 'other', requestId: typeof requestId === 'string' ? requestId : null };
};

export type SendingState<R = Refusal> =
  | { step: 'open'; refusal: R | null }
  /** `leftMs`: until it is sent. */
  | { step: 'undoable'; decision: Decide; leftMs: number }
  | { step: 'sending'; decision: Decide };

type Deps<R> = {
  decide: (decision: Decide) => Promise<void>;
  /** What is there instead is read anew. */
  reread: () => Promise<void>;
  refusalOf: (error: unknown) => R;
  tell: (state: SendingState<R>) => void;
  later: (work: () => void, ms: number) => () => void;
};

export type Sending = { begin: (decision: Decide) => void; undo: () => void; now: () => void };

const tickMs = 1_000;

export const createSending = <R>({ decide, reread, refusalOf: readRefusal, tell, later }: Deps<R>): Sending => {
  let stop: () => void = () => undefined;
  let waiting: Decide | null = null;
  const send = async (decision: Decide): Promise<void> => {
    tell({ step: 'sending', decision });
    try {
      await decide(decision);
      tell({ step: 'open', refusal: null });
    } catch (error) {
      // An answer that was lost says nothing of the decision: only what is there now does.
      await reread().catch(() => undefined);
      tell({ step: 'open', refusal: readRefusal(error) });
    }
  };
  const release = (): Decide | null => {
    const decision = waiting;
    waiting = null;
    stop();
    return decision;
  };
  const now = (): void => {
    const decision = release();
    if (decision !== null) send(decision).catch(() => undefined);
  };
  const count = (decision: Decide, leftMs: number): void => {
    tell({ step: 'undoable', decision, leftMs });
    stop = later(() => (leftMs <= tickMs ? now() : count(decision, leftMs - tickMs)), tickMs);
  };
  return {
    begin: (decision) => {
      release();
      waiting = decision;
      count(decision, undoMs);
    },
    undo: () => {
      if (release() !== null) tell({ step: 'open', refusal: null });
    },
    now,
  };
};
