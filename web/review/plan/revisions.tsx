// How the plan came about: what each revision was asked for, by whom, and what it took.
import type { PlanRevision } from '../../../usecases/review/view.ts';
import { fill } from '../../i18n/fill.ts';
import { dateAndTime } from '../../i18n/format.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import css from './plan.module.css';
import { keyOf } from './wishes.ts';

const useTook = () => {
  const { language, messages } = useReviewWords();
  const { revisions } = messages.plan;
  return ({ engine, tokens, cost }: PlanRevision): string => {
    if (tokens === null && cost === null) return `${engine}: ${revisions.rules}`;
    const used =
      tokens === null ? [] : [fill(revisions.took, { tokens: new Intl.NumberFormat(language).format(tokens) })];
    const money = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
    const paid = cost === null ? [] : [fill(revisions.cost, { cost: money.format(cost) })];
    return `${engine}: ${[...used, ...paid].join(', ')}`;
  };
};

const Revision = ({ one }: { one: PlanRevision }) => {
  const { language, messages } = useReviewWords();
  const { revisions } = messages.plan;
  const took = useTook();
  const { revision, at, instructions, targets = [], by } = one;
  const unasked = revision === 1 ? revisions.first : revisions.unknown;
  return (
    <li className={css['revision']}>
      <h3>{fill(revisions.revision, { number: revision })}</h3>
      <p className={css['muted']}>
        {dateAndTime(language, at)} · <bdi>{took(one)}</bdi>
      </p>
      {instructions === null && targets.length === 0 ? (
        <p>{unasked}</p>
      ) : (
        <>
          <p>
            <bdi>{by === null ? revisions.asked : fill(revisions.askedBy, { name: by })}</bdi>
          </p>
          <blockquote className={css['asked']} dir="auto">
            {instructions}
            {targets.length > 0 && (
              <ul>
                {targets.map((target) => (
                  <li key={keyOf(target)}>{target.change}</li>
                ))}
              </ul>
            )}
          </blockquote>
        </>
      )}
    </li>
  );
};

export const Revisions = ({ revisions }: { revisions: readonly PlanRevision[] }) => {
  const { plan } = useReviewWords().messages;
  if (revisions.length === 0) return null;
  return (
    <section className={css['section']}>
      <h2>{plan.revisions.title}</h2>
      <ol className={css['list']}>
        {revisions.map((one) => (
          <Revision key={one.revision} one={one} />
        ))}
      </ol>
    </section>
  );
};
