// What its reader fills in: verdict or outcome, reasons, note; below it how the draft stands, and the one filled button.
import { fill } from '../../../i18n/fill.ts';
import { useReviewWords } from '../../../i18n/use-review-messages.ts';
import { Notice } from '../../../ui/blocks.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { StatusLine } from '../../../ui/screen.tsx';
import { useReading } from '../reading.ts';
import { appealWords, approveWords } from './act-words.ts';
import { AppealOutcome } from './appeal.tsx';
import { departsFrom, noteMax, standingVerdict, type Missing } from './form.ts';
import { Later } from './later.tsx';
import css from './panel.module.css';
import { Reject } from './reject.tsx';
import type { Decision } from './use-decision.ts';
import { ReasonChoice, VerdictChoice } from './verdict-choice.tsx';

type FormProps = { decision: Decision; missing: Missing | null; submit: () => void };

/** A verdict, and where it departs from the proposed one the reasons for that. */
const VerdictPart = ({ decision: { form, change }, missing }: Omit<FormProps, 'submit'>) => {
  const { assessment: words, frame } = useReviewWords().messages;
  const { view, assessment, rating } = useReading();
  const departed = departsFrom(form.verdict, view);
  return (
    <>
      {assessment.total === null && missing === 'hidden' && (
        <Notice tone="caution" announce="polite">
          <p>{words.decision.hidden}</p>
          <Button data-show-all busy={rating.busyWith !== null} onClick={rating.showAll}>
            {words.total.showAll}
          </Button>
        </Notice>
      )}
      <VerdictChoice
        legend={words.decision.verdict}
        value={form.verdict}
        error={missing === 'verdict' ? words.decision.verdictNeeded : null}
        onChange={(verdict) => change({ verdict })}
      />
      {departed !== null && (
        <ReasonChoice
          legend={fill(words.decision.reasons, { verdict: frame.verdicts[departed].name })}
          codes={form.reasonCodes}
          error={missing === 'reason' ? words.decision.reasonNeeded : null}
          onChange={(reasonCodes) => change({ reasonCodes })}
        />
      )}
    </>
  );
};

const AppealPart = ({ decision: { form, change }, missing }: Omit<FormProps, 'submit'>) => {
  const { assessment: words } = useReviewWords().messages;
  const { view } = useReading();
  return (
    <>
      <AppealOutcome
        value={form.outcome}
        error={missing === 'outcome' ? words.appeal.outcomeNeeded : null}
        onChange={(outcome) => change({ outcome })}
      />
      {form.outcome === 'changed' && (
        <>
          <VerdictChoice
            legend={words.appeal.newVerdict}
            value={form.verdict}
            without={standingVerdict(view)}
            error={missing === 'verdict' ? words.decision.verdictNeeded : null}
            onChange={(verdict) => change({ verdict })}
          />
          <ReasonChoice
            legend={words.appeal.reasons}
            codes={form.reasonCodes}
            error={missing === 'reason' ? words.decision.reasonNeeded : null}
            onChange={(reasonCodes) => change({ reasonCodes })}
          />
        </>
      )}
    </>
  );
};

const Acts = ({ decision, isAppeal }: Pick<FormProps, 'decision'> & { isAppeal: boolean }) => {
  const { messages } = useReviewWords();
  const { view } = useReading();
  const { form, saving, send } = decision;
  return (
    <div className={css['acts']}>
      <StatusLine caution={saving === 'unsaved'}>{saving !== 'none' && messages.assessment.status[saving]}</StatusLine>
      <Button look="filled" type="submit">
        {isAppeal ? appealWords(messages, form) : approveWords(messages, form.verdict)}
      </Button>
      <div className={css['quiet']}>
        <Later remindAt={view.remindAt} />
        {!isAppeal && <Reject send={send} />}
      </div>
    </div>
  );
};

export const DecisionFields = ({ decision, missing, submit }: FormProps) => {
  const { decision: words, appeal } = useReviewWords().messages.assessment;
  const { view } = useReading();
  const isAppeal = view.waitsFor === 'appeal';
  const Part = isAppeal ? AppealPart : VerdictPart;
  const note = isAppeal ? { label: appeal.note, hint: appeal.noteHint } : { label: words.note };
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Part decision={decision} missing={missing} />
      <Field
        {...note}
        value={decision.form.note}
        maxLength={noteMax}
        rows={3}
        error={missing === 'note' ? appeal.noteNeeded : undefined}
        onChange={(text) => decision.change({ note: text })}
      />
      <Acts decision={decision} isAppeal={isAppeal} />
    </form>
  );
};
