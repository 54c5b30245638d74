// Explains a rating in the engine's own words: what was found, what was missing; never the candidate's words.
import type { Shown } from './assessor-rating.ts';

export const abstention = {
  offTopic: 'What was said under its questions is about something else, or repeats another answer.',
  phrases: 'The answers stay with general phrases.',
  tooLittle: 'Too few words are about this competency.',
} as const;

const listed = (parts: readonly string[], joiner: 'and' | 'or'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${joiner} ${parts.at(-1) ?? ''}`;

type Note = { when: (shown: Shown) => boolean; text: string };

/** What the answers do, each to be read after "The answers". */
const foundNotes: readonly Note[] = [
  { when: ({ ownDeed }) => ownDeed, text: 'describe own work in detail' },
  { when: ({ deed, ownDeed }) => deed && !ownDeed, text: 'describe work of a team in detail' },
  { when: ({ deed, steps }) => steps && !deed, text: 'set out concrete steps' },
  { when: ({ measured }) => measured, text: 'give a result with figures' },
  { when: ({ measured, outcome }) => outcome && !measured, text: 'say how it ended' },
  { when: ({ alternative }) => alternative, text: 'weigh an alternative' },
  { when: ({ alternative, reason }) => reason && !alternative, text: 'give a reason for the choice' },
  { when: ({ reflection }) => reflection, text: 'name a lesson learnt' },
];

const missingNotes: readonly Note[] = [
  { when: ({ deed, steps }) => !deed && !steps, text: 'a concrete example' },
  { when: ({ measured }) => !measured, text: 'a result with figures' },
  { when: ({ alternative }) => !alternative, text: 'an alternative that was weighed' },
];

const textsOf = (notes: readonly Note[], shown: Shown): string[] =>
  notes.filter(({ when }) => when(shown)).map(({ text }) => text);

/** The explanation of a level; `abstention` texts stand in for one where nothing was scored. */
export const rationaleOf = (shown: Shown): string => {
  if (shown.level === null) return abstention.phrases;
  if (shown.level === 1 && shown.denial) return 'The answers say that there is no experience to tell of.';
  const found = textsOf(foundNotes, shown);
  const missing = textsOf(missingNotes, shown);
  const first = shown.level > 2 || shown.deed || shown.steps ? listed(found, 'and') : '';
  const opening = first === '' ? 'The answers stay general.' : `The answers ${first}.`;
  return missing.length > 0 ? `${opening} Not found: ${listed(missing, 'or')}.` : opening;
};
