// What a candidate chooses before the first question and may change at every other: typing or speaking, pauses, the page's language.
import { pauseTolerances, type AnswerWay } from '../../domain/room/choices.ts';
import { fill } from '../i18n/fill.ts';
import { languageName } from '../i18n/format.ts';
import { languageNames } from '../i18n/languages.ts';
import { useLanguage, useMessages } from '../i18n/use-messages.ts';
import { ChoiceCards } from '../ui/choice-cards.tsx';
import { unawaited } from '../ui/unawaited.ts';
import { useEntered } from './use-room.ts';

/** `legendHidden` where what stands above says the same. */
type ChoosingProps = { legendHidden?: boolean };

export const WayChoice = ({ legendHidden }: ChoosingProps) => {
  const { how } = useMessages().start;
  const { view, room } = useEntered();
  return (
    <ChoiceCards<AnswerWay>
      legend={how.ways}
      legendHidden={legendHidden}
      choices={[
        { value: 'typed', title: how.typed, detail: how.typedDetail, icon: 'keyboard' },
        { value: 'spoken', title: how.spoken, detail: how.spokenDetail, icon: 'microphone' },
      ]}
      value={view.choices.way ?? 'typed'}
      onChange={(way) => unawaited(room.choose({ way }))}
      beside
    />
  );
};

/** Outside, whoever holds the conversation waits as they do. */
export const PauseChoice = () => {
  const { how } = useMessages().start;
  const { view, room } = useEntered();
  if (view.options.voiceProvider !== null) return null;
  return (
    <ChoiceCards
      legend={how.pauses}
      hint={how.pausesHint}
      choices={pauseTolerances.map((value) => ({ value, title: how.pause[value] }))}
      value={view.choices.pauseTolerance}
      onChange={(pauseTolerance) => unawaited(room.choose({ pauseTolerance }))}
    />
  );
};

export const LanguageChoice = ({ legendHidden }: ChoosingProps) => {
  const { how } = useMessages().start;
  const language = useLanguage();
  const { view, room } = useEntered();
  return (
    <ChoiceCards
      legend={how.language}
      legendHidden={legendHidden}
      hint={fill(how.languageHint, { language: languageName(language, view.interview.locale) })}
      choices={view.languages.map((value) => ({ value, title: languageNames[value], lang: value }))}
      value={view.language}
      onChange={(chosen) => unawaited(room.choose({ language: chosen }))}
      beside
    />
  );
};
