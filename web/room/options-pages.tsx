// The pages of *Help and options* about the page itself: its language, typing or speaking, the size of its text.
import { useState } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { Button } from '../ui/button.tsx';
import { Actions, StatusLine } from '../ui/screen.tsx';
import { LanguageChoice, PauseChoice, WayChoice } from './choosing.tsx';
import { Refused } from './refused.tsx';
import { useRoom } from './use-room.ts';
import type { PageName } from './ways.ts';

const WayPage = () => {
  const { start } = useMessages();
  const { view } = useRoom().state;
  return (
    <>
      <p>{start.how.lead}</p>
      <WayChoice legendHidden />
      {view?.choices.way === 'spoken' && <PauseChoice />}
    </>
  );
};

const TextSizePage = () => {
  const { textSize } = useMessages().frame.ways;
  return (
    <>
      <p>{textSize.text}</p>
      <p>{textSize.computer}</p>
      <p>{textSize.phone}</p>
    </>
  );
};

export const OptionsPage = ({ name, onBack }: { name: PageName; onBack: () => void }) => {
  const { frame } = useMessages();
  const { busy, trouble } = useRoom().state;
  const [before] = useState(trouble);
  return (
    <>
      {name === 'language' && <LanguageChoice legendHidden />}
      {name === 'way' && <WayPage />}
      {name === 'textSize' && <TextSizePage />}
      {name !== 'textSize' && <StatusLine>{busy ? frame.working : undefined}</StatusLine>}
      {name !== 'textSize' && <Refused refusal={trouble === before ? null : trouble} />}
      <Actions>
        <Button onClick={onBack}>{frame.back}</Button>
      </Actions>
    </>
  );
};
