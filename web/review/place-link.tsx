// A link to a place inside the page: a real one, which opens in a window of its own where that is asked for.
import type { ComponentPropsWithRef, MouseEvent } from 'react';
import { addressOf, type Place } from './address.ts';

type LinkProps = Omit<ComponentPropsWithRef<'a'>, 'href' | 'onClick' | 'style'> & {
  to: Exclude<Place, { kind: 'link' }>;
  onGo: () => void;
};

export const PlaceLink = ({ to, onGo, children, ...rest }: LinkProps) => {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo();
  };
  return (
    <a {...rest} href={addressOf(to)} onClick={follow}>
      {children}
    </a>
  );
};
