// Gives every screen the words of the page's language.
import { createContext, useContext } from 'react';
import type { RoomLanguage } from '../../domain/room/language.ts';
import { messages as english, type Messages } from './en/all.ts';

export const LanguageContext = createContext<{ language: RoomLanguage; messages: Messages }>({
  language: 'en',
  messages: english,
});

export const useLanguage = (): RoomLanguage => useContext(LanguageContext).language;

export const useMessages = (): Messages => useContext(LanguageContext).messages;
