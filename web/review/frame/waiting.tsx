// Instead of what is not there yet, or will not be: that it is on its way, that nobody answers, or why there is nothing.
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen, Working } from '../../ui/screen.tsx';
import type { Loaded } from '../use-loaded.ts';

type WaitingProps = Pick<Loaded<unknown>, 'isRetrying' | 'dead' | 'trouble'>;

export const Waiting = ({ isRetrying, dead, trouble }: WaitingProps) => {
  const { frame } = useReviewMessages();
  if (dead !== null) {
    const { title, text } = frame.dead[dead];
    return (
      <Screen key={dead} title={title} lead={text}>
        <p>{frame.dead.ask}</p>
      </Screen>
    );
  }
  if (trouble !== null)
    return (
      <Screen
        key="trouble"
        title={frame.trouble.title}
        actions={
          <Button look="filled" onClick={() => window.location.reload()}>
            {frame.tryAgain}
          </Button>
        }
      >
        <p>{frame.trouble.text}</p>
        {trouble.requestId !== null && <p>{fill(frame.trouble.reference, { id: trouble.requestId })}</p>}
      </Screen>
    );
  return isRetrying ? (
    <Notice tone="caution" announce="polite">
      {frame.trouble.offline}
    </Notice>
  ) : (
    <Working>{frame.working}</Working>
  );
};
