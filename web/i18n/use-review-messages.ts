// Gives every part of the recruiter's page the words of its language; only that language is loaded.
import { createContext, useContext } from 'react';
import type { RoomLanguage } from '../../domain/room/language.ts';
import type { ReviewMessages } from './en/review/all.ts';

export type ReviewWords = { language: RoomLanguage; messages: ReviewMessages };

export const ReviewWordsContext = createContext<ReviewWords | null>(null);

export const useReviewWords = (): ReviewWords => {
  const words = useContext(ReviewWordsContext);
  if (words === null) throw new Error('there are no words around this');
  return words;
};

export const useReviewMessages = (): ReviewMessages => useReviewWords().messages;

export const loadReviewMessages: Record<RoomLanguage, () => Promise<{ messages: ReviewMessages }>> = {
  en: () => import('./en/review/all.ts'),
  de: () => import('./de/review/all.ts'),
  fr: () => import('./fr/review/all.ts'),
  es: () => import('./es/review/all.ts'),
};
