// One of a few ways to decide, each with what it means: native radio buttons.
import type { ReactNode } from 'react';
import css from './panel.module.css';

type Choice<Value extends string> = { value: Value; name: string; meaning: string; tag?: ReactNode };

type RadioChoiceProps<Value extends string> = {
  legend: string;
  name: string;
  choices: readonly Choice<Value>[];
  value: Value | null;
  error: string | null;
  onChange: (value: Value) => void;
};

export const RadioChoice = <Value extends string>({
  legend,
  name: group,
  choices,
  value: chosen,
  error,
  onChange,
}: RadioChoiceProps<Value>) => (
  <fieldset className={css['group']} aria-describedby={error === null ? undefined : `${group}-error`}>
    <legend>{legend}</legend>
    {choices.map(({ value, name, meaning, tag }) => (
      <label key={value} className={value === chosen ? `${css['choice']} ${css['chosen']}` : css['choice']}>
        <input type="radio" name={group} checked={value === chosen} onChange={() => onChange(value)} />
        <span className={css['name']}>
          {name}
          {tag !== undefined && <span className={css['tag']}>{tag}</span>}
        </span>
        <span className={css['meaning']}>{meaning}</span>
      </label>
    ))}
    {error !== null && (
      <p id={`${group}-error`} className={css['error']} role="alert">
        {error}
      </p>
    )}
  </fieldset>
);
