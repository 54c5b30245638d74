// Words that were not sent are offered back, so that nobody has to write them twice.
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { useEntered } from '../use-room.ts';
import css from '../screens/screens.module.css';

export const ReturnedText = () => {
  const { conversation } = useMessages();
  const { state, room, view } = useEntered();
  const { returned, typed } = state;
  if (returned === null) return null;
  const { title, text } = conversation.returned[returned.reason];
  const use = (): void => {
    room.type(typed.text.trim() === '' ? returned.text : `${typed.text}\n\n${returned.text}`);
    room.dropReturned();
  };
  return (
    <Notice tone="caution" title={title} announce="polite">
      <p>{text}</p>
      <blockquote className={css['words']} lang={view.interview.locale} dir="auto">
        {returned.text}
      </blockquote>
      <div className={css['offer']}>
        {state.question !== null && returned.reason !== 'time-over' && (
          <Button onClick={use}>{conversation.use}</Button>
        )}
        <Button look="plain" onClick={room.dropReturned}>
          {conversation.drop}
        </Button>
      </div>
    </Notice>
  );
};
