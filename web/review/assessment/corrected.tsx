// What stood there before the candidate corrected it, and what was corrected too late to be assessed.
import { wordDiff } from '../../../domain/review/word-diff.ts';
import type { OtherVersion } from '../../../domain/ports/room.ts';
import type { ReviewTurn } from '../../../usecases/review/view.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import css from './transcript.module.css';

type CorrectedProps = { turn: ReviewTurn; others: readonly OtherVersion[]; locale: string };

export const Corrected = ({ turn, others, locale }: CorrectedProps) => {
  const { corrected: words } = useReviewMessages().assessment;
  const first = others.filter(({ late }) => !late).toSorted((a, b) => a.version - b.version)[0];
  if (first === undefined || turn.answer === null) return null;
  if (first.answer === null) return <p className={css['muted']}>{words.typed}</p>;
  return (
    <div>
      <p className={css['number']}>{words.title}</p>
      <p className={css['before']} lang={locale} dir="auto">
        {wordDiff(first.answer, turn.answer).map(({ kind, text }, at) => {
          if (kind === 'added')
            return (
              <ins key={at} className={css['added']}>
                {text}
              </ins>
            );
          if (kind === 'removed')
            return (
              <del key={at} className={css['removed']}>
                {text}
              </del>
            );
          return <span key={at}>{text}</span>;
        })}
      </p>
    </div>
  );
};

export const LateCorrection = ({ others, locale }: Omit<CorrectedProps, 'turn'>) => {
  const { corrected: words } = useReviewMessages().assessment;
  return others
    .filter(({ late }) => late)
    .map(({ version, answer }) => (
      <div key={version}>
        <p className={css['number']}>{words.late}</p>
        <p className={css['before']} lang={locale} dir="auto">
          {answer ?? words.nothing}
        </p>
      </div>
    ));
};
