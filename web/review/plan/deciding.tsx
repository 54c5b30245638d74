// The decision on the plan: approve it, have it changed, or reject it. One button is filled: sending wishes once there are some.
import { useId, useState } from 'react';
import type { Decide } from '../../../usecases/review/view.ts';
import type { ShownPlan } from '../../../domain/plan/shown-plan.ts';
import { fill } from '../../i18n/fill.ts';
import { useReviewMessages } from '../../i18n/use-review-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../frame/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { StatusLine } from '../../ui/screen.tsx';
import { Later } from '../assessment/decision/later.tsx';
import type { Sending, SendingState } from '../assessment/decision/sending.ts';
import { Undo } from '../assessment/decision/undo.tsx';
import { useFocusBack } from '../use-focus-back.ts';
import css from './plan.module.css';
import type { Saving } from './use-wishes.ts';
import { focusOn, WishFields } from './wish-fields.tsx';
import { hasWishes, instructionsMax, reasonMax, revisionOf, type Wishes } from './wishes.ts';

type DecidingProps = {
  plan: ShownPlan;
  wishes: Wishes;
  change: (next: (wishes: Wishes) => Wishes) => void;
  saving: Saving;
  decide: (decision: Decide) => void;
};

const Approve = ({ plan, wishes, decide }: Pick<DecidingProps, 'plan' | 'wishes' | 'decide'>) => {
  const words = useReviewMessages().plan.decide;
  const [isAsking, setAsking] = useState(false);
  const isUnsent = hasWishes(wishes);
  const approve = (): void => decide({ kind: 'approvePlan', revision: plan.revision });
  return (
    <div className={css['way']}>
      <p className={css['muted']}>{words.approveText}</p>
      <Button look={isUnsent ? 'quiet' : 'filled'} onClick={() => (isUnsent ? setAsking(true) : approve())}>
        {words.approve}
      </Button>
      {isAsking && (
        <Dialog title={words.unsentTitle} close={words.unsentBack} onClose={() => setAsking(false)}>
          <p>{words.unsentText}</p>
          <Button
            look="filled"
            onClick={() => {
              setAsking(false);
              approve();
            }}
          >
            {words.unsentApprove}
          </Button>
        </Dialog>
      )}
    </div>
  );
};

const Revise = ({ plan, wishes, change, decide }: Omit<DecidingProps, 'saving'>) => {
  const words = useReviewMessages().plan.decide;
  const [isEmpty, setEmpty] = useState(false);
  const id = useId();
  const send = (): void => {
    const decision = revisionOf(plan, wishes);
    setEmpty(decision === null);
    if (decision === null) focusOn(id, ' textarea:last-of-type');
    else decide(decision);
  };
  return (
    <form
      id={id}
      className={css['way']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h3>{words.revise}</h3>
      <p className={css['muted']}>{words.reviseHint}</p>
      <WishFields plan={plan} wishes={wishes} change={change} />
      <Field
        label={words.general}
        value={wishes.instructions}
        maxLength={instructionsMax}
        rows={3}
        error={isEmpty && !hasWishes(wishes) ? words.empty : undefined}
        onChange={(instructions) => change((kept) => ({ ...kept, instructions }))}
      />
      <Button look={hasWishes(wishes) ? 'filled' : 'quiet'} type="submit">
        {words.send}
      </Button>
    </form>
  );
};

const Reject = ({ plan, wishes, change, decide }: Omit<DecidingProps, 'saving'>) => {
  const words = useReviewMessages().plan.decide;
  const [isMissing, setMissing] = useState(false);
  const id = useId();
  const reject = (): void => {
    const reason = wishes.reason.trim();
    setMissing(reason === '');
    if (reason === '') focusOn(id, ' textarea');
    else decide({ kind: 'rejectPlan', revision: plan.revision, reason });
  };
  return (
    <details className={css['reject']} open={wishes.reason !== '' || undefined}>
      <summary>{words.reject}</summary>
      <form
        id={id}
        className={css['way']}
        onSubmit={(event) => {
          event.preventDefault();
          reject();
        }}
      >
        <p className={css['muted']}>{words.rejectText}</p>
        <Field
          label={words.reason}
          value={wishes.reason}
          maxLength={reasonMax}
          rows={2}
          error={isMissing && wishes.reason.trim() === '' ? words.reasonNeeded : undefined}
          onChange={(reason) => change((kept) => ({ ...kept, reason }))}
        />
        <Button look="danger" type="submit">
          {words.rejectAct}
        </Button>
      </form>
    </details>
  );
};

/** Where the jump at the top of the page leads. */
export const decidingId = 'plan-decision';

type AroundProps = {
  /** What was decided and can be undone, or is on its way. */
  undoable: Exclude<SendingState<unknown>, { step: 'open' }> | null;
  send: Sending;
  remindAt: number | null;
};

export const Deciding = ({
  saving,
  undoable,
  send,
  remindAt,
  ...given
}: Omit<DecidingProps, 'decide'> & AroundProps) => {
  const { decide, status } = useReviewMessages().plan;
  const ways = { ...given, decide: send.begin };
  const heading = useFocusBack<HTMLHeadingElement>(undoable !== null);
  return (
    <aside id={decidingId} className={css['deciding']} aria-labelledby={`${decidingId}-title`} tabIndex={-1}>
      <div>
        <h2 id={`${decidingId}-title`} ref={heading} tabIndex={-1}>
          {decide.title}
        </h2>
        <p className={css['muted']}>{fill(decide.revision, { number: ways.plan.revision })}</p>
      </div>
      {undoable === null ? (
        <>
          <Approve {...ways} />
          <Revise {...ways} />
          <Reject {...ways} />
          <Later remindAt={remindAt} />
          <StatusLine caution={saving === 'unsaved'}>{saving === 'none' ? null : status[saving]}</StatusLine>
        </>
      ) : (
        <Undo state={undoable} send={send} />
      )}
    </aside>
  );
};
