// The recordings of a conversation: one sounds at a time, wherever on the page it was asked for.
import { useMemo, useRef, useState } from 'react';
import { playMoment, silenceOthers, type Moment } from '../../ui/moment.ts';

export type Player = {
  register: (turn: number, audio: HTMLAudioElement | null) => void;
  /** From its beginning, or the moment alone; false where there is no recording. */
  play: (turn: number, moment: Moment | null) => boolean;
  /** Plays on, or stops what sounds; begins with `first` where nothing has sounded yet. */
  toggle: (first: number | undefined) => void;
  /** The turn that sounds now. */
  playing: number | null;
  tell: (turn: number, isPlaying: boolean) => void;
};

const nothing = (): void => undefined;

export const usePlayer = (): Player => {
  const [playing, setPlaying] = useState<number | null>(null);
  const audios = useRef(new Map<number, HTMLAudioElement>());
  const last = useRef<number | null>(null);
  const calls = useMemo(() => {
    const start = (audio: HTMLAudioElement): void => {
      silenceOthers(audio);
      audio.play().catch(nothing);
    };
    return {
      register: (turn: number, audio: HTMLAudioElement | null): void => {
        if (audio === null) audios.current.delete(turn);
        else audios.current.set(turn, audio);
      },
      play: (turn: number, moment: Moment | null): boolean => {
        const audio = audios.current.get(turn);
        if (audio === undefined) return false;
        if (moment === null) start(audio);
        else playMoment(audio, moment, nothing);
        return true;
      },
      toggle: (first: number | undefined): void => {
        const audio = audios.current.get(last.current ?? first ?? 0);
        if (audio === undefined) return;
        if (audio.paused) start(audio);
        else audio.pause();
      },
      tell: (turn: number, isPlaying: boolean): void => {
        last.current = turn;
        setPlaying((now) => {
          if (isPlaying) return turn;
          return now === turn ? null : now;
        });
      },
    };
  }, []);
  return useMemo(() => ({ ...calls, playing }), [calls, playing]);
};
