// Where the focus goes when what had it is gone with its step: to the same place, not to the top of the page.
import { useEffect, useRef } from 'react';

/** Give the place `tabIndex={-1}`; `step` names what is shown there, null while nothing is. */
export const useKeptFocus = <Place extends HTMLElement>(step: string | null) => {
  const place = useRef<Place>(null);
  const before = useRef(step);
  useEffect(() => {
    const isNext = before.current !== null && before.current !== step;
    if (isNext && document.activeElement === document.body) place.current?.focus();
    before.current = step;
  }, [step]);
  return place;
};
