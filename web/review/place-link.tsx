// A link to a place inside the page: a real one, which opens in a window of its own where that is asked for.
import type { MouseEvent, ReactNode } from 'react';
import { addressOf, type Place } from './address.ts';

type LinkProps = { to: Exclude<Place, { kind: 'link' }>; onGo: () => void; className?: string; children: ReactNode };

export const PlaceLink = ({ to, onGo, className, children }: LinkProps) => {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo();
  };
  return (
    <a href={addressOf(to)} onClick={follow} className={className}>
      {children}
    </a>
  );
};
