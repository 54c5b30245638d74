// One competency: what was said about it, then the own rating, then what the system proposes.
import type { ReviewCompetency } from '../../../usecases/review/view.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import css from './competency.module.css';
import { Foldable } from './foldable.tsx';
import { OwnRating } from './own-rating.tsx';
import { Proposal } from './proposal.tsx';
import { Quote } from './quote.tsx';
import { competencyElementId, useReading } from './reading.ts';
import { RatingTrouble } from './revealed.tsx';
import { percent, placeHeading, placeWords } from './words.ts';

/** Questions and answers whole, so that nobody rates a sentence torn out of them. */
const WholeAnswers = ({ competency: { id, turns } }: { competency: ReviewCompetency }) => {
  const { assessment: words } = useReviewWords().messages;
  const { places, trace, lead, view } = useReading();
  const { locale } = view.run;
  const about = places.filter(({ turn }) => turns.includes(turn.turn));
  if (about.length === 0) return null;
  return (
    <Foldable open={words.answers.open} close={words.answers.close} onOpen={() => trace.note('opened', id)}>
      {about.map((place) => (
        <div key={place.turn.turn} className={css['answer']}>
          <p className={css['muted']}>{placeHeading(words, place)}</p>
          <p className={css['label']} lang={locale} dir="auto">
            {place.turn.question}
          </p>
          <p className={css['text']} lang={locale} dir="auto">
            {place.turn.answer ?? <span className={css['muted']}>{words.noAnswer}</span>}
          </p>
          <Button look="plain" icon="text" onClick={() => lead({ turn: place.turn.turn, span: null, from: id })}>
            {fill(words.toTurn, { place: placeWords(words, place) })}
          </Button>
        </div>
      ))}
    </Foldable>
  );
};

export const Competency = ({ competency }: { competency: ReviewCompetency }) => {
  const { language, messages } = useReviewWords();
  const { assessment: words } = messages;
  const { view } = useReading();
  const { id, name, definition, weight, required, evidence, own, proposed } = competency;
  const { locale } = view.run;
  const mayRate = own === null && view.waitsFor === 'verdict';
  return (
    <article
      id={competencyElementId(id)}
      className={css['competency']}
      tabIndex={-1}
      aria-labelledby={`${competencyElementId(id)}-name`}
      data-trace={id}
      data-competency={id}
    >
      <header className={css['head']}>
        <h3 id={`${competencyElementId(id)}-name`} lang={locale} dir="auto">
          {name}
        </h3>
        <p className={css['weight']}>
          {fill(words.weight, { share: percent(language, weight / 100) })}
          {required && ` · ${words.required}`}
        </p>
      </header>
      {definition !== '' && (
        <p className={css['muted']} lang={locale} dir="auto">
          {definition}
        </p>
      )}
      {evidence.length === 0 ? (
        <p>{words.noEvidence}</p>
      ) : (
        evidence.map((quote) => (
          <Quote key={`${quote.turn}-${quote.version}-${quote.start}`} quote={quote} competencyId={id} />
        ))
      )}
      <WholeAnswers competency={competency} />
      <Proposal competency={competency} />
      {mayRate && <OwnRating competency={competency} />}
      {proposed === null && !mayRate && <p className={css['muted']}>{words.hidden}</p>}
      <RatingTrouble about={id} />
    </article>
  );
};
