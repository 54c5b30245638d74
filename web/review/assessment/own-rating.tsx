// The own rating, before the proposal is shown: five steps with what each of them is, or looking at it without one.
import type { ReviewCompetency } from '../../../usecases/review/view.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import css from './rating.module.css';
import { useReading } from './reading.ts';

const levels = ['1', '2', '3', '4', '5'] as const;

/** A rating counts as soon as it is given: so nothing of the proposal can have swayed it. */
export const OwnRating = ({ competency }: { competency: ReviewCompetency }) => {
  const { assessment: words } = useReviewMessages();
  const { rating, view } = useReading();
  const { id, name, anchors, proposed } = competency;
  const isBusy = rating.busyWith !== null;
  const isBlind = proposed === null;
  return (
    <fieldset className={css['rating']} aria-label={fill(words.rating.group, { name })}>
      <p className={css['lead']}>{isBlind ? words.rating.lead : words.rating.leadOpen}</p>
      <ol className={css['steps']}>
        {levels.map((level) => (
          <li key={level}>
            <button
              type="button"
              className={css['step']}
              aria-disabled={isBusy || undefined}
              onClick={() => rating.rate(id, Number(level) as 1 | 2 | 3 | 4 | 5)}
            >
              <span className={css['level']}>{level}</span>
              {anchors !== null && (
                <span className={css['anchor']} lang={view.run.locale} dir="auto">
                  {anchors[level]}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
      {isBlind && (
        <Button busy={isBusy} aria-label={`${words.rating.show}: ${name}`} onClick={() => rating.rate(id, 'passed')}>
          {words.rating.show}
        </Button>
      )}
    </fieldset>
  );
};
