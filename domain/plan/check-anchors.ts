// Each anchor is read alone: one that leans on another level, or says the same as one, tells a judge nothing.
import { tokenise } from '../text/tokens.ts';
import { normalised } from '../text/typed-text.ts';
import { notDoneIn } from './plain-texts.ts';
import { anchorLevels, type Anchors, type PlanDraft } from './plan.ts';

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

const quotations = /“[^“”]*”|"[^"]*"|„[^„“]*“|«[^«»]*»|\([^()]*\)/gu;
const clauseEdge = /[;,.\n]|\s(?:and|then|und|dann|et|puis|y|e|luego)\s/giu;
/** How a clause begins that says what somebody does: a verb of the third person, and what it is done to. */
const behaviours = [
  /^([a-z]+s) (?:an?|the|it|them|their|its|this|these|those|how|why|what|whether|each|every|both)\b/u,
  /^(?!(?:mit|seit|nicht|oft|statt|sonst|fast|jetzt|dort|laut|samt|zuletzt|selbst|weit|meist|erst|damit|bereit|gut|acht|direkt) )([a-zäöüß]+t) (?:d(?:er|ie|as|en|em)|eine?[nmr]?|sie|es|ihn|ihre[nr]?|seine[nr]?|deren|diese[nrs]?|wie|warum|was|ob|welche[nrs]?|\p{Lu})/u,
  /^(?!(?:et|est|dans|sans|dès|pendant|avant|entre|contre|vers|après|de|que|ce|depuis|malgré|sous|tout|toute|toutes|tous|comme|selon|les|des|ses|ces|une|hors|parmi) )([a-zàâçéèêëîïôùûü]+[etd]) (?:le|la|les|l|une?|des|ses|son|sa|leurs?|ce|cette|ces|pourquoi|comment|chaque|plusieurs)\b/u,
  /^(?!(?:de|sobre|desde|entre|para|ante|durante|que|contra|hasta|una|la|esta|cada|donde|cuando|mediante) )([a-záéíóúñ]+[ae]) (?:el|la|los|las|una?|sus?|este|esta|estos|cada|por qué|cómo|qué|lo|vari[ao]s)(?= |$)/u,
];
const behavioursMax = 2;

/** The verbs of its clauses; the first clause has one, whatever its form. */
const behavioursIn = (text: string): string[] => {
  const [first = '', ...clauses] = text.replaceAll(quotations, ' ').trim().split(clauseEdge);
  const verbs = clauses.flatMap((clause) => {
    const found = behaviours.map((pattern) => pattern.exec(clause.trim())?.[1]).find((verb) => verb !== undefined);
    return found === undefined ? [] : [found];
  });
  return [/^\p{L}+/u.exec(first)?.[0].toLowerCase() ?? '', ...verbs];
};

/** What the level below names as well tells nothing from it. */
const isCrowded = (anchor: string, below: string): boolean => {
  const known = new Set(behavioursIn(below));
  return behavioursIn(anchor).filter((verb) => !known.has(verb)).length > behavioursMax;
};

/** References between levels, levels that differ in nothing but degree, and those of too many behaviours. */
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
  const crowded = anchorLevels.flatMap((level, index) => {
    const below = anchorLevels[index - 1];
    if (!isCrowded(anchors[level], below === undefined ? '' : anchors[below])) return [];
    const rule =
      'more than two behaviours tell it from the level below: a judge cannot weigh an answer with some of them';
    return [{ levels: level, phrase: anchors[level], rule }];
  });
  return [...references, ...alike, ...crowded];
};

const undone =
  /\b(?:not|never|no|none|nothing|without|cannot|lacks?|nicht|keine?[mnrs]?|ohne|nie|niemals|nichts|pas|jamais|sans|rien|aucune?|nunca|sin|nada|ning[uú]na?)\b|n['’]t\b/iu;

/** Every scale has room for those who say that they have not done it: where "1" has none, plain words make it. */
export const withNotDone = (draft: PlanDraft, locale: string): PlanDraft => {
  const words = notDoneIn(locale);
  if (words === null) return draft;
  const covering = (one: string): string => (undone.test(one) ? one : `${one.trim()} ${words}`);
  return {
    ...draft,
    competencies: draft.competencies.map((competency) => {
      const { anchors } = competency;
      return { ...competency, anchors: { ...anchors, '1': covering(anchors['1']) } };
    }),
  };
};
