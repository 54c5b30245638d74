// Every call of the room goes through here: what its answer or refusal says about the line, the link and the window is learned once.
import { NoAnswer, Problem } from '../../ui/call.ts';
import type { Deps } from './deps.ts';
import type { DeadReason, RoomState } from './state.ts';

const deadly: Readonly<Record<string, DeadReason>> = {
  'room.session_required': 'closed',
  'room.link_invalid': 'unknown',
  'room.link_expired': 'expired',
  'personal_data.erased': 'erased',
};

/** What a failed call tells; null when it says nothing about anything but itself. */
export const learned = (error: unknown, now: number, state: RoomState): Partial<RoomState> | null => {
  if (error instanceof NoAnswer) return { line: 'lost' };
  if (!(error instanceof Problem)) return null;
  if (error.status >= 500) return { line: 'fault', faultSince: state.faultSince ?? now };
  const dead = deadly[error.code];
  if (dead !== undefined) return { dead };
  if (error.code === 'room.taken_over' && state.view !== null)
    return { view: { ...state.view, client: 'elsewhere' }, sending: null };
  return null;
};

const overCodes: readonly string[] = ['room.frozen', 'interview.closed', 'consent.withdrawn'];

/** The conversation has ended, by whomever: what there is instead has to be read. */
export const isOver = (error: unknown): boolean => error instanceof Problem && overCodes.includes(error.code);

export const troubleOf = (error: unknown): RoomState['trouble'] => {
  if (!(error instanceof Problem)) return { code: error instanceof NoAnswer ? 'no-answer' : 'page', requestId: null };
  const { requestId } = error.body;
  return { code: error.code, requestId: typeof requestId === 'string' ? requestId : null };
};

/** One call, without a word to the person: what it says of the line is kept, its failure is the caller's. */
export const calling = async <T>({ store, browser }: Deps, call: () => Promise<T>): Promise<T> => {
  try {
    const answer = await call();
    const { line, faultSince } = store.get();
    if (line !== 'ok' || faultSince !== null) store.set({ line: 'ok', faultSince: null });
    return answer;
  } catch (error) {
    store.set(learned(error, browser.now(), store.get()) ?? {});
    throw error;
  }
};

/** A call that somebody pressed a button for: they see that it is under way, and what came of it; where all has ended, that. */
export const pressing = async (
  deps: Deps,
  work: () => Promise<void>,
  reread?: () => Promise<void>,
): Promise<boolean> => {
  const { store } = deps;
  if (store.get().busy) return false;
  store.set({ busy: true, trouble: null });
  try {
    await work();
    return true;
  } catch (error) {
    if (isOver(error)) await reread?.().catch(() => undefined);
    store.set({ trouble: troubleOf(error) });
    return false;
  } finally {
    store.set({ busy: false });
  }
};
