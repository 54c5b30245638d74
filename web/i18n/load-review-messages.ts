// Loads the words of the recruiter's page: only those of one language.
import type { RoomLanguage } from '../../domain/room/language.ts';
import type { ReviewMessages } from './en/review/all.ts';

export const loadReviewMessages: Record<RoomLanguage, () => Promise<{ messages: ReviewMessages }>> = {
  en: () => import('./en/review/all.ts'),
  de: () => import('./de/review/all.ts'),
  fr: () => import('./fr/review/all.ts'),
  es: () => import('./es/review/all.ts'),
};
