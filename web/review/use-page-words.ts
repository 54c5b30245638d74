// The words of the page: in the language that its reader chose before, or that the browser asks for.
import { useEffect, useState } from 'react';
import { roomLanguageOf, type RoomLanguage } from '../../domain/room/language.ts';
import { loadReviewMessages, type ReviewWords } from '../i18n/use-review-messages.ts';
import { persistently } from '../ui/chunks.ts';
import { languageAsked } from '../ui/language-asked.ts';
import { createMemory } from '../ui/session-memory.ts';
import { unawaited } from '../ui/unawaited.ts';

const memory = createMemory(() => localStorage);
const key = 'review-language';

const chosenBefore = (): RoomLanguage | null => {
  const chosen = memory.read(key);
  return chosen === null ? null : roomLanguageOf(chosen);
};

export type PageWords = { words: ReviewWords | null; choose: (language: RoomLanguage) => void };

/** Null until the first words are there; a change keeps the old ones until the new are. */
export const usePageWords = (): PageWords => {
  const [language, setLanguage] = useState(() => chosenBefore() ?? languageAsked());
  const [words, setWords] = useState<ReviewWords | null>(null);
  useEffect(() => {
    let isWanted = true;
    unawaited(
      persistently(loadReviewMessages[language]).then(({ messages }) => {
        if (isWanted) setWords({ language, messages });
      }),
    );
    return () => {
      isWanted = false;
    };
  }, [language]);
  useEffect(() => {
    if (words === null) return;
    document.documentElement.lang = words.language;
    document.documentElement.dir = 'ltr';
    document.title = words.messages.frame.title;
  }, [words]);
  const choose = (next: RoomLanguage): void => {
    memory.write(key, next);
    setLanguage(next);
  };
  return { words, choose };
};
