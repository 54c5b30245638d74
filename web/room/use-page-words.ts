// Loads the words of the language that the server names, or before that the browser's, and says so on the document.
import { useEffect, useState } from 'react';
import { roomLanguageOf, type RoomLanguage } from '../../domain/room/language.ts';
import { loadMessages } from '../i18n/languages.ts';
import type { Words } from '../i18n/use-messages.ts';
import type { Room } from './state/room.ts';
import { untilDone } from './state/retry.ts';
import { realBrowser } from './state/deps.ts';
import { unawaited } from './state/unawaited.ts';
import { NoAnswer } from './api.ts';

const load = (language: RoomLanguage): Promise<Words['messages'] | null> =>
  untilDone(realBrowser, () => loadMessages(language).catch(() => Promise.reject(new NoAnswer())));

/** Null until the first words are there; a change keeps the old ones until the new are. */
export const usePageWords = (room: Room): Words | null => {
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    let wanted: RoomLanguage | null = null;
    const follow = (): void => {
      const language = room.store.get().view?.language ?? roomLanguageOf(navigator.language.toLowerCase());
      if (language === wanted) return;
      wanted = language;
      unawaited(
        load(language).then((messages) => {
          if (messages !== null && wanted === language) setWords({ language, messages });
        }),
      );
    };
    follow();
    return room.store.subscribe(follow);
  }, [room]);
  useEffect(() => {
    if (words === null) return;
    document.documentElement.lang = words.language;
    document.documentElement.dir = 'ltr';
    document.title = words.messages.frame.title;
  }, [words]);
  return words;
};
