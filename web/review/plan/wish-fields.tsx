// What the reader wants changed, part by part: each wish beside the way back to its part.
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';
import type { PlanTarget } from '../../../domain/review/evidence.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { changeId } from './change-button.tsx';
import css from './plan.module.css';
import { fits, keyOf, moved, withChange, withoutTarget, wishMax, type Part, type Wishes } from './wishes.ts';

export const wishId = (part: Part): string => `wish-${keyOf(part)}`;

/** By id, since a part may be far away on the page. */
export const focusOn = (id: string, inside = ''): void =>
  document.querySelector<HTMLElement>(`#${CSS.escape(id)}${inside}`)?.focus();

type Change = (next: (wishes: Wishes) => Wishes) => void;
type FieldsProps = { plan: ShownPlan; wishes: Wishes; change: Change };

const useNameOf = (plan: ShownPlan) => {
  const { questions } = useReviewMessages().plan;
  return (part: Part): string => {
    if ('competency' in part) return plan.competencies.find(({ id }) => id === part.competency)?.name ?? '';
    const at = plan.questions.findIndex(({ id }) => id === part.questionId);
    return fill(questions.question, { number: at + 1 });
  };
};

const Wish = ({ plan, target, change }: { plan: ShownPlan; target: PlanTarget; change: Change }) => {
  const { decide } = useReviewMessages().plan;
  const name = useNameOf(plan)(target);
  const remove = (): void => {
    change((wishes) => withoutTarget(wishes, target));
    focusOn(changeId(target));
  };
  return (
    <li id={wishId(target)} className={css['wish']}>
      <Field
        label={`${name}: ${decide.wish}`}
        value={target.change}
        maxLength={wishMax}
        rows={2}
        onChange={(text) => change((wishes) => withChange(wishes, target, text))}
      />
      <div className={css['wishActs']}>
        <Button look="plain" aria-label={`${decide.backTo}: ${name}`} onClick={() => focusOn(changeId(target))}>
          {decide.backTo}
        </Button>
        <Button look="plain" aria-label={`${decide.remove}: ${name}`} onClick={remove}>
          {decide.remove}
        </Button>
      </div>
    </li>
  );
};

/** Wishes that outlived their part: nothing is thrown away, and nothing is sent about what is not there. */
const LeftOver = ({ targets, change }: { targets: readonly PlanTarget[]; change: Change }) => {
  const { decide } = useReviewMessages().plan;
  if (targets.length === 0) return null;
  return (
    <Notice tone="caution" title={decide.leftOver}>
      <p>{decide.leftOverText}</p>
      <ul className={css['list']}>
        {targets.map((target) => (
          <li key={keyOf(target)}>
            <blockquote className={css['asked']} dir="auto">
              {target.change}
            </blockquote>
            <div className={css['wishActs']}>
              <Button look="plain" onClick={() => change((wishes) => moved(wishes, target))}>
                {decide.move}
              </Button>
              <Button look="plain" onClick={() => change((wishes) => withoutTarget(wishes, target))}>
                {decide.remove}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Notice>
  );
};

export const WishFields = ({ plan, wishes, change }: FieldsProps) => {
  const fitting = wishes.targets.filter((target) => fits(plan, target));
  const leftOver = wishes.targets.filter((target) => !fits(plan, target) && target.change.trim() !== '');
  return (
    <>
      {fitting.length > 0 && (
        <ul className={css['list']}>
          {fitting.map((target) => (
            <Wish key={keyOf(target)} plan={plan} target={target} change={change} />
          ))}
        </ul>
      )}
      <LeftOver targets={leftOver} change={change} />
    </>
  );
};
