// Rejecting the assessment as a whole: another, quieter way, since it ends the interview without a verdict.
import { useState } from 'react';
import { useReviewMessages } from '../../../i18n/use-review-messages.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Actions } from '../../../ui/screen.tsx';
import { useReading } from '../reading.ts';
import { noteMax } from './form.ts';
import type { Sending } from './sending.ts';

export const Reject = ({ send }: { send: Sending }) => {
  const { assessment: words, frame } = useReviewMessages();
  const { revision } = useReading().assessment;
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const reject = (): void => {
    if (reason.trim() === '') return setEmpty(true);
    setOpen(false);
    return send.begin({ kind: 'rejectAssessment', revision, reason: reason.trim() });
  };
  return (
    <>
      <Button look="plain" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {words.reject.open}
      </Button>
      {isOpen && (
        <Dialog title={words.reject.title} close={frame.close} onClose={() => setOpen(false)}>
          <p>{words.reject.text}</p>
          <Field
            label={words.reject.reason}
            value={reason}
            maxLength={noteMax}
            rows={3}
            error={isEmpty && reason.trim() === '' ? words.reject.empty : undefined}
            onChange={setReason}
          />
          <Actions>
            <Button look="danger" onClick={reject}>
              {words.reject.act}
            </Button>
          </Actions>
        </Dialog>
      )}
    </>
  );
};
