// Whether the page scrolls along with a recording: until its reader scrolls, and again when they ask for it.
import { useEffect, useState } from 'react';

const scrollKeys = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown']);

export const useFollowing = (isPlaying: boolean): { isOn: boolean; resume: () => void } => {
  const [isOn, setOn] = useState(true);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const stop = (): void => setOn(false);
    const stopByKey = ({ key }: KeyboardEvent): void => {
      if (scrollKeys.has(key)) stop();
    };
    window.addEventListener('wheel', stop, { passive: true });
    window.addEventListener('touchmove', stop, { passive: true });
    window.addEventListener('keydown', stopByKey);
    return () => {
      window.removeEventListener('wheel', stop);
      window.removeEventListener('touchmove', stop);
      window.removeEventListener('keydown', stopByKey);
      setOn(true);
    };
  }, [isPlaying]);
  return { isOn, resume: () => setOn(true) };
};
