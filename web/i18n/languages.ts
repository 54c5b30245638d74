// Loads the words of a language when it is needed; the page never waits for those it does not speak.
import { use } from 'react';
import type { RoomLanguage } from '../../domain/room/language.ts';
import type { Messages } from './en/all.ts';

type Later = Pick<Messages, 'call' | 'mine' | 'voice'>;
type First = Omit<Messages, keyof Later>;

const loaders: Record<RoomLanguage, [() => Promise<{ messages: First }>, () => Promise<{ messages: Later }>]> = {
  en: [() => import('./en/first.ts'), () => import('./en/later.ts')],
  de: [() => import('./de/first.ts'), () => import('./de/later.ts')],
  fr: [() => import('./fr/first.ts'), () => import('./fr/later.ts')],
  es: [() => import('./es/first.ts'), () => import('./es/later.ts')],
};

type Persistently = <T>(load: () => Promise<T>) => Promise<T>;

/** The first words are there; a screen that needs the others before they are waits for them. */
export const loadMessages = async (language: RoomLanguage, persistently: Persistently): Promise<Messages> => {
  const [loadFirst, loadLater] = loaders[language];
  const { messages: first } = await persistently(loadFirst);
  const later = persistently(loadLater);
  return {
    ...first,
    get call() {
      return use(later).messages.call;
    },
    get mine() {
      return use(later).messages.mine;
    },
    get voice() {
      return use(later).messages.voice;
    },
  };
};

/** Each in itself, so that whoever needs it finds it. */
export const languageNames: Readonly<Record<RoomLanguage, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};
