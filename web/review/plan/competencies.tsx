// What is judged: each competency with its weight, its meaning, and what every score of it takes.
import { useId, useState } from 'react';
import { anchorLevels } from '../../../domain/plan/plan.ts';
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';
import { counted, fill } from '../../i18n/fill.ts';
import { useReviewMessages, useReviewWords } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import { ChangeButton } from './change-button.tsx';
import { Changing, newnessOf, NewnessMark } from './changing.tsx';
import css from './plan.module.css';
import { useReading } from './reading.ts';
import { Warnings, warningsAt, warningsOf } from './warnings.tsx';

type Competency = ShownPlan['competencies'][number];
type OneProps = { one: Competency; before: Competency | undefined };

const usualMinimum = 3;

const Weight = ({ weight }: { weight: number }) => (
  <svg className={css['bar']} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect className={css['barWhole']} width="100" height="8" />
    <rect className={css['barPart']} width={weight} height="8" />
  </svg>
);

const Facts = ({ one, before }: OneProps) => {
  const { competencies, changes } = useReviewMessages().plan;
  const { weight, required, minimumScore = usualMinimum } = one;
  return (
    <ul className={css['facts']}>
      <li>
        <Weight weight={weight} />
        {fill(competencies.weight, { count: weight })}
        {before !== undefined && before.weight !== weight && (
          <span className={css['mark']}>{fill(changes.weightBefore, { count: before.weight })}</span>
        )}
      </li>
      {required && <li>{fill(competencies.required, { count: minimumScore })}</li>}
    </ul>
  );
};

/** Closed only on the screen: paper shows all of it. */
const Anchors = ({ one, before }: OneProps) => {
  const { language, messages } = useReviewWords();
  const { competencies } = messages.plan;
  const { plan, isAllOpen } = useReading();
  const id = useId();
  const isChanged = before !== undefined && newnessOf(one.anchors, before.anchors, true) === 'changed';
  const hasWarnings = anchorLevels.some((level) => warningsAt(plan.warnings, `${one.id}.anchors.${level}`).length > 0);
  const [chosen, choose] = useState<boolean | null>(null);
  const isOpen = chosen ?? (isAllOpen || isChanged || hasWarnings);
  return (
    <div>
      <Button look="plain" aria-expanded={isOpen} aria-controls={id} onClick={() => choose(!isOpen)}>
        {competencies.anchors}
      </Button>
      <div id={id} className={isOpen ? css['anchors'] : `${css['anchors']} ${css['closed']}`}>
        <dl className={css['levels']}>
          {anchorLevels.map((level) => (
            <div key={level} className={css['level']}>
              <dt>{fill(competencies.score, { level })}</dt>
              <dd>
                <Changing text={one.anchors[level]} before={before?.anchors[level]} />
                <Warnings warnings={warningsAt(plan.warnings, `${one.id}.anchors.${level}`)} />
              </dd>
            </div>
          ))}
        </dl>
        <p className={css['muted']}>
          {counted(language, competencies.evidence, one.minimumEvidence)}{' '}
          {one.notScoreable.length > 0 && <bdi>{fill(competencies.never, { list: one.notScoreable.join(', ') })}</bdi>}
        </p>
      </div>
    </div>
  );
};

const CompetencyItem = ({ one, before }: OneProps) => {
  const { plan, before: planBefore } = useReading();
  const id = useId();
  return (
    <article className={css['item']} aria-labelledby={id}>
      <div className={css['itemHead']}>
        <h3 id={id}>
          <Changing text={one.name} before={before?.name} />{' '}
          <NewnessMark newness={newnessOf(one, before, planBefore !== null)} />
        </h3>
        <ChangeButton part={{ competency: one.id }} name={one.name} />
      </div>
      <Facts one={one} before={before} />
      <p>
        <Changing text={one.definition} before={before?.definition} />
      </p>
      <Warnings warnings={warningsOf(plan.warnings, one.id)} />
      <Anchors one={one} before={before} />
    </article>
  );
};

type CompetenciesProps = { isAllOpen: boolean; onAllOpen: (isOpen: boolean) => void };

export const Competencies = ({ isAllOpen, onAllOpen }: CompetenciesProps) => {
  const words = useReviewMessages().plan;
  const { plan, before } = useReading();
  const gone = before?.competencies.filter(({ id }) => !plan.competencies.some((one) => one.id === id)) ?? [];
  return (
    <section className={css['section']}>
      <div className={css['sectionHead']}>
        <h2>{words.competencies.title}</h2>
        <Button look="plain" aria-pressed={isAllOpen} onClick={() => onAllOpen(!isAllOpen)}>
          {isAllOpen ? words.competencies.none : words.competencies.all}
        </Button>
      </div>
      {plan.competencies.map((one) => (
        // Opening or closing all of them begins anew with each.
        <CompetencyItem
          key={`${one.id} ${isAllOpen}`}
          one={one}
          before={before?.competencies.find(({ id }) => id === one.id)}
        />
      ))}
      {before !== null && gone.length > 0 && (
        <>
          <h3>{fill(words.changes.gone, { number: before.revision })}</h3>
          <ul>
            {gone.map(({ id, name }) => (
              <li key={id}>
                <del className={css['removed']}>
                  <bdi>{name}</bdi>
                </del>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={css['muted']}>{fill(words.thresholds, plan.thresholds)}</p>
    </section>
  );
};
