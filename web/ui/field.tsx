// A labelled place to write in: one line, or an area that grows with the words.
import { useId, useLayoutEffect, useRef, type TextareaHTMLAttributes } from 'react';
import css from './field.module.css';
import { Icon } from './icon.tsx';

type FieldProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'style' | 'onChange' | 'value'> & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: string;
  onChange: (text: string) => void;
  /** The candidate's own words are larger than all but the question. */
  words?: boolean | undefined;
};

const idsOf = (...ids: (string | false)[]): string | undefined => ids.filter(Boolean).join(' ') || undefined;

/** Browsers that size areas by their content need no help. */
const grow = (area: HTMLTextAreaElement): void => {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.blockSize = 'auto';
  area.style.blockSize = `${area.scrollHeight + 2}px`;
};

export const Field = ({ label, hint, error, value, onChange, words = false, rows = 4, ...rest }: FieldProps) => {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current !== null) grow(area.current);
  }, [value]);
  return (
    <div className={css['field']}>
      <label className={css['label']} htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p className={css['hint']} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        {...rest}
        ref={area}
        id={id}
        rows={rows}
        dir="auto"
        className={words ? `${css['input']} ${css['words']}` : css['input']}
        value={value}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={idsOf(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`)}
        onChange={(event) => onChange(event.target.value)}
      />
      {error !== undefined && (
        <p className={css['error']} id={`${id}-error`} role="alert">
          <Icon name="caution" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
};
