// What can be done beside answering: hear it, have it put in other words, pause, or change between typing and speaking.
import { Suspense } from 'react';
import { notUnderstood } from '../../../domain/room/not-understood.ts';
import { roomLanguageOf } from '../../../domain/room/language.ts';
import type { QuestionView } from '../../../usecases/room/view.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { chunk } from '../../ui/chunks.ts';
import css from '../screens/screens.module.css';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';

const ListenAgain = chunk(async () => (await import('../voice/listen-again.tsx')).ListenAgain);

export const Asides = ({ question }: { question: QuestionView }) => {
  const { conversation: texts, frame } = useMessages();
  const { view, state, room } = useEntered();
  const { locale } = view.interview;
  const isAsked = question.kind !== 'choice' && question.kind !== 'closing';
  const canSpeak = view.options.modes.includes('voice') && view.choices.way !== 'spoken';
  return (
    <div className={css['aside']}>
      <Suspense>
        <ListenAgain turn={question.turn} text={question.text} lang={locale} />
      </Suspense>
      {isAsked && (
        <Button
          look="plain"
          icon="help"
          onClick={() => unawaited(room.answer({ text: notUnderstood[roomLanguageOf(locale)] }))}
        >
          {texts.notUnderstood}
        </Button>
      )}
      <Button look="plain" icon="pause" busy={state.busy} onClick={() => unawaited(room.pause())}>
        {frame.ways.pause.title}
      </Button>
      {canSpeak && (
        <Button look="plain" icon="microphone" onClick={() => unawaited(room.choose({ way: 'spoken' }))}>
          {texts.speak}
        </Button>
      )}
    </div>
  );
};
