// The exact text, a copy to keep, and two equal choices.
import { useState } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice, Panel } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { Refused } from '../refused.tsx';
import { saveText } from '../save-text.ts';
import { stepAfter } from '../state/screen.ts';
import { unawaited } from '../../ui/unawaited.ts';
import { useCompany } from '../use-company.ts';
import { useEntered } from '../use-room.ts';
import css from './screens.module.css';

/** "What is recorded: the questions …": the words before the colon lead the eye; every character stays. */
const Paragraph = ({ text }: { text: string }) => {
  const [, lead, rest] = /^([^.:]{3,60}:)([^]*)$/.exec(text) ?? [];
  return <p>{lead === undefined ? text : [<strong key="lead">{lead}</strong>, rest]}</p>;
};

const PersonDialog = ({ onClose }: { onClose: () => void }) => {
  const { consent: texts } = useMessages().start;
  const { frame } = useMessages();
  const company = useCompany();
  const { state, room } = useEntered();
  return (
    <Dialog title={texts.personTitle} close={frame.close} onClose={onClose}>
      <p>{fill(texts.personText, { company })}</p>
      <Refused refusal={state.trouble} />
      <Actions>
        <Button onClick={onClose}>{texts.back}</Button>
        <Button look="filled" busy={state.busy} onClick={() => unawaited(room.optOut())}>
          {texts.personAct}
        </Button>
      </Actions>
    </Dialog>
  );
};

export const Consent = () => {
  const { consent: texts } = useMessages().start;
  const { view, state, room } = useEntered();
  const [isLeaving, setLeaving] = useState(false);
  const { notice, withdrawal, consent } = view;
  const hasChanged = state.trouble?.code === 'room.notice_changed';
  const agree = async (): Promise<void> => {
    if (consent?.accepted === true || (await room.consent(true))) room.goTo(stepAfter(view, 'consent'));
  };
  return (
    <Screen
      title={texts.title}
      lead={texts.lead}
      actions={
        <>
          <Button onClick={() => setLeaving(true)}>{texts.person}</Button>
          <Button look="filled" busy={state.busy} onClick={() => unawaited(agree())}>
            {texts.agree}
          </Button>
        </>
      }
    >
      {hasChanged && <Notice tone="caution">{texts.changed}</Notice>}
      {!hasChanged && !isLeaving && <Refused refusal={state.trouble} />}
      <Panel>
        <div className={css['notice']}>
          {notice.text.split('\n\n').map((text) => (
            <Paragraph key={text} text={text} />
          ))}
        </div>
        <div>
          <Button
            icon="download"
            onClick={() =>
              saveText(texts.fileName, `${notice.text}\n\n${fill(texts.fileHash, { hash: notice.hash })}\n`)
            }
          >
            {texts.copy}
          </Button>
        </div>
      </Panel>
      {withdrawal !== null && <p>{withdrawal.text}</p>}
      {isLeaving && <PersonDialog onClose={() => setLeaving(false)} />}
    </Screen>
  );
};
