// The time left, looked at twice a second while somebody shows it.
import { useEffect, useState } from 'react';
import { shownMs } from './state/clock.ts';
import { useRoom } from './use-room.ts';

export const useTimeLeft = (): number => {
  const { room } = useRoom();
  const [left, setLeft] = useState(() => shownMs(room.store.get(), Date.now()));
  useEffect(() => {
    const look = (): void => setLeft(shownMs(room.store.get(), Date.now()));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [room]);
  return left;
};
