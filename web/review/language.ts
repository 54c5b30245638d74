// In which language the page begins: the one that its reader chose before, or that the browser asks for.
import { roomLanguageOf, type RoomLanguage } from '../../domain/room/language.ts';
import { languageAsked } from '../ui/language-asked.ts';
import { createMemory } from '../ui/session-memory.ts';

const memory = createMemory(() => localStorage);
const key = 'review-language';

export const firstLanguage = (): RoomLanguage => {
  const chosen = memory.read(key);
  return chosen === null ? languageAsked() : roomLanguageOf(chosen);
};

export const rememberLanguage = (language: RoomLanguage): void => memory.write(key, language);
