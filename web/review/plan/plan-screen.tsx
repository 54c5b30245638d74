// The plan that waits for a decision.
import type { ReviewView } from '../../../usecases/review/view.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import type { ReviewApi } from '../api.ts';

/** `onView` shows what has become of it after a decision. */
export type PlanProps = { view: ReviewView; api: ReviewApi; onView(view: ReviewView): void };

export const PlanScreen = (_: PlanProps) => <h1>{useReviewMessages().plan.title}</h1>;
