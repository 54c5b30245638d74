// The decision of this reader: the form with its autosaved draft, and the way to sending it.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Decide, ReviewView } from '../../../../usecases/review/view.ts';
import { NoAnswer } from '../../../ui/call.ts';
import { unawaited } from '../../../ui/unawaited.ts';
import type { ReviewApi } from '../../api.ts';
import type { Trace } from '../trace.ts';
import { formOf, type DecisionForm } from './form.ts';
import { refusalOf, type Sending, type SendingState } from './sending.ts';
import { useSending } from './use-sending.ts';

export type Saving = 'none' | 'saving' | 'saved' | 'unsaved';

const settleMs = 800;
const againMs = 5_000;

type Deps = { view: ReviewView; api: ReviewApi; onView: (view: ReviewView) => void; trace: Trace };

/** Saved a moment after the last change; what could not be saved is tried again until it is. */
const useDraft = ({ view, api }: Pick<Deps, 'view' | 'api'>) => {
  const [form, setForm] = useState<DecisionForm>(() => formOf(view.draft));
  const [saving, setSaving] = useState<Saving>(view.draft === null ? 'none' : 'saved');
  const [tries, setTries] = useState(0);
  const isChanged = useRef(false);
  const { runId } = view.run;
  const revision = view.assessment?.revision ?? 1;
  const about = view.waitsFor;
  const { verdict, reasonCodes, note, outcome } = form;
  useEffect(() => {
    if (!isChanged.current || about === null) return undefined;
    let isNewest = true;
    const save = async (): Promise<void> => {
      setSaving('saving');
      try {
        await api.saveDraft(runId, { about, revision, outcome, verdict, reasonCodes, note, instructions: '' });
        if (isNewest) setSaving('saved');
      } catch {
        if (isNewest) setSaving('unsaved');
        if (isNewest) setTimeout(() => setTries((count) => count + 1), againMs);
      }
    };
    const timer = setTimeout(() => unawaited(save()), settleMs);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [api, runId, revision, verdict, reasonCodes, note, outcome, tries, about]);
  const change = (part: Partial<DecisionForm>): void => {
    isChanged.current = true;
    // What was typed just now is not saved yet, whatever was.
    setSaving('saving');
    setForm((before) => ({ ...before, ...part }));
  };
  return { form, change, saving };
};

export type Decision = ReturnType<typeof useDraft> & {
  sending: SendingState;
  send: Sending;
  /** Whether evidence was opened, here or before. */
  hasOpened: () => boolean;
};

export const useDecision = ({ view, api, onView, trace }: Deps): Decision => {
  const draft = useDraft({ view, api });
  const { runId } = view.run;
  const decide = useCallback(
    async (decision: Decide) => {
      // What was looked at before is on record before the decision is.
      const isNoted = await trace.flush();
      // Whoever opened evidence is not put on record as having opened none.
      if (!isNoted && trace.hasOpened() && !(await api.view(runId)).evidenceOpened) throw new NoAnswer();
      onView(await api.decide(runId, decision));
    },
    [api, runId, onView, trace],
  );
  const reread = useCallback(async () => onView(await api.view(runId)), [api, runId, onView]);
  const sent = useSending({ decide, reread, refusalOf });
  return { ...draft, ...sent, hasOpened: () => view.evidenceOpened || trace.hasOpened() };
};
