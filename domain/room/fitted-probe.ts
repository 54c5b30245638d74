// Which planned follow-up is asked, in the plan's words or in a form of them that is fitted to what was said.
import type { Question } from '../plan/plan.ts';
import { findProtectedMatter } from '../protected-matters/find-protected-matter.ts';
import { splitSentences } from '../text/sentences.ts';
import { smallWords } from '../text/small-words.ts';
import { stem } from '../text/stem.ts';
import { tokenise } from '../text/tokens.ts';
import { faultOf, normalised } from '../text/typed-text.ts';
import { roomLanguageOf, type RoomLanguage } from './language.ts';
import { isAside, type Turn } from './transcript.ts';

/** A planned follow-up by its place in the plan, and words that say the same about what was said; null for the plan's own. */
export type ProbeChoice = { probe: number; wording: string | null };

const charactersMax = 300;
const charactersAddedMax = 160;
const sentencesMax = 2;
const wordsAddedMax = 8;

const listed = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u));
const perLanguage = (
  lists: Readonly<Record<RoomLanguage, string>>,
): Readonly<Record<RoomLanguage, ReadonlySet<string>>> => ({
  en: listed(lists.en),
  de: listed(lists.de),
  fr: listed(lists.fr),
  es: listed(lists.es),
});

/** Each one more, less or other asks something else. */
const asking = perLanguage({
  en: 'what why how which who whom whose when where',
  de: 'was wie warum weshalb wieso wer wen wem wessen welche welcher welches welchen welchem wo wann woran worin wodurch womit wofür worauf wozu',
  fr: 'quoi quel quelle quels quelles comment pourquoi où quand combien',
  es: 'qué cuál cuáles quién quiénes cómo dónde cuándo cuánto cuánta cuántos cuántas',
});

const denying = listed(
  `not no never none nobody nothing without cannot nicht kein keine keinen keiner keinem nie niemals ohne nichts
  ne pas jamais aucun aucune sans rien nunca jamás sin nada ningún ninguna`,
);

/** "You mentioned …": they lead over to what was said and bring nothing. */
const leading = listed(
  `mention mentioned say said tell told describe described speak spoke talk talked exactly example
  erwähnt erwähnten gesagt sagten erzählt erzählten beschrieben genannt genannten genau gesprochen sprachen
  dit mentionné décrit parlé évoqué précisément exemple
  dijo dicho mencionó mencionado describió descrito habló hablado exactamente ejemplo contó`,
);

/** Who asks neither praises nor hints at how an answer is rated, also where the candidate speaks of it. */
const rating = listed(
  `good great excellent interesting impressive perfect correct right wrong score points rating rubric anchor level hire hired verdict
  gut super toll interessant beeindruckend richtig falsch punkte bewertung note bien excellent intéressant impressionnant juste faux points
  bueno buena excelente interesante impresionante correcto puntos puntuación nota`,
);

type Words = { all: string[]; content: string[] };

/** "l'équipe" is two words, "didn't" a denial. */
const wordsOf = (text: string): string[] =>
  tokenise(text).flatMap(({ word }) => {
    if (word.endsWith("n't")) return ['not'];
    return word.split("'").filter((part) => part !== '');
  });

const read = (text: string, locale: string): Words => {
  const all = wordsOf(text);
  const small = smallWords[roomLanguageOf(locale)];
  return { all, content: all.filter((word) => !small.has(word) && !denying.has(word)) };
};

/** Of all words of the planned text: "Why so?" has none of substance, and "Why did you leave?" asks something else. */
const keptShareMin = 0.7;

const sharedLettersMin = 5;
const endingMax = 2;

/** One word in another form: by its English stem, or by all but its last letters. */
const isSame = (one: string, other: string): boolean => {
  if (one === other || stem(one) === stem(other)) return true;
  const shared = Math.max(sharedLettersMin, Math.min(one.length, other.length) - endingMax);
  return one.slice(0, shared) === other.slice(0, shared) && one.length >= shared && other.length >= shared;
};

const holds = (words: readonly string[], word: string): boolean => words.some((one) => isSame(one, word));

const counted = (words: readonly string[], list: ReadonlySet<string>): string =>
  words
    .filter((word) => list.has(word))
    .toSorted()
    .join(' ');

const asksOnce = (text: string): boolean => /[?？؟]$/u.test(text) && text.match(/[?？؟]/gu)?.length === 1;

const isWellFormed = (wording: string, planned: string): boolean =>
  wording.length <= Math.min(charactersMax, planned.length + charactersAddedMax) &&
  faultOf(wording) === null &&
  !/[\n\r"“”«»„]|https?:/u.test(wording) &&
  asksOnce(wording) &&
  splitSentences(wording).length <= sentencesMax &&
  findProtectedMatter(wording) === null;

/** Whether a word of the answer would be a private matter of whoever is asked. */
const isPrivate = (word: string): boolean =>
  [`Are you ${word}?`, `Do you have ${word}?`, `What is your ${word}?`].some(
    (text) => findProtectedMatter(text) !== null,
  );

type Fitting = { planned: string; wording: string; question: string; said: readonly string[]; locale: string };

/**
 * Whether a wording asks what the planned follow-up asks: all of its words of substance and most of the others are there,
 * the same question words and denials, and each further word stands in the planned question or in what was answered to it.
 */
export const fitsProbe = ({ planned, wording, question, said, locale }: Fitting): boolean => {
  if (!isWellFormed(wording, planned)) return false;
  const [before, after] = [read(planned, locale), read(wording, locale)];
  const questionWords = asking[roomLanguageOf(locale)];
  if (counted(before.all, questionWords) !== counted(after.all, questionWords)) return false;
  if (counted(before.all, denying) !== counted(after.all, denying)) return false;
  if (!before.content.every((word) => holds(after.content, word))) return false;
  const kept = before.all.filter((word) => holds(after.all, word)).length;
  if (kept < before.all.length * keptShareMin) return false;
  const added = after.content.filter((word) => !holds(before.content, word) && !leading.has(word));
  if (added.length > wordsAddedMax || added.some((word) => rating.has(word) || isPrivate(word))) return false;
  const known = new Set([question, ...said].flatMap((text) => read(text, locale).content));
  return added.every((word) => holds([...known], word));
};

type Exchange = { question: Pick<Question, 'id' | 'text' | 'probes'>; turns: readonly Turn[]; locale: string };

const isOf = ({ id }: Pick<Question, 'id'>, turn: Turn): boolean => turn.questionId === id && !isAside(turn);

const fittingOf = ({ question, turns, locale }: Exchange): Omit<Fitting, 'planned' | 'wording'> => ({
  question: question.text,
  said: turns.flatMap((turn) => (isOf(question, turn) ? (turn.answer ?? []) : [])),
  locale,
});

/** The places of the planned follow-ups that were not asked yet, whichever words they were asked in. */
export const openProbes = (exchange: Exchange): number[] => {
  const { question, turns } = exchange;
  const fitting = fittingOf(exchange);
  const open = new Set(question.probes.keys());
  for (const asked of turns.filter((turn) => turn.kind === 'follow_up' && isOf(question, turn))) {
    const wording = asked.question;
    const found = [...open].find((index) => {
      const planned = normalised(question.probes[index] ?? '');
      return planned === wording || fitsProbe({ ...fitting, planned, wording });
    });
    if (found !== undefined) open.delete(found);
  }
  return [...open];
};

/** What is asked: the fitted words where they fit, else the plan's; null for a follow-up that is not planned or was asked. */
export const probeWords = (choice: ProbeChoice, exchange: Exchange): string | null => {
  const planned = exchange.question.probes[choice.probe];
  if (planned === undefined || !openProbes(exchange).includes(choice.probe)) return null;
  const wording = choice.wording === null ? '' : normalised(choice.wording).trim();
  return fitsProbe({ ...fittingOf(exchange), planned, wording }) ? wording : planned;
};
