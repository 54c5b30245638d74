// Where nothing is to be decided on the plan now: what became of it, and what happens next.
import { useEffect, type Ref } from 'react';
import type { ReviewedRun, ReviewView } from '../../../usecases/review/view.ts';
import { fill } from '../../i18n/fill.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { useReviewMessages, useReviewWords } from '../../i18n/use-review-messages.ts';
import { Notice, Panel } from '../../ui/blocks.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import type { ReviewApi } from '../api.ts';
import css from './plan.module.css';

export type Standing = 'deciding' | 'drafting' | 'stuck' | 'approved' | 'rejected' | 'ended';

const beforeAPlan: readonly ReviewedRun['state'][] = [
  'RECEIVED',
  'INFO_NEEDED',
  'VALIDATING_SKILLS',
  'GENERATING_PLAN',
];

export const standingOf = ({ waitsFor, run, plan }: ReviewView): Standing => {
  if (waitsFor === 'plan' && plan !== null) return 'deciding';
  if (run.outcome === 'PLAN_REJECTED') return 'rejected';
  if (run.outcome !== null) return 'ended';
  if (!beforeAPlan.includes(run.state)) return 'approved';
  return run.attention === null ? 'drafting' : 'stuck';
};

const againMs = 2_500;

/** While somebody drafts, the page looks again by itself. */
export const useNextRevision = (
  { standing, view }: { standing: Standing; view: ReviewView },
  api: Pick<ReviewApi, 'view'>,
  onView: (view: ReviewView) => void,
): void => {
  const { runId } = view.run;
  useEffect(() => {
    if (standing !== 'drafting' && standing !== 'stuck') return undefined;
    const look = async (): Promise<void> => {
      try {
        const newer = await api.view(runId);
        if (isWanted) onView(newer);
      } catch {
        // The line may be back the next time.
      }
      if (isWanted) timer = setTimeout(() => unawaited(look()), againMs);
    };
    let isWanted = true;
    let timer = setTimeout(() => unawaited(look()), againMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [api, onView, runId, standing]);
};

const Approved = ({ view }: { view: ReviewView }) => {
  const { deadlineAt } = view.run;
  const { language, messages } = useReviewWords();
  const { approvedText, approvedSteps: steps, passOn } = messages.plan.next;
  const talk = deadlineAt === null ? steps.talkOpen : fill(steps.talk, { until: dayAndTime(language, deadlineAt) });
  const { status, link = null } = view.invitation ?? {};
  return (
    <>
      {status === 'not_sent' && (
        <Notice tone="caution" title={passOn}>
          {link !== null && (
            <p>
              <a className={css['link']} href={link} target="_blank" rel="noopener">
                {link}
              </a>
            </p>
          )}
        </Notice>
      )}
      <p>{approvedText}</p>
      <ol className={css['steps']}>
        {[steps.invited, talk, steps.judged].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  );
};

type NextProps = { standing: Exclude<Standing, 'deciding'>; view: ReviewView; ref: Ref<HTMLElement> };

export const Next = ({ standing, view, ref }: NextProps) => {
  const { next } = useReviewMessages().plan;
  if (standing === 'approved')
    return (
      <Panel ref={ref} title={next.approved}>
        <Approved view={view} />
      </Panel>
    );
  const texts = {
    drafting: [view.plan === null ? next.draftingFirst : next.drafting, next.draftingText],
    stuck: [next.stuck, next.stuckText],
    rejected: [next.rejected, next.rejectedText],
    ended: [next.ended, next.endedText],
  } as const;
  const [title, text] = texts[standing];
  return (
    <Panel ref={ref} title={title}>
      <p>{text}</p>
    </Panel>
  );
};
