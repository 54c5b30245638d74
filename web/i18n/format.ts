// Times and names as readers of a language write them, in their own time zone; a time is ISO text or epoch milliseconds.
import type { RoomLanguage } from '../../domain/room/language.ts';

/** "Friday, 27 November at 18:00 CET": the zone stands there because people travel, and links are read at work. */
export const dayAndTime = (language: RoomLanguage, at: string | number): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));

/** With the year, for what is kept. */
export const dateAndTime = (language: RoomLanguage, at: string | number): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    year: 'numeric',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));

/** The name of a locale's language in the page's; browsers of 2020 show the code where they do not know the name. */
export const languageName = (language: RoomLanguage, locale: string): string => {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(locale.split('-')[0] ?? locale) ?? locale;
  } catch {
    return locale;
  }
};

/** A name or words of somebody's inside a sentence: whatever direction they are in, the sentence keeps its own. */
export const isolated = (text: string): string => `\u2068${text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;
