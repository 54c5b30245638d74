// The assessment: evidence first, numbers second, the decision last.
import type { ReviewView } from '../../../usecases/review/view.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import type { ReviewApi } from '../api.ts';

/** `onView` shows what has become of it after a rating or a decision. */
export type AssessmentProps = { view: ReviewView; api: ReviewApi; onView(view: ReviewView): void };

export const AssessmentScreen = (_: AssessmentProps) => <h1>{useReviewMessages().assessment.title}</h1>;
