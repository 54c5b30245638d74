// Picks the places that carry a rating: sentences that show a kind of evidence, in parts where one sentence holds all.
import { splitClauses, type Passage } from '../../domain/text/sentences.ts';
import { countWords } from '../../domain/text/tokens.ts';
import type { Span } from '../../domain/room/transcript.ts';
import type { Reading } from './assessor-sentences.ts';
import { signsOf } from './assessor-signs.ts';

const spansMax = 6;
const sentenceWordsMax = 45;
const partWordsMin = 3;

const signCount = (reading: Reading): number =>
  [
    reading.deed !== null && !reading.deed.vague,
    reading.measured,
    reading.alternative,
    reading.reflection,
    reading.outcome,
    reading.reason,
  ].filter(Boolean).length;

const commaEnd = /,\s+(?!\d)/gu;

const partsOf = (passage: Passage): Passage[] =>
  splitClauses(passage).flatMap((clause) => {
    const parts: Passage[] = [];
    let from = 0;
    for (const match of [...clause.text.matchAll(commaEnd), null]) {
      const to = match ? match.index : clause.text.length;
      const text = clause.text.slice(from, to);
      const start = clause.start + Array.from(clause.text.slice(0, from)).length;
      if (text.trim() !== '') parts.push({ text, start, end: start + Array.from(text).length });
      from = match ? match.index + match[0].length : to;
    }
    return parts;
  });

/** Parts of one sentence, short ones joined to the part before, so that each can be read alone. */
const readableParts = (passage: Passage, source: string): Passage[] => {
  const joined: Passage[] = [];
  for (const part of partsOf(passage)) {
    const last = joined.at(-1);
    if (last && (countWords(part.text) < partWordsMin || countWords(last.text) < partWordsMin)) {
      last.end = part.end;
      last.text = source.slice(last.start - passage.start, part.end - passage.start);
    } else joined.push({ ...part });
  }
  return joined;
};

const spanOf = (reading: Reading, { start, end }: Pick<Passage, 'start' | 'end'>): Span => ({
  turn: reading.turn,
  version: reading.version,
  start,
  end,
});

const showsSomething = (text: string): boolean => {
  const { measured, outcome, alternative, reason, reflection } = signsOf(text);
  return measured || outcome || alternative || reason || reflection || /\d|\b(?:i|we|my|our)\b/iu.test(text);
};

const inParts = (reading: Reading): Span[] => {
  const parts = readableParts(reading.passage, reading.passage.text);
  const telling = parts.filter(({ text }) => showsSomething(text));
  return (telling.length >= 2 ? telling : parts).map((part) => spanOf(reading, part));
};

/** Evidence for a rating, most telling sentences first, at most six places. */
export const evidenceFor = (readings: readonly Reading[], level: number): Span[] => {
  const telling = readings.filter((reading) => signCount(reading) > 0);
  const chosen = (telling.length > 0 ? telling : readings).toSorted(
    (left, right) => signCount(right) - signCount(left),
  );
  const single = level >= 4 && chosen.length < 2;
  const spans = chosen.flatMap((reading) =>
    single || reading.words.length > sentenceWordsMax ? inParts(reading) : [spanOf(reading, reading.passage)],
  );
  return spans.slice(0, level >= 3 ? spansMax : 2);
};
