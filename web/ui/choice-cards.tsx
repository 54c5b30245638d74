// One of a few, as large cards: native radio buttons, so every keyboard and screen reader knows them.
import { useId, type ReactNode } from 'react';
import { VisuallyHidden } from './blocks.tsx';
import css from './field.module.css';
import { Icon, type IconName } from './icon.tsx';

type Choice<Value extends string> = {
  value: Value;
  title: string;
  detail?: ReactNode;
  icon?: IconName | undefined;
  /** When the words are in another language than the page's. */
  lang?: string | undefined;
};

type ChoiceCardsProps<Value extends string> = {
  legend: string;
  /** When what stands above says the same. */
  legendHidden?: boolean | undefined;
  hint?: string | undefined;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** Two in a row where there is room. */
  beside?: boolean | undefined;
};

export const ChoiceCards = <Value extends string>({
  legend,
  legendHidden = false,
  hint,
  choices,
  value: chosen,
  onChange,
  beside = false,
}: ChoiceCardsProps<Value>) => {
  const name = useId();
  return (
    <fieldset aria-describedby={hint === undefined ? undefined : `${name}-hint`}>
      <legend className={css['legend']}>{legendHidden ? <VisuallyHidden>{legend}</VisuallyHidden> : legend}</legend>
      {hint !== undefined && (
        <p className={css['hint']} id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <div className={beside ? `${css['cards']} ${css['beside']}` : css['cards']}>
        {choices.map(({ value, title, detail, icon, lang }) => (
          <label key={value} className={value === chosen ? `${css['card']} ${css['chosen']}` : css['card']} lang={lang}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChange(value)} />
            <span>
              <span className={css['cardTitle']}>
                {icon && <Icon name={icon} />}
                {title}
              </span>
              {detail !== undefined && <span className={css['cardDetail']}>{detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
