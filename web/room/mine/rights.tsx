// What may still be done with one's own interview: a copy, another look by a person, consent withdrawn, data erased.
import { useState } from 'react';
import type { RoomView } from '../../../usecases/room/view.ts';
import { fill } from '../../i18n/fill.ts';
import { dateAndTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-messages.ts';
import { Notice, Panel } from '../../ui/blocks.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Actions } from '../../ui/screen.tsx';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { Refused } from '../refused.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useCompany } from '../use-company.ts';
import { useRoom } from '../use-room.ts';

const appealMax = 4_000;

export const Copy = () => {
  const { copy } = useWords().messages.mine;
  return (
    <Panel title={copy.title}>
      <p>{copy.text}</p>
      <Actions>
        <Button icon="print" onClick={() => window.print()}>
          {copy.print}
        </Button>
        <ButtonLink icon="download" href="/room/api/my-data" download>
          {copy.download}
        </ButtonLink>
      </Actions>
    </Panel>
  );
};

export const Review = ({ appeal }: { appeal: RoomView['appeal'] }) => {
  const { language, messages } = useWords();
  const { review } = messages.mine;
  const company = useCompany();
  const { room, state } = useRoom();
  const [text, setText] = useState('');
  const [tried, setTried] = useState<'no' | 'empty' | 'sent'>('no');
  const place = useKeptFocus<HTMLElement>(`${appeal.requestedAt}`);
  const send = (): void => {
    if (text.trim() === '') return setTried('empty');
    setTried('sent');
    return unawaited(room.appeal(text.trim()));
  };
  if (appeal.requestedAt !== null)
    return (
      <Panel title={review.title} ref={place}>
        <Notice tone="good" announce="polite">
          {fill(review[appeal.decided?.outcome ?? 'done'], {
            at: dateAndTime(language, appeal.decided?.at ?? appeal.requestedAt),
            company,
          })}
        </Notice>
      </Panel>
    );
  if (!appeal.possible) return null;
  return (
    <Panel title={review.title} ref={place}>
      <p>{fill(review.text, { company })}</p>
      <Field
        label={review.field}
        error={tried === 'empty' ? review.empty : undefined}
        value={text}
        onChange={setText}
        words
        maxLength={appealMax}
      />
      {tried === 'sent' && <Refused refusal={state.trouble} />}
      <Actions>
        <Button busy={state.busy} onClick={send}>
          {review.act}
        </Button>
      </Actions>
    </Panel>
  );
};

type RightProps = {
  texts: { title: string; act: string; confirm: string; keep: string; done: string };
  /** What it does, and afterwards what it did: in the server's words. */
  text: string;
  at: string | null;
  danger?: boolean;
  act: () => Promise<boolean>;
};

const Right = ({ texts, text, at, danger = false, act }: RightProps) => {
  const { language, messages } = useWords();
  const { state } = useRoom();
  const [isAsked, setAsked] = useState(false);
  const place = useKeptFocus<HTMLElement>(`${at} ${isAsked}`);
  const [hasFailed, setFailed] = useState(false);
  const confirm = async (): Promise<void> => {
    setFailed(false);
    if (await act()) setAsked(false);
    else setFailed(true);
  };
  return (
    <Panel title={texts.title} ref={place}>
      {at !== null && (
        <Notice tone="good" announce="polite">
          {fill(texts.done, { at: dateAndTime(language, at) })}
        </Notice>
      )}
      <p>{text}</p>
      {at === null && (
        <Actions>
          <Button onClick={() => setAsked(true)}>{texts.act}</Button>
        </Actions>
      )}
      {isAsked && (
        <Dialog title={texts.confirm} close={messages.frame.close} onClose={() => setAsked(false)}>
          <p>{text}</p>
          {hasFailed && <Refused refusal={state.trouble} />}
          <Actions>
            <Button onClick={() => setAsked(false)}>{texts.keep}</Button>
            <Button look={danger ? 'danger' : 'filled'} busy={state.busy} onClick={() => unawaited(confirm())}>
              {texts.act}
            </Button>
          </Actions>
        </Dialog>
      )}
    </Panel>
  );
};

export const Rights = ({ view }: { view: RoomView }) => {
  const { mine } = useWords().messages;
  const { room } = useRoom();
  const { withdrawal, erasure, consent } = view;
  return (
    <>
      {withdrawal !== null && (consent?.accepted === true || withdrawal.at !== null) && (
        <Right texts={mine.withdraw} text={withdrawal.text} at={withdrawal.at} danger act={() => room.consent(false)} />
      )}
      <Right texts={mine.erase} text={erasure.text} at={erasure.requestedAt} danger act={() => room.askErasure()} />
    </>
  );
};
