// A harmless question to try things out: nothing of it is kept or sent.
import { Suspense, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Screen } from '../../ui/screen.tsx';
import { chunk } from '../../ui/chunks.ts';
import { Refused } from '../refused.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';

const VoiceAnswer = chunk(async () => (await import('../voice/answer-by-voice.tsx')).VoiceAnswer, true);

export const Practice = () => {
  const { practice } = useMessages().start;
  const { view, state, room } = useEntered();
  const [text, setText] = useState('');
  return (
    <Screen
      title={practice.title}
      actions={
        <Button look="filled" busy={state.busy} onClick={() => unawaited(room.start())}>
          {practice.act}
        </Button>
      }
    >
      <Notice>{practice.mark}</Notice>
      {view.choices.way === 'spoken' ? (
        <Suspense>
          <VoiceAnswer turn={null} onDone={() => undefined} onType={() => unawaited(room.choose({ way: 'typed' }))} />
        </Suspense>
      ) : (
        <Field label={practice.field} words value={text} onChange={setText} autoComplete="off" />
      )}
      <p>{practice.next}</p>
      <Refused refusal={state.trouble} />
    </Screen>
  );
};
