// Questions to the conversation: each answer names the words that it rests on, and they lead there.
import { useState } from 'react';
import type { ReviewAnswer } from '../../../usecases/review/view.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Notice } from '../../ui/blocks.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { StatusLine } from '../../ui/screen.tsx';
import { unawaited } from '../../ui/unawaited.ts';
import type { ReviewApi } from '../api.ts';
import { troubleOf, type Trouble } from '../failure.ts';
import css from './assessment.module.css';
import { findIn } from './marks.ts';
import { placeOfTurn, useReading, type Led } from './reading.ts';
import { placeWords } from './words.ts';

const questionMax = 1_000;

type Asked = { question: string; answer: ReviewAnswer };

const Answer = ({ asked: { question, answer } }: { asked: Asked }) => {
  const { assessment: words } = useReviewMessages();
  const { places, lead, view } = useReading();
  const led = (turn: number, quote: string): Led => {
    const said = placeOfTurn(places, turn)?.turn;
    const place = findIn(said?.answer ?? '', quote)[0];
    return {
      turn,
      span: place === undefined || said === undefined ? null : { ...place, version: said.version },
      from: null,
    };
  };
  return (
    <li className={css['asked']}>
      <p className={css['label']} dir="auto">
        {question}
      </p>
      <p className={css['text']} dir="auto">
        {answer.answer}
      </p>
      {answer.citations.map(({ turn, quote }) => {
        const place = placeOfTurn(places, turn);
        return (
          <figure key={`${turn}-${quote}`} className={css['citation']}>
            <blockquote lang={view.run.locale} dir="auto">
              {quote}
            </blockquote>
            {place !== undefined && (
              <figcaption>
                <Button look="plain" icon="text" onClick={() => lead(led(turn, quote))}>
                  {fill(words.from, { place: placeWords(words, place) })}
                </Button>
              </figcaption>
            )}
          </figure>
        );
      })}
    </li>
  );
};

export const Ask = ({ api }: { api: ReviewApi }) => {
  const { ask: words } = useReviewMessages().assessment;
  const { view, assessment } = useReading();
  // What is asked could tell what is hidden: the server says no as well.
  const isBlind = assessment.total === null;
  const [question, setQuestion] = useState('');
  const [asked, setAsked] = useState<Asked[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const send = async (): Promise<void> => {
    const said = question.trim();
    if (said === '' || isBusy) return;
    setBusy(true);
    setTrouble(null);
    try {
      const conversationId = asked.at(-1)?.answer.conversationId;
      const answer = await api.ask(view.run.runId, {
        question: said,
        ...(conversationId !== undefined && { conversationId }),
      });
      setAsked((before) => [...before, { question: said, answer }]);
      setQuestion('');
    } catch (error) {
      setTrouble(troubleOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={`${css['section']} ${css['screenOnly']}`} aria-labelledby="ask">
      <h2 id="ask">{words.title}</h2>
      <div className={css['box']}>
        <p className={css['muted']}>{words.text}</p>
        {isBlind && <p>{words.after}</p>}
        {asked.length > 0 && (
          <ol className={css['answers']}>
            {asked.map((one, at) => (
              <Answer key={at} asked={one} />
            ))}
          </ol>
        )}
        {!isBlind && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              unawaited(send());
            }}
          >
            <Field label={words.field} rows={2} maxLength={questionMax} value={question} onChange={setQuestion} />
            <div className={css['row']}>
              <Button type="submit" busy={isBusy}>
                {words.act}
              </Button>
              <StatusLine>{isBusy ? words.busy : null}</StatusLine>
            </div>
          </form>
        )}
        {trouble !== null && (
          <Notice tone="caution" announce="polite">
            {words.failed}
          </Notice>
        )}
      </div>
    </section>
  );
};
