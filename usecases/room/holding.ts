// What the window that holds the conversation does beside answering: choosing, drafting, taking over, putting off.
import { AppError } from '../../domain/errors.ts';
import type { StoredClock } from '../../domain/ports/room.ts';
import type { RoomChoices } from '../../domain/room/choices.ts';
import { pause, timeLeftMs } from '../../domain/room/clock.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { createReadSession } from './session.ts';
import { draftOf, type DraftView, type RoomView } from './view.ts';
import { readRoom, touchClock, visitRoom } from './visit.ts';

export const clockViewOf = (clock: StoredClock) => ({ timeLeftMs: timeLeftMs(clock), paused: clock.paused });

/** Changeable at any time, from every window: what was chosen last counts. */
export const createChoose =
  (deps: RoomDeps) =>
  async (visit: Visit, choices: Partial<RoomChoices>): Promise<RoomView> => {
    await visitRoom(deps, visit);
    await deps.store.choose(visit, choices);
    return createReadSession(deps)(visit);
  };

/** From here on the conversation goes on in the window that asks; before the start there is nothing to take over. */
export const createTakeOver =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<RoomView> => {
    await readRoom(deps, visit);
    if (visit.client) await deps.store.takeOver(visit, visit.client, deps.clock.now());
    return createReadSession(deps)(visit);
  };

/** What is typed to the open question, whichever write came last; an empty text is no draft. */
export const createSaveDraft =
  (deps: RoomDeps) =>
  async (visit: Visit, { turn, text }: { turn: number; text: string }): Promise<{ draft: DraftView | null }> => {
    const draft = { turn, text, savedAt: deps.clock.now() };
    await touchClock(deps, visit, {
      check: ({ openTurn }) => {
        if (openTurn !== turn) throw new AppError('room.turn_mismatch');
      },
      save: (clock) => deps.store.saveDraft(visit, clock, draft),
    });
    return { draft: text === '' ? null : draftOf(draft) };
  };

export type PutOff = ReturnType<typeof clockViewOf> & { resumableUntil: string | null };

/** A pause that those in charge hear of; may be repeated, and is told once until the conversation goes on. */
export const createLater =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<PutOff> => {
    let until: number | null = null;
    const clock = await touchClock(deps, visit, {
      change: pause,
      save: (paused, { resumableUntil }) => {
        until = resumableUntil;
        if (resumableUntil === null || paused.putOffAt !== null) return deps.store.saveClock(visit, paused);
        return deps.store.putOff(visit, paused, { at: deps.clock.now(), until: resumableUntil });
      },
    });
    return { ...clockViewOf(clock), resumableUntil: until === null ? null : new Date(until).toISOString() };
  };
