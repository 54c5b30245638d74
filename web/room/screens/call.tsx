// The conversation with an interviewer outside: captions, mute, honest words about where it stands, and always a way to typing.
import { useEffect } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { WhyNoCall } from '../call/call-trouble.tsx';
import type { Caption } from '../call/captions.ts';
import type { CallTrouble } from '../call/line.ts';
import { useCall } from '../call/use-call.ts';
import { Refused } from '../refused.tsx';
import { useEntered } from '../use-room.ts';
import css from './screens.module.css';

const lookEveryMs = 2_000;

const Line = ({ by, text }: Caption) => {
  const { call } = useMessages();
  return (
    <>
      <strong>{by === 'you' ? call.you : call.interviewer}</strong> <bdi>{text}</bdi>
    </>
  );
};

/**
 * Read out once each, when nobody adds to them; what is being said now stands below, and is read out when it is whole.
 * They scroll in a box that stays at its end: the buttons below stay in sight, whatever is said.
 */
const Captions = ({ lines }: { lines: readonly Caption[] }) => {
  const { call } = useMessages();
  const { view } = useEntered();
  const growing = lines.filter(({ isFinal }) => !isFinal);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keyboards scroll it
    <section className={css['captions']} aria-label={call.captions} lang={view.interview.locale} tabIndex={0}>
      <div>
        {lines.length === 0 && <p>{call.listening}</p>}
        <div role="log">
          <ol>
            {lines
              .filter(({ isFinal }) => isFinal)
              .map((line) => (
                <li key={line.n}>
                  <Line {...line} />
                </li>
              ))}
          </ol>
        </div>
        {growing.map((line) => (
          <p key={line.n}>
            <Line {...line} />
          </p>
        ))}
      </div>
    </section>
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

const Between = ({ trouble, onType }: { trouble: CallTrouble | null; onType: () => void }) => {
  const { call, start } = useMessages();
  const { view, state, room } = useEntered();
  const { question, questions } = view.progress;
  return (
    <Screen
      title={question === 0 ? call.readyTitle : call.leftTitle}
      lead={question === 0 ? call.readyText : fill(call.leftText, { left: questions - question, questions })}
      actions={
        <>
          <Button icon="keyboard" busy={state.busy} onClick={onType}>
            {call.type}
          </Button>
          <Button look="filled" icon="microphone" busy={state.busy} onClick={() => unawaited(room.startAs('voice'))}>
            {question === 0 ? start.practice.act : call.goOn}
          </Button>
        </>
      }
    >
      <WhyNoCall trouble={trouble} />
    </Screen>
  );
};

/** Nothing can be heard yet, so there is nothing to mute or to end. */
const Joining = ({ onType }: { onType: () => void }) => {
  const { call, voice } = useMessages();
  const { state } = useEntered();
  return (
    <Screen
      title={call.joiningTitle}
      actions={
        <Button icon="keyboard" busy={state.busy} onClick={onType}>
          {call.type}
        </Button>
      }
    >
      <p>{voice.opening}</p>
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
        <Button icon="keyboard" busy={state.busy} onClick={onType}>
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

const Talking = ({ line: { captions, isMuted, mute, end }, onType }: TalkingProps) => {
  const { call } = useMessages();
  const { view, state } = useEntered();
  return (
    <Screen
      title={call.talkingTitle}
      lead={fill(call.heldBy, { provider: view.options.voiceProvider ?? '' })}
      actions={
        <>
          <Button icon="keyboard" busy={state.busy} onClick={onType}>
            {call.type}
          </Button>
          <Button icon="stop" onClick={end}>
            {call.end}
          </Button>
        </>
      }
    >
      <Captions lines={captions} />
      <div className={css['offer']}>
        <Button icon="microphone" onClick={() => mute(!isMuted)}>
          {isMuted ? call.unmute : call.mute}
        </Button>
      </div>
      {isMuted && (
        <Notice tone="caution" announce="polite">
          {call.muted}
        </Notice>
      )}
      <Refused refusal={state.trouble} />
    </Screen>
  );
};

export const Call = () => {
  const { view, state, room } = useEntered();
  const line = useCall(state.joining);
  const isArriving = view.options.inCall && line.status === 'ended';
  useArrival(isArriving, room.lookAgain);
  const type = (): void => {
    line.end();
    unawaited(room.choose({ way: 'typed' }).then((done) => (done ? room.startAs('text') : false)));
  };
  if (line.status === 'joining') return <Joining onType={type} />;
  if (line.status === 'talking') return <Talking line={line} onType={type} />;
  return isArriving ? <Saving onType={type} /> : <Between trouble={line.trouble} onType={type} />;
};
