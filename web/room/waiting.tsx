// What the screens for pausing and for coming back later have in common.
import { fill } from '../i18n/fill.ts';
import { dayAndTime } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-messages.ts';
import { Button } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { Refused } from './refused.tsx';
import { unawaited } from '../ui/unawaited.ts';
import { useEntered } from './use-room.ts';

type WaitingProps = { title: string; text: string; until: string; act: string };

export const Waiting = ({ title, text, until, act }: WaitingProps) => {
  const language = useLanguage();
  const { view, state, room } = useEntered();
  const end = view.resumableUntil ?? view.linkExpiresAt;
  return (
    <Screen
      title={title}
      lead={text}
      actions={
        <Button look="filled" busy={state.busy} onClick={() => unawaited(room.resume())}>
          {act}
        </Button>
      }
    >
      {end !== null && <p>{fill(until, { until: dayAndTime(language, end) })}</p>}
      <Refused refusal={state.trouble} />
    </Screen>
  );
};
