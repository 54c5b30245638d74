// Another window or device has taken over: nothing is lost, and this one can take back.
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useRoom } from '../use-room.ts';

export const Elsewhere = () => {
  const { elsewhere } = useMessages().frame;
  const { state, room } = useRoom();
  return (
    <Screen
      title={elsewhere.title}
      actions={
        <Button look="filled" busy={state.busy} onClick={() => unawaited(room.takeOver())}>
          {elsewhere.act}
        </Button>
      }
    >
      <p>{elsewhere.text}</p>
      {state.typed.text !== '' && <p>{elsewhere.draft}</p>}
      <p>{elsewhere.hint}</p>
    </Screen>
  );
};
