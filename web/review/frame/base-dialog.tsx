// A dialog of Base UI in the look of the others: it keeps the focus and the page behind it still.
import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import type { DialogProps } from '../../ui/dialog.tsx';
import css from '../../ui/dialog.module.css';
import { useFocusReturn } from '../../ui/focus-return.ts';

/** Open as long as it is rendered. What is typed in it is not lost by a press beside it. */
export const BaseDialog = ({ title, close, onClose, children }: Omit<DialogProps, 'step'>) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusReturn();
  return (
    <Base.Root open disablePointerDismissal onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={css['veil']} />
        <Base.Popup className={css['dialog']} initialFocus={heading} finalFocus={false}>
          <div className={css['inner']}>
            <div className={css['head']}>
              <Base.Title ref={heading} tabIndex={-1}>
                {title}
              </Base.Title>
              <Base.Close
                render={
                  <Button look="plain" icon="close">
                    {close}
                  </Button>
                }
              />
            </div>
            <div className={css['body']}>{children}</div>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};
