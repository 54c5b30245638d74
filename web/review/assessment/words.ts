// Short sentences that several parts of the assessment say.
import type { ReviewMessages } from '../../i18n/en/review/all.ts';
import { fill } from '../../i18n/fill.ts';
import type { TurnPlace } from './places.ts';

type Words = ReviewMessages['assessment'];

export const placeWords = ({ place }: Words, { kind, number }: Pick<TurnPlace, 'kind' | 'number'>): string =>
  fill(place[kind], { number });

/** Alone, as a heading: with a capital. */
export const placeHeading = (words: Words, place: Pick<TurnPlace, 'kind' | 'number'>): string =>
  fill('{place}', { place: placeWords(words, place) });

/** At most one figure behind the point, as its readers write it. */
export const figure = (language: string, value: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);

export const percent = (language: string, share: number): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
