// What every part of the assessment reads: the view, how to get from a quote to its turn, and what notes what was looked at.
import { createContext, useContext } from 'react';
import type { Span } from '../../../domain/room/transcript.ts';
import type { AssessmentPart, OwnRating, ReviewView } from '../../../usecases/review/view.ts';
import type { Trouble } from '../failure.ts';
import type { TurnPlace } from './places.ts';
import type { Player } from './player.ts';
import type { Trace } from './trace.ts';

/** Where in the conversation its reader was led, and the competency from which. */
export type Led = { turn: number; span: Pick<Span, 'start' | 'end' | 'version'> | null; from: string | null };

/** All of them at once, and whether they were asked for beside the decision. */
export const everything = 'everything';
export type Revealed = { about: string; fromPanel: boolean };

export type Rating = {
  rate: (competencyId: string, rating: OwnRating['rating']) => void;
  /** Shows all that is hidden yet. */
  showAll: () => void;
  /** Of which competency a rating is on its way. */
  busyWith: string | null;
  /** `about`: the competency that it is about, or all of them. */
  trouble: (Trouble & { about: string }) | null;
  /** What was shown last, for whoever does not see it appear. */
  revealed: Revealed | null;
};

export type Reading = {
  view: ReviewView;
  assessment: AssessmentPart;
  places: readonly TurnPlace[];
  trace: Trace;
  player: Player;
  rating: Rating;
  led: Led | null;
  lead: (to: Led) => void;
};

export const ReadingContext = createContext<Reading | null>(null);

export const useReading = (): Reading => {
  const reading = useContext(ReadingContext);
  if (reading === null) throw new Error('there is no assessment around this');
  return reading;
};

export const turnId = (turn: number): string => `turn-${turn}`;
export const competencyElementId = (id: string): string => `competency-${id}`;

export const placeOfTurn = (places: readonly TurnPlace[], turn: number): TurnPlace | undefined =>
  places.find((place) => place.turn.turn === turn);
