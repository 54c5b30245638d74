// What will be sent, for as long as it can be undone; then that it is on its way.
import { useEffect, useId, useRef } from 'react';
import type { Decide } from '../../../../usecases/review/view.ts';
import { counted } from '../../../i18n/fill.ts';
import type { ReviewMessages } from '../../../i18n/en/review/all.ts';
import { useReviewWords } from '../../../i18n/use-review-messages.ts';
import { Button } from '../../../ui/button.tsx';
import { Working } from '../../../ui/screen.tsx';
import { actWords } from './act-words.ts';
import css from './panel.module.css';
import type { Sending, SendingState } from './sending.ts';

const reasonsOf = ({ frame }: ReviewMessages, decision: Decide): string[] => {
  const words: Readonly<Record<string, string>> = frame.reasons;
  return 'reasonCodes' in decision ? decision.reasonCodes.map((code) => words[code] ?? code) : [];
};

/** What its reader wrote for it, in order. */
const textsOf = (decision: Decide): string[] => {
  if (decision.kind === 'revisePlan') return [decision.instructions, ...decision.targets.map(({ change }) => change)];
  if ('note' in decision) return [decision.note ?? ''];
  return 'reason' in decision ? [decision.reason] : [];
};

type UndoProps = { state: Exclude<SendingState<unknown>, { step: 'open' }>; send: Sending };

export const Undo = ({ state, send }: UndoProps) => {
  const { language, messages } = useReviewWords();
  const { undo: words } = messages.assessment;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const id = useId();
  const { decision } = state;
  const reasons = reasonsOf(messages, decision);
  const texts = textsOf(decision).filter((text) => text !== '');
  return (
    <div className={css['undo']}>
      <h3 ref={heading} tabIndex={-1} aria-describedby={`${id}-left ${id}-leaving`}>
        {actWords(messages, decision)}
      </h3>
      {reasons.length > 0 && <p>{reasons.join(' · ')}</p>}
      {texts.map((text, at) => (
        <p key={at} className={css['note']} dir="auto">
          {text}
        </p>
      ))}
      {state.step === 'sending' ? (
        <Working>{words.sending}</Working>
      ) : (
        <>
          <p id={`${id}-left`} role="timer" aria-live="off" className={css['timer']}>
            {counted(language, words.left, Math.ceil(state.leftMs / 1_000))}
          </p>
          <p id={`${id}-leaving`} className={css['muted']}>
            {words.leaving}
          </p>
          <div className={css['row']}>
            <Button look="filled" onClick={send.undo}>
              {words.undo}
            </Button>
            <Button onClick={send.now}>{words.now}</Button>
          </div>
        </>
      )}
    </div>
  );
};
