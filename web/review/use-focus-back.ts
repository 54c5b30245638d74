// What had the focus was put aside for a while: once it is back the focus is at its heading, not at the top of the page.
import { useEffect, useRef } from 'react';

/** Give the place `tabIndex={-1}`. */
export const useFocusBack = <Place extends HTMLElement>(isAside: boolean) => {
  const place = useRef<Place>(null);
  const was = useRef(isAside);
  useEffect(() => {
    if (was.current && !isAside) place.current?.focus();
    was.current = isAside;
  }, [isAside]);
  return place;
};
