// What the page's button says for somebody who did not understand a question, in the interview's language: it asks for other words.
import type { RoomLanguage } from './language.ts';

export const notUnderstood: Readonly<Record<RoomLanguage, string>> = {
  en: 'I do not understand the question.',
  de: 'Ich verstehe die Frage nicht.',
  fr: 'Je ne comprends pas la question.',
  es: 'No entiendo la pregunta.',
};
