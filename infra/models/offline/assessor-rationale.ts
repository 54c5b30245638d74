// Explains a rating in the engine's own words: what was found, what was missing; never the candidate's words.
import type { Shown } from './assessor-rating.ts';

export const abstention = {
  offTopic: 'No score: the answers to its questions do not speak about this competency.',
  phrases: 'No score: the answers speak in general phrases only.',
  tooLittle: 'No score: too few words speak about this competency.',
} as const;

const listed = (parts: readonly string[]): string => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`);

const foundIn = (shown: Shown): string[] => [
  ...(shown.ownDeed ? ['own work told with particulars'] : []),
  ...(shown.deed && !shown.ownDeed ? ['work of the team told with particulars'] : []),
  ...(!shown.deed && shown.steps ? ['a sequence of concrete steps'] : []),
  ...(shown.measured ? ['a result with figures'] : []),
  ...(!shown.measured && shown.outcome ? ['an outcome without figures'] : []),
  ...(shown.alternative ? ['a weighed alternative'] : []),
  ...(!shown.alternative && shown.reason ? ['a reason for the choice'] : []),
  ...(shown.reflection ? ['a lesson drawn'] : []),
];

const missingIn = (shown: Shown): string[] => [
  ...(shown.deed || shown.steps ? [] : ['a concrete example']),
  ...(shown.measured ? [] : ['a measured result']),
  ...(shown.alternative ? [] : ['a weighed alternative']),
];

export const rationaleOf = (shown: Shown): string => {
  if (shown.level === null) return abstention.phrases;
  const found = foundIn(shown);
  const missing = missingIn(shown);
  if (shown.level === 1 && shown.denial) return 'Matches anchor 1: the answer states that there is no experience or knowledge to tell of.';
  const first = found.length > 0 ? `found ${listed(found)}` : 'on the topic, but in general terms';
  const second = missing.length > 0 ? ` Not found: ${listed(missing)}.` : '';
  return `Matches anchor ${shown.level}: ${first}.${second}`;
};
