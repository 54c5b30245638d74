// How the person would like to be interviewed: by typing or speaking, with which pauses, on a page in which language.
import { fill } from '../../i18n/fill.ts';
import { languageName } from '../../i18n/format.ts';
import { languageNames } from '../../i18n/languages.ts';
import { useLanguage, useMessages } from '../../i18n/use-messages.ts';
import { pauseTolerances, type AnswerWay } from '../../../domain/room/choices.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Refused } from '../refused.tsx';
import { minutesIn } from '../state/clock.ts';
import { stepAfter } from '../state/screen.ts';
import { unawaited } from '../state/unawaited.ts';
import { useEntered } from '../use-room.ts';

const Pauses = () => {
  const { how } = useMessages().start;
  const { view, room } = useEntered();
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

const PageLanguage = () => {
  const { how } = useMessages().start;
  const language = useLanguage();
  const { view, room } = useEntered();
  return (
    <ChoiceCards
      legend={how.language}
      hint={fill(how.languageHint, { language: languageName(language, view.interview.locale) })}
      choices={view.languages.map((value) => ({ value, title: languageNames[value], lang: value }))}
      value={view.language}
      onChange={(chosen) => unawaited(room.choose({ language: chosen }))}
      beside
    />
  );
};

export const How = () => {
  const { how } = useMessages().start;
  const { view, state, room } = useEntered();
  const canSpeak = view.options.modes.includes('voice');
  const { way } = view.choices;
  const go = async (): Promise<void> => {
    const chosen: AnswerWay = way ?? 'typed';
    if (way === null && !(await room.choose({ way: chosen }))) return;
    room.goTo(stepAfter({ ...view, choices: { ...view.choices, way: chosen } }, 'how'));
  };
  return (
    <Screen
      title={how.title}
      lead={canSpeak ? how.lead : how.onlyTyped}
      actions={
        <Button look="filled" busy={state.busy} onClick={() => unawaited(go())}>
          {how.act}
        </Button>
      }
    >
      {canSpeak && (
        <ChoiceCards
          legend={how.ways}
          choices={[
            { value: 'typed', title: how.typed, detail: how.typedDetail, icon: 'keyboard' },
            { value: 'spoken', title: how.spoken, detail: how.spokenDetail, icon: 'microphone' },
          ]}
          value={way ?? 'typed'}
          onChange={(chosen) => unawaited(room.choose({ way: chosen }))}
          beside
        />
      )}
      {way === 'spoken' && <Pauses />}
      {view.options.timeFactor > 1 && (
        <Notice tone="good">{fill(how.extra, { minutes: minutesIn(view.timeLeftMs) })}</Notice>
      )}
      <PageLanguage />
      <Refused refusal={state.trouble} />
    </Screen>
  );
};
