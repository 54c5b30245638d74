// Something that is unfolded to be read; on paper it is always there.
import { useId, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import css from './foldable.module.css';

type FoldableProps = { open: string; close: string; onOpen?: () => void; children: ReactNode };

export const Foldable = ({ open, close, onOpen, children }: FoldableProps) => {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const press = (): void => {
    if (!isOpen) onOpen?.();
    setOpen(!isOpen);
  };
  return (
    <div className={css['foldable']}>
      <Button look="plain" aria-expanded={isOpen} aria-controls={id} onClick={press}>
        {isOpen ? close : open}
      </Button>
      <div id={id} className={isOpen ? css['inside'] : `${css['inside']} ${css['folded']}`}>
        {children}
      </div>
    </div>
  );
};
