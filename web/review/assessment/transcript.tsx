// The whole conversation: searched, played with its words, with what was corrected and what was hard to hear.
import { useRef, useState, type RefObject } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import css from './transcript.module.css';
import { findIn } from './marks.ts';
import { turnId, useReading } from './reading.ts';
import { TranscriptTurn } from './turn.tsx';
import { useFollowing } from './use-following.ts';

type Found = { turn: number; count: number };

const scrollTo = (turn: number): void => document.getElementById(turnId(turn))?.scrollIntoView({ block: 'center' });

const useSearch = () => {
  const { view } = useReading();
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const found: Found[] =
    wanted.trim() === ''
      ? []
      : view.turns
          .map(({ turn, question, answer }) => ({
            turn,
            count: findIn(question, wanted).length + findIn(answer ?? '', wanted).length,
          }))
          .filter(({ count }) => count > 0);
  const step = (by: 1 | -1): void => {
    if (found.length === 0) return;
    const next = (at + by + found.length) % found.length;
    setAt(next);
    scrollTo(found[next]?.turn ?? 0);
  };
  const look = (text: string): void => {
    setWanted(text);
    setAt(-1);
  };
  const count = found.reduce((sum, one) => sum + one.count, 0);
  return { wanted, look, step, count, turns: found.length };
};

const Search = ({
  search,
  field,
}: {
  search: ReturnType<typeof useSearch>;
  field: RefObject<HTMLInputElement | null>;
}) => {
  const { search: words } = useReviewMessages().assessment;
  const { wanted, look, step, count, turns } = search;
  return (
    <search>
      <form
        className={css['search']}
        onSubmit={(event) => {
          event.preventDefault();
          step(1);
        }}
      >
        <label className={css['label']} htmlFor="search">
          {words.label}
        </label>
        <div className={css['searchRow']}>
          <input
            id="search"
            ref={field}
            type="search"
            dir="auto"
            maxLength={200}
            autoComplete="off"
            className={css['input']}
            value={wanted}
            onChange={(event) => look(event.target.value)}
          />
          <Button busy={count === 0} onClick={() => step(-1)}>
            {words.previous}
          </Button>
          <Button busy={count === 0} onClick={() => step(1)}>
            {words.next}
          </Button>
        </div>
        <output className={css['count']}>
          {wanted.trim() !== '' && (count === 0 ? words.nothing : fill(words.found, { count, turns }))}
        </output>
      </form>
    </search>
  );
};

export const Transcript = ({ searchField }: { searchField: RefObject<HTMLInputElement | null> }) => {
  const { assessment: words } = useReviewMessages();
  const { places, player } = useReading();
  const list = useRef<HTMLOListElement>(null);
  const search = useSearch();
  const following = useFollowing(player.playing !== null);
  return (
    <section className={css['section']} aria-labelledby="conversation">
      <h2 id="conversation">{words.conversation}</h2>
      <Search search={search} field={searchField} />
      {player.playing !== null && !following.isOn && (
        <div>
          <Button onClick={following.resume}>{words.follow}</Button>
        </div>
      )}
      <ol ref={list} className={css['turns']}>
        {places.map((place) => (
          <TranscriptTurn key={place.turn.turn} place={place} wanted={search.wanted} isFollowed={following.isOn} />
        ))}
      </ol>
    </section>
  );
};
