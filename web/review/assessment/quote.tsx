// A quote that a score rests on: the candidate's own words, and the way to where and how they were said.
import type { ReviewQuote } from '../../../usecases/review/view.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { fill } from '../../i18n/fill.ts';
import { Button } from '../../ui/button.tsx';
import css from './competency.module.css';
import { clockOf, momentOf } from './places.ts';
import { useReading } from './reading.ts';
import { placeWords } from './words.ts';

export const Quote = ({ quote: evidence, competencyId }: { quote: ReviewQuote; competencyId: string }) => {
  const { assessment: words } = useReviewMessages();
  const { places, lead, view } = useReading();
  const place = places.find(({ turn }) => turn.turn === evidence.turn);
  const { quote } = evidence;
  if (place === undefined) return null;
  const moment = momentOf(place.turn, evidence);
  const where = fill(words.from, { place: placeWords(words, place) });
  const said = moment === null ? where : `${where} · ${clockOf(moment.startMs)}`;
  return (
    <figure className={css['quote']}>
      <blockquote lang={view.run.locale} dir="auto">
        {quote === null ? <span className={css['muted']}>{words.quoteErased}</span> : quote}
      </blockquote>
      <figcaption>
        <Button
          look="plain"
          icon={moment === null ? 'text' : 'listen'}
          onClick={() => lead({ turn: evidence.turn, span: evidence, from: competencyId })}
        >
          {said}
        </Button>
        <span className={css['printed']} aria-hidden="true">
          {said}
        </span>
      </figcaption>
    </figure>
  );
};
