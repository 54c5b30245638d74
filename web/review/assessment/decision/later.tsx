// Deciding later: what is kept, and when somebody is reminded.
import { useState } from 'react';
import { fill } from '../../../i18n/fill.ts';
import { dayAndTime } from '../../../i18n/format.ts';
import { useReviewWords } from '../../../i18n/use-review-messages.ts';
import { Notice } from '../../../ui/blocks.tsx';
import { Button } from '../../../ui/button.tsx';

export const Later = ({ remindAt }: { remindAt: number | null }) => {
  const { language, messages } = useReviewWords();
  const { later: words } = messages.assessment;
  const [isSaid, setSaid] = useState(false);
  const reminded = remindAt === null ? words.noReminder : fill(words.reminder, { at: dayAndTime(language, remindAt) });
  return (
    <>
      <Button onClick={() => setSaid(true)}>{words.act}</Button>
      {isSaid && <Notice announce="polite">{`${words.kept} ${reminded}`}</Notice>}
    </>
  );
};
