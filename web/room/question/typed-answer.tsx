// The answer in the person's own words: kept while it is written, sent when they say so.
import { useEffect, useRef, useState } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useLanguage, useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Actions } from '../../ui/screen.tsx';
import { Refused } from '../refused.tsx';
import { SavingLine } from '../saving-line.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';
import { useTimeLeft } from '../use-time-left.ts';

const answerMax = 20_000;
/** Shorter than the server's grace, so that what was written arrives within it. */
const sendsItselfAfterMs = 45_000;

/** Once the time is over, what is written is sent by itself before it can no longer be. */
const useGrace = (isOver: boolean, send: () => void): void => {
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    if (!isOver) return;
    const timer = setTimeout(() => latest.current(), sendsItselfAfterMs);
    return () => clearTimeout(timer);
  }, [isOver]);
};

type TypedAnswerProps = {
  label: string;
  act: string;
  /** What an empty field means: nothing to send, or going on without. */ onEmpty?: () => void;
};

export const TypedAnswer = ({ label, act, onEmpty }: TypedAnswerProps) => {
  const { conversation: texts } = useMessages();
  const language = useLanguage();
  const { view, state, room } = useEntered();
  const [isEmptyTried, setEmptyTried] = useState(false);
  const { text } = state.typed;
  const isOver = useTimeLeft() === 0 && state.clock?.questionOpen === true;
  const tooMany = text.length - answerMax;
  const isEmpty = text.trim() === '';
  const isRefused = state.trouble?.code === 'request.invalid';

  const send = (): void => {
    if (!isEmpty && tooMany <= 0) unawaited(room.answer({ text }));
    else if (isEmpty && onEmpty) onEmpty();
    else setEmptyTried(isEmpty);
  };
  useGrace(isOver && !isEmpty, send);

  const errorOf = (): string | undefined => {
    if (tooMany > 0) return fill(texts.tooLong, { count: new Intl.NumberFormat(language).format(tooMany) });
    if (isEmptyTried && isEmpty) return texts.empty;
    return isRefused ? texts.refused : undefined;
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isOver && <Notice tone="caution">{texts.overSoon}</Notice>}
      <Field
        label={label}
        hint={texts.hint}
        error={errorOf()}
        words
        value={text}
        lang={view.interview.locale}
        onChange={room.type}
        autoComplete="off"
      />
      <SavingLine />
      {!isRefused && <Refused refusal={state.trouble} />}
      <Actions>
        <Button look="filled" type="submit">
          {act}
        </Button>
      </Actions>
    </form>
  );
};
