// What the system proposes of the whole: shown once nothing of it is hidden any more; beside it what changes no score.
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages, useReviewWords } from '../../i18n/use-review-messages.ts';
import type { AssessmentPart } from '../../../usecases/review/view.ts';
import { Button } from '../../ui/button.tsx';
import css from './assessment.module.css';
import { Deviations } from './deviations.tsx';
import { LateWords } from './late-words.tsx';
import { everything, useReading } from './reading.ts';
import { RatingTrouble, resultId } from './revealed.tsx';
import { TurnLinks } from './turn-links.tsx';
import { figure, percent } from './words.ts';

const List = ({ title, texts }: { title: string; texts: readonly string[] }) => {
  const { locale } = useReading().view.run;
  if (texts.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className={css['spaced']}>
        {texts.map((text) => (
          <li key={text} lang={locale} dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
};

const TotalFigure = ({ total }: { total: NonNullable<AssessmentPart['total']> }) => {
  const { language, messages } = useReviewWords();
  const { total: words } = messages.assessment;
  const { overallScore, band, uncertainty } = total;
  if (overallScore === null) return <p>{words.none}</p>;
  return (
    <>
      <p className={css['total']}>
        <strong>{fill(words.of, { score: figure(language, overallScore) })}</strong>
        {band !== null && (
          <span>{fill(words.band, { low: figure(language, band.low), high: figure(language, band.high) })}</span>
        )}
      </p>
      {uncertainty !== null && (
        <p className={css['muted']}>{fill(words.tie, { points: figure(language, uncertainty) })}</p>
      )}
    </>
  );
};

const FollowUps = ({ total }: { total: NonNullable<AssessmentPart['total']> }) => {
  const { followUps } = useReviewMessages().assessment;
  const { assessment, view } = useReading();
  if (total.followUps.length === 0) return null;
  const nameOf = (id: string): string => assessment.competencies.find((one) => one.id === id)?.name ?? id;
  return (
    <div>
      <h3>{followUps.title}</h3>
      <p className={css['muted']}>{followUps.text}</p>
      <ul className={css['spaced']}>
        {total.followUps.map(({ competencyId, text }) => (
          <li key={`${competencyId}-${text}`} lang={view.run.locale} dir="auto">
            {text} <span className={css['muted']}>({nameOf(competencyId)})</span>
          </li>
        ))}
      </ul>
    </div>
  );
};

export const Result = () => {
  const { messages } = useReviewWords();
  const { total: words } = messages.assessment;
  const { assessment, rating, view } = useReading();
  const { total, competencies } = assessment;
  const open = competencies.filter(({ proposed }) => proposed === null).length;
  return (
    <section className={css['section']} aria-labelledby={resultId}>
      <h2 id={resultId} tabIndex={-1}>
        {words.title}
      </h2>
      {total === null ? (
        <div className={css['box']}>
          <p>{fill(words.hidden, { done: competencies.length - open, all: competencies.length })}</p>
          <div>
            <Button busy={rating.busyWith !== null} onClick={rating.showAll}>
              {words.showAll}
            </Button>
          </div>
          <RatingTrouble about={everything} />
        </div>
      ) : (
        <div className={css['box']}>
          <TotalFigure total={total} />
          <p className={css['verdict']}>
            {total.verdict === null
              ? words.noVerdict
              : fill(words.proposed, { verdict: messages.frame.verdicts[total.verdict].name })}
          </p>
          <p lang={view.run.locale} dir="auto" className={css['text']}>
            {total.summary}
          </p>
          <List title={words.strengths} texts={total.strengths} />
          <List title={words.concerns} texts={total.concerns} />
          <FollowUps total={total} />
        </div>
      )}
    </section>
  );
};

/** Figures of the conversation and what to know of it: none of them is part of a score. */
export const Beside = () => {
  const { language, messages } = useReviewWords();
  const { beside: words } = messages;
  const { assessment } = useReading();
  const { coverage, talkTime, integrity } = assessment;
  return (
    <section className={css['section']} aria-labelledby="beside">
      <h2 id="beside">{words.title}</h2>
      <div className={css['box']}>
        <p className={css['muted']}>{words.text}</p>
        <ul className={css['spaced']}>
          <li>{fill(words.coverage, { share: percent(language, coverage) })}</li>
          <li>{fill(words.talkTime, { share: percent(language, talkTime) })}</li>
        </ul>
        {integrity.length > 0 && (
          <div>
            <h3>{words.integrity}</h3>
            <p className={css['muted']}>{words.integrityText}</p>
            <ul className={css['spaced']}>
              {integrity.map(({ code, turns }) => (
                <li key={code}>
                  {words.notes[code]}
                  <TurnLinks turns={turns} />
                </li>
              ))}
            </ul>
          </div>
        )}
        <Deviations />
        <LateWords />
      </div>
    </section>
  );
};
