// Something failed before anything could be shown: what happened, what is safe, what to do, and a number to give.
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useRoom } from '../use-room.ts';

export const Trouble = () => {
  const { trouble: texts, tryAgain } = useMessages().frame;
  const { state, room } = useRoom();
  const isOffline = state.line === 'lost';
  const again = (): void => unawaited(state.view === null ? room.open() : room.reread());
  return (
    <Screen
      title={isOffline ? texts.offlineTitle : texts.title}
      actions={
        <Button look="filled" busy={state.busy} onClick={again}>
          {tryAgain}
        </Button>
      }
    >
      <p>{isOffline ? texts.offline : texts.text}</p>
      <p>{texts.safe}</p>
      <p>{isOffline ? texts.offlineNext : texts.next}</p>
      {state.trouble?.requestId != null && <p>{fill(texts.reference, { id: state.trouble.requestId })}</p>}
    </Screen>
  );
};
