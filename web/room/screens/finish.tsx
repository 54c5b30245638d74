// The end: what happens next, the receipt to keep, and the way to one's own interview.
import { useState } from 'react';
import { fill } from '../../i18n/fill.ts';
import { dayAndTime } from '../../i18n/format.ts';
import { useLanguage, useMessages } from '../../i18n/use-messages.ts';
import { Notice, Panel } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Receipt } from '../mine/receipt.tsx';
import { useCompany } from '../use-company.ts';
import { useEntered } from '../use-room.ts';

export const Finish = () => {
  const { finish } = useMessages().conversation;
  const language = useLanguage();
  const company = useCompany();
  const { view, room } = useEntered();
  const [isDone, setDone] = useState(false);
  const until = view.linkExpiresAt;
  return (
    <Screen
      title={finish.title}
      actions={
        <>
          <Button onClick={() => room.show('mine')}>{finish.mine}</Button>
          <Button look="filled" onClick={() => setDone(true)}>
            {finish.act}
          </Button>
        </>
      }
    >
      <Panel title={finish.next}>
        <p>{finish.read}</p>
        <p>{fill(finish.decide, { company })}</p>
        <p>{until === null ? finish.backOpen : fill(finish.back, { until: dayAndTime(language, until) })}</p>
      </Panel>
      <Receipt view={view} keep />
      {isDone && (
        <Notice tone="good" announce="polite">
          {finish.close}
        </Notice>
      )}
    </Screen>
  );
};
