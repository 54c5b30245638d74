// My interview: one's own words, what is kept, and one's rights; the same link opens it, also after the end.
import { useEffect, useState } from 'react';
import type { MyInterview, MyTurn } from '../../../usecases/room/mine.ts';
import { fill } from '../../i18n/fill.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Screen, StatusLine, Working } from '../../ui/screen.tsx';
import { useAsking } from '../mine/use-asking.ts';
import { Refused } from '../refused.tsx';
import css from '../mine/mine.module.css';
import { Receipt } from '../mine/receipt.tsx';
import { Result } from '../mine/result.tsx';
import { Copy, Review, Rights } from '../mine/rights.tsx';
import { TurnPanel } from '../mine/turn.tsx';
import { unawaited } from '../state/unawaited.ts';
import { useCompany } from '../use-company.ts';
import { useEntered } from '../use-room.ts';

/** The number of the planned question that each turn belongs to; what was said beside the questions has none. */
const numbered = (turns: readonly MyTurn[]): { turn: MyTurn; number: number }[] => {
  let number = 0;
  return turns.flatMap((turn) => {
    if (turn.kind === 'question') number += 1;
    return turn.kind === 'closing' ? [] : [{ turn, number: Math.max(number, 1) }];
  });
};

type AnswersProps = { interview: MyInterview; locale: string; onCorrected: (turn: MyTurn) => void };

const Answers = ({ interview, locale, onCorrected }: AnswersProps) => {
  const { mine } = useWords().messages;
  const turns = numbered(interview.turns);
  return (
    <>
      <h2>{mine.answers}</h2>
      {turns.length === 0 ? (
        <p>{mine.noAnswers}</p>
      ) : (
        <ol className={css['list']}>
          {turns.map(({ turn, number }) => (
            <li key={turn.turn}>
              <TurnPanel turn={turn} number={number} locale={locale} onCorrected={onCorrected} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
};

const useMine = () => {
  const { room } = useEntered();
  const { mine } = room.api;
  const { ask, isBusy, refusal } = useAsking();
  const [interview, setInterview] = useState<MyInterview | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => unawaited(ask(mine).then((read) => read !== null && setInterview(read))), [ask, mine, tries]);
  const correct = (corrected: MyTurn): void =>
    setInterview(
      (known) =>
        known && { ...known, turns: known.turns.map((turn) => (turn.turn === corrected.turn ? corrected : turn)) },
    );
  return { interview, again: () => setTries(tries + 1), correct, isBusy, refusal };
};

export const Mine = () => {
  const { language, messages } = useWords();
  const { mine, frame } = messages;
  const company = useCompany();
  const { view, room } = useEntered();
  const { interview, again, correct, isBusy, refusal } = useMine();
  const [said, setSaid] = useState('');
  const { position, locale } = view.interview;
  const until = view.linkExpiresAt;
  return (
    <Screen
      title={mine.title}
      lead={position === null ? fill(mine.leadWithoutPosition, { company }) : fill(mine.lead, { position, company })}
      actions={<Button onClick={() => room.show('interview')}>{mine.back}</Button>}
    >
      <p className={css['screenOnly']}>
        {until === null ? mine.introOpen : fill(mine.intro, { until: dayAndTime(language, until) })}
      </p>
      <Receipt view={view} />
      {isBusy && interview === null && <Working>{mine.loading}</Working>}
      {refusal !== null && (
        <>
          <Refused refusal={refusal} />
          <Button onClick={again}>{frame.tryAgain}</Button>
        </>
      )}
      {interview !== null && (
        <Answers
          interview={interview}
          locale={locale}
          onCorrected={(turn) => {
            correct(turn);
            setSaid(mine.saved);
          }}
        />
      )}
      <StatusLine>{said}</StatusLine>
      {interview?.result != null && <Result result={interview.result} />}
      <div className={css['screenOnly']}>
        <Rest />
      </div>
    </Screen>
  );
};

const Rest = () => {
  const { view } = useEntered();
  return (
    <div className={css['list']}>
      <Copy />
      <Review appeal={view.appeal} />
      <Rights view={view} />
    </div>
  );
};
