// While the link is exchanged, or the next thing is on its way.
import { useMessages } from '../../i18n/use-messages.ts';
import { Screen, Working } from '../../ui/screen.tsx';

export const Opening = () => {
  const { start, frame } = useMessages();
  return (
    <Screen title={start.opening}>
      <Working>{frame.working}</Working>
    </Screen>
  );
};
