// How loud it is, as a bar and in words, and the choice of another microphone.
import { useEffect, useId, useRef } from 'react';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import type { Levels } from './meter.ts';
import type { Microphone } from './microphone.ts';
import { barOf, type Sound } from './pause-rule.ts';
import css from './voice.module.css';

type LevelProps = { levels: Levels; sound: Sound; muted: boolean };

export const Level = ({ levels, sound, muted }: LevelProps) => {
  const { voice } = useMessages();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(
    () => levels.subscribe((level) => bar.current?.style.setProperty('--level', barOf(level).toFixed(2))),
    [levels],
  );
  return (
    <div className={css['level']}>
      <div className={css['track']} aria-hidden="true">
        <div className={css['bar']} ref={bar} />
      </div>
      <p>{voice.sound[sound]}</p>
      {muted && (
        <Notice tone="caution" announce="polite">
          {voice.muted}
        </Notice>
      )}
    </div>
  );
};

type ChoiceProps = {
  microphones: readonly Microphone[];
  microphone: string | null;
  note?: string | undefined;
  onChoose: (id: string) => void;
};

export const MicrophoneChoice = ({ microphones, microphone, note, onChoose }: ChoiceProps) => {
  const { voice } = useMessages();
  const id = useId();
  if (microphones.length < 2) return null;
  return (
    <div className={css['choice']}>
      <label htmlFor={id}>{voice.microphone}</label>
      <select
        id={id}
        value={microphone ?? ''}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChoose(event.target.value)}
      >
        {microphones.map(({ id: value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <p className={css['hint']} id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
};
