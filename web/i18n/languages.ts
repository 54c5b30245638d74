// Loads the words of a language when it is needed; the page never waits for those it does not speak.
import type { RoomLanguage } from '../../domain/room/language.ts';
import type { Messages } from './en/all.ts';

const loaders: Record<RoomLanguage, () => Promise<{ messages: Messages }>> = {
  en: () => import('./en/all.ts'),
  de: () => import('./de/all.ts'),
  fr: () => import('./fr/all.ts'),
  es: () => import('./es/all.ts'),
};

export const loadMessages = async (language: RoomLanguage): Promise<Messages> => (await loaders[language]()).messages;

/** Each in itself, so that whoever needs it finds it. */
export const languageNames: Readonly<Record<RoomLanguage, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};
