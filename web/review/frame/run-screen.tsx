// One interview: its plan while that waits, its assessment once there is one, and otherwise how it stands.
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import type { ReviewApi } from '../api.ts';
import { AssessmentScreen, PlanScreen } from '../screens.ts';
import { useLoaded } from '../use-loaded.ts';
import css from './frame.module.css';
import { NothingWaits } from './nothing-waits.tsx';
import { Waiting } from './waiting.tsx';

type RunProps = { api: ReviewApi; runId: string; onInbox: () => void };

export const RunScreen = ({ api, runId, onInbox }: RunProps) => {
  const { frame } = useReviewMessages();
  const { value: view, set, ...loaded } = useLoaded(() => api.view(runId), runId);
  if (view === null) return <Waiting {...loaded} />;
  const shown = { view, api, onView: set };
  return (
    <>
      {view.reader.hasInbox && (
        <nav className={css['back']} aria-label={frame.inbox}>
          <Button look="plain" onClick={onInbox}>
            {frame.toInbox}
          </Button>
        </nav>
      )}
      <RunPart {...shown} />
    </>
  );
};

const RunPart = (shown: Parameters<typeof AssessmentScreen>[0]) => {
  const { waitsFor, assessment, plan, run } = shown.view;
  // Until somebody has been heard the plan is what there is to read, also while it is drafted anew.
  const isAboutPlan = assessment === null && (plan !== null || run.state === 'GENERATING_PLAN');
  if (waitsFor === 'plan' || isAboutPlan) return <PlanScreen {...shown} />;
  return assessment === null ? <NothingWaits view={shown.view} /> : <AssessmentScreen {...shown} />;
};
