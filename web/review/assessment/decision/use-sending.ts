// The way from a decision to its sending, for as long as its page is there.
import { useEffect, useMemo, useState } from 'react';
import type { Decide } from '../../../../usecases/review/view.ts';
import { createSending, type Sending, type SendingState } from './sending.ts';

/** Each stays the same function while it does the same: another one takes back what was not sent. */
type Deps<R> = {
  decide: (decision: Decide) => Promise<void>;
  reread: () => Promise<void>;
  refusalOf: (error: unknown) => R;
};

export const useSending = <R>({ decide, reread, refusalOf }: Deps<R>): { sending: SendingState<R>; send: Sending } => {
  const [sending, setSending] = useState<SendingState<R>>({ step: 'open', refusal: null });
  const send = useMemo(
    () =>
      createSending<R>({
        decide,
        reread,
        refusalOf,
        tell: setSending,
        later: (work, ms) => {
          const timer = setTimeout(work, ms);
          return () => clearTimeout(timer);
        },
      }),
    [decide, reread, refusalOf],
  );
  // A page that was left sends nothing, also when it comes back whole.
  useEffect(() => {
    const { undo } = send;
    window.addEventListener('pagehide', undo);
    return () => {
      window.removeEventListener('pagehide', undo);
      undo();
    };
  }, [send]);
  return { sending, send };
};
