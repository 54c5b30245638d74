// What the room says when a candidate asked for something instead of answering, in the language of the interview.
import { skipsQuestion, type Aside } from './asides.ts';
import { roomLanguageOf } from './language.ts';
import type { ChoiceCode, Wish } from './transcript.ts';
import { unheardWords } from './unheard-words.ts';
import { companyIn, wordsIn } from './words/words-of.ts';

type How = Extract<Aside, { kind: 'again' }>['how'];

export type Speaker = { locale: string; companyName: string | null };

export const againWords = (how: How, question: string, { locale }: Speaker): string =>
  how === 'unheard' || how === 'unheard_again'
    ? unheardWords(how, question, locale)
    : wordsIn(roomLanguageOf(locale)).again[how](question);

export const choiceWords = (
  { wish, unclear }: Extract<Aside, { kind: 'choose' }>,
  { locale, companyName }: Speaker,
): string => {
  const language = roomLanguageOf(locale);
  const words = wordsIn(language);
  const choice = words.choose(wish, companyIn(language, companyName));
  return unclear ? words.unclear(choice) : choice;
};

export const labelOf = (code: ChoiceCode, wish: Wish, locale: string): string => {
  const { labels, goOn } = wordsIn(roomLanguageOf(locale));
  if (code !== 'go_on') return labels[code];
  return skipsQuestion(wish) ? goOn.withNext : goOn.withInterview;
};
