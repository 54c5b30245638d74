// Shows one kind of what waits alone: buttons that stay pressed, only where there is more than one kind.
import type { InboxItem } from '../../../usecases/review/view.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import css from './inbox.module.css';

const kinds = ['plan', 'verdict', 'appeal'] as const satisfies readonly InboxItem['waitsFor'][];
export type Kind = 'all' | (typeof kinds)[number];

type KindsProps = { items: readonly InboxItem[]; chosen: Kind; onChoose: (kind: Kind) => void };

export const Kinds = ({ items, chosen, onChoose }: KindsProps) => {
  const { inbox: words } = useReviewMessages();
  const countOf = (kind: Kind): number => items.filter(({ waitsFor }) => kind === 'all' || waitsFor === kind).length;
  const present = kinds.filter((kind) => countOf(kind) > 0);
  if (present.length < 2) return null;
  return (
    <fieldset className={css['kinds']}>
      <legend>{words.filter}</legend>
      {(['all', ...present] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          className={css['kind']}
          aria-pressed={kind === chosen}
          onClick={() => onChoose(kind)}
        >
          {words.filters[kind]} ({countOf(kind)})
        </button>
      ))}
    </fieldset>
  );
};
