// An answer on its way: what is being saved, and what happens when the line is lost. It goes on by itself.
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice, Panel } from '../../ui/blocks.tsx';
import { Screen, Working } from '../../ui/screen.tsx';
import { SavingLine } from '../saving-line.tsx';
import { useEntered } from '../use-room.ts';
import css from './screens.module.css';

export const Sending = () => {
  const { conversation, frame } = useMessages();
  const { sending: texts } = conversation;
  const { view, state } = useEntered();
  const { sending: answer, line } = state;
  return (
    <Screen title={texts.title} status={<SavingLine />}>
      {line === 'ok' && <Working>{frame.working}</Working>}
      <p>{texts.safe}</p>
      {line !== 'ok' && (
        <Notice tone="caution" announce="polite">
          {texts[line]}
        </Notice>
      )}
      {answer !== null && 'text' in answer && (
        <Panel title={texts.yours}>
          <p className={css['words']} lang={view.interview.locale} dir="auto">
            {answer.text}
          </p>
        </Panel>
      )}
      {answer !== null && 'choice' in answer && <p>{texts.chosen}</p>}
      {answer !== null && 'spoken' in answer && <p>{texts.spoken}</p>}
    </Screen>
  );
};
