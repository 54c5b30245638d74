// The pages of *Help and options* about the page itself: its language, typing or speaking, the size of its text.
import type { AnswerWay } from '../../domain/room/choices.ts';
import { fill } from '../i18n/fill.ts';
import { languageName } from '../i18n/format.ts';
import { languageNames } from '../i18n/languages.ts';
import { useWords } from '../i18n/use-messages.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceCards } from '../ui/choice-cards.tsx';
import { Actions, StatusLine } from '../ui/screen.tsx';
import type { RoomView } from '../../usecases/room/view.ts';
import { unawaited } from './state/unawaited.ts';
import { useRoom } from './use-room.ts';
import type { PageName } from './ways.ts';

/** What was chosen is said where it was chosen. */
const useChoosing = () => {
  const { room, state } = useRoom();
  const { frame } = useWords().messages;
  const choose = (choices: Partial<RoomView['choices']>): void => unawaited(room.choose(choices));
  const failed = state.trouble === null ? undefined : `${frame.ways.failed}. ${frame.ways.failedText}`;
  return { choose, status: state.busy ? frame.working : failed };
};

const LanguagePage = ({ view }: { view: RoomView }) => {
  const { language, messages } = useWords();
  const { ways } = messages.frame;
  const { choose, status } = useChoosing();
  return (
    <>
      <ChoiceCards
        beside
        legendHidden
        legend={ways.language.title}
        hint={fill(ways.language.text, { language: languageName(language, view.interview.locale) })}
        choices={view.languages.map((value) => ({ value, title: languageNames[value], lang: value }))}
        value={language}
        onChange={(chosen) => choose({ language: chosen })}
      />
      <StatusLine>{status}</StatusLine>
    </>
  );
};

const WayPage = ({ view }: { view: RoomView }) => {
  const { way } = useWords().messages.frame.ways;
  const { choose, status } = useChoosing();
  return (
    <>
      <ChoiceCards<AnswerWay>
        beside
        legendHidden
        legend={way.title}
        hint={way.text}
        choices={[
          { value: 'typed', title: way.typed, detail: way.typedDetail, icon: 'keyboard' },
          { value: 'spoken', title: way.spoken, detail: way.spokenDetail, icon: 'microphone' },
        ]}
        value={view.choices.way}
        onChange={(chosen) => choose({ way: chosen })}
      />
      <StatusLine>{status}</StatusLine>
    </>
  );
};

const TextSizePage = () => {
  const { textSize } = useWords().messages.frame.ways;
  return (
    <>
      <p>{textSize.text}</p>
      <p>{textSize.computer}</p>
      <p>{textSize.phone}</p>
    </>
  );
};

export const OptionsPage = ({ name, onBack }: { name: PageName; onBack: () => void }) => {
  const { frame } = useWords().messages;
  const { view } = useRoom().state;
  return (
    <>
      {name === 'language' && view !== null && <LanguagePage view={view} />}
      {name === 'way' && view !== null && <WayPage view={view} />}
      {name === 'textSize' && <TextSizePage />}
      <Actions>
        <Button onClick={onBack}>{frame.back}</Button>
      </Actions>
    </>
  );
};
