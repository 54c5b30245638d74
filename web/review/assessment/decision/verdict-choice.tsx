// The verdict: one of four, each with what it means, chosen by nobody beforehand.
import { verdicts, type Verdict } from '../../../../domain/lifecycle/state.ts';
import { fill } from '../../../i18n/fill.ts';
import { useReviewMessages } from '../../../i18n/use-review-messages.ts';
import { useReading } from '../reading.ts';
import css from './panel.module.css';
import { RadioChoice } from './radio-choice.tsx';

type VerdictProps = {
  legend: string;
  value: Verdict | null;
  error: string | null;
  onChange: (verdict: Verdict) => void;
};

export const VerdictChoice = ({ legend, value, error, onChange }: VerdictProps) => {
  const { assessment: words, frame } = useReviewMessages();
  const proposed = useReading().assessment.total?.verdict ?? null;
  const choices = verdicts.map((verdict) => ({
    value: verdict,
    ...frame.verdicts[verdict],
    ...(verdict === proposed && { tag: words.decision.proposedTag }),
  }));
  return <RadioChoice name="verdict" {...{ legend, choices, value, error, onChange }} />;
};

type ReasonProps = {
  proposed: Verdict;
  codes: readonly string[];
  error: string | null;
  onChange: (codes: string[]) => void;
};

/** Asked where the verdict is not the proposed one: both are kept. */
export const ReasonChoice = ({ proposed, codes, error, onChange }: ReasonProps) => {
  const { assessment: words, frame } = useReviewMessages();
  const toggle = (code: string): void =>
    onChange(codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]);
  return (
    <fieldset className={css['group']} aria-describedby={error === null ? undefined : 'reason-error'}>
      <legend>{fill(words.decision.reasons, { verdict: frame.verdicts[proposed].name })}</legend>
      {Object.entries(frame.reasons).map(([code, name]) => (
        <label key={code} className={css['reason']}>
          <input type="checkbox" name="reason" checked={codes.includes(code)} onChange={() => toggle(code)} />
          <span>{name}</span>
        </label>
      ))}
      {error !== null && (
        <p id="reason-error" className={css['error']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
};
