// Why nothing was decided: what has happened, that nothing typed is lost, and what to do now.
import { fill } from '../../../i18n/fill.ts';
import { useReviewMessages } from '../../../i18n/use-review-messages.ts';
import { Notice } from '../../../ui/blocks.tsx';
import { useReading } from '../reading.ts';
import type { Refusal } from './sending.ts';

export const Refused = ({ refusal }: { refusal: Refusal | null }) => {
  const { assessment: words, frame } = useReviewMessages();
  const { revision } = useReading().assessment;
  if (refusal === null) return null;
  const { why, requestId } = refusal;
  return (
    <Notice tone="caution" announce="assertive">
      <p>{fill(words.refused[why], { number: revision })}</p>
      {why === 'other' && requestId !== null && <p>{fill(frame.trouble.reference, { id: requestId })}</p>}
    </Notice>
  );
};
