// How the person would like to be interviewed: by typing or speaking, with which pauses, on a page in which language.
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import type { AnswerWay } from '../../../domain/room/choices.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { LanguageChoice, PauseChoice, WayChoice } from '../choosing.tsx';
import { Refused } from '../refused.tsx';
import { minutesIn } from '../state/clock.ts';
import { stepAfter } from '../state/screen.ts';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';

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
      {canSpeak && <WayChoice />}
      {way === 'spoken' && <PauseChoice />}
      {view.options.timeFactor > 1 && (
        <Notice tone="good">{fill(how.extra, { minutes: minutesIn(view.timeLeftMs) })}</Notice>
      )}
      <LanguageChoice />
      <Refused refusal={state.trouble} />
    </Screen>
  );
};
