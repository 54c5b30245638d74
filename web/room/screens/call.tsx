// The conversation with an interviewer outside: captions, mute, honest words about where it stands, and always a way to typing.
import { useEffect } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import type { Caption } from '../call/line.ts';
import { useCall } from '../call/use-call.ts';
import { Refused } from '../refused.tsx';
import { useEntered } from '../use-room.ts';
import css from './screens.module.css';

const lookEveryMs = 2_000;

const Captions = ({ lines }: { lines: readonly Caption[] }) => {
  const { call } = useMessages();
  const { view } = useEntered();
  return (
    <div role="log" aria-label={call.captions} lang={view.interview.locale}>
      <ol className={css['captions']}>
        {lines.map(({ by, text }, index) => (
          <li key={index}>
            <strong>{by === 'you' ? call.you : call.interviewer}</strong> <bdi>{text}</bdi>
          </li>
        ))}
      </ol>
    </div>
  );
};

/** What was said arrives when the call is over: looked for until it is there. */
const useArrival = (isWaiting: boolean, look: () => Promise<void>): void => {
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => unawaited(look()), lookEveryMs);
    return () => clearInterval(timer);
  }, [isWaiting, look]);
};

const Between = ({ onType }: { onType: () => void }) => {
  const { call } = useMessages();
  const { view, state, room } = useEntered();
  const { question, questions } = view.progress;
  return (
    <Screen
      title={question === 0 ? call.readyTitle : call.leftTitle}
      lead={question === 0 ? call.readyText : fill(call.leftText, { left: questions - question, questions })}
      actions={
        <>
          <Button look="filled" icon="microphone" busy={state.busy} onClick={() => unawaited(room.startAs('voice'))}>
            {call.goOn}
          </Button>
          <Button look="plain" icon="keyboard" busy={state.busy} onClick={onType}>
            {call.type}
          </Button>
        </>
      }
    >
      <Refused refusal={state.trouble} />
    </Screen>
  );
};

/** Over there it is over, and what was said is on its way here. */
const Saving = ({ onType }: { onType: () => void }) => {
  const { call } = useMessages();
  const { state } = useEntered();
  return (
    <Screen
      title={call.savingTitle}
      actions={
        <Button look="plain" icon="keyboard" busy={state.busy} onClick={onType}>
          {call.type}
        </Button>
      }
    >
      <p>{call.savingText}</p>
      <Refused refusal={state.trouble} />
    </Screen>
  );
};

type TalkingProps = { line: ReturnType<typeof useCall>; onType: () => void };

const Talking = ({ line: { status, captions, isMuted, mute, end }, onType }: TalkingProps) => {
  const { call } = useMessages();
  const { view, state } = useEntered();
  return (
    <Screen
      title={status === 'talking' ? call.talkingTitle : call.joiningTitle}
      lead={fill(call.heldBy, { provider: view.options.voiceProvider ?? '' })}
      actions={
        <>
          <Button look="plain" aria-pressed={isMuted} onClick={() => mute(!isMuted)}>
            {isMuted ? call.unmute : call.mute}
          </Button>
          <Button look="plain" icon="keyboard" busy={state.busy} onClick={onType}>
            {call.type}
          </Button>
          <Button look="plain" icon="stop" onClick={end}>
            {call.end}
          </Button>
        </>
      }
    >
      {isMuted && <Notice tone="info">{call.muted}</Notice>}
      {captions.length === 0 ? <p>{call.listening}</p> : <Captions lines={captions} />}
    </Screen>
  );
};

export const Call = () => {
  const { view, state, room } = useEntered();
  const line = useCall(state.joining);
  const isUnderWay = line.status === 'joining' || line.status === 'talking';
  const isArriving = view.options.inCall && line.status === 'ended';
  useArrival(isArriving, room.lookAgain);
  const type = (): void => {
    line.end();
    unawaited(room.choose({ way: 'typed' }).then((done) => (done ? room.startAs('text') : false)));
  };
  if (isUnderWay) return <Talking line={line} onType={type} />;
  return isArriving ? <Saving onType={type} /> : <Between onType={type} />;
};
