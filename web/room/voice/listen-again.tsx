// Hears a question, from us or by the browser's own voice; nothing where there is neither.
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { useEntered } from '../use-room.ts';
import {
  canSpeak,
  hush,
  isSounding,
  onSound,
  onVoices,
  readQuestion,
  wantsReading,
  wasHeard,
  wishReading,
} from './listen.ts';
import css from './voice.module.css';

export type ListenAgainProps = { turn: number; text: string; lang: string };

export const ListenAgain = ({ turn, text, lang }: ListenAgainProps) => {
  const { listen } = useMessages().voice;
  const fromUs = useEntered().view.options.listen;
  const hasVoice = useSyncExternalStore(onVoices, () => canSpeak(lang));
  const [wish, setWish] = useState(wantsReading);
  const isPlaying = useSyncExternalStore(onSound, isSounding);
  const hasHeard = useSyncExternalStore(onSound, () => wasHeard(turn));
  const canListen = fromUs || hasVoice;

  const play = useCallback(() => readQuestion({ turn, text, lang, fromUs }), [turn, text, lang, fromUs]);
  useEffect(() => {
    // Once per question, and only for those who chose to listen.
    if (canListen && wantsReading()) play();
    return hush;
  }, [canListen, play]);

  if (!canListen) return null;
  const change = (wanted: boolean): void => {
    wishReading(wanted);
    setWish(wanted);
  };
  return (
    <div className={css['listen']}>
      <Button look="plain" icon={isPlaying ? 'stop' : 'listen'} onClick={isPlaying ? hush : play}>
        {isPlaying ? listen.stop : listen[hasHeard ? 'again' : 'play']}
      </Button>
      <label className={css['wish']}>
        <input type="checkbox" checked={wish} onChange={(event) => change(event.target.checked)} />
        {listen.always}
      </label>
    </div>
  );
};
