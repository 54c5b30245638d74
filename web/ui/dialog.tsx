// A native dialog: Esc closes it, and focus goes back to where it came from, or on to the screen that came meanwhile.
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { useFocusReturn } from './focus-return.ts';
import css from './dialog.module.css';

export type DialogProps = {
  title: string;
  close: string;
  onClose: () => void;
  /** What it shows may change while it is open: then it begins at its heading again. */
  step?: string | undefined;
  children: ReactNode;
};

/** Open as long as it is rendered. */
export const Dialog = ({ title, close, onClose, step = title, children }: DialogProps) => {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const dialog = element.current;
    // Browsers of 2020 do not know the element: there it lies over the page without being modal.
    if (typeof dialog?.showModal === 'function') dialog.showModal();
    else dialog?.setAttribute('open', '');
    return () => {
      if (typeof dialog?.close === 'function') dialog.close();
    };
  }, []);
  // Once the dialog is closed.
  useFocusReturn();
  useEffect(() => heading.current?.focus(), [step]);
  return (
    <dialog
      ref={element}
      className={css['dialog']}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={css['inner']}>
        <div className={css['head']}>
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <Button look="plain" icon="close" onClick={onClose}>
            {close}
          </Button>
        </div>
        <div className={css['body']}>{children}</div>
      </div>
    </dialog>
  );
};
