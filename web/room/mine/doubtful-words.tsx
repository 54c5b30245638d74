// The words that were hard to hear, each with a button that plays the moment in which it was said.
import { useState, type RefObject } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import type { DoubtfulPiece } from '../../ui/doubtful.ts';
import css from './mine.module.css';
import { playMoment } from '../../ui/moment.ts';

type DoubtfulWordsProps = {
  pieces: readonly DoubtfulPiece[];
  locale: string;
  /** The player of the whole answer; null where there is no recording. */
  player: RefObject<HTMLAudioElement | null> | null;
};

export const DoubtfulWords = ({ pieces, locale, player }: DoubtfulWordsProps) => {
  const { mine, frame } = useMessages();
  const [sounding, setSounding] = useState<number | null>(null);
  const press = (at: number, { moment }: DoubtfulPiece): void => {
    const audio = player?.current;
    if (!audio) return;
    if (sounding === at) {
      audio.pause();
      return;
    }
    playMoment(audio, moment, () => setSounding((now) => (now === at ? null : now)));
    setSounding(at);
  };
  return (
    <div className={css['unsure']}>
      <p>{mine.unsure}</p>
      <ul className={css['moments']}>
        {pieces.map((piece, at) => (
          <li key={at}>
            {player === null ? (
              <span lang={locale}>{fill(frame.quote, { text: piece.text })}</span>
            ) : (
              <Button
                icon={sounding === at ? 'stop' : 'listen'}
                aria-label={fill(sounding === at ? mine.stopMoment : mine.playMoment, { text: piece.text })}
                onClick={() => press(at, piece)}
              >
                <span lang={locale}>{fill(frame.quote, { text: piece.text })}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
