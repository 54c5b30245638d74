// Each anchor is read alone: one that leans on another level, or says the same as one, tells a judge nothing.
import { tokenise } from '../text/tokens.ts';
import { normalised } from '../text/typed-text.ts';
import { anchorLevels, type Anchors } from './plan.ts';

export type AnchorFault = { levels: string; phrase: string; rule: string };

const refersToLevel =
  /\b(?:as|like|same as|see|plus|beyond|wie|siehe|comme|voir|como|véase|igual que) (?:(?:for|in|at|under|bei|auf|in der|unter|au|en|el|a|the|de|le|level|anchor|score|rating|stufe|niveau|nivel) ){0,3}[1-5](?=\s*(?:$|[,;:.)+]|and\b|but\b|plus\b|und\b|et\b|y\b|mais\b))|\b(?:level|anchor|stufe|niveau|nivel) [1-5]\b/iu;
const refersToOther =
  /\b(?:(?:previous|next|lower|higher|preceding) (?:level|anchor|score)|(?:level|anchor|score) (?:above|below|before)|as above|all of the above|everything above|wie oben|(?:vorherige|vorige|nächste)n? stufe|niveau (?:précédent|suivant|inférieur)|comme ci-dessus|nivel (?:anterior|siguiente|inferior)|como arriba)\b/iu;

/** How much of something is no other behaviour. */
const degrees = new Set(
  'very good well better best great excellent outstanding strong strongly weak weakly poor poorly basic advanced somewhat mostly often always sometimes rarely clear clearly fully partly highly quite more less most least solid deep deeply extremely really sehr gut besser beste hervorragend stark schwach grundlegend fortgeschritten oft immer manchmal selten klar voll teilweise mehr weniger très bien bon bonne mieux excellent fort faible souvent toujours parfois rarement plus moins muy bien bueno buena mejor excelente fuerte débil siempre veces poco más menos the a an and or of to in with for der die das ein eine und oder mit le la les un une et ou de des avec el los las una y o con'.split(
    ' ',
  ),
);

/** A quotation is the same in every anchor that names its subject. */
const wordsOf = (text: string): string =>
  [
    ...new Set(
      tokenise(normalised(text).replaceAll(/“[^“”]*”/gu, ' '))
        .map(({ word }) => word)
        .filter((word) => !degrees.has(word)),
    ),
  ]
    .toSorted()
    .join(' ');

/** References between levels, and levels that differ in nothing but degree. */
export const anchorFaults = (anchors: Anchors): AnchorFault[] => {
  const references = anchorLevels.flatMap((level) => {
    const phrase = (refersToLevel.exec(anchors[level]) ?? refersToOther.exec(anchors[level]))?.[0];
    return phrase === undefined
      ? []
      : [{ levels: level, phrase, rule: 'each anchor is read alone: it names no other level' }];
  });
  const words = anchorLevels.map((level) => wordsOf(anchors[level]));
  const alike = anchorLevels.flatMap((level, index) => {
    const first = words.indexOf(words[index] ?? '');
    const other = anchorLevels[first];
    if (first === index || words[index] === '' || other === undefined) return [];
    return [
      { levels: level, phrase: anchors[level], rule: `differs from ${other} in degree alone, not in what is done` },
    ];
  });
  return [...references, ...alike];
};
