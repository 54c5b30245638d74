// A harmless question to try things out: nothing of it is kept or sent.
import { Suspense, useState } from 'react';
import { fill } from '../../i18n/fill.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Screen } from '../../ui/screen.tsx';
import { chunk } from '../../ui/chunks.ts';
import { WhyNoCall } from '../call/call-trouble.tsx';
import { Refused } from '../refused.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';

const VoiceAnswer = chunk(async () => (await import('../voice/answer-by-voice.tsx')).VoiceAnswer, 'rare');

/** A conversation outside has nothing in common with the recorder here: what to expect of it is said instead. */
const BeforeCall = () => {
  const { call, start, voice } = useMessages();
  const { view, state, room } = useEntered();
  return (
    <Screen
      title={call.readyTitle}
      lead={fill(call.heldBy, { provider: view.options.voiceProvider ?? '' })}
      actions={
        <>
          <Button icon="keyboard" busy={state.busy} onClick={() => unawaited(room.choose({ way: 'typed' }))}>
            {voice.type}
          </Button>
          <Button look="filled" busy={state.busy} onClick={() => unawaited(room.start())}>
            {start.practice.act}
          </Button>
        </>
      }
    >
      <p>{call.before}</p>
      <p>{call.readyText}</p>
      <WhyNoCall />
    </Screen>
  );
};

const Here = () => {
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

export const Practice = () => {
  const { choices, options } = useEntered().view;
  return choices.way === 'spoken' && options.voiceProvider !== null ? <BeforeCall /> : <Here />;
};
