// What is typed and not sent: kept in this window at once, and on the server a second later; the newest wins.
import type { DraftView } from '../../../usecases/room/view.ts';
import { Overtaken, Problem } from '../../ui/call.ts';
import { calling } from './calls.ts';
import { isTransient } from '../../ui/retry.ts';
import type { Deps } from './deps.ts';
import { untilDone } from '../../ui/retry.ts';
import { unawaited } from '../../ui/unawaited.ts';

/** Of one turn of one interview, told by when its consent was given; `knownAt`: the newest saving by the server that this window knows. */
export type LocalDraft = { of: string; turn: number; text: string; knownAt: string | null };

const debounceMs = 1_000;

export const parseDraft = (kept: string | null): LocalDraft | null => {
  if (kept === null) return null;
  try {
    const { of, turn, text, knownAt } = JSON.parse(kept) as Partial<LocalDraft>;
    return typeof of === 'string' && typeof turn === 'number' && typeof text === 'string'
      ? { of, turn, text, knownAt: knownAt ?? null }
      : null;
  } catch {
    return null;
  }
};

type Place = { of: string; turn: number };

/** What comes back into the field, and what another device wrote instead, to be offered: nothing is dropped in silence. */
export type Restored = { text: string; other: string | null };

const laterThere = (here: LocalDraft, there: DraftView): Restored => {
  if (here.text === there.text || here.text === '') return { text: there.text, other: null };
  return { text: there.text, other: here.text };
};

/** The newest wins: this window's text, unless another device has saved one since this window last heard of any. */
export const restoredText = (local: LocalDraft | null, server: DraftView | null, { of, turn }: Place): Restored => {
  const here = local?.of === of && local.turn === turn ? local : null;
  const there = server?.turn === turn ? server : null;
  if (here === null) return { text: there?.text ?? '', other: null };
  const isLaterThere = there !== null && there.savedAt > (here.knownAt ?? '');
  return isLaterThere ? laterThere(here, there) : { text: here.text, other: null };
};

type Ways = { onOtherQuestion(text: string): Promise<void> };

export const createDrafts = (deps: Deps, { onOtherQuestion }: Ways) => {
  const { store, api, memory, browser } = deps;
  let cancel = (): void => undefined;
  let isSaving = false;

  const of = (): string => store.get().view?.consent?.at ?? '';
  const local = (): LocalDraft | null => parseDraft(memory.read('draft'));
  const keep = (draft: Omit<LocalDraft, 'of'>): void => memory.write('draft', JSON.stringify({ of: of(), ...draft }));

  const isWanted = (turn: number): boolean => {
    const { typed, sending, view } = store.get();
    return typed.turn === turn && sending === null && view?.client !== 'elsewhere' && view?.state === 'IN_PROGRESS';
  };

  const saveOnce = async (): Promise<void> => {
    const { turn, text } = store.get().typed;
    const saved = await untilDone(browser, () => calling(deps, () => api.saveDraft(turn, store.get().typed.text)), {
      wanted: () => isWanted(turn),
      failed: () => store.set({ saving: 'unsaved' }),
    });
    if (!isWanted(turn)) return;
    keep({ turn, text: store.get().typed.text, knownAt: saved?.draft?.savedAt ?? local()?.knownAt ?? null });
    store.set({ saving: text === store.get().typed.text ? 'saved' : 'saving' });
  };

  /** One at a time; what was typed meanwhile is sent after it. */
  const save = async (): Promise<void> => {
    // Once it was sent there is none any more.
    if (isSaving || local() === null) return;
    isSaving = true;
    try {
      for (let sent: string | null = null; sent !== store.get().typed.text;) {
        sent = store.get().typed.text;
        await saveOnce();
      }
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (error instanceof Problem && error.code === 'room.turn_mismatch')
        await onOtherQuestion(store.get().typed.text);
      store.set({ saving: isTransient(error) ? 'unsaved' : 'none' });
    } finally {
      isSaving = false;
    }
  };

  return {
    type: (text: string): void => {
      const turn = store.get().question?.turn ?? 0;
      store.set({ typed: { turn, text }, saving: 'saving' });
      keep({ turn, text, knownAt: local()?.knownAt ?? null });
      cancel();
      cancel = browser.later(() => unawaited(save()), debounceMs);
    },
    /** What was typed to a question that was answered elsewhere meanwhile; it is handed out once. */
    takeBehind: (turn: number): string | null => {
      const here = local();
      if (here === null || here.of !== of() || here.turn >= turn) return null;
      memory.write('draft', null);
      return here.text.trim() === '' ? null : here.text;
    },
    /** The text of the open question, as this window or another device left it. */
    restore: (turn: number, server: DraftView | null): Restored => restoredText(local(), server, { of: of(), turn }),
  };
};
