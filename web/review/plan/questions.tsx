// What is asked, in its order: each question with what it is about, its time, and the follow-ups that may be asked.
import { useId } from 'react';
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages, useReviewWords } from '../../i18n/use-review-messages.ts';
import { ChangeButton } from './change-button.tsx';
import { Changing, newnessOf, NewnessMark } from './changing.tsx';
import css from './plan.module.css';
import { useReading } from './reading.ts';
import { Warnings, warningsAt, warningsOf, warningsOfGone } from './warnings.tsx';

type Question = ShownPlan['questions'][number];
type OneProps = { one: Question; number: number; before: Question | undefined };

const useMinutes = (): ((seconds: number) => string) => {
  const { language, messages } = useReviewWords();
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (seconds) => fill(messages.plan.questions.minutes, { count: format.format(seconds / 60) });
};

const Facts = ({ one, number, before }: OneProps) => {
  const { questions, changes } = useReviewMessages().plan;
  const { plan, before: planBefore } = useReading();
  const minutes = useMinutes();
  const names = one.competencyIds.map((id) => plan.competencies.find((each) => each.id === id)?.name ?? id);
  const placeBefore = planBefore === null ? 0 : planBefore.questions.findIndex(({ id }) => id === one.id) + 1;
  return (
    <ul className={css['facts']}>
      <li>
        <bdi>{fill(questions.about, { list: names.join(', ') })}</bdi>
      </li>
      <li>
        {minutes(one.timeBudgetSeconds)}
        {before !== undefined && before.timeBudgetSeconds !== one.timeBudgetSeconds && (
          <span className={css['mark']}>{fill(changes.timeBefore, { time: minutes(before.timeBudgetSeconds) })}</span>
        )}
      </li>
      {placeBefore > 0 && placeBefore !== number && (
        <li>
          <span className={css['mark']}>{fill(changes.placeBefore, { number: placeBefore })}</span>
        </li>
      )}
    </ul>
  );
};

const Probes = ({ one, before }: Pick<OneProps, 'one' | 'before'>) => {
  const { questions } = useReviewMessages().plan;
  const { plan } = useReading();
  const id = useId();
  const gone = before?.probes.slice(one.probes.length) ?? [];
  if (one.probes.length + gone.length === 0) return null;
  return (
    <div>
      <p id={id} className={css['label']}>
        {questions.probes}
      </p>
      <ul aria-labelledby={id}>
        {one.probes.map((probe, at) => (
          <li key={probe}>
            <Changing text={probe} before={before === undefined ? undefined : (before.probes[at] ?? '')} />
            <Warnings warnings={warningsAt(plan.warnings, `${one.id}.probes.${at}`)} />
          </li>
        ))}
        {gone.map((probe) => (
          <li key={`gone ${probe}`}>
            <Changing text="" before={probe} />
          </li>
        ))}
      </ul>
    </div>
  );
};

const QuestionItem = ({ one, number, before }: OneProps) => {
  const { questions } = useReviewMessages().plan;
  const { plan, before: planBefore } = useReading();
  const id = useId();
  const name = fill(questions.question, { number });
  return (
    <li>
      <article className={css['item']} aria-labelledby={id}>
        <div className={css['itemHead']}>
          <p id={id} className={css['label']}>
            {name} <NewnessMark newness={newnessOf(one, before, planBefore !== null)} />
          </p>
          <ChangeButton part={{ questionId: one.id }} name={name} />
        </div>
        <h3 className={css['question']}>
          <Changing text={one.text} before={before?.text} />
        </h3>
        <Facts one={one} number={number} before={before} />
        <Warnings warnings={warningsOf(plan.warnings, one.id)} />
        <Probes one={one} before={before} />
      </article>
    </li>
  );
};

const Spoken = ({ field, title }: { field: 'greeting' | 'closing'; title: string }) => {
  const { plan, before } = useReading();
  return (
    <div className={css['spoken']}>
      <p className={css['label']}>{title}</p>
      <p>
        <Changing text={plan[field]} before={before?.[field]} />
      </p>
      <Warnings warnings={warningsOf(plan.warnings, field)} />
    </div>
  );
};

const Gone = () => {
  const { changes } = useReviewMessages().plan;
  const { plan, before } = useReading();
  const gone = before?.questions.filter(({ id }) => !plan.questions.some((one) => one.id === id)) ?? [];
  if (before === null || gone.length === 0) return null;
  return (
    <div className={css['spoken']}>
      <h3>{fill(changes.gone, { number: before.revision })}</h3>
      <ul>
        {gone.map(({ id, text }) => (
          <li key={id}>
            <del className={css['removed']}>
              <bdi>{text}</bdi>
            </del>
          </li>
        ))}
      </ul>
    </div>
  );
};

export const Questions = () => {
  const { questions } = useReviewMessages().plan;
  const { plan, before } = useReading();
  const ids = [...plan.questions, ...plan.competencies].map(({ id }) => id);
  return (
    <section className={css['section']}>
      <h2>{questions.title}</h2>
      <Warnings warnings={[...warningsOf(plan.warnings, 'questions'), ...warningsOfGone(plan.warnings, ids)]} />
      <Spoken field="greeting" title={questions.greeting} />
      <ol className={css['list']}>
        {plan.questions.map((one, at) => (
          <QuestionItem
            key={one.id}
            one={one}
            number={at + 1}
            before={before?.questions.find(({ id }) => id === one.id)}
          />
        ))}
      </ol>
      <Gone />
      <Spoken field="closing" title={questions.closing} />
    </section>
  );
};
