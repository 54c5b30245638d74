// One thing that waits: which interview, what is to be done, and for how long it has waited.
import type { InboxItem } from '../../../usecases/review/view.ts';
import { counted, fill } from '../../i18n/fill.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tip } from '../frame/tip.tsx';
import { PlaceLink } from '../place-link.tsx';
import { ageOf, type Length } from './age.ts';
import css from './inbox.module.css';

const Age = ({ item, now }: { item: InboxItem; now: number }) => {
  const { language, messages } = useReviewWords();
  const words = messages.inbox;
  const { waits, late, rest } = ageOf(item, now);
  const said = ({ unit, count }: Length): string => counted(language, words.lengths[unit], count);
  return late ? (
    <p className={css['late']}>
      <Icon name="clock" />
      {fill(words.late, { age: said(waits), over: said(rest) })}
    </p>
  ) : (
    <p className={css['muted']}>{fill(words.inTime, { age: said(waits), left: said(rest) })}</p>
  );
};

/** What an applicant system wrote stands apart from what stands around it, whichever way it runs. */
const Parts = ({ parts }: { parts: readonly string[] }) =>
  parts.map((part, index) => (
    <span key={part}>
      {index > 0 && ' · '}
      <bdi>{part}</bdi>
    </span>
  ));

type ItemProps = { item: InboxItem; now: number; open: (runId: string) => void };

export const WaitingItem = ({ item, now, open }: ItemProps) => {
  const { language, messages } = useReviewWords();
  const words = messages.inbox;
  const { runId, candidateRef, position, level, companyName, waitsFor, since, dueAt, draft } = item;
  const at = (time: number): string => dayAndTime(language, time);
  const about = [position, level, companyName].filter((part): part is string => part !== null && part !== '');
  return (
    <li className={css['item']}>
      <div className={css['about']}>
        <p className={css['muted']}>{words.waitsFor[waitsFor]}</p>
        <h2 className={css['reference']}>
          <Tip text={fill(words.dates, { since: at(since), due: at(dueAt) })}>
            <PlaceLink to={{ kind: 'run', runId }} onGo={() => open(runId)}>
              <bdi>{candidateRef ?? words.noReference}</bdi>
            </PlaceLink>
          </Tip>
        </h2>
        <p>
          <Parts parts={[...new Set(about)]} />
        </p>
      </div>
      <div className={css['standing']}>
        <Age item={item} now={now} />
        {draft && <p className={css['muted']}>{words.draft}</p>}
      </div>
    </li>
  );
};
