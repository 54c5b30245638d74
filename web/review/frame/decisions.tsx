// What was decided on an interview: by whom, when, and why.
import type { ReviewedDecision } from '../../../usecases/review/view.ts';
import { fill } from '../../i18n/fill.ts';
import { dateAndTime, isolated } from '../../i18n/format.ts';
import type { ReviewMessages } from '../../i18n/en/review/all.ts';
import { useReviewWords } from '../../i18n/use-review-messages.ts';
import { Panel } from '../../ui/blocks.tsx';
import css from './decisions.module.css';

/** A code that the page knows has words; any other stands as it was given. */
const wordsOf = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

const kindOf = ({ frame }: ReviewMessages, { kind, verdict }: ReviewedDecision): string => {
  const said = wordsOf(frame.kinds, kind);
  return verdict === null ? said : `${said}: ${frame.verdicts[verdict].name}`;
};

const Decision = ({ decision }: { decision: ReviewedDecision }) => {
  const { language, messages } = useReviewWords();
  const { frame } = messages;
  const { at, by, actor, verdict, proposed, reasonCodes, note } = decision;
  const who = by ?? wordsOf(frame.actors, actor);
  return (
    <li className={css['decision']}>
      <h3>{kindOf(messages, decision)}</h3>
      <p className={css['muted']}>{fill(frame.decidedBy, { who: isolated(who), at: dateAndTime(language, at) })}</p>
      {proposed !== null && verdict !== null && proposed !== verdict && (
        <p>{fill(frame.proposedWas, { verdict: frame.verdicts[proposed].name })}</p>
      )}
      {reasonCodes.length > 0 && <p>{reasonCodes.map((code) => wordsOf(frame.reasons, code)).join(' · ')}</p>}
      {note !== null && note !== '' && (
        <blockquote className={css['note']} dir="auto">
          {note}
        </blockquote>
      )}
    </li>
  );
};

/** The newest first. */
export const Decisions = ({ decisions }: { decisions: readonly ReviewedDecision[] }) => {
  const { frame } = useReviewWords().messages;
  if (decisions.length === 0) return null;
  return (
    <Panel title={frame.decisions}>
      <ol className={css['list']}>
        {decisions
          .toSorted((a, b) => b.at - a.at)
          .map((decision) => (
            <Decision key={`${decision.kind}-${decision.at}`} decision={decision} />
          ))}
      </ol>
    </Panel>
  );
};
