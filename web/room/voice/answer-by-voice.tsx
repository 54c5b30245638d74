// The answer by voice: loaded only by those who speak.
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useLanguage, useMessages } from '../../i18n/use-messages.ts';
import { VisuallyHidden } from '../../ui/blocks.tsx';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { callAs, clientId } from '../api.ts';
import { shownMs } from '../state/clock.ts';
import type { Room } from '../state/room.ts';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';
import { Interrupted, Ready, RecordingNow, SendingPieces } from './answer-phases.tsx';
import { forgetTakes, takeCalls } from './kept-takes.ts';
import { speak, wantsReading } from './listen.ts';
import { openPieceStore } from './piece-store.ts';
import { countdownFromMs } from './pause-rule.ts';
import { createSpeaking, type Speaking, type SpeakingState } from './speaking.ts';
import css from './voice.module.css';

export type VoiceAnswerProps = {
  /** The open turn; null while practising: then nothing is kept or sent. */
  turn: number | null;
  /** All pieces were made; the page sends the answer, which names them. */
  onDone: (spoken: { take: number; pieces: number } | null) => void;
  /** It is on its way, so that nothing else is an answer; or not any more. */
  onSending?: (isSending: boolean) => void;
  /** Rather typing, from here on. */
  onType: () => void;
};

/** The server takes answers for a while after the time is over; a recording ends in time to arrive. */
const afterEndMs = 30_000;

const useEndOfTime = (room: Room, speaking: Speaking, isRecording: boolean): void => {
  useEffect(() => {
    if (!isRecording) return undefined;
    let overSince: number | null = null;
    const timer = setInterval(() => {
      const state = room.store.get();
      const now = Date.now();
      const isOver = state.clock?.questionOpen === true && shownMs(state, now) <= 0;
      overSince = isOver ? (overSince ?? now) : null;
      if (overSince !== null && now - overSince > afterEndMs) speaking.finish();
    }, 1_000);
    return () => clearInterval(timer);
  }, [room, speaking, isRecording]);
};

const isBehind = (room: Room, turn: number): boolean => {
  const { question, view } = room.store.get();
  if (view?.state === 'COMPLETED' || view?.state === 'CANCELLED') return true;
  return question !== null && question.turn > turn;
};

/** Outlives the screen: an answer that was spoken in part may be typed in the end. */
const forgetWhenBehind = (room: Room, turn: number): void => {
  const look = (): void => {
    if (!isBehind(room, turn)) return;
    stop();
    unawaited(openPieceStore().then((store) => forgetTakes(store, { window: clientId(), turn })));
  };
  const stop = room.store.subscribe(look);
};

/** What ears need to know of what eyes see: the question whether it is over, and that nothing is heard. */
const useSpokenSign = ({ phase, sound, countdownMs }: SpeakingState): string => {
  const { voice } = useMessages();
  const language = useLanguage();
  const isAsking = countdownMs !== null;
  useEffect(() => {
    if (isAsking && wantsReading()) speak(voice.still.title, language);
  }, [isAsking, voice, language]);
  // Not every second is read out.
  if (isAsking) return `${voice.still.title} ${fill(voice.still.text, { seconds: countdownFromMs / 1_000 })}`;
  if (phase !== 'recording') return '';
  return sound === 'nothing' || sound === 'quiet' ? voice.sound[sound] : voice.recording;
};

export const VoiceAnswer = ({ turn, onDone, onSending, onType }: VoiceAnswerProps) => {
  const { view, room } = useEntered();
  const [speaking] = useState(() =>
    createSpeaking({
      turn,
      tolerance: () => room.store.get().view?.choices.pauseTolerance ?? 'normal',
      window: clientId(),
      calls: takeCalls(callAs(clientId())),
    }),
  );
  const done = useEffectEvent(onDone);
  useEffect(() => {
    // Another window, a pause or an end of the interview: the page learns it from the server.
    speaking.enter({ onDone: (spoken) => done(spoken), onRefused: () => unawaited(room.reread()) });
    if (turn !== null) forgetWhenBehind(room, turn);
    return speaking.leave;
  }, [speaking, room, turn]);
  const now = useSyncExternalStore(speaking.store.subscribe, speaking.store.get);
  const isAsking = now.countdownMs !== null;
  const panel = useKeptFocus<HTMLDivElement>(now.phase === 'loading' ? null : `${now.phase} ${isAsking}`);
  useEndOfTime(room, speaking, now.phase === 'recording');
  const sign = useSpokenSign(now);
  const isSending = now.phase === 'sending';
  const tellSending = useEffectEvent((isOn: boolean) => onSending?.(isOn));
  useEffect(() => tellSending(isSending), [isSending]);
  const props = { now, speaking, onType, isPractice: turn === null };
  const { phase } = now;
  return (
    <div className={css['panel']} ref={panel} tabIndex={-1}>
      {(phase === 'ready' || phase === 'opening') && <Ready {...props} />}
      {phase === 'recording' && <RecordingNow {...props} tolerance={view.choices.pauseTolerance} />}
      {phase === 'interrupted' && <Interrupted {...props} />}
      {phase === 'sending' && <SendingPieces {...props} />}
      <VisuallyHidden>
        <output>{sign}</output>
      </VisuallyHidden>
    </div>
  );
};
