// A review of a decision: the candidate's words first, and whether the decision stays.
import type { ReviewedAppeal } from '../../../../usecases/review/view.ts';
import { fill } from '../../../i18n/fill.ts';
import { dateAndTime } from '../../../i18n/format.ts';
import { useReviewMessages, useReviewWords } from '../../../i18n/use-review-messages.ts';
import { Notice } from '../../../ui/blocks.tsx';
import { Decisions } from '../../frame/decisions.tsx';
import css from '../assessment.module.css';
import { useReading } from '../reading.ts';
import type { AppealOutcome as Outcome } from './form.ts';
import { RadioChoice } from './radio-choice.tsx';

export const AppealWords = ({ appeal }: { appeal: ReviewedAppeal }) => {
  const { language, messages } = useReviewWords();
  const { appeal: words } = messages.assessment;
  const { view } = useReading();
  return (
    <section className={css['section']} aria-labelledby="appeal">
      <h2 id="appeal">{words.title}</h2>
      <div className={css['box']}>
        <p className={css['muted']}>{fill(words.asked, { at: dateAndTime(language, appeal.requestedAt) })}</p>
        <blockquote className={css['appeal']} lang={view.run.locale} dir="auto">
          {appeal.text}
        </blockquote>
        {appeal.firstDecider && (
          <Notice tone="caution" title={words.firstDecider}>
            {words.firstDeciderText}
          </Notice>
        )}
      </div>
      <Decisions decisions={view.decisions} />
    </section>
  );
};

type OutcomeProps = { value: Outcome | null; error: string | null; onChange: (outcome: Outcome) => void };

const outcomes: readonly Outcome[] = ['upheld', 'changed'];

export const AppealOutcome = ({ value, error, onChange }: OutcomeProps) => {
  const { appeal: words } = useReviewMessages().assessment;
  const choices = outcomes.map((outcome) => ({ value: outcome, ...words.outcomes[outcome] }));
  return <RadioChoice legend={words.outcome} name="outcome" {...{ choices, value, error, onChange }} />;
};
