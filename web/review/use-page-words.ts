// The words of the page: those that it begins with, until its reader chooses another language.
import { useEffect, useState } from 'react';
import type { RoomLanguage } from '../../domain/room/language.ts';
import { loadReviewMessages } from '../i18n/load-review-messages.ts';
import type { ReviewWords } from '../i18n/use-review-messages.ts';
import { persistently } from '../ui/persistently.ts';
import { unawaited } from '../ui/unawaited.ts';
import { rememberLanguage } from './language.ts';

export type PageWords = { words: ReviewWords; choose: (language: RoomLanguage) => void };

/** A change keeps the old words until the new ones are there. */
export const usePageWords = (first: ReviewWords): PageWords => {
  const [language, setLanguage] = useState(first.language);
  const [words, setWords] = useState(first);
  useEffect(() => {
    let isWanted = true;
    unawaited(
      persistently(loadReviewMessages[language]).then(({ messages }) => {
        if (isWanted) setWords((before) => (before.language === language ? before : { language, messages }));
      }),
    );
    return () => {
      isWanted = false;
    };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = words.language;
    document.documentElement.dir = 'ltr';
    document.title = words.messages.frame.title;
  }, [words]);
  const choose = (next: RoomLanguage): void => {
    rememberLanguage(next);
    setLanguage(next);
  };
  return { words, choose };
};
