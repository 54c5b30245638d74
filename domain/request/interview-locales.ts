// Which languages an interview can be held in: those of the room, as far as the engine can write them.
import { AppError } from '../errors.ts';
import { roomLanguages } from '../room/language.ts';

const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/u, 1)[0] ?? '';

/** The rules of the offline engine know English alone; language models write all that the room speaks. */
export const localesOf = (engine: string): readonly string[] => (engine === 'offline' ? ['en'] : roomLanguages);

export const canHold = (locale: string, locales: readonly string[]): boolean => locales.includes(languageOf(locale));

/** Refused before anything is made: nobody is to be asked in another language than was ordered. */
export const checkLocale = (locale: string, locales: readonly string[], pointer = '/locale'): void => {
  if (canHold(locale, locales)) return;
  const message = `The engine of this deployment holds interviews in these languages only: ${locales.join(', ')}.`;
  throw new AppError('locale.unsupported', {
    detail: message,
    extra: { locales },
    errors: [{ pointer, code: 'locale_unsupported', message }],
  });
};
