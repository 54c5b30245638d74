// Loads the words of the language that the server names, or before that the browser's, and says so on the document.
import { useEffect, useState } from 'react';
import { roomLanguageOf, type RoomLanguage } from '../../domain/room/language.ts';
import { loadMessages } from '../i18n/languages.ts';
import type { Words } from '../i18n/use-messages.ts';
import { persistently } from '../ui/persistently.ts';
import { languageAsked } from '../ui/language-asked.ts';
import type { Room } from './state/room.ts';
import { unawaited } from '../ui/unawaited.ts';

/** Null until the first words are there; a change keeps the old ones until the new are. */
export const usePageWords = (room: Room): Words | null => {
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    let wanted: RoomLanguage | null = null;
    const follow = (): void => {
      const told = room.store.get().view?.language;
      const language = told === undefined ? languageAsked() : roomLanguageOf(told);
      if (language === wanted) return;
      wanted = language;
      unawaited(
        loadMessages(language, persistently).then((messages) => {
          if (wanted === language) setWords({ language, messages });
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
