// Explains a rating in the engine's own words: what was found, what was missing; never the candidate's words.
import type { Shown } from './assessor-rating.ts';

export const abstention = {
  offTopic: 'No score: the answers to its questions do not speak about this competency.',
  phrases: 'No score: the answers speak in general phrases only.',
  tooLittle: 'No score: too few words speak about this competency.',
} as const;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

type Note = { when: (shown: Shown) => boolean; text: string };

const foundNotes: readonly Note[] = [
  { when: ({ ownDeed }) => ownDeed, text: 'own work told with particulars' },
  { when: ({ deed, ownDeed }) => deed && !ownDeed, text: 'work of the team told with particulars' },
  { when: ({ deed, steps }) => steps && !deed, text: 'a sequence of concrete steps' },
  { when: ({ measured }) => measured, text: 'a result with figures' },
  { when: ({ measured, outcome }) => outcome && !measured, text: 'an outcome without figures' },
  { when: ({ alternative }) => alternative, text: 'a weighed alternative' },
  { when: ({ alternative, reason }) => reason && !alternative, text: 'a reason for the choice' },
  { when: ({ reflection }) => reflection, text: 'a lesson drawn' },
];

const missingNotes: readonly Note[] = [
  { when: ({ deed, steps }) => !deed && !steps, text: 'a concrete example' },
  { when: ({ measured }) => !measured, text: 'a measured result' },
  { when: ({ alternative }) => !alternative, text: 'a weighed alternative' },
];

const textsOf = (notes: readonly Note[], shown: Shown): string[] =>
  notes.filter(({ when }) => when(shown)).map(({ text }) => text);

/** The explanation of a level; `abstention` texts stand in for one where nothing was scored. */
export const rationaleOf = (shown: Shown): string => {
  if (shown.level === null) return abstention.phrases;
  const found = textsOf(foundNotes, shown);
  const missing = textsOf(missingNotes, shown);
  if (shown.level === 1 && shown.denial)
    return 'Matches anchor 1: the answer states that there is no experience or knowledge to tell of.';
  const first = found.length > 0 ? `found ${listed(found)}` : 'on the topic, but in general terms';
  const second = missing.length > 0 ? ` Not found: ${listed(missing)}.` : '';
  return `Matches anchor ${shown.level}: ${first}.${second}`;
};
