// Why nothing was decided: what has happened, that nothing typed is lost, and what can be asked for instead.
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import type { Refusal } from './use-deciding.ts';

export const Refused = ({ refusal, revision }: { refusal: Refusal | null; revision: number }) => {
  const { refused } = useReviewMessages().plan;
  if (refusal === null) return null;
  const { why, possible, requestId } = refusal;
  return (
    <Notice tone="caution" announce="assertive">
      <p>{fill(refused[why], { number: revision })}</p>
      {why === 'notUnderstood' && (
        <ul lang="en">
          {possible.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {why === 'other' && requestId !== null && <p>{fill(refused.reference, { id: requestId })}</p>}
    </Notice>
  );
};
