// The patterns by which wishes about the interview are heard in each language.
import { normalised } from '../text/typed-text.ts';
import { englishPhrases } from './phrases/en.ts';
import { frenchPhrases } from './phrases/fr.ts';
import { germanPhrases } from './phrases/de.ts';
import { roomLanguages, type RoomLanguage } from './language.ts';
import { spanishPhrases } from './phrases/es.ts';
import type { PhraseTable } from './phrases/phrase-table.ts';
import type { ChoiceCode, Wish } from './transcript.ts';

export type Phrases = Pick<PhraseTable, 'spellings' | 'joints' | 'astonished' | 'yes' | 'no'> & {
  courtesy: { lead: RegExp; tail: RegExp; whole: RegExp };
  wishes: Readonly<Record<Wish, RegExp>>;
  choices: Readonly<Record<ChoiceCode, RegExp>>;
};

const whole = (alternatives: readonly string[]): RegExp => new RegExp(`^(?:${alternatives.join('|')})$`, 'u');

const patternsOf = (table: PhraseTable): Phrases => {
  const { lead, tail, alone } = table.courtesy;
  const { person, stop, help, pause, reword, repeat } = table.wishes;
  const { choices } = table;
  return {
    ...table,
    courtesy: {
      lead: new RegExp(`^(?:${lead}) `, 'u'),
      tail: new RegExp(` (?:${tail})$`, 'u'),
      whole: whole([lead, tail, alone]),
    },
    wishes: {
      person: whole(person),
      stop: whole(stop),
      help: whole(help),
      pause: whole(pause),
      reword: whole(reword),
      repeat: whole(repeat),
    },
    choices: {
      go_on: whole(choices.go_on),
      help: whole(choices.help),
      person: whole(choices.person),
      finish: whole(choices.finish),
      withdraw: whole(choices.withdraw),
    },
  };
};

const phrasesOf: Readonly<Record<RoomLanguage, Phrases>> = {
  en: patternsOf(englishPhrases),
  de: patternsOf(germanPhrases),
  fr: patternsOf(frenchPhrases),
  es: patternsOf(spanishPhrases),
};

/** Those of the interview's language, then the English ones, which people fall back on; none where nobody has written any yet. */
export const phrasesFor = (locale: string): readonly Phrases[] => {
  const asked = locale.toLowerCase().split(/[-_]/u)[0];
  const language = roomLanguages.find((known) => known === asked);
  if (language === undefined) return [];
  return language === 'en' ? [phrasesOf.en] : [phrasesOf[language], phrasesOf.en];
};

/** As the phrases are written, however they were typed or heard. */
export const plainLetters = (text: string): string =>
  normalised(text.toLowerCase(), 'NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .trim();
