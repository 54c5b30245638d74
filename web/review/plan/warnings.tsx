// What the checks say of a part of the plan, beside that part.
import type { PlanWarning } from '../../../domain/plan/plan.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { VisuallyHidden } from '../../ui/blocks.tsx';
import { Icon } from '../../ui/icon.tsx';
import css from './plan.module.css';

/** About a part as it is: what was left out or replaced has no place of its own any more. */
const isInPlace = ({ code }: PlanWarning): boolean => code === 'doubtful' || code === 'anchors';

const isOf =
  (id: string) =>
  ({ part }: PlanWarning): boolean =>
    part === id || part.startsWith(`${id}.`);

/** At exactly this field. */
export const warningsAt = (warnings: readonly PlanWarning[], field: string): PlanWarning[] =>
  warnings.filter((one) => one.part === field && isInPlace(one));

/** Of the part as a whole: all but those that stand at one of its fields. */
export const warningsOf = (warnings: readonly PlanWarning[], id: string): PlanWarning[] =>
  warnings.filter((one) => isOf(id)(one) && !(isInPlace(one) && /\.(?:anchors|probes)\./.test(one.part)));

/** About parts that the plan has no more. */
export const warningsOfGone = (warnings: readonly PlanWarning[], ids: readonly string[]): PlanWarning[] =>
  warnings.filter((one) => ![...ids, 'greeting', 'closing', 'questions'].some((id) => isOf(id)(one)));

export const Warnings = ({ warnings }: { warnings: readonly PlanWarning[] }) => {
  const { warning } = useReviewMessages().plan;
  if (warnings.length === 0) return null;
  return (
    <ul className={css['warnings']}>
      {warnings.map(({ code, part, phrase, rule }) => (
        <li key={`${code} ${part} ${phrase} ${rule}`}>
          <Icon name="caution" />
          <span>
            <VisuallyHidden>{warning.title}: </VisuallyHidden>
            {warning[code]} <bdi>{fill(warning.about, { phrase })}</bdi>{' '}
            <span className={css['muted']} lang="en">
              ({rule})
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
};
