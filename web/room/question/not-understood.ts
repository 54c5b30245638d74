// How somebody says in the interview's own language that a question was not understood: the room answers with other words.
import type { RoomLanguage } from '../../../domain/room/language.ts';

export const notUnderstood: Readonly<Record<RoomLanguage, string>> = {
  en: 'I do not understand the question.',
  de: 'Ich verstehe die Frage nicht.',
  fr: 'Je ne comprends pas la question.',
  es: 'No entiendo la pregunta.',
};
