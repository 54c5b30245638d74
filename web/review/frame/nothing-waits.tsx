// An interview on which nothing is to be decided now: how it stands, and what was decided so far.
import type { ReviewView } from '../../../usecases/review/view.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Screen } from '../../ui/screen.tsx';
import { Decisions } from './decisions.tsx';

export const NothingWaits = ({ view }: { view: ReviewView }) => {
  const { frame } = useReviewMessages();
  const { run, decisions } = view;
  return (
    <Screen title={run.position ?? frame.title} lead={frame.states[run.state]}>
      <p>{frame.nothingWaits}</p>
      <Decisions decisions={decisions} />
    </Screen>
  );
};
