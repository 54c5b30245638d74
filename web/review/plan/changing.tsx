// A text of the plan, with what a revision put in and took out where that is to be shown.
import { wordDiff } from '../../../domain/review/word-diff.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { VisuallyHidden } from '../../ui/blocks.tsx';
import css from './plan.module.css';

type ChangingProps = {
  text: string;
  /** How it was; absent where that is not to be shown, or there was none. */
  before?: string | undefined;
};

/** Whoever hears the page is told where a change begins and where it ends. */
const Changed = ({ text, before }: { text: string; before: string }) => {
  const { changes } = useReviewMessages().plan;
  return wordDiff(before, text).map((part, at) => {
    if (part.kind === 'same') return part.text;
    const Mark = part.kind === 'added' ? 'ins' : 'del';
    return (
      <Mark key={at} className={css[part.kind]}>
        <VisuallyHidden> {changes[part.kind]} </VisuallyHidden>
        {part.text}
        <VisuallyHidden> {changes.end} </VisuallyHidden>
      </Mark>
    );
  });
};

export const Changing = ({ text, before }: ChangingProps) => (
  <bdi className={css['text']}>
    {before === undefined || before === text ? text : <Changed text={text} before={before} />}
  </bdi>
);

export type Newness = 'new' | 'changed' | 'same';

/** Compared as it is shown; of a first revision nothing is new. */
export const newnessOf = (now: unknown, before: unknown, hasBefore: boolean): Newness => {
  if (!hasBefore) return 'same';
  if (before === undefined) return 'new';
  return JSON.stringify(now) === JSON.stringify(before) ? 'same' : 'changed';
};

export const NewnessMark = ({ newness }: { newness: Newness }) => {
  const { changes } = useReviewMessages().plan;
  return newness === 'same' ? null : <span className={css['mark']}>{changes[newness]}</span>;
};
