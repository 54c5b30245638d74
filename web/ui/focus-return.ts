// Where the focus goes once what lay over the page has gone: back to where it came from, or on to the screen that came meanwhile.
import { useEffect, useState } from 'react';

export const useFocusReturn = (): void => {
  // As it is before anything moves: whatever lies over the page takes the focus to itself.
  const [before] = useState(() => ({ place: document.activeElement, screen: document.querySelector('h1') }));
  useEffect(
    () => () => {
      // What was done here may have led to another screen: it begins at its heading.
      const after = document.querySelector('h1');
      const next = after === before.screen ? before.place : after;
      if (next instanceof HTMLElement) next.focus();
    },
    [before],
  );
};
