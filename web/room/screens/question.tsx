// One question at a time: the question is the heading, the answer is the largest thing below it.
import { Suspense, useState } from 'react';
import type { QuestionView } from '../../../usecases/room/view.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { chunk } from '../../ui/chunks.ts';
import { Asides } from '../question/asides.tsx';
import { ReturnedText } from '../question/returned-text.tsx';
import { TypedAnswer } from '../question/typed-answer.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import { useEntered } from '../use-room.ts';
import css from './screens.module.css';

const VoiceAnswer = chunk(async () => (await import('../voice/answer-by-voice.tsx')).VoiceAnswer, 'rare');

const Choice = ({ options }: { options: NonNullable<QuestionView['options']> }) => {
  const { conversation } = useMessages();
  const { view, room } = useEntered();
  return (
    <>
      <ul className={css['options']}>
        {options.map(({ code, text }) => (
          <li key={code}>
            <Button row lang={view.interview.locale} onClick={() => unawaited(room.answer({ choice: code }))}>
              {text}
            </Button>
          </li>
        ))}
      </ul>
      <TypedAnswer label={conversation.choiceField} act={conversation.send} />
    </>
  );
};

type AnswerPlaceProps = { question: QuestionView; onSending: (isSending: boolean) => void };

const AnswerPlace = ({ question, onSending }: AnswerPlaceProps) => {
  const { conversation, frame } = useMessages();
  const { view, state, room } = useEntered();
  if (question.kind === 'choice' && question.options) return <Choice options={question.options} />;
  if (question.kind === 'closing')
    return (
      <TypedAnswer
        label={conversation.closingField}
        act={state.typed.text.trim() === '' ? frame.goOn : conversation.sendAndGoOn}
        onEmpty={() => room.goTo('review')}
      />
    );
  if (view.choices.way !== 'spoken' || view.options.voiceProvider !== null || !view.options.modes.includes('voice'))
    return <TypedAnswer label={conversation.field} act={conversation.send} />;
  return (
    <Suspense>
      <VoiceAnswer
        turn={question.turn}
        onSending={onSending}
        onDone={(spoken) => spoken !== null && unawaited(room.answer({ spoken }))}
        onType={() => unawaited(room.choose({ way: 'typed' }))}
      />
    </Suspense>
  );
};

export const Question = () => {
  const { kinds } = useMessages().conversation;
  const { view, state } = useEntered();
  const { question } = state;
  // What was said is the answer: a wish pressed now would take its place.
  const [isSending, setSending] = useState(false);
  if (question === null) return null;
  const { again } = question;
  const kind = again || question.kind === 'question' || question.kind === 'closing' ? null : kinds[question.kind];
  return (
    <Screen note={again?.lead} title={again?.question ?? question.text} titleLang={view.interview.locale}>
      {kind !== null && <p className={css['kind']}>{kind}</p>}
      <ReturnedText />
      <AnswerPlace question={question} onSending={setSending} />
      {!(isSending && view.choices.way === 'spoken') && <Asides question={question} />}
    </Screen>
  );
};
