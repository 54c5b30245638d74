// Correcting what was misheard: the person's words, beside what was understood.
import { useEffect, useRef, useState } from 'react';
import type { MyTurn } from '../../../usecases/room/mine.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Actions } from '../../ui/screen.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useRoom } from '../use-room.ts';
import { Refused } from '../refused.tsx';
import { useAsking } from './use-asking.ts';

const answerMax = 20_000;

type CorrectionProps = {
  turn: MyTurn;
  locale: string;
  onCancel: () => void;
  onCorrected: (turn: MyTurn) => void;
};

export const Correction = ({ turn, locale, onCancel, onCorrected }: CorrectionProps) => {
  const { mine } = useMessages();
  const { room } = useRoom();
  const [text, setText] = useState(turn.answer ?? '');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('textarea')?.focus(), []);
  const { ask, isBusy, refusal } = useAsking();
  const save = async (): Promise<void> => {
    if (text.trim() === '' || text.trim() === turn.answer) return onCancel();
    const corrected = await ask(() => room.api.correct({ turn: turn.turn, version: turn.version, text: text.trim() }));
    if (corrected !== null) onCorrected(corrected);
    return undefined;
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        unawaited(save());
      }}
    >
      <Field
        label={mine.correction}
        hint={mine.correctionHint}
        value={text}
        onChange={setText}
        words
        lang={locale}
        maxLength={answerMax}
      />
      <Refused refusal={refusal} />
      <Actions>
        <Button onClick={onCancel}>{mine.cancel}</Button>
        <Button look="filled" type="submit" busy={isBusy}>
          {mine.saveCorrection}
        </Button>
      </Actions>
    </form>
  );
};
