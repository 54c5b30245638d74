// Where in the page its reader is: the address says it, and going back works.
import { useCallback, useEffect, useState } from 'react';
import { addressOf, placeOf, type Place } from './address.ts';

type Inside = Exclude<Place, { kind: 'link' }>;

export type Going = {
  place: Place;
  go: (place: Inside) => void;
  /** Without a way back: for an address that held a token. */
  replace: (place: Inside) => void;
};

export const usePlace = (): Going => {
  const [place, setPlace] = useState(() => placeOf(window.location));
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(window.location));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const go = useCallback((next: Inside) => {
    window.history.pushState(null, '', addressOf(next));
    setPlace(next);
  }, []);
  const replace = useCallback((next: Inside) => {
    window.history.replaceState(null, '', addressOf(next));
    setPlace(next);
  }, []);
  return { place, go, replace };
};
