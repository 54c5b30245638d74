// The verdict: one of four, each with what it means, chosen by nobody beforehand.
import { verdicts, type Verdict } from '../../../../domain/lifecycle/state.ts';
import { useReviewMessages } from '../../../i18n/use-review-messages.ts';
import { useReading } from '../reading.ts';
import css from './panel.module.css';
import { RadioChoice } from './radio-choice.tsx';

type VerdictProps = {
  legend: string;
  value: Verdict | null;
  error: string | null;
  /** The one that stands already. */
  without?: Verdict | null;
  onChange: (verdict: Verdict) => void;
};

export const VerdictChoice = ({ legend, value, error, without = null, onChange }: VerdictProps) => {
  const { assessment: words, frame } = useReviewMessages();
  const proposed = useReading().assessment.total?.verdict ?? null;
  const choices = verdicts
    .filter((verdict) => verdict !== without)
    .map((verdict) => ({
      value: verdict,
      ...frame.verdicts[verdict],
      ...(verdict === proposed && { tag: words.decision.proposedTag }),
    }));
  return <RadioChoice name="verdict" {...{ legend, choices, value, error, onChange }} />;
};

type ReasonProps = {
  legend: string;
  codes: readonly string[];
  error: string | null;
  onChange: (codes: string[]) => void;
};

/** Asked where the verdict is not the one that was there before: both are kept. */
export const ReasonChoice = ({ legend, codes, error, onChange }: ReasonProps) => {
  const { frame } = useReviewMessages();
  const toggle = (code: string): void =>
    onChange(codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]);
  return (
    <fieldset className={css['group']} aria-describedby={error === null ? undefined : 'reason-error'}>
      <legend>{legend}</legend>
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
