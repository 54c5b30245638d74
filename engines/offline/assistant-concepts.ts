// Matters that people ask about in other words than they are told in: "alternative" and "set aside", "why" and "because".
import { stem } from '../../domain/text/stem.ts';
import type { Reading } from './assessor-sentences.ts';

export type Concept = {
  name: string;
  /** Stems of the words that ask for it. */
  asks: ReadonlySet<string>;
  /** Whether a sentence tells of it. */
  tells: (reading: Reading) => boolean;
};

const stemsOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u).map(stem));

const weighing =
  /\b(?:alternatives?|considered|considering|weighed|instead of|rather than|(?:set|put|left) (?:\w+ ){0,3}aside|(?:chose|chosen|picked|preferred|selected) (?:\w+ ){1,5}(?:over|to|instead)\b|ruled (?:\w+ ){0,2}out|rejected|discarded|decided against|(?:other|another|second|both) options?|compared|versus|vs|thought about (?:using|taking|going)|looked at (?:\w+ ){1,4}(?:too|as well|first)|trade-?offs?|opted)\b/iu;
const deciding =
  /\b(?:decided|decision|chose|chosen|picked|selected|opted|settled on|went (?:with|for)|preferred|ruled out|set (?:\w+ ){0,3}aside)\b/iu;
const giving =
  /\b(?:because|since (?:the|it|we|they|i)|so that|in order to|to avoid|to prevent|reasons?|due to|therefore)\b/iu;

export const concepts: readonly Concept[] = [
  {
    name: 'alternative',
    asks: stemsOf(
      'alternative alternatives option options consider considers considered considering consideration weigh weighed compare compared comparison trade-off tradeoff reject rejected discard discarded instead',
    ),
    tells: ({ passage }) => weighing.test(passage.text),
  },
  {
    name: 'decision',
    asks: stemsOf('decide decided deciding decision decisions choose chose chosen choosing choice choices pick picked'),
    tells: ({ passage }) => deciding.test(passage.text),
  },
  {
    name: 'result',
    asks: stemsOf(
      'result results outcome outcomes impact effect effects achieve achieved achievement achievements number numbers figure figures metric metrics measure measured measurable improvement improvements',
    ),
    tells: ({ measured, outcome }) => measured || outcome,
  },
  {
    name: 'reason',
    asks: stemsOf('why reason reasons rationale motivation because'),
    tells: ({ passage, reason }) => reason || giving.test(passage.text),
  },
  {
    name: 'lesson',
    asks: stemsOf('learn learned learnt lesson lessons mistake mistakes regret differently hindsight'),
    tells: ({ reflection }) => reflection,
  },
];
