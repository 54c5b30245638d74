// The screens of the page, each in a chunk of its own: whoever decides on an assessment never waits for the plan's.
import { chunk } from '../ui/chunks.ts';

export const AssessmentScreen = chunk(
  async () => (await import('./assessment/assessment-screen.tsx')).AssessmentScreen,
);
export const PlanScreen = chunk(async () => (await import('./plan/plan-screen.tsx')).PlanScreen);
export const InboxScreen = chunk(async () => (await import('./inbox/inbox-screen.tsx')).InboxScreen, 'rare');
export const CompareScreen = chunk(async () => (await import('./compare/compare-screen.tsx')).CompareScreen, 'rare');
/** The largest part, and nobody's first. */
export const LanguageMenu = chunk(async () => (await import('./frame/language-menu.tsx')).LanguageMenu, 'quiet');
