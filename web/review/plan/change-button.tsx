// "Change this": leads from a part of the plan to a place to write what should change of it.
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import { useReading } from './reading.ts';
import { keyOf, type Part } from './wishes.ts';

/** Where the focus comes back to once a wish is taken back. */
export const changeId = (part: Part): string => `change-${keyOf(part)}`;

export const ChangeButton = ({ part, name }: { part: Part; name: string }) => {
  const { plan } = useReviewMessages();
  const { askFor } = useReading();
  if (askFor === null) return null;
  return (
    <Button id={changeId(part)} aria-label={fill(plan.changeNamed, { name })} onClick={() => askFor(part)}>
      {plan.change}
    </Button>
  );
};
