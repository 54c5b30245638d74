// Where a voice provider held the conversation: how what it asked differs from the plan. Like integrity notes it changes no score.
import type { Deviation, DeviationCode } from '../../../domain/voice/call-turns.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import css from './assessment.module.css';
import { useReading } from './reading.ts';
import { TurnLinks } from './turn-links.tsx';

/** What was never asked is in no turn: the question itself says what it was. */
const Unasked = ({ deviations }: { deviations: readonly Deviation[] }) => {
  const { view } = useReading();
  const questions = view.plan?.plan.questions ?? [];
  const texts = questions.filter(({ id }) => deviations.some((one) => one.turn === null && one.questionId === id));
  if (texts.length === 0) return null;
  return (
    <ul>
      {texts.map(({ id, text }) => (
        <li key={id} lang={view.run.locale} dir="auto">
          {text}
        </li>
      ))}
    </ul>
  );
};

export const Deviations = () => {
  const { deviations: words } = useReviewMessages().beside;
  const { deviations = [] } = useReading().assessment;
  if (deviations.length === 0) return null;
  const codes = Object.keys(words.codes) as DeviationCode[];
  return (
    <div>
      <h3>{words.title}</h3>
      <p className={css['muted']}>{words.text}</p>
      <ul className={css['spaced']}>
        {codes.map((code) => {
          const such = deviations.filter((one) => one.code === code);
          return such.length === 0 ? null : (
            <li key={code}>
              {words.codes[code]}
              <Unasked deviations={such} />
              <TurnLinks turns={[...new Set(such.flatMap(({ turn }) => (turn === null ? [] : [turn])))]} />
            </li>
          );
        })}
      </ul>
    </div>
  );
};
