// The list of one's own answers, question by question.
import type { MyInterview, MyTurn } from '../../../usecases/room/mine.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { useEntered } from '../use-room.ts';
import css from './mine.module.css';
import { TurnPanel } from './turn.tsx';

/** The number of the planned question that each turn belongs to; the closing belongs to none. */
const numbered = (turns: readonly MyTurn[]): { turn: MyTurn; number: number }[] => {
  let number = 0;
  return turns.flatMap((turn) => {
    if (turn.kind === 'question') number += 1;
    return turn.kind === 'closing' && turn.answer === null ? [] : [{ turn, number: Math.max(number, 1) }];
  });
};

type AnswersProps = { interview: MyInterview; onCorrected: (turn: MyTurn) => void };

export const Answers = ({ interview, onCorrected }: AnswersProps) => {
  const { mine } = useMessages();
  const { locale } = useEntered().view.interview;
  const turns = numbered(interview.turns);
  if (turns.length === 0) return <p>{mine.noAnswers}</p>;
  return (
    <>
      <h2>{mine.answers}</h2>
      <ol className={css['list']}>
        {turns.map(({ turn, number }) => (
          <li key={turn.turn}>
            <TurnPanel turn={turn} number={number} locale={locale} onCorrected={onCorrected} />
          </li>
        ))}
      </ol>
    </>
  );
};
