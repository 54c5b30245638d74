// The decision, in view beside the evidence: own ratings and proposed ones, the form, and what was decided.
import { useEffect, useState, type ComponentProps } from 'react';
import { useReviewMessages } from '../../../i18n/use-review-messages.ts';
import { Notice } from '../../../ui/blocks.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { Actions } from '../../../ui/screen.tsx';
import { Decisions } from '../../frame/decisions.tsx';
import { useFocusBack } from '../../use-focus-back.ts';
import { panelId } from '../panel-id.ts';
import { useReading } from '../reading.ts';
import { DecisionFields } from './fields.tsx';
import { decisionOf, missingIn, type Missing } from './form.ts';
import css from './panel.module.css';
import { RatingsTable } from './ratings-table.tsx';
import { Refused } from './refused.tsx';
import type { Refusal } from './sending.ts';
import { Undo } from './undo.tsx';
import type { Decision } from './use-decision.ts';

type NoEvidenceProps = { onDecide: () => void; onClose: () => void };

/** Asked once; that it was so is kept. */
const NoEvidence = ({ onDecide, onClose }: NoEvidenceProps) => {
  const { noEvidenceOpened: words } = useReviewMessages().assessment;
  return (
    <Dialog title={words.title} close={words.back} onClose={onClose}>
      <p>{words.text}</p>
      <Actions>
        <Button look="filled" onClick={onDecide}>
          {words.decide}
        </Button>
      </Actions>
    </Dialog>
  );
};

/** Where the eyes have to go for what is missing. */
const focusFirst = (selector: string): void => document.querySelector<HTMLElement>(`#${panelId} ${selector}`)?.focus();

const placeOf: Readonly<Record<Missing, string>> = {
  hidden: '[data-show-all]',
  verdict: '[name=verdict]',
  reason: '[name=reason]',
  outcome: '[name=outcome]',
  note: 'textarea',
};

const useSubmitting = ({ form, send, hasOpened }: Decision) => {
  const { view } = useReading();
  const [missing, setMissing] = useState<Missing | null>(null);
  const [isAsking, setAsking] = useState(false);
  const begin = (withoutEvidence: boolean): void => {
    const decision = decisionOf(form, view);
    if (decision === null) return;
    setAsking(false);
    send.begin(withoutEvidence && decision.kind === 'approveAssessment' ? { ...decision, withoutEvidence } : decision);
  };
  const submit = (): void => {
    const first = missingIn(form, view);
    setMissing(first);
    if (first !== null) requestAnimationFrame(() => focusFirst(placeOf[first]));
    else if (view.waitsFor === 'verdict' && !hasOpened()) setAsking(true);
    else begin(false);
  };
  return {
    missing: missing !== null && missingIn(form, view) === missing ? missing : null,
    submit,
    begin,
    isAsking,
    setAsking,
  };
};

/** Once somebody has decided: by whom, and what happens next. */
const Decided = () => {
  const { assessment: words } = useReviewMessages();
  const { view } = useReading();
  const { run, appeal } = view;
  const texts: Readonly<Record<string, string>> = words.next;
  const isReviewed = appeal !== null && appeal.state !== 'open';
  return (
    <Notice tone="good" announce="polite">
      {isReviewed ? words.next.reviewed : (texts[run.outcome ?? ''] ?? words.next.ASSESSMENT_APPROVED)}
    </Notice>
  );
};

/** What was typed and is not wanted any more: somebody else was faster. */
const Unsent = ({ refusal, note }: { refusal: Refusal | null; note: string }) => {
  const { decision: words } = useReviewMessages().assessment;
  // Of what no answer came for nobody knows whether it was sent.
  if (refusal === null || refusal.why === 'offline' || note.trim() === '') return null;
  return (
    <div>
      <p className={css['name']}>{words.unsent}</p>
      <p className={css['note']} dir="auto">
        {note}
      </p>
    </div>
  );
};

/** What would be refused is not offered: who made the first decision leaves its review to others. */
const Fields = (props: ComponentProps<typeof DecisionFields>) => {
  const { appeal: words } = useReviewMessages().assessment;
  const { view } = useReading();
  const isLeftToOthers = view.waitsFor === 'appeal' && view.appeal?.firstDecider === true;
  return isLeftToOthers ? <p>{words.firstDeciderText}</p> : <DecisionFields {...props} />;
};

export const DecisionPanel = ({ decision }: { decision: Decision }) => {
  const { decision: words, appeal } = useReviewMessages().assessment;
  const { view } = useReading();
  const { sending, send, form } = decision;
  const submitting = useSubmitting(decision);
  const isOpen = view.waitsFor !== null;
  // After an undo, a refusal and a decision alike.
  const heading = useFocusBack<HTMLHeadingElement>(sending.step !== 'open');
  const refused = sending.step === 'open' ? sending.refusal : null;
  const noEvidence = refused?.why === 'noEvidence';
  const { setAsking } = submitting;
  useEffect(() => {
    if (noEvidence) setAsking(true);
  }, [noEvidence, setAsking]);
  return (
    <aside id={panelId} className={css['panel']} aria-labelledby={`${panelId}-title`} tabIndex={-1}>
      <h2 id={`${panelId}-title`} ref={heading} tabIndex={-1}>
        {view.waitsFor === 'appeal' ? appeal.decide : words.title}
      </h2>
      <Refused refusal={noEvidence ? null : refused} />
      {!isOpen && <Decided />}
      {!isOpen && <Unsent refusal={refused} note={form.note} />}
      <RatingsTable />
      {isOpen && sending.step === 'open' && (
        <Fields decision={decision} missing={submitting.missing} submit={submitting.submit} />
      )}
      {sending.step !== 'open' && <Undo state={sending} send={send} />}
      <Decisions decisions={view.decisions} />
      {submitting.isAsking && (
        <NoEvidence onDecide={() => submitting.begin(true)} onClose={() => submitting.setAsking(false)} />
      )}
    </aside>
  );
};
