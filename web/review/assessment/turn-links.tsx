// The ways to turns of the conversation; on paper, where nothing leads anywhere, their names.
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import css from './assessment.module.css';
import { placeOfTurn, useReading } from './reading.ts';
import { placeHeading } from './words.ts';

export const TurnLinks = ({ turns }: { turns: readonly number[] }) => {
  const { assessment: words } = useReviewMessages();
  const { places, lead } = useReading();
  const named = turns.flatMap((turn) => {
    const place = placeOfTurn(places, turn);
    return place === undefined ? [] : [{ turn, name: placeHeading(words, place) }];
  });
  if (named.length === 0) return null;
  return (
    <>
      <span className={css['row']}>
        {named.map(({ turn, name }) => (
          <Button key={turn} look="plain" icon="text" onClick={() => lead({ turn, span: null, from: null })}>
            {name}
          </Button>
        ))}
      </span>
      <span className={css['printed']} aria-hidden="true">
        {named.map(({ name }) => name).join(', ')}
      </span>
    </>
  );
};
