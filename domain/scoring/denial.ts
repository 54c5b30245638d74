// Whether a reading's reason denies a part of the anchor that stands beside it, in the languages of interviews. It looks at words near each other: in doubt the anchor is not asserted.
import { smallWords } from '../text/small-words.ts';
import { stem } from '../text/stem.ts';
import { tokenise } from '../text/tokens.ts';

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

/** What stands before that which is denied. */
const negations =
  setOf(`no not never nothing without lacks lack lacked lacking neither nor cannot didn't doesn't don't isn't wasn't aren't weren't missing
kein keine keinen keinem keiner keines nicht nie niemals nichts ohne weder fehlt fehlen fehlte fehlende fehlender
pas aucun aucune sans jamais rien ni manque manquent
sin nunca ningún ninguna ninguno nada tampoco falta faltan faltó`);
/** What stands after it. */
const absences = setOf(
  'missing absent lacking fehlt fehlen fehlte fehlten manque manquent absent absente absents falta faltan faltó ausente',
);
/** Between a word and the negation of what is done with it: "steps are not described", "los pasos no se describen". */
const auxiliaries = setOf(`is are was were be been has have had wird werden wurde wurden ist sind hat haben war waren
est sont était étaient n'est n'a n'ont ne se es son está están fue fueron hay ha han`);
/** "Not only the steps" says that they were. */
const only = setOf('only just merely nur bloß allein seulement uniquement solo sólo solamente');

/** Verbs of telling and what every text here is about: "no alternative is described" denies no description. */
const ofTelling =
  /^(?:descri|décri|name|naming|explai|expli|mentio|give|giv|gave|show|tell|told|say|state|provid|answer|candid|anchor|level|evide|beschr|nenn|genann|erklär|erwähn|zeig|gezeig|antwor|stufe|donn|montr|nomm|indiqu|niveau|répon|nombr|mencio|muestr|indica|nivel|respue)/u;

const small = new Set(Object.values(smallWords).flatMap((words) => [...words]));
const letters = 6;
const keyOf = (word: string): string | null => {
  if (small.has(word) || word.length < 4 || ofTelling.test(word)) return null;
  return stem(word).slice(0, letters);
};

const clauseEnds =
  /[.;:,!?\n()]|(?<!\p{L})(?:but|however|yet|how|wie|comment|cómo|aber|doch|jedoch|sondern|mais|cependant|pero|sino)(?!\p{L})/u;
const reach = 6;
const backwards = 3;

/** The tokens of a clause that its negation at `at` is about. */
const deniedBy = (words: readonly string[], at: number): string[] => {
  const [word = '', before = '', after = ''] = [words[at], words[at - 1], words[at + 1]];
  const back = absences.has(word) || auxiliaries.has(before) || (word === 'no' && auxiliaries.has(after));
  const ahead = negations.has(word) || word === 'no';
  return [
    ...(back ? words.slice(Math.max(0, at - backwards), at) : []),
    ...(ahead ? words.slice(at + 1, at + 1 + reach) : []),
  ];
};

const keysOf = (words: readonly string[]): Set<string> => new Set(words.flatMap((word) => keyOf(word) ?? []));

const deniedIn = (text: string): Set<string> =>
  keysOf(
    text.split(clauseEnds).flatMap((clause) => {
      const words = tokenise(clause).map(({ word }) => word);
      return words.flatMap((word, at) =>
        (negations.has(word) || absences.has(word)) && !only.has(words[at + 1] ?? '') ? deniedBy(words, at) : [],
      );
    }),
  );

/** Some anchors deny things themselves: a reason that does so too agrees with them. */
export const deniesPartOf = (anchor: string, reasons: readonly string[]): boolean => {
  const own = deniedIn(anchor);
  const asserted = [...keysOf(tokenise(anchor).map(({ word }) => word))].filter((key) => !own.has(key));
  return reasons.some((reason) => {
    const denied = deniedIn(reason);
    return asserted.some((key) => denied.has(key));
  });
};
