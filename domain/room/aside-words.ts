// What the room says when a candidate asked for something instead of answering, in every language that it speaks.
import { companyOf } from './notice.ts';
import { skipsQuestion, type Aside } from './asides.ts';
import type { ChoiceCode, Wish } from './transcript.ts';
import { unheardWords } from './unheard-words.ts';

type How = Extract<Aside, { kind: 'again' }>['how'];
type Again = Exclude<How, 'unheard' | 'unheard_again'>;

type Words = {
  again: Readonly<Record<Again, (question: string) => string>>;
  choose: (wish: Wish, company: string) => string;
  unclear: (choice: string) => string;
  label: (code: ChoiceCode, wish: Wish) => string;
};

const englishLabels: Readonly<Record<Exclude<ChoiceCode, 'go_on'>, string>> = {
  help: 'Ask for help',
  person: 'Be interviewed by a person',
  finish: 'Finish here: what I said is assessed',
  withdraw: 'Withdraw: nothing is assessed',
};

const chooseInEnglish = (wish: Wish, company: string): string => {
  switch (wish) {
    case 'person':
      return `You can be interviewed by a person instead. This interview then ends here, what you said in it is not assessed, and ${company} is told to have a person get in touch with you. Asking for a person does not count against you. Would you like that, or shall we go on?`;
    case 'stop':
      return `Would you like to stop? You can finish here, and what you have said so far is assessed; withdraw, and nothing is assessed; or be interviewed by a person instead, who will get in touch with you. Or we go on. Which is it?`;
    case 'help':
      return `I can tell the people in charge at ${company} that you would like help; the interview goes on meanwhile. You can also ask to be interviewed by a person, who will get in touch with you; this interview then ends and is not assessed. Or we go on. Which is it?`;
    case 'repeat':
    case 'reword':
      return `Perhaps I cannot put this question well. We can go on with the next one, or I tell the people in charge at ${company} that you would like help. You can also ask to be interviewed by a person, who will get in touch with you; this interview then ends and is not assessed. If you would like to answer the question after all, just do.`;
  }
};

const english: Words = {
  again: {
    repeat: (question) => `Here is the question once more: ${question}`,
    reword: (question) => `In other words: ${question}`,
    helped: (question) => `The people in charge know now that you would like help. Meanwhile we can go on. ${question}`,
    back: (question) => `Good, let us go on. ${question}`,
  },
  choose: chooseInEnglish,
  unclear: (choice) => `I did not get which of these you would like. ${choice}`,
  label: (code, wish) => {
    if (code !== 'go_on') return englishLabels[code];
    return skipsQuestion(wish) ? 'Go on with the next question' : 'Go on with the interview';
  },
};

const wordsOf: Readonly<Record<string, Words>> = { en: english };

const wordsFor = (locale: string): Words => wordsOf[locale.toLowerCase().split(/[-_]/u)[0] ?? ''] ?? english;

export type Speaker = { locale: string; companyName: string | null };

export const againWords = (how: How, question: string, { locale }: Speaker): string =>
  how === 'unheard' || how === 'unheard_again'
    ? unheardWords(how, question, locale)
    : wordsFor(locale).again[how](question);

export const choiceWords = ({ wish, unclear }: Extract<Aside, { kind: 'choose' }>, speaker: Speaker): string => {
  const words = wordsFor(speaker.locale);
  const choice = words.choose(wish, companyOf(speaker));
  return unclear ? words.unclear(choice) : choice;
};

export const labelOf = (code: ChoiceCode, wish: Wish, locale: string): string => wordsFor(locale).label(code, wish);
