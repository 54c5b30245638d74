// Gives every part of the recruiter's page the words of its language.
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
