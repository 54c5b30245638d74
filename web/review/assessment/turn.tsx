// One exchange of the conversation, with the recording of its answer.
import { useEffect, useId, useRef, useState } from 'react';
import { doubtfulBelow } from '../../../domain/room/hearing.ts';
import { isAside } from '../../../domain/room/transcript.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { silenceOthers } from '../../ui/moment.ts';
import { recordingUrl } from '../api.ts';
import { Corrected, LateCorrection } from './corrected.tsx';
import { findIn, type Mark } from './marks.ts';
import { MarkedText } from './marked-text.tsx';
import { wordAt, type TurnPlace } from './places.ts';
import { competencyElementId, turnId, useReading, type Led } from './reading.ts';
import css from './transcript.module.css';
import { placeHeading, placeWords } from './words.ts';

type TurnProps = { place: TurnPlace; wanted: string; isFollowed: boolean };

/** Nobody is to take silence for an answer that was left out. */
const NoAnswer = ({ place: { turn } }: { place: TurnPlace }) => {
  const { assessment: words } = useReviewMessages();
  const { hearing } = turn;
  const said = hearing === undefined || hearing === null ? words.noAnswer : words.hearings[hearing];
  return <p className={css['muted']}>{said}</p>;
};

/** The word that is being said; it is kept in view while its reader does not scroll. */
const useSaid = ({ turn }: TurnPlace, isFollowed: boolean) => {
  const [said, setSaid] = useState<number | null>(null);
  useEffect(() => {
    if (said === null || !isFollowed) return;
    document.querySelector(`#${turnId(turn.turn)} [data-said]`)?.scrollIntoView({ block: 'nearest' });
  }, [said, isFollowed, turn.turn]);
  const follow = (ms: number): void => setSaid(turn.words.length === 0 ? null : wordAt(turn.words, ms));
  return { word: said === null ? undefined : turn.words[said], follow, stop: () => setSaid(null) };
};

type Ask = { wanted: string; said: { start: number; end: number } | undefined; led: Led | null };

const marksOf = ({ turn }: TurnPlace, { wanted, said, led }: Ask): Mark[] => {
  const { answer, words, version } = turn;
  if (answer === null) return [];
  // A correction is the candidate's own typing: nothing in it was heard.
  const heard = version > 1 ? [] : words;
  const quoted = led?.turn === turn.turn && led.span?.version === version ? led.span : null;
  return [
    ...heard
      .filter(({ confidence }) => confidence !== null && confidence < doubtfulBelow)
      .map(({ start, end }): Mark => ({ start, end, kind: 'doubtful' })),
    ...findIn(answer, wanted).map((place): Mark => ({ ...place, kind: 'found' })),
    ...(said === undefined || version > 1 ? [] : [{ start: said.start, end: said.end, kind: 'said' } as const]),
    ...(quoted === null ? [] : [{ start: quoted.start, end: quoted.end, kind: 'quoted' } as const]),
  ];
};

const BackTo = ({ turn }: { turn: number }) => {
  const { assessment: words } = useReviewMessages();
  const { led, assessment } = useReading();
  if (led?.turn !== turn || led.from === null) return null;
  const from = assessment.competencies.find(({ id }) => id === led.from);
  if (from === undefined) return null;
  const back = (): void => {
    const element = document.getElementById(competencyElementId(from.id));
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
  };
  return (
    <Button look="plain" onClick={back}>
      {fill(words.backTo, { name: from.name })}
    </Button>
  );
};

const Recording = ({ place, said }: { place: TurnPlace; said: ReturnType<typeof useSaid> }) => {
  const { assessment: words } = useReviewMessages();
  const { view, player, trace } = useReading();
  const { turn } = place.turn;
  const { register, tell } = player;
  const isTold = useRef(false);
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what was said stands right above
    <audio
      ref={(audio) => register(turn, audio)}
      controls
      preload="none"
      src={recordingUrl(view.run.runId, turn)}
      aria-label={fill(words.recording, { place: placeWords(words, place) })}
      onPlay={(event) => {
        silenceOthers(event.currentTarget);
        tell(turn, true);
        if (!isTold.current) trace.note('played', `${turn}`);
        isTold.current = true;
      }}
      onTimeUpdate={(event) => said.follow(event.currentTarget.currentTime * 1_000)}
      onPause={() => {
        tell(turn, false);
        said.stop();
      }}
    />
  );
};

/** Longer than this an answer is folded on phones, or the next question is screens away. */
const longAnswer = 1_200;

/** Whatever has a mark is open: it was searched for, quoted, or is being said. */
const Answer = ({ place: { turn }, marks }: { place: TurnPlace; marks: readonly Mark[] }) => {
  const { answers: words } = useReviewMessages().assessment;
  const { view, trace } = useReading();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const text = turn.answer ?? '';
  const isFoldable = text.length > longAnswer && marks.every(({ kind }) => kind === 'doubtful');
  const press = (): void => {
    if (!isOpen) trace.note('opened', `${turn.turn}`);
    setOpen(!isOpen);
  };
  return (
    <>
      <p
        id={id}
        className={`${css['words']} ${isFoldable && !isOpen ? css['folded'] : ''}`}
        lang={view.run.locale}
        dir="auto"
      >
        <MarkedText text={text} marks={marks} />
      </p>
      {isFoldable && (
        <div className={css['fold']}>
          <Button look="plain" aria-expanded={isOpen} aria-controls={id} onClick={press}>
            {isOpen ? words.closeOne : words.openOne}
          </Button>
        </div>
      )}
    </>
  );
};

export const TranscriptTurn = ({ place, wanted, isFollowed }: TurnProps) => {
  const { assessment: words } = useReviewMessages();
  const { view, player, led } = useReading();
  const said = useSaid(place, isFollowed);
  const { turn } = place;
  const { locale } = view.run;
  const others = view.others.filter((other) => other.turn === turn.turn);
  const marks = marksOf(place, { wanted, said: said.word, led });
  return (
    <li
      id={turnId(turn.turn)}
      className={css['turn']}
      tabIndex={-1}
      aria-current={player.playing === turn.turn || undefined}
      data-trace={`${turn.turn}`}
    >
      <h3 className={css['question']}>
        <span className={css['number']}>{placeHeading(words, place)}</span>
        <span lang={locale} dir="auto">
          <MarkedText
            text={turn.question}
            marks={findIn(turn.question, wanted).map((at) => ({ ...at, kind: 'found' }))}
          />
        </span>
      </h3>
      {turn.followUpSkipped === true && <p className={css['muted']}>{words.skipped}</p>}
      {turn.answer === null ? <NoAnswer place={place} /> : <Answer place={place} marks={marks} />}
      <Corrected turn={turn} others={others} locale={locale} />
      {others.some(({ late }) => late) && <LateCorrection others={others} locale={locale} />}
      {isAside(turn) && <Notice>{words.aside}</Notice>}
      {turn.recorded && <Recording place={place} said={said} />}
      <BackTo turn={turn.turn} />
    </li>
  );
};
