// Runs of one form side by side.
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import type { ReviewApi } from '../api.ts';

export type CompareProps = { api: ReviewApi; formId: string; open(runId: string): void; back(): void };

export const CompareScreen = (_: CompareProps) => <h1>{useReviewMessages().compare.title}</h1>;
