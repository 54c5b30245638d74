// The language in which a page begins.
import { roomLanguageOf, type RoomLanguage } from '../../domain/room/language.ts';

/** What the server found among all languages that the browser asks for; the page may be served by something else. */
export const languageAsked = (): RoomLanguage => {
  const told = JSON.parse(document.querySelector('#settings')?.textContent ?? '{}') as { language?: string };
  return roomLanguageOf(told.language ?? navigator.language.toLowerCase());
};
