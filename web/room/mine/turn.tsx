// One question and what was said to it: the words as understood, the correction beside them, and the recording.
import { useEffect, useRef, useState, type ComponentProps } from 'react';
import type { MyTurn } from '../../../usecases/room/mine.ts';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Panel, VisuallyHidden } from '../../ui/blocks.tsx';
import { Actions } from '../../ui/screen.tsx';
import { Correction } from './correction.tsx';
import { doubtfulIn, piecesOf } from '../../ui/doubtful.ts';
import { DoubtfulWords } from './doubtful-words.tsx';
import css from './mine.module.css';
import { silenceOthers } from '../../ui/moment.ts';

type Shown = { turn: MyTurn; number: number; locale: string };

/** What was understood first: of a corrected answer its first version. */
const understoodIn = ({ original, answer }: MyTurn): string | null => original ?? answer;

const Understood = ({ turn, locale, isBefore }: { turn: MyTurn; locale: string; isBefore: boolean }) => (
  <p className={css[isBefore ? 'before' : 'words']} lang={locale}>
    {piecesOf(understoodIn(turn) ?? '', turn.words).map(({ text, isDoubtful }, at) =>
      isDoubtful ? (
        <mark key={at} className={css['doubtful']}>
          {text}
        </mark>
      ) : (
        text
      ),
    )}
  </p>
);

type AnswerProps = Omit<Shown, 'number'> & { player: ComponentProps<typeof DoubtfulWords>['player'] };

const NoWords = ({ hearing, correctable }: MyTurn) => {
  const { mine } = useMessages();
  const isSilent = hearing === null || hearing === 'heard';
  const typeIt = correctable && (hearing === 'unheard' || hearing === 'lost');
  return (
    <p className={css['muted']}>
      {isSilent ? mine.noAnswer : mine[hearing]} {typeIt && mine.typeIt}
    </p>
  );
};

const Answer = ({ turn, locale, player }: AnswerProps) => {
  const { mine } = useMessages();
  const { hearing, answer, original } = turn;
  if (answer === null) return <NoWords {...turn} />;
  const isSpoken = hearing !== null;
  const isCorrected = original !== null || turn.version > 1;
  const doubtful = isCorrected ? [] : doubtfulIn(answer, turn.words);
  return (
    <>
      <div className={css['version']}>
        <p className={css['caption']}>{isSpoken && !isCorrected ? mine.understood : null}</p>
        {isCorrected && <p className={css['caption']}>{mine.corrected}</p>}
        {isCorrected ? (
          <p className={css['words']} lang={locale}>
            {answer}
          </p>
        ) : (
          <Understood turn={turn} locale={locale} isBefore={false} />
        )}
        {doubtful.length > 0 && <DoubtfulWords pieces={doubtful} locale={locale} player={player} />}
      </div>
      {original !== null && (
        <div className={css['version']}>
          <p className={css['caption']}>{mine.understood}</p>
          <Understood turn={turn} locale={locale} isBefore />
        </div>
      )}
    </>
  );
};

type TurnProps = Shown & { onCorrected: (turn: MyTurn) => void };

export const TurnPanel = ({ turn, number, locale, onCorrected }: TurnProps) => {
  const { mine } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const player = useRef<HTMLAudioElement>(null);
  const wasOpen = useRef(false);
  // The form takes the focus with it when it goes.
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const place = fill(turn.kind === 'follow_up' ? mine.followUp : mine.question, { number });
  return (
    <Panel>
      <h3 className={css['question']}>
        <span className={css['number']}>{place}</span>
        <span lang={locale}>{turn.question}</span>
      </h3>
      <Answer turn={turn} locale={locale} player={turn.recorded ? player : null} />
      {turn.recorded && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- what was said stands right above
        <audio
          ref={player}
          controls
          onPlay={(event) => silenceOthers(event.currentTarget)}
          preload="none"
          src={`/room/api/recordings/${turn.turn}`}
          aria-label={fill(mine.recording, { number })}
        />
      )}
      {turn.correctable && !isOpen && (
        <Actions>
          <Button ref={button} onClick={() => setOpen(true)} aria-label={`${mine.correct}: ${place}`}>
            {mine.correct}
          </Button>
        </Actions>
      )}
      <VisuallyHidden>
        <output>{said}</output>
      </VisuallyHidden>
      {isOpen && (
        <Correction
          turn={turn}
          locale={locale}
          onCancel={() => setOpen(false)}
          onCorrected={(corrected) => {
            setOpen(false);
            setSaid(mine.saved);
            onCorrected(corrected);
          }}
        />
      )}
    </Panel>
  );
};
