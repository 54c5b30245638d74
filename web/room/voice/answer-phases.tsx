// What a spoken answer looks like before, while and after it is recorded.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Actions, Working } from '../../ui/screen.tsx';
import { Level, MicrophoneChoice } from './level.tsx';
import { pauses } from './pause-rule.ts';
import type { Speaking, SpeakingState } from './speaking.ts';
import type { PauseTolerance } from '../../../domain/room/choices.ts';
import css from './voice.module.css';

/** While practising, the filled button is the one that begins the interview. */
export type PhaseProps = { now: SpeakingState; speaking: Speaking; onType: () => void; isPractice: boolean };

/** 0:42 */
const timeOf = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const Ways = ({ onType, children }: { onType: () => void; children: ReactNode }) => (
  <Actions>
    <Button icon="keyboard" onClick={onType}>
      {useMessages().voice.type}
    </Button>
    {children}
  </Actions>
);

export const Ready = ({ now, speaking, onType, isPractice }: PhaseProps) => {
  const { voice } = useMessages();
  const { trouble, phase, keeping, isPractised } = now;
  // Where speaking does not work, typing is as near.
  const look = isPractice || trouble !== null ? 'quiet' : 'filled';
  return (
    <>
      {trouble !== null && (
        <Notice tone="caution" title={voice.trouble[trouble].title} announce="polite">
          {voice.trouble[trouble].text}
        </Notice>
      )}
      {isPractised && (
        <Notice tone="good" announce="polite">
          {voice.practised}
        </Notice>
      )}
      {phase === 'opening' ? <Working>{voice.opening}</Working> : <p className={css['hint']}>{voice.policy}</p>}
      {keeping === 'memory' && <p className={css['hint']}>{voice.memory}</p>}
      <Ways onType={onType}>
        <Button look={look} icon="microphone" busy={phase === 'opening'} onClick={speaking.begin}>
          {voice.begin}
        </Button>
      </Ways>
    </>
  );
};

const Elapsed = ({ speaking }: { speaking: Speaking }) => {
  const [ms, setMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setMs(speaking.elapsedMs()), 250);
    return () => clearInterval(timer);
  }, [speaking]);
  return <span className={css['time']}>{timeOf(ms)}</span>;
};

const StillThere = ({ seconds, speaking }: { seconds: number; speaking: Speaking }) => {
  const { still } = useMessages().voice;
  const place = useRef<HTMLDivElement>(null);
  // Below a long question on a phone it would be asked out of sight.
  useEffect(() => {
    // New browsers return a promise from it, which is no clean-up.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place} className={css['asked']}>
      <Notice title={still.title}>
        <p>{fill(still.text, { seconds })}</p>
        <Actions>
          <Button onClick={speaking.stillHere}>{still.here}</Button>
        </Actions>
      </Notice>
    </div>
  );
};

type RecordingProps = PhaseProps & { tolerance: PauseTolerance };

export const RecordingNow = ({ now, speaking, onType, isPractice, tolerance }: RecordingProps) => {
  const { voice } = useMessages();
  const { sound, muted, countdownMs, queue, keeping } = now;
  const pauseMs = pauses[tolerance];
  const offline = keeping === 'device' ? voice.offline : voice.offlineMemory;
  return (
    <>
      <p className={css['recording']}>
        <span className={css['dot']} aria-hidden="true" />
        <span>{voice.recording}</span>
        <Elapsed speaking={speaking} />
      </p>
      <Level levels={speaking.levels} sound={sound} muted={muted} />
      {queue?.kind === 'waiting' ? (
        <Notice tone="caution" announce="polite">
          {offline}
        </Notice>
      ) : (
        keeping === 'memory' && !isPractice && <p className={css['hint']}>{voice.memory}</p>
      )}
      {sound === 'nothing' && <MicrophoneChoice {...now} note={voice.changeNote} onChoose={speaking.choose} />}
      <p className={css['hint']}>
        {pauseMs === null ? voice.pause.button : fill(voice.pause.asked, { seconds: pauseMs / 1_000 })} {voice.captions}
      </p>
      <Ways onType={onType}>
        <Button onClick={speaking.beginAnew}>{voice.beginAnew}</Button>
      </Ways>
      <div className={css['stop']}>
        {countdownMs !== null && <StillThere seconds={countdownMs / 1_000} speaking={speaking} />}
        <Actions>
          <Button look={isPractice ? 'quiet' : 'filled'} icon="stop" onClick={speaking.finish}>
            {voice.done}
          </Button>
        </Actions>
      </div>
    </>
  );
};

export const Interrupted = ({ now, speaking, onType }: PhaseProps) => {
  const { voice } = useMessages();
  const { title, text } = voice.why[now.why];
  return (
    <>
      <Notice tone={now.why === 'refused' ? 'danger' : 'caution'} title={title} announce="assertive">
        {fill(text, { time: timeOf(now.durationMs) })}
      </Notice>
      <Ways onType={onType}>
        <Button icon="record" onClick={speaking.begin}>
          {voice.beginAnew}
        </Button>
        <Button look="filled" onClick={speaking.send}>
          {voice.sendKept}
        </Button>
      </Ways>
    </>
  );
};

export const SendingPieces = ({ now: { queue, keeping } }: PhaseProps) => {
  const { sending } = useMessages().voice;
  const waiting = keeping === 'device' ? sending.waiting : sending.memory;
  return (
    <>
      {queue?.kind === 'waiting' ? (
        <Notice tone="caution" announce="polite">
          {waiting}
        </Notice>
      ) : (
        <Working>{sending.working}</Working>
      )}
      {queue !== null && <p className={css['hint']}>{fill(sending.parts, queue)}</p>}
    </>
  );
};
