// Panels, notices, and words for screen readers only.
import type { ReactNode, Ref } from 'react';
import css from './blocks.module.css';
import { Icon, type IconName } from './icon.tsx';

type PanelProps = {
  title?: string | undefined;
  /** Where the focus may go when what had it is gone. */
  ref?: Ref<HTMLElement> | undefined;
  children: ReactNode;
};

export const Panel = ({ title, ref, children }: PanelProps) => (
  <section className={css['panel']} ref={ref} tabIndex={ref ? -1 : undefined}>
    {title !== undefined && <h2>{title}</h2>}
    {children}
  </section>
);

const icons = { good: 'check', info: 'info', caution: 'caution', danger: 'caution' } as const satisfies Record<
  string,
  IconName
>;

type NoticeProps = {
  tone?: keyof typeof icons | undefined;
  title?: string | undefined;
  /** `polite` is read out when there is a pause, `assertive` at once: only for loss. */
  announce?: 'polite' | 'assertive' | undefined;
  /** In one run of small words, where several stand above what matters. */
  dense?: boolean | undefined;
  children?: ReactNode;
};

const roles = { polite: 'status', assertive: 'alert' } as const;

export const Notice = ({ tone = 'info', title, announce, dense = false, children }: NoticeProps) => (
  <div className={`${css['notice']} ${css[tone]} ${dense ? css['dense'] : ''}`} role={announce && roles[announce]}>
    <Icon name={icons[tone]} />
    <div className={css['body']}>
      {title !== undefined && (
        <p>
          <strong>{title}</strong>
        </p>
      )}
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  </div>
);

export const VisuallyHidden = ({ children }: { children: ReactNode }) => (
  <span className={css['hidden']}>{children}</span>
);
