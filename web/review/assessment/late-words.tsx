// What was said in a call and came after the conversation was closed: no turn, part of no score, and for a person to weigh.
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import css from './assessment.module.css';
import { useReading } from './reading.ts';

export const LateWords = () => {
  const { lateWords: words } = useReviewMessages().beside;
  const { view, assessment } = useReading();
  const { lateWords = [] } = assessment;
  if (lateWords.length === 0) return null;
  return (
    <div>
      <h3>{words.title}</h3>
      <p className={css['muted']}>{words.text}</p>
      <ul className={css['spaced']}>
        {lateWords.map(({ by, text }, index) => (
          <li key={index}>
            <p className={css['label']}>{words.by[by]}</p>
            <p className={css['text']} lang={view.run.locale} dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
};
