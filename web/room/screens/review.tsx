// Before the end: one's own words as they are kept, with what was hard to hear marked and correctable.
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen, Working } from '../../ui/screen.tsx';
import { Refused } from '../refused.tsx';
import { ReturnedText } from '../question/returned-text.tsx';
import { unawaited } from '../state/unawaited.ts';
import { useEntered } from '../use-room.ts';
import { useMine } from '../use-mine.ts';

export const Review = () => {
  const { review } = useMessages().conversation;
  const { state, room } = useEntered();
  const { turns, hasFailed } = useMine();
  const spoken = turns?.some(({ hearing }) => hearing !== null) ?? false;
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
      {turns === null && !hasFailed && <Working>{review.loading}</Working>}
      {hasFailed && <Notice>{review.failed}</Notice>}
      <ol>
        {turns?.map((turn, index) => (
          <li key={turn.turn}>
            <p>{fill(review.question, { number: index + 1 })}</p>
            <p>{turn.question}</p>
            <p>{turn.answer}</p>
          </li>
        ))}
      </ol>
      <p>{review.note}</p>
      <Refused refusal={state.trouble} />
    </Screen>
  );
};
