// What waits for this reader, and the forms whose runs can be laid side by side.
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import type { ReviewApi } from '../api.ts';

/** `open` shows a run of this reader's, `compare` a form. */
export type InboxProps = { api: ReviewApi; open(runId: string): void; compare(formId: string): void };

export const InboxScreen = (_: InboxProps) => <h1>{useReviewMessages().inbox.title}</h1>;
