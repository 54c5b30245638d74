// The reader's wishes and reason, kept as a draft on the server a second after the last key; while the line is bad it goes on trying.
import { useCallback, useEffect, useRef, useState } from 'react';
import { isDraftWanted } from '../../../domain/review/evidence.ts';
import type { ReviewView } from '../../../usecases/review/view.ts';
import { unawaited } from '../../ui/unawaited.ts';
import type { ReviewApi } from '../api.ts';
import { noWishes, type Wishes } from './wishes.ts';

export type Saving = 'none' | 'saved' | 'saving' | 'unsaved';

const pauseMs = 1_000;
const againMs = 5_000;

const fromDraft = ({ draft }: ReviewView): Wishes =>
  draft === null ? noWishes : { instructions: draft.instructions, targets: draft.targets ?? [], reason: draft.note };

export const useWishes = (view: ReviewView, api: Pick<ReviewApi, 'saveDraft'>) => {
  const [wishes, setWishes] = useState(() => fromDraft(view));
  const [saving, setSaving] = useState<Saving>('none');
  const [tries, setTries] = useState(0);
  const kept = useRef(wishes);
  const { runId } = view.run;
  const revision = view.plan?.plan.revision ?? 0;
  // Also while the next revision is made: wishes outlive it.
  const isOver = !isDraftWanted('plan', { state: view.run.state, appeal: null });

  useEffect(() => {
    if (kept.current === wishes || isOver) return undefined;
    const save = async (): Promise<void> => {
      const { instructions, targets, reason } = wishes;
      try {
        const draft = {
          about: 'plan' as const,
          revision,
          verdict: null,
          reasonCodes: [],
          note: reason,
          instructions,
          targets: targets.filter(({ change: text }) => text.trim() !== ''),
        };
        await api.saveDraft(runId, draft);
        kept.current = wishes;
        setSaving('saved');
      } catch {
        setSaving('unsaved');
        setTries((tried) => tried + 1);
      }
    };
    const timer = setTimeout(() => unawaited(save()), tries === 0 ? pauseMs : againMs);
    return () => clearTimeout(timer);
  }, [api, runId, revision, wishes, tries, isOver]);

  const change = useCallback((next: (wishes: Wishes) => Wishes): void => {
    setTries(0);
    // What was said of the words before is not true of these.
    setSaving('saving');
    setWishes(next);
  }, []);
  return { wishes, change, saving };
};
