// The plan that waits for a decision: all that an approval locks, beside what can be decided on it.
import { useCallback, useMemo, useState } from 'react';
import type { Decide, PlanPart, ReviewView } from '../../../usecases/review/view.ts';
import { counted, fill } from '../../i18n/fill.ts';
import { useReviewMessages, useReviewWords } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import type { ReviewApi } from '../api.ts';
import { Decisions } from '../frame/decisions.tsx';
import { Competencies } from './competencies.tsx';
import { Deciding, decidingId } from './deciding.tsx';
import { Next, standingOf, useNextRevision } from './next.tsx';
import css from './plan.module.css';
import { Questions } from './questions.tsx';
import { ReadingContext, type Reading } from './reading.ts';
import { Refused } from './refused.tsx';
import { Revisions } from './revisions.tsx';
import { useDeciding } from './use-deciding.ts';
import { useWishes } from './use-wishes.ts';
import { focusOn, wishId } from './wish-fields.tsx';
import { unsent, withTarget } from './wishes.ts';

/** `onView` shows what has become of it after a decision. */
export type PlanProps = { view: ReviewView; api: ReviewApi; onView(view: ReviewView): void };

const Facts = ({ plan }: Pick<PlanPart, 'plan'>) => {
  const { language, messages } = useReviewWords();
  const { facts, warning } = messages.plan;
  return (
    <ul className={css['facts']}>
      <li>{fill(facts.revision, { number: plan.revision })}</li>
      <li>{counted(language, facts.competencies, plan.competencies.length)}</li>
      <li>{counted(language, facts.questions, plan.questions.length)}</li>
      <li>{counted(language, facts.minutes, plan.minutes)}</li>
      {plan.warnings.length > 0 && <li>{counted(language, warning.count, plan.warnings.length)}</li>}
    </ul>
  );
};

const About = ({ position, companyName, candidateRef }: ReviewView['run']) => (
  <p className={css['about']}>
    {[position, companyName, candidateRef].map((text, at) =>
      text === null ? null : (
        <bdi key={at} className={css['muted']}>
          {text}
        </bdi>
      ),
    )}
  </p>
);

const Uncovered = ({ plan }: Pick<PlanPart, 'plan'>) => {
  const { uncovered } = useReviewMessages().plan;
  if (plan.uncovered.length === 0) return <p className={css['muted']}>{uncovered.none}</p>;
  return (
    <Notice tone="caution" title={uncovered.title}>
      <p>{uncovered.text}</p>
      <ul>
        {plan.uncovered.map((one) => (
          <li key={one}>
            <bdi>{one}</bdi>
          </li>
        ))}
      </ul>
    </Notice>
  );
};

type SwitchProps = { previous: number; isOn: boolean; onChange: (isOn: boolean) => void };

const ChangesSwitch = ({ previous, isOn, onChange }: SwitchProps) => {
  const { changes } = useReviewMessages().plan;
  return (
    <label className={css['switch']}>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>{fill(changes.show, { number: previous })}</span>
    </label>
  );
};

type WholeProps = { part: PlanPart; askFor: Reading['askFor'] };

const Whole = ({ part, askFor }: WholeProps) => {
  const { plan, previous, revisions } = part;
  // Whoever gets a plan back wants to see what became of it.
  const [isComparing, setComparing] = useState(true);
  const [isAllOpen, setAllOpen] = useState(false);
  const before = isComparing ? previous : null;
  const reading = useMemo(() => ({ plan, before, isAllOpen, askFor }), [plan, before, isAllOpen, askFor]);
  return (
    <ReadingContext value={reading}>
      <div className={css['whole']}>
        {previous !== null && <ChangesSwitch previous={previous.revision} isOn={isComparing} onChange={setComparing} />}
        <Uncovered plan={plan} />
        <Competencies isAllOpen={isAllOpen} onAllOpen={setAllOpen} />
        <Questions />
        <Revisions revisions={revisions} />
      </div>
    </ReadingContext>
  );
};

export const PlanScreen = ({ view, api, onView }: PlanProps) => {
  const words = useReviewMessages().plan;
  const part = view.plan;
  const standing = standingOf(view);
  const { wishes, change, saving } = useWishes(view, api);
  const onDecided = useCallback(
    ({ kind }: Decide): void => {
      if (kind === 'revisePlan' && part !== null) change((kept) => unsent(part.plan, kept));
    },
    [part, change],
  );
  const { refusal, ...deciding } = useDeciding({
    api,
    runId: view.run.runId,
    onView,
    onDecided,
  });
  useNextRevision({ standing, view }, api, onView);
  const place = useKeptFocus<HTMLElement>(standing);
  const { undo } = deciding.send;
  const isDeciding = standing === 'deciding';
  const askFor = useMemo((): Reading['askFor'] => {
    if (!isDeciding) return null;
    return (asked) => {
      // Whoever wants it changed does not want it approved as it is.
      undo();
      change((kept) => withTarget(kept, asked));
      // Once the field is there.
      requestAnimationFrame(() => focusOn(wishId(asked), ' textarea'));
    };
  }, [isDeciding, change, undo]);
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <h1 tabIndex={-1}>{words.title}</h1>
        <About {...view.run} />
        {part !== null && <Facts plan={part.plan} />}
        {isDeciding && (
          <a className={css['jump']} href={`#${decidingId}`}>
            {words.jump}
          </a>
        )}
        <Refused refusal={refusal} revision={part?.plan.revision ?? 0} />
        {standing !== 'deciding' && <Next ref={place} standing={standing} view={view} />}
      </header>
      {part !== null && (
        <div className={isDeciding ? css['beside'] : undefined}>
          <Whole part={part} askFor={askFor} />
          {isDeciding && (
            <Deciding plan={part.plan} {...{ wishes, change, saving, ...deciding }} remindAt={view.remindAt} />
          )}
        </div>
      )}
      <Decisions decisions={view.decisions} />
    </div>
  );
};
