// A decision on the plan as it was shown: one that came too late shows the newer plan, and loses no word.
import { useState } from 'react';
import type { Decide, ReviewView } from '../../../usecases/review/view.ts';
import { NoAnswer, Problem } from '../../ui/call.ts';
import type { ReviewApi } from '../api.ts';

/** Why nothing was decided, as the page has words for it. */
export type Refusal = {
  why: 'stale' | 'moved' | 'limit' | 'notUnderstood' | 'notFound' | 'offline' | 'other';
  /** What the planner can carry out, in its own words. */
  possible: readonly string[];
  requestId: string | null;
};

const known: Readonly<Record<string, Refusal['why']>> = {
  'interview.stale_revision': 'stale',
  'interview.invalid_transition': 'moved',
  'interview.closed': 'moved',
  'review.already_decided': 'moved',
  'interview.revision_limit': 'limit',
  'plan.revision_not_understood': 'notUnderstood',
  'plan.question_not_found': 'notFound',
};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof NoAnswer) return { why: 'offline', possible: [], requestId: null };
  if (!(error instanceof Problem)) return { why: 'other', possible: [], requestId: null };
  const { possible, requestId } = error.body;
  return {
    why: known[error.code] ?? 'other',
    possible: texts(possible),
    requestId: typeof requestId === 'string' ? requestId : null,
  };
};

type Deps = { api: Pick<ReviewApi, 'decide' | 'view'>; runId: string; onView: (view: ReviewView) => void };

export const useDeciding = ({ api, runId, onView }: Deps) => {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  /** Whether it counts. */
  const decide = async (decision: Decide): Promise<boolean> => {
    setBusy(true);
    setRefusal(null);
    try {
      onView(await api.decide(runId, decision));
      return true;
    } catch (error) {
      const refused = refusalOf(error);
      // What is there instead is shown; where it cannot be read now, the words still say that it has changed.
      const isPast = refused.why === 'stale' || refused.why === 'moved' || refused.why === 'notFound';
      if (isPast) await api.view(runId).then(onView, () => undefined);
      setRefusal(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { decide, isBusy, refusal };
};
