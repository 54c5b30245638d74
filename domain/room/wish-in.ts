// Whether a whole answer is a wish about the interview itself, or a reply to an offered choice: by phrases, without a model.
import { normalised } from '../text/typed-text.ts';
import { countWords } from '../text/tokens.ts';
import { wishes, type ChoiceCode, type Intent, type Turn, type Wish } from './transcript.ts';
import { optionsOf, wishBehind } from './asides.ts';
import { labelOf } from './aside-words.ts';
import { notUnderstood } from './not-understood.ts';

import { phrasesFor, plainLetters, type Phrases } from './wish-phrases.ts';

/** Whoever says more is answering. */
const charactersMax = 300;
export const mayBeWish = (text: string): boolean => text.length <= charactersMax;

const courtesiesMax = 4;
/** A reply to a choice in fewer words than these, and none of its options, is asked about once more. */
const replyWordsMin = 6;

const stops = /[.!?¿¡…;:,()\n\r"“”„«»–—]+/u;

const spelled = (text: string, { spellings }: Phrases): string =>
  spellings.reduce((spelling, [from, to]) => spelling.replaceAll(from, to), plainLetters(text)).trim();

const oneSpaced = (text: string): string =>
  text
    .split(/[^\p{L}\p{M}\p{N}'-]/u)
    .filter((word) => word !== '')
    .join(' ');

/** A piece with and without the courtesies around it. */
const formsOf = (piece: string, { courtesy }: Phrases): string[] => {
  const forms = [piece];
  for (let round = 0; round < courtesiesMax; round += 1)
    forms.push((forms.at(-1) ?? '').replace(courtesy.lead, '').replace(courtesy.tail, ''));
  return [...new Set(forms)];
};

/** The pieces of a text that say something, in all their forms; each is looked at when it is asked for. */
const piecesOf = (text: string, phrases: Phrases): IteratorObject<string[]> =>
  text
    .split(stops)
    .values()
    .flatMap((sentence) => sentence.split(phrases.joints))
    .map(oneSpaced)
    .filter((piece) => piece !== '')
    .map((piece) => formsOf(piece, phrases))
    .filter((forms) => !forms.some((form) => phrases.courtesy.whole.test(form)));

const wishOf = (forms: readonly string[], phrases: Phrases): Wish | null =>
  wishes.find((wish) => forms.some((form) => phrases.wishes[wish].test(form))) ?? null;

const wishBy = (text: string, phrases: Phrases): Wish | null => {
  if (phrases.astonished.test(plainLetters(text))) return 'repeat';
  const found = new Set<Wish>();
  for (const forms of piecesOf(spelled(text, phrases), phrases)) {
    const wish = wishOf(forms, phrases);
    // Nearly every answer says something else at once.
    if (wish === null) return null;
    found.add(wish);
  }
  return wishes.find((wish) => found.has(wish)) ?? null;
};

const firstOf = <T>(tables: readonly Phrases[], find: (phrases: Phrases) => T | null): T | null => {
  for (const phrases of tables) {
    const found = find(phrases);
    if (found !== null) return found;
  }
  return null;
};

/**
 * The wish that an answer is as a whole, the strongest of several; null as soon as one piece of it is anything else, and
 * where the language has no phrases. Words that only quote or plant such a phrase are answers.
 */
export const wishIn = (text: string, locale: string): Wish | null => {
  if (Object.values(notUnderstood).includes(text)) return 'reword';
  return mayBeWish(text) ? firstOf(phrasesFor(locale), (phrases) => wishBy(text, phrases)) : null;
};

type Offer = { wish: Wish; options: readonly ChoiceCode[]; locale: string };

/** The option whose label was said, word by word; in every language. */
const labelledIn = (text: string, { wish, options, locale }: Offer): ChoiceCode | null => {
  const plain = (words: string): string => oneSpaced(normalised(words).toLowerCase());
  return options.find((code) => plain(labelOf(code, wish, locale)) === plain(text)) ?? null;
};

const choiceIn = (text: string, { wish, options }: Offer, phrases: Phrases): ChoiceCode | null => {
  const said = spelled(text, phrases);
  const plain = oneSpaced(said);
  const pieces = [...piecesOf(said, phrases)];
  const forms = pieces.length === 1 ? [plain, ...pieces.flat()] : [plain];
  const chosen = options.filter((code) => forms.some((form) => phrases.choices[code].test(form)));
  if (chosen.length === 1) return chosen[0] ?? null;
  // A "yes" to several ways out says nothing; a "no" to leaving does.
  if (wish === 'person' && phrases.yes.test(plain)) return 'person';
  return (wish === 'person' || wish === 'stop') && phrases.no.test(plain) ? 'go_on' : null;
};

/** What the reply to the last of `turns` is, if it is no answer. */
export const intentOf = (turns: readonly Turn[], text: string, locale: string): Intent | null => {
  const last = turns.at(-1);
  const wish = last?.kind === 'choice' ? wishBehind(turns) : null;
  if (wish === null) return wishIn(text, locale);
  const offer = { wish, options: optionsOf(turns), locale };
  const tables = mayBeWish(text) ? phrasesFor(locale) : [];
  const chosen = labelledIn(text, offer) ?? firstOf(tables, (phrases) => choiceIn(text, offer, phrases));
  const reply = chosen ?? wishIn(text, locale);
  if (reply !== null) return reply;
  const isReoffered = turns.at(-2)?.intent === 'unclear';
  return !isReoffered && countWords(text) < replyWordsMin ? 'unclear' : null;
};
