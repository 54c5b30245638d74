// Buttons: one filled per screen, the others quiet; and a link that looks like one.
import type { AnchorHTMLAttributes, ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';
import css from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

type Look = {
  look?: 'filled' | 'quiet' | 'plain' | 'danger' | undefined;
  icon?: IconName | undefined;
  /** As wide as its place, with its words at the start: for lists of buttons. */
  row?: boolean | undefined;
  children: ReactNode;
};

const classOf = ({ look = 'quiet', row = false }: Pick<Look, 'look' | 'row'>): string =>
  [css['button'], css[look], ...(row ? [css['wide'], css['start']] : [])].join(' ');

type ButtonProps = Look &
  Omit<ComponentPropsWithRef<'button'>, 'className' | 'disabled' | 'style'> & {
    /** While its work is under way: stays in reach of keyboard and screen reader, and does nothing. */
    busy?: boolean | undefined;
  };

export const Button = ({ look, icon, row, busy = false, children, onClick, type = 'button', ...rest }: ButtonProps) => {
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button {...rest} type={type} className={classOf({ look, row })} aria-disabled={busy || undefined} onClick={press}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
};

type ButtonLinkProps = Look &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className' | 'style' | 'href'> & { href: string };

export const ButtonLink = ({ look, icon, row, children, href, ...rest }: ButtonLinkProps) => (
  <a {...rest} href={href} className={classOf({ look, row })}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </a>
);
