// Before the end: one's own words as they are kept, with what was hard to hear marked and correctable.
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen, Working } from '../../ui/screen.tsx';
import { Answers } from '../mine/answers.tsx';
import { Refused } from '../refused.tsx';
import { ReturnedText } from '../question/returned-text.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';
import { useMine } from '../use-mine.ts';

export const Review = () => {
  const { review } = useMessages().conversation;
  const { state, room } = useEntered();
  const { interview, hasFailed, correct } = useMine();
  const spoken = interview?.turns.some(({ hearing }) => hearing !== null) ?? false;
  return (
    <Screen
      title={review.title}
      lead={spoken ? review.lead : review.typedLead}
      actions={
        <Button look="filled" busy={state.busy} onClick={() => unawaited(room.finish())}>
          {review.act}
        </Button>
      }
    >
      <ReturnedText />
      {interview === null && !hasFailed && <Working>{review.loading}</Working>}
      {hasFailed && <Notice>{review.failed}</Notice>}
      {interview !== null && <Answers interview={interview} onCorrected={correct} />}
      <p>{review.note}</p>
      <Refused refusal={state.trouble} />
    </Screen>
  );
};
