// Paused: the clock stands still until the person goes on.
import { useMessages } from '../../i18n/use-messages.ts';
import { Waiting } from '../waiting.tsx';

export const Paused = () => {
  const { conversation, frame } = useMessages();
  return (
    <Waiting
      title={conversation.paused.title}
      text={conversation.paused.text}
      until={conversation.paused.until}
      act={frame.goOn}
    />
  );
};
