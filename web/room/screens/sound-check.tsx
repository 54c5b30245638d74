// The screen "sound-check": whoever speaks hears first whether they are heard.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice, VisuallyHidden } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen, Working } from '../../ui/screen.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useRoom } from '../use-room.ts';
import { createChecking, type Checking, type CheckingState } from '../voice/checking.ts';
import { Level, MicrophoneChoice } from '../voice/level.tsx';
import css from '../voice/voice.module.css';

const Recorded = ({ url, silent }: { url: string; silent: boolean }) => {
  const { check } = useMessages().voice;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- one's own sentence of five seconds, played back at once */}
      <audio className={css['played']} controls src={url} aria-label={check.play} />
      <Notice tone={silent ? 'caution' : 'info'}>{silent ? check.silent : check.hint}</Notice>
    </>
  );
};

const Now = ({ now, checking }: { now: CheckingState; checking: Checking }) => {
  const { voice } = useMessages();
  const { phase, trouble, sound, muted, url, silent } = now;
  const isOpen = phase === 'open' || phase === 'recording';
  return (
    <>
      {trouble !== null && (
        <Notice tone="caution" title={voice.trouble[trouble].title} announce="polite">
          {voice.trouble[trouble].text}
        </Notice>
      )}
      {phase === 'opening' && <Working>{voice.opening}</Working>}
      {isOpen && <p>{voice.check.speak}</p>}
      {isOpen && <Level levels={checking.levels} sound={sound} muted={muted} />}
      {phase === 'recording' && (
        <p className={css['recording']}>
          <span className={css['dot']} aria-hidden="true" />
          <span className={css['time']}>{fill(voice.check.recording, { seconds: now.secondsLeft })}</span>
        </p>
      )}
      {url !== null && <Recorded url={url} silent={silent} />}
      {phase !== 'recording' && <MicrophoneChoice {...now} onChoose={checking.choose} />}
    </>
  );
};

const MainButtons = ({ now: { phase, silent }, checking }: { now: CheckingState; checking: Checking }) => {
  const { check } = useMessages().voice;
  const { room } = useRoom();
  const isOpen = phase === 'open' || phase === 'recording';
  const isGood = phase === 'recorded' && !silent;
  const again = phase === 'recorded' ? check.again : check.record;
  return (
    <>
      <Button
        look={isGood ? 'quiet' : 'filled'}
        icon="microphone"
        busy={phase === 'opening' || phase === 'recording'}
        onClick={isOpen || phase === 'recorded' ? checking.record : checking.open}
      >
        {isOpen || phase === 'recorded' ? again : check.start}
      </Button>
      {isGood && (
        <Button look="filled" onClick={() => room.goTo('practice')}>
          {check.good}
        </Button>
      )}
    </>
  );
};

/** What ears need to know of what eyes see; the seconds are not counted aloud. */
const useSpokenSign = ({ phase, sound, silent }: CheckingState): string => {
  const { voice } = useMessages();
  if (phase === 'recorded') return silent ? voice.check.silent : voice.check.hint;
  if (phase !== 'open' && phase !== 'recording') return '';
  if (sound === 'nothing' || sound === 'quiet') return voice.sound[sound];
  if (phase === 'recording') return voice.recording;
  return sound === 'starting' ? voice.check.speak : voice.sound[sound];
};

export const SoundCheck = () => {
  const { room } = useRoom();
  const { voice } = useMessages();
  const [checking] = useState(createChecking);
  useEffect(() => checking.leave, [checking]);
  const now = useSyncExternalStore(checking.store.subscribe, checking.store.get);
  const sign = useSpokenSign(now);
  const typeInstead = (): void =>
    unawaited(room.choose({ way: 'typed' }).then((isChosen) => isChosen && room.goTo('practice')));
  return (
    <Screen
      title={voice.check.title}
      lead={voice.check.lead}
      actions={
        <>
          <Button icon="keyboard" onClick={typeInstead}>
            {voice.type}
          </Button>
          <MainButtons now={now} checking={checking} />
        </>
      }
    >
      <Now now={now} checking={checking} />
      <VisuallyHidden>
        <output>{sign}</output>
      </VisuallyHidden>
    </Screen>
  );
};
