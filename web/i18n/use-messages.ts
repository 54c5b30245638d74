// Gives every screen the words of the page's language; only that language is loaded.
import { createContext, useContext } from 'react';
import type { RoomLanguage } from '../../domain/room/language.ts';
import type { Messages } from './en/all.ts';

export type Words = { language: RoomLanguage; messages: Messages };

export const LanguageContext = createContext<Words | null>(null);

export const useWords = (): Words => {
  const words = useContext(LanguageContext);
  if (words === null) throw new Error('there are no words around this');
  return words;
};

export const useLanguage = (): RoomLanguage => useWords().language;

export const useMessages = (): Messages => useWords().messages;
